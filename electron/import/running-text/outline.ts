import { fold } from '../../../shared/form/fold.ts';
import { type Form, type FormRow, fieldOf, type TableBand, type TextBand } from '../../../shared/form/form.ts';
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
}

/** The forms that have running text, by their headings. */
export function outlines(forms: readonly Form[]): Outline[] {
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
    return parts.length > 1 ? [{ form, parts }] : [];
  });
}

/** What a line says as a heading: the values in it, and the text behind its colon. */
export interface HeadingRead {
  values: Record<string, string>;
  rest: string;
}

/** The line as this heading, whatever its number; null when it is another. */
export function readHeading(form: Form, heading: Paragraph, text: string): HeadingRead | null {
  if (text.length > LONGEST_LINE) return null;
  const colon = text.slice(0, LONGEST_HEADING).search(/[:：]/);
  for (const pattern of [heading.pattern, ...(heading.also ?? [])]) {
    if (patternFields(pattern).length > 0) {
      const values = text.length > LONGEST_HEADING ? null : readPattern(pattern, text, (id) => fieldOf(form, id).match);
      if (values) return { values, rest: '' };
      continue;
    }
    const words = wordsOf(pattern);
    if (text.length <= LONGEST_HEADING && unnumbered(text) === words) return { values: {}, rest: '' };
    const ends = /[:：]$/.test(pattern) && colon > 0;
    if (ends && unnumbered(text.slice(0, colon)) === words) return { values: {}, rest: text.slice(colon + 1).trim() };
  }
  return null;
}

/** Longest heading, and longest paragraph that may begin with one. */
const LONGEST_HEADING = 100;
const LONGEST_LINE = 5000;
const NUMBER =
  /^(?:第[一二三四五六七八九十\d]{1,3}部分|[一二三四五六七八九十]{1,3}[、.]|\([一二三四五六七八九十\d]{1,3}\)|\d{1,2}[、.])/;

/** Words of the forms' headings, a few each: they are told apart from every line of a file. */
const known = new Map<string, string>();

function wordsOf(pattern: string): string {
  const words = known.get(pattern) ?? unnumbered(pattern);
  known.set(pattern, words);
  return words;
}

/** The words of a heading without its number, for comparison. */
function unnumbered(text: string): string {
  return fold(fold(text).replace(NUMBER, ''));
}
