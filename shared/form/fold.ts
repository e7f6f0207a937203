import { normalText } from '../filing/normal-text.ts';

/** Most texts are these alone, and are their own folded form where they end in no colon. */
const PLAIN = /^[!-~\u00b7\u2013\u2014\u2018-\u201d\u2264\u2265\u3001\u3002\u3008-\u3011\u4e00-\u9fff]*$/;
const COLON = 0x3a;

/**
 * A label for comparison: half-width (NFKC), look-alikes of ideographs as these, without any spaces or line breaks,
 * without trailing colons.
 */
export function fold(text: string): string {
  if (PLAIN.test(text) && text.charCodeAt(text.length - 1) !== COLON) return text;
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
