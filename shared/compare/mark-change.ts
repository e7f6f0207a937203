/** A piece of a text, and whether it differs from the other text. */
export interface Part {
  text: string;
  changed: boolean;
}

/**
 * What of two texts differs, taken as one piece: the words before and after it are the same. A number or a Latin word
 * is never cut (`2025.6` against `2026.6` differ as a whole).
 */
export function markChange(before: string, after: string): { before: Part[]; after: Part[] } {
  const [from, to] = [wordsOf(before), wordsOf(after)];
  const most = Math.min(from.length, to.length);
  let start = 0;
  while (start < most && from[start] === to[start]) start++;
  let end = 0;
  while (end < most - start && from[from.length - 1 - end] === to[to.length - 1 - end]) end++;
  const parts = (words: string[]): Part[] =>
    [
      { text: words.slice(0, start).join(''), changed: false },
      { text: words.slice(start, words.length - end).join(''), changed: true },
      { text: words.slice(words.length - end).join(''), changed: false },
    ].filter(({ text }) => text !== '');
  return { before: parts(from), after: parts(to) };
}

function wordsOf(text: string): string[] {
  return text.match(/[A-Za-z]+|\d+(?:[.,]\d+)*%?|./gsu) ?? [];
}
