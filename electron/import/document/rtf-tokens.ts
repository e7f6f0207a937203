/** A piece of an RTF file: https://www.biblioscape.com/rtf15_spec.htm (1.5), 1.9.1 of Microsoft. */
export type RtfToken =
  | { kind: 'open' }
  | { kind: 'close' }
  /** `\trowd`, `\cellx1892`; a symbol such as `\~` has its sign as name. */
  | { kind: 'word'; name: string; value: number | null }
  /** Bytes of a text in the code page of its font. */
  | { kind: 'bytes'; bytes: string };

/** Reads a file (one character a byte) once from front to back. */
export function* rtfTokens(source: string): Generator<RtfToken> {
  const word = /([a-zA-Z]{1,40})(-?\d{1,10})? ?/y;
  const plain = /[^\\{}\r\n\0]+/y;
  for (let at = 0; at < source.length; ) {
    const character = source[at];
    if (character === '{' || character === '}') {
      yield { kind: character === '{' ? 'open' : 'close' };
      at++;
    } else if (character === '\\') {
      word.lastIndex = at + 1;
      const found = word.exec(source);
      if (found) {
        const [whole, name = '', figure] = found;
        const value = figure === undefined ? null : Number(figure);
        at += 1 + whole.length;
        if (name === 'bin') at += Math.max(0, value ?? 0);
        else yield { kind: 'word', name, value };
      } else if (source[at + 1] === "'") {
        const code = Number.parseInt(source.slice(at + 2, at + 4), 16);
        if (!Number.isNaN(code)) yield { kind: 'bytes', bytes: String.fromCharCode(code) };
        at += 4;
      } else {
        const sign = source[at + 1] ?? '';
        yield { kind: 'word', name: sign === '\r' || sign === '\n' ? 'par' : sign, value: null };
        at += 2;
      }
    } else if (character === '\r' || character === '\n' || character === '\0') at++;
    else {
      plain.lastIndex = at;
      const bytes = plain.exec(source)?.[0] ?? '';
      yield { kind: 'bytes', bytes };
      at += Math.max(1, bytes.length);
    }
  }
}

const BY_CHARSET: Record<number, number> = {
  77: 10000,
  128: 932,
  129: 949,
  134: 936,
  136: 950,
  161: 1253,
  162: 1254,
  163: 1258,
  177: 1255,
  178: 1256,
  186: 1257,
  204: 1251,
  222: 874,
  238: 1250,
};

/** The code page of a font's charset; 0 where the file's own holds. */
export function pageOfCharset(charset: number): number {
  return BY_CHARSET[charset] ?? 0;
}

const decoders = new Map<number, InstanceType<typeof TextDecoder>>();
const NAMES: Record<number, string> = {
  932: 'shift_jis',
  936: 'gb18030',
  949: 'euc-kr',
  950: 'big5',
  54936: 'gb18030',
  65001: 'utf-8',
  874: 'windows-874',
  10000: 'macintosh',
};

/** Bytes (one character a byte) as text of a Windows code page; 1252 where the page is not known. */
export function decodeBytes(bytes: string, page: number): string {
  if (/^[\0-\x7f]*$/.test(bytes)) return bytes;
  let decoder = decoders.get(page);
  if (!decoder) {
    const name = NAMES[page] ?? (page >= 1250 && page <= 1258 ? `windows-${page}` : 'windows-1252');
    decoder = new TextDecoder(name);
    decoders.set(page, decoder);
  }
  return decoder.decode(Buffer.from(bytes, 'latin1'));
}
