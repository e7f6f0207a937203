import { plainMatchOf } from '../../../shared/filing/read-pattern.ts';
import { fold } from '../../../shared/form/fold.ts';
import type { Form, FormRow, TableBand, TextBand } from '../../../shared/form/form.ts';
import { patternFields, readPattern } from '../../../shared/form/pattern.ts';

export type Paragraph = TextBand['paragraphs'][number];

/** What stands under a heading: sentences, lines of the frame, tables. */
export type Item =
  | { kind: 'paragraph'; paragraph: Paragraph; id: string }
  | { kind: 'fixed'; rows: FormRow[] }
  | { kind: 'table'; band: TableBand };

/** A heading that nobody changes, and what follows it up to the next; the first part may have none. */
export interface Part {
  heading: Paragraph | null;
  items: Item[];
}

/** A form of running text in printed order. */
export interface Outline {
  form: Form;
  parts: Part[];
  /** Headings of fixed words, by these without their number; others are patterns (a title with its year). */
  fixed: ReadonlyMap<string, { part: number; colon: boolean }[]>;
  patterns: readonly { part: number; pattern: string }[];
}

const known = new WeakMap<readonly Form[], readonly Outline[]>();

/** The forms that have running text, by their headings. Every sheet of a workbook asks for them. */
export function outlines(forms: readonly Form[]): readonly Outline[] {
  const done = known.get(forms) ?? outlinesOf(forms);
  known.set(forms, done);
  return done;
}

function outlinesOf(forms: readonly Form[]): Outline[] {
  return forms.flatMap((form) => {
    if (!form.bands.some(({ kind }) => kind === 'text')) return [];
    const parts: Part[] = [{ heading: null, items: [] }];
    const items = () => (parts.at(-1) as Part).items;
    for (const band of form.bands) {
      if (band.kind === 'fixed') items().push({ kind: 'fixed', rows: band.rows });
      else if (band.kind === 'table') items().push({ kind: 'table', band });
      else
        for (const paragraph of band.paragraphs) {
          if (paragraph.id === undefined) parts.push({ heading: paragraph, items: [] });
          else items().push({ kind: 'paragraph', paragraph, id: paragraph.id });
        }
    }
    return parts.length > 1 ? [{ form, parts, ...headingsOf(parts) }] : [];
  });
}

/** What a line says as a heading: the values in it, and the text behind its colon. */
export interface HeadingRead {
  values: Record<string, string>;
  rest: string;
}

function headingsOf(parts: readonly Part[]): Pick<Outline, 'fixed' | 'patterns'> {
  const fixed = new Map<string, { part: number; colon: boolean }[]>();
  const patterns: { part: number; pattern: string }[] = [];
  for (const [part, { heading }] of parts.entries())
    for (const pattern of heading ? [heading.pattern, ...(heading.also ?? [])] : []) {
      if (patternFields(pattern).length > 0) patterns.push({ part, pattern });
      else {
        const words = unnumbered(pattern);
        fixed.set(words, [...(fixed.get(words) ?? []), { part, colon: /[:：]$/.test(pattern) }]);
      }
    }
  return { fixed, patterns };
}

/** A line as headings of the form that it may be. */
export function readHeadings({ form, fixed, patterns }: Outline, text: string): { part: number; read: HeadingRead }[] {
  const found = new Map<number, HeadingRead>();
  const add = (part: number, read: HeadingRead) => void (found.has(part) || found.set(part, read));
  if (text.length <= LONGEST_HEADING) {
    for (const { part } of fixed.get(unnumbered(text)) ?? []) add(part, { values: {}, rest: '' });
    for (const { part, pattern } of patterns) {
      const values = found.has(part) ? null : readPattern(pattern, text, plainMatchOf(form));
      if (values) add(part, { values, rest: '' });
    }
  }
  const colon = text.slice(0, LONGEST_HEADING).search(/[:：]/);
  if (colon > 0)
    for (const { part, colon: ends } of fixed.get(unnumbered(text.slice(0, colon))) ?? [])
      if (ends) add(part, { values: {}, rest: text.slice(colon + 1).trim() });
  return [...found].map(([part, read]) => ({ part, read }));
}

const LONGEST_HEADING = 100;
const NUMBER =
  /^(?:第[一二三四五六七八九十\d]{1,3}部分|[一二三四五六七八九十]{1,3}[、.]|\([一二三四五六七八九十\d]{1,3}\)|\d{1,2}[、.])/;

/** The words of a heading without its number, for comparison. */
function unnumbered(text: string): string {
  return fold(fold(text).replace(NUMBER, ''));
}
