import { normalText } from '../filing/normal-text.ts';

/** Most labels are these alone, and are their own folded form. */
const PLAIN = /^[\u4e00-\u9fff]*$/;

/**
 * A label for comparison: half-width (NFKC), look-alikes of ideographs as these, without any spaces or line breaks,
 * without trailing colons.
 */
export function fold(text: string): string {
  if (PLAIN.test(text)) return text;
  if (text.length > LONGEST_KEPT) return foldAnew(text);
  const known = folded.get(text);
  if (known !== undefined) return known;
  if (folded.size >= MOST_FOLDED) folded.clear();
  const result = foldAnew(text);
  folded.set(text, result);
  return result;
}

/** Reading a file asks for the same lines at every step. */
const folded = new Map<string, string>();
const MOST_FOLDED = 20_000;
/** Longer texts are seldom labels. */
const LONGEST_KEPT = 60;

function foldAnew(text: string): string {
  return normalText(text)
    .normalize('NFKC')
    .replace(/[\s\u200c\u200d]+/g, '')
    .replaceAll('∶', ':')
    .replace(/:+$/, '');
}
