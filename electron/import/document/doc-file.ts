import { UnreadableError } from '../limits.ts';
import { readOle } from '../ole.ts';

/**
 * The parts of a binary Word document (.doc, .wps), by [MS-DOC] of Microsoft: its text with the file position of each
 * character, and the formats of runs of characters and of paragraphs by file position.
 */
export interface DocFile {
  /** All texts one after the other: the document, footnotes, headers, comments, endnotes, text boxes. */
  text: string;
  /** Lengths of these texts in that order. */
  lengths: { body: number; footnotes: number; boxes: { start: number; length: number } };
  pieces: Piece[];
  characters: FormatRun[];
  paragraphs: FormatRun[];
  /** The table stream with the part that the header names at this place. */
  part: (headerOffset: number) => Bytes;
  /** What stands in the table stream behind that part. */
  behind: (headerOffset: number) => Bytes;
  data: Bytes;
}

/** A run of text whose characters lie one after the other in the file. */
export interface Piece {
  start: number;
  end: number;
  position: number;
  /** Bytes of a character. */
  width: number;
  /** Changes of format that a quick save put beside the text. */
  changes: Bytes;
}

export interface FormatRun {
  from: number;
  to: number;
  /** Modifiers of the format (`Prl`s); for paragraphs behind the number of their style. */
  format: Bytes;
  style: number;
}

/** Little-endian numbers out of bytes; beyond their end is 0. */
export class Bytes {
  readonly view: Buffer;

  constructor(bytes: Uint8Array) {
    this.view = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  }

  get length(): number {
    return this.view.length;
  }

  u8(at: number): number {
    return this.view[at] ?? 0;
  }

  u16(at: number): number {
    return this.u8(at) | (this.u8(at + 1) << 8);
  }

  i16(at: number): number {
    return (this.u16(at) << 16) >> 16;
  }

  u32(at: number): number {
    return (this.u16(at) | (this.u16(at + 2) << 16)) >>> 0;
  }

  slice(from: number, length: number): Bytes {
    const start = Math.min(this.length, Math.max(0, from));
    return new Bytes(this.view.subarray(start, Math.min(this.length, start + Math.max(0, length))));
  }
}

/** No bytes at all. */
export const EMPTY = new Bytes(new Uint8Array());
const SAVE = '请用 Word 或 WPS 打开后另存为 .docx 再导入';
/** Most characters of a document; a table of a page has some 2,000. */
const MOST_TEXT = 20_000_000;

/** Throws `UnreadableError` when it is no such document, or one that cannot be read. */
export function openDoc(bytes: Uint8Array): DocFile {
  const ole = readOle(bytes);
  const main = ole.stream('WordDocument');
  if (!main) throw new UnreadableError(`不是 Word 文档（.doc、.wps）；${SAVE}`);
  const header = new Bytes(main);
  const flags = header.u16(0x0a);
  if (header.u16(0) !== 0xa5ec && header.u16(0) !== 0xa5dc)
    throw new UnreadableError(`Word 文档已损坏，无法读取；${SAVE}`);
  if (flags & 0x0100) throw new UnreadableError('文档加了密码；请用 Word 或 WPS 去掉密码后再导入');
  if (header.u16(0) === 0xa5dc || header.u16(2) < 0x00c1)
    throw new UnreadableError(`是 Word 97 以前的文档，不能直接读取；${SAVE}`);
  const table = new Bytes(ole.stream(flags & 0x0200 ? '1Table' : '0Table') ?? new Uint8Array());
  const part = (offset: number) => table.slice(header.u32(offset), header.u32(offset + 4));
  const { pieces, text } = readPieces(header, part(0x01a2));
  const length = (offset: number) => header.u32(offset);
  const [body, footnotes, headers, comments, endnotes, boxes] = [0x4c, 0x50, 0x54, 0x5c, 0x60, 0x64].map(length) as [
    number,
    ...number[],
  ];
  const before = [footnotes, headers, comments, endnotes].reduce<number>((sum, next) => sum + (next ?? 0), body);
  return {
    text,
    lengths: { body, footnotes: footnotes ?? 0, boxes: { start: before, length: boxes ?? 0 } },
    pieces,
    characters: readFormats(header, part(0x00fa), 1),
    paragraphs: readFormats(header, part(0x0102), 13),
    part,
    behind: (offset) => {
      const end = header.u32(offset) + header.u32(offset + 4);
      return table.slice(end, table.length - end);
    },
    data: new Bytes(ole.stream('Data') ?? new Uint8Array()),
  };
}

