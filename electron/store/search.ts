import { textAt } from '../../shared/filing/computed.ts';
import { type Filing, isPrinted, printedFields, rowsOf } from '../../shared/filing/filing.ts';
import { columnsOf, type Form, fieldOf, tablesOf } from '../../shared/form/form.ts';
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

/** Every text of a filing. Indicators come before their level names, which say less about where a word was found. */
export function searchTexts(form: Form, filing: Filing): SearchTexts {
  const lines: string[] = [];
  const add = (name: string, text: string) => {
    if (text.trim() !== '') lines.push(`${name}：${text.replace(/\s+/g, ' ').trim()}`);
  };
  for (const id of printedFields(form, filing.sections))
    add(fieldOf(form, id).name, textAt(form, filing, { field: id }));
  for (const { id } of tablesOf(form)) {
    const rows = rowsOf(filing, id).flatMap((row, index) => (isPrinted(row) ? [index] : []));
    const columns = columnsOf(form, id).toSorted((a, b) => Number(a.merge ?? false) - Number(b.merge ?? false));
    for (const { id: column, name } of columns)
      for (const text of new Set(rows.map((row) => textAt(form, filing, { table: id, row, column })))) add(name, text);
  }
  return { shown: lines.join('\n'), folded: lines.map((line) => fold(line.slice(line.indexOf('：') + 1))).join('\n') };
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
