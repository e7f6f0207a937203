/** A label for comparison: half-width (NFKC), without any spaces or line breaks, without trailing colons. */
export function fold(text: string): string {
  return text
    .normalize('NFKC')
    .replace(/[\s\u200b-\u200d\u2060\ufeff]+/g, '')
    .replaceAll('∶', ':')
    .replace(/:+$/, '');
}
