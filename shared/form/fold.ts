import { normalText } from '../filing/normal-text.ts';

/** Most labels are these alone, and are their own folded form. */
const PLAIN = /^[\u4e00-\u9fff]*$/;

/**
 * A label for comparison: half-width (NFKC), look-alikes of ideographs as these, without any spaces or line breaks,
 * without trailing colons.
 */
export function fold(text: string): string {
  if (PLAIN.test(text)) return text;
  return normalText(text)
    .normalize('NFKC')
    .replace(/[\s\u200c\u200d]+/g, '')
    .replaceAll('∶', ':')
    .replace(/:+$/, '');
}
