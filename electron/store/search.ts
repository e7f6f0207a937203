import { patternText, textAt } from '../../shared/filing/computed.ts';
import { type Filing, isPrinted, printedFields, rowsOf } from '../../shared/filing/filing.ts';
import {
  cellFields,
  columnsOf,
  type Form,
  fieldOf,
  paragraphFields,
  printedBands,
  type TextBand,
} from '../../shared/form/form.ts';
import { fold } from '../../shared/search-words.ts';

/**
 * The search finds any substring of any text of a filing, of one character too (which a trigram index cannot). Texts
 * are kept one per line, `name：text`, in two parallel columns: as shown, and folded for comparison.
 */
export interface SearchTexts {
  folded: string;
  shown: string;
}

/** Longest excerpt of a text that a list shows, in characters. */
const EXCERPT = 60;

/**
 * Every text of a filing as it is printed, band by band. In tables the names come before merged cells, which say less
 * about where a word was found; a paragraph is one text.
 */
export function searchTexts(form: Form, filing: Filing): SearchTexts {
  const lines = new Set<string>();
  const add = (name: string, text: string) => {
    if (text.trim() !== '') lines.add(`${name}：${text.replace(/\s+/g, ' ').trim()}`);
  };
  const addField = (id: string) => add(fieldOf(form, id).name, textAt(form, filing, { field: id }));
  const on = ({ section }: { section?: string | undefined }) => !section || filing.sections.includes(section);
  for (const band of printedBands(form, filing.sections))
    if (band.kind === 'fixed')
      for (const id of band.rows.filter(on).flatMap((row) => row.cells.flatMap(cellFields))) addField(id);
    else if (band.kind === 'table') for (const { id } of band.lanes) addTable(form, filing, id, add);
    else
      for (const paragraph of band.paragraphs.filter(on)) {
        const [first] = paragraphFields(paragraph);
        if (first !== undefined) add(fieldOf(form, first).name, paragraphText(form, filing, paragraph));
      }
  // Headings of columns may print a value, and a filing has some that it does not print.
  for (const id of printedFields(form, filing.sections)) addField(id);
  const shown = [...lines];
  return { shown: shown.join('\n'), folded: shown.map((line) => fold(line.slice(line.indexOf('：') + 1))).join('\n') };
}

function addTable(form: Form, filing: Filing, table: string, add: (name: string, text: string) => void): void {
  const rows = rowsOf(filing, table).flatMap((row, index) => (isPrinted(row) ? [index] : []));
  const columns = columnsOf(form, table).toSorted((a, b) => Number(a.merge ?? false) - Number(b.merge ?? false));
  for (const { id: column, name, computed } of columns)
    if (computed?.is !== 'ordinal')
      for (const row of rows) add(patternText(form, filing, name), textAt(form, filing, { table, row, column }));
}

/** What a paragraph prints: the text that was written in its place, else its pattern. */
function paragraphText(form: Form, filing: Filing, { id, pattern }: TextBand['paragraphs'][number]): string {
  const own = id === undefined ? '' : textAt(form, filing, { field: id });
  return own === '' ? patternText(form, filing, pattern) : own;
}

/** What the search compares of one filing: its texts, and its name folded. */
export interface Searchable extends SearchTexts {
  name: string;
}

/**
 * Where the words are, for the list: undefined when a word is nowhere, null when the name has them all, else the text
 * that has the first of the missing ones, as `name：excerpt`. `words` are folded and hold no line break.
 */
export function findWords(words: readonly string[], { name, folded, shown }: Searchable): string | null | undefined {
  if (!words.every((word) => folded.includes(word))) return undefined;
  const word = words.find((candidate) => !name.includes(candidate));
  if (word === undefined) return null;
  // Lines are counted, not split: a search for a common word comes here for every filing.
  const hit = folded.indexOf(word);
  let start = 0;
  for (let end = folded.indexOf('\n'); end >= 0 && end < hit; end = folded.indexOf('\n', end + 1))
    start = shown.indexOf('\n', start) + 1;
  const end = shown.indexOf('\n', start);
  return excerpt(end < 0 ? shown.slice(start) : shown.slice(start, end), word);
}

function excerpt(line: string, word: string): string {
  const start = line.indexOf('：') + 1;
  const [name, text] = [line.slice(0, start), [...line.slice(start)]];
  if (text.length <= EXCERPT) return line;
  // Folding can change lengths; a start that is off by a few characters still shows the word.
  const at = [...(fold(line.slice(start)).split(word)[0] ?? '')].length;
  const from = Math.max(0, Math.min(at - 15, text.length - EXCERPT));
  const end = from + EXCERPT;
  return `${name}${from > 0 ? '…' : ''}${text.slice(from, end).join('')}${end < text.length ? '…' : ''}`;
}