/** The text and its pieces, out of the piece table. */
function readPieces(header: Bytes, clx: Bytes): { pieces: Piece[]; text: string } {
  const changes: Bytes[] = [];
  let at = 0;
  for (; clx.u8(at) === 1; at += 3 + clx.u16(at + 1)) changes.push(clx.slice(at + 3, clx.u16(at + 1)));
  if (clx.u8(at) !== 2) throw new UnreadableError(`Word 文档已损坏，无法读取；${SAVE}`);
  const table = clx.slice(at + 5, clx.u32(at + 1));
  const count = Math.floor((table.length - 4) / 12);
  const pieces: Piece[] = [];
  const texts: string[] = [];
  let total = 0;
  for (let k = 0; k < count; k++) {
    const [start, end] = [table.u32(k * 4), table.u32(k * 4 + 4)];
    const entry = (count + 1) * 4 + k * 8;
    const place = table.u32(entry + 2);
    const width = place & 0x4000_0000 ? 1 : 2;
    const position = width === 1 ? (place & 0x3fff_ffff) / 2 : place & 0x3fff_ffff;
    const bytes = header.slice(position, (end - start) * width).view;
    total += end - start;
    if (
      end <= start ||
      start !== (pieces.at(-1)?.end ?? 0) ||
      total > MOST_TEXT ||
      bytes.length < (end - start) * width
    )
      throw new UnreadableError(`Word 文档已损坏，无法读取；${SAVE}`);
    const change = table.u16(entry + 6);
    pieces.push({ start, end, position, width, changes: (change & 1 ? changes[change >> 1] : undefined) ?? EMPTY });
    texts.push(width === 2 ? bytes.toString('utf16le') : new TextDecoder('windows-1252').decode(bytes));
  }
  return { pieces, text: texts.join('') };
}

const PAGE = 512;
/** Runs of one format; a document has fewer than characters. */
const MOST_RUNS = 2_000_000;

/**
 * Formats out of the pages that the list names, in the order of the file. `entry` is the size of what stands for a run
 * on a page: 1 for characters, 13 for paragraphs.
 */
function readFormats(header: Bytes, list: Bytes, entry: 1 | 13): FormatRun[] {
  const count = Math.floor((list.length - 4) / 8);
  const runs: FormatRun[] = [];
  for (let k = 0; k < count; k++) {
    const page = header.slice((list.u32((count + 1) * 4 + k * 4) & 0x3f_ffff) * PAGE, PAGE);
    const many = page.u8(PAGE - 1);
    for (let run = 0; run < many; run++) {
      const [from, to] = [page.u32(run * 4), page.u32(run * 4 + 4)];
      const at = page.u8((many + 1) * 4 + run * entry) * 2;
      let [format, style] = [EMPTY, 0];
      if (at > 0 && entry === 1) format = page.slice(at + 1, page.u8(at));
      if (at > 0 && entry === 13) {
        const short = page.u8(at);
        const begin = short === 0 ? at + 2 : at + 1;
        const length = short === 0 ? page.u8(at + 1) * 2 : short * 2 - 1;
        style = page.u16(begin);
        format = page.slice(begin + 2, length - 2);
      }
      if (to > from) runs.push({ from, to, format, style });
    }
    if (runs.length > MOST_RUNS) throw new UnreadableError(`Word 文档已损坏，无法读取；${SAVE}`);
  }
  return runs.sort((a, b) => a.from - b.from);
}

/** The run at a position of the file. */
export function runAt(runs: FormatRun[], position: number): FormatRun | undefined {
  let [low, high] = [0, runs.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((runs[middle]?.to ?? 0) > position) high = middle;
    else low = middle + 1;
  }
  const found = runs[low];
  return found && found.from <= position ? found : undefined;
}
