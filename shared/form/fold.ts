/** Most labels are these alone, and are their own folded form. */
const PLAIN = /^[\u4e00-\u9fff]*$/;

/** A label for comparison: half-width (NFKC), without any spaces or line breaks, without trailing colons. */
export function fold(text: string): string {
  if (PLAIN.test(text)) return text;
  return text
    .normalize('NFKC')
    .replace(/[\s\u200b-\u200d\u2060\ufeff]+/g, '')
    .replaceAll('∶', ':')
    .replace(/:+$/, '');
}
