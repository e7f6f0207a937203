import type { FormMap } from './form-map.ts';
import { LONGEST_HEADING } from './own-labels.ts';
import { plainVariants } from './plain-labels.ts';
import type { ViewCell, ViewRow } from './view.ts';

/** How a row may be of a form. */
export interface MayBe {
  /** Its folded labels, in order. */
  labels: string[];
  /** A cell is a column of it, or a group of columns. */
  heading: boolean;
  /** A cell is a label or a column of it but for what stands around it, or may be a heading that names fields. */
  around: boolean;
}

/** The forms of which a row may have a label or a heading, in their order, each with how. */
export type OfRow = readonly (readonly [FormMap, MayBe])[];

/** What forms print, by its words: a row is looked at once, and not form after form. */
interface FormWords {
  /** Forms by the folded text of a label, a column or a group of columns. */
  printed: Map<string, { map: FormMap; column: boolean }[]>;
  /** What was found for rows of the same labels: a file has its few rows of labels in every table. */
  rows: Map<string, OfRow>;
  /** Forms by the Chinese characters of a heading that names fields (`1-{month}月执行数`), without which none is such. */
  headings: [words: string, FormMap][];
}

const known = new WeakMap<readonly FormMap[], FormWords>();
const MOST_ROWS = 1000;
const NO_FORMS: OfRow = [];

function formWords(forms: readonly FormMap[]): FormWords {
  const done = known.get(forms);
  if (done) return done;
  const made: FormWords = { printed: new Map(), rows: new Map(), headings: [] };
  for (const map of new Set(forms)) {
    for (const text of new Set([...map.labelTexts, ...map.columnTexts]))
      made.printed.set(text, [...(made.printed.get(text) ?? []), { map, column: map.columnTexts.has(text) }]);
    for (const pattern of map.headings) {
      const own = pattern.replace(/\[[^\]]*\]|\{[^}]*\}/g, ' ').match(/\p{Script=Han}+/gu) ?? [];
      made.headings.push([own.reduce((a, b) => (b.length > a.length ? b : a), ''), map]);
    }
  }
  known.set(forms, made);
  return made;
}

/** @param forms the same array for each row: what is found is kept by it */
export function formsOfRow(forms: readonly FormMap[], row: ViewRow): OfRow {
  const words = formWords(forms);
  if (row.cells.some((cell) => isNumbered(words, cell))) return lookUp(words, row.cells, forms);
  const labels = row.cells.filter((cell) => isWord(words, cell));
  if (labels.length === 0) return NO_FORMS;
  const key = labels.map(({ text, folded }) => `${folded}${text.length > LONGEST_HEADING ? ' ' : ''}`).join('\n');
  const known = words.rows.get(key);
  if (known) return known;
  if (words.rows.size >= MOST_ROWS) words.rows.clear();
  const found = lookUp(words, labels, forms);
  words.rows.set(key, found);
  return found;
}

/** Whether a cell is a label or a heading of a form, perhaps but for what stands around it. */
function isWord({ printed }: FormWords, { text, folded }: ViewCell): boolean {
  if (printed.has(folded)) return true;
  return text.length <= LONGEST_HEADING && plainVariants(folded).some((plain) => printed.has(plain));
}

/** Whether a cell may be a heading that names fields. */
function isNumbered({ headings }: FormWords, { text }: ViewCell): boolean {
  if (text.length > LONGEST_HEADING || headings.length === 0 || !/\d/.test(text)) return false;
  const whole = text.replace(/\s+/g, '');
  return headings.some(([words]) => whole.includes(words));
}

function lookUp({ printed, headings }: FormWords, cells: readonly ViewCell[], forms: readonly FormMap[]): OfRow {
  const found = new Map<FormMap, MayBe>();
  const note = (map: FormMap, heading: boolean, around: boolean): MayBe => {
    const one = found.get(map) ?? { labels: [], heading: false, around: false };
    found.set(map, one);
    one.heading ||= heading;
    one.around ||= around;
    return one;
  };
  for (const { text, folded } of cells) {
    for (const { map, column } of printed.get(folded) ?? []) {
      const { labels } = note(map, column, false);
      if (map.labelTexts.has(folded)) labels.push(folded);
    }
    if (text.length > LONGEST_HEADING) continue;
    for (const plain of plainVariants(folded))
      for (const { map, column } of printed.get(plain) ?? []) note(map, column, true);
    if (headings.length === 0 || !/\d/.test(text)) continue;
    const whole = text.replace(/\s+/g, '');
    for (const [words, map] of headings) if (whole.includes(words)) note(map, true, true);
  }
  return forms.flatMap((map) => {
    const as = found.get(map);
    return as ? [[map, as] as const] : [];
  });
}
