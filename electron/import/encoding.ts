import type { Note } from './note.ts';
import { decodeText } from './text.ts';

/** How far a page or an XML file says its encoding. */
const START = 4096;

/**
 * The text of a file that may name its encoding: by its byte order mark, by `charset=` or `encoding=` at its beginning
 * where that holds to its end, else as `decodeText` does. Throws `UnreadableError`.
 */
export function decodeMarked(bytes: Uint8Array): { text: string; notes: Note[] } {
  const [a, b, c] = bytes;
  const marked = (a === 0xff && b === 0xfe) || (a === 0xfe && b === 0xff) || (a === 0xef && b === 0xbb && c === 0xbf);
  const start = Buffer.from(bytes.buffer, bytes.byteOffset, Math.min(START, bytes.length)).toString('latin1');
  const named = /\b(?:charset|encoding)\s*=\s*["']?\s*([\w-]{2,40})/i.exec(start)?.[1];
  // A page in UTF-16 cannot say so in bytes that are read here.
  if (!marked && named !== undefined && !/^(?:utf-?(?:8|16)|unicode)/i.test(named)) {
    try {
      // GB18030 holds all of GB2312 and GBK, which pages name even where they go beyond.
      const encoding = /^(?:gb|x-gbk|cp936|ms936|windows-936)/i.test(named) ? 'gb18030' : named;
      return { text: new TextDecoder(encoding, { fatal: true }).decode(bytes), notes: [] };
    } catch {
      // What the page says of itself does not hold.
    }
  }
  return decodeText(bytes);
}
