import { normalText } from '../filing/normal-text.ts';

/** A label for comparison: half-width (NFKC), look-alikes of ideographs as these, without any spaces or line breaks, without trailing colons. */
export function fold(text: string): string {
  return normalText(text)
    .normalize('NFKC')
    .replace(/[\s\u200c\u200d]+/g, '')
    .replaceAll('∶', ':')
    .replace(/:+$/, '');
}
