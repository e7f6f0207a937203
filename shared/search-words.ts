/**
 * How a search compares texts: the same for the store that finds filings and for the window that marks what was found.
 */

import { normalText } from './filing/normal-text.ts';

/** Full and half width, upper and lower case count as the same; so does the width of a space. */
export function fold(text: string): string {
  return normalText(text).normalize('NFKC').toLowerCase().replace(/\s+/g, ' ').trim();
}

/** The words of a query, folded; a filing is found when it has each of them somewhere. */
export function queryWords(query: string): string[] {
  return query.split(/\s+/).filter(Boolean).map(fold).filter(Boolean);
}

/** A run of a text, marked when it is one of the words. */
export interface Run {
  text: string;
  marked: boolean;
}

/** A text cut into runs; those that read as one of the folded words are marked. The runs together are the text. */
export function markWords(text: string, words: readonly string[]): Run[] {
  // Folding can change lengths (½ is three characters), so each folded character knows where it came from.
  let folded = '';
  const from: number[] = [];
  let at = 0;
  for (const character of text) {
    const plain = character.normalize('NFKC').toLowerCase();
    for (let k = 0; k < plain.length; k++) from.push(at);
    folded += plain;
    at += character.length;
  }
  from.push(text.length);
  const marked = new Uint8Array(text.length);
  for (const word of words)
    for (let hit = folded.indexOf(word); hit >= 0 && word !== ''; hit = folded.indexOf(word, hit + word.length)) {
      const last = from[hit + word.length - 1] ?? 0;
      const end = from.slice(hit + word.length).find((start) => start > last) ?? text.length;
      marked.fill(1, from[hit], end);
    }
  const runs: Run[] = [];
  for (let start = 0, end = 0; start < text.length; start = end) {
    while (end < text.length && marked[end] === marked[start]) end++;
    runs.push({ text: text.slice(start, end), marked: marked[start] === 1 });
  }
  return runs;
}
