import { UnreadableError } from './limits.ts';
import { Names } from './xml-names.ts';
import { type XmlEvents, XmlTokens } from './xml-tokens.ts';

export type { XmlEvents };

/** Bytes that are taken apart at a time. */
const PIECE = 1 << 16;

/** Reads a part of a package that is whole in memory. Throws as `xmlScanner` does. */
export function scanXml(part: Uint8Array, on: XmlEvents, reason: string): void {
  const scanner = xmlScanner(on, reason);
  scanner.push(part);
  scanner.end();
}

/** Takes a document piece by piece as it is unpacked; `end` says that there is no more. */
export interface XmlScanner {
  push: (piece: Uint8Array) => void;
  end: () => void;
}

/**
 * Reads a part of a package once from front to back, in time that grows with its length alone and in memory that does
 * not. `names` are what other parts of the package taught. Throws `UnreadableError` with `reason` when it is not well-formed, whatever a handler throws otherwise.
 */
export function xmlScanner(on: XmlEvents, reason: string, names = new Names()): XmlScanner {
  const fail = () => new UnreadableError(reason);
  const tokens = new XmlTokens(on, names, fail);
  let decode: ReturnType<typeof decoderOf> | null = null;
  let start: Uint8Array = new Uint8Array();
  const begin = () => {
    decode = decoderOf(start, fail);
    tokens.push(decode(start));
  };
  const take = (piece: Uint8Array) => {
    if (decode) return tokens.push(decode(piece));
    start = start.length === 0 ? piece : Buffer.concat([start, piece]);
    if (start.length >= DECLARATION) begin();
  };
  return {
    push: (bytes) => {
      for (let at = 0; at < bytes.length; at += PIECE) take(bytes.subarray(at, at + PIECE));
    },
    end: () => {
      if (!decode) begin();
      tokens.push(decode?.() ?? '');
      tokens.end();
    },
  };
}

/** Bytes in which the declaration of an encoding ends. */
const DECLARATION = 200;

/** The encoding by byte order mark or declaration; XML is UTF-8 without one. */
function encodingOf(part: Uint8Array): string {
  if (part[0] === 0xff && part[1] === 0xfe) return 'utf-16le';
  if (part[0] === 0xfe && part[1] === 0xff) return 'utf-16be';
  const start = Buffer.from(part.buffer, part.byteOffset, Math.min(DECLARATION, part.length)).toString('latin1');
  return /^(?:\u00ef\u00bb\u00bf)?<\?xml[^>]*?\sencoding\s*=\s*["']([\w-]{1,40})["']/.exec(start)?.[1] ?? 'utf-8';
}

function decoderOf(part: Uint8Array, fail: () => UnreadableError): (piece?: Uint8Array) => string {
  try {
    const decoder = new TextDecoder(encodingOf(part), { fatal: true });
    return (piece) => {
      try {
        return piece ? decoder.decode(piece, { stream: true }) : decoder.decode();
      } catch {
        throw fail();
      }
    };
  } catch {
    throw fail();
  }
}
