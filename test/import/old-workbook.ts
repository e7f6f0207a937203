import * as XLSX from '@e965/xlsx';
import { encodeGb18030 } from './samples.ts';

/** A workbook of Excel 95 (BIFF5 in a container), or of Excel 4 (BIFF4, bare records), with texts in GBK. */
export function oldWorkbook(version: 4 | 5, rows: string[][], hiddenRows: number[] = []): Buffer {
  const cells = rows.flatMap((row, r) => row.flatMap((text, c) => (text === '' ? [] : [label(r, c, text)])));
  const hidden = hiddenRows.map((row) => record(0x0208, u16(row, 0, 1, 255, 0, 0, 0x20, 0)));
  const size = record(0x0200, u16(0, rows.length, 0, Math.max(...rows.map((row) => row.length)), 0));
  const codePage = record(0x0042, u16(936));
  if (version === 4) {
    const begin = record(0x0409, u16(0x0400, 0x0010, 0));
    return Buffer.concat([begin, codePage, record(0x0443, Buffer.alloc(12)), size, ...cells, END]);
  }
  const globals = record(0x0809, u16(0x0500, 0x0005, 0, 0));
  const text = encodeGb18030('表1');
  const before = [globals, codePage, record(0x00e0, Buffer.alloc(16))];
  const sheetName = (at: number) => record(0x0085, Buffer.concat([u32(at), Buffer.from([0, 0, text.length]), text]));
  const start = Buffer.concat([...before, sheetName(0), END]).length;
  const sheet = [record(0x0809, u16(0x0500, 0x0010, 0, 0)), size, ...hidden, ...cells, END];
  const container = XLSX.CFB.utils.cfb_new();
  XLSX.CFB.utils.cfb_add(container, '/Book', Buffer.concat([...before, sheetName(start), END, ...sheet]));
  return Buffer.from(XLSX.CFB.write(container, { type: 'buffer' }));
}

function u16(...numbers: number[]): Buffer {
  const bytes = Buffer.alloc(numbers.length * 2);
  for (const [index, number] of numbers.entries()) bytes.writeUInt16LE(number, index * 2);
  return bytes;
}

function u32(number: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32LE(number);
  return bytes;
}

function record(type: number, body: Buffer): Buffer {
  return Buffer.concat([u16(type, body.length), body]);
}

function label(row: number, col: number, text: string): Buffer {
  const bytes = encodeGb18030(text);
  return record(0x0204, Buffer.concat([u16(row, col, 0, bytes.length), bytes]));
}

const END = record(0x000a, Buffer.alloc(0));

/**
 * A workbook of Excel 97 with these texts in one row, in a table of texts that goes on in pieces of at most `most`
 * bytes.
 */
export function splitWorkbook(texts: string[], most: number): Buffer {
  const pieces: Buffer[] = [];
  let piece: Buffer = Buffer.concat([u32(texts.length), u32(texts.length)]);
  const next = (begin: Buffer) => {
    pieces.push(piece);
    piece = begin;
  };
  for (const text of texts) {
    let isWide = wide(text);
    const head = Buffer.from([...u16(text.length), isWide ? 1 : 0]);
    // A text is never parted before its first character.
    if (piece.length + head.length + 2 > most) next(head);
    else piece = Buffer.concat([piece, head]);
    for (let at = 0; at < text.length; at++) {
      if (piece.length + 2 > most) {
        // A piece that begins within a text says anew how wide its characters are.
        isWide = wide(text.slice(at));
        next(Buffer.from([isWide ? 1 : 0]));
      }
      piece = Buffer.concat([piece, Buffer.from(text[at] as string, isWide ? 'utf16le' : 'latin1')]);
    }
  }
  pieces.push(piece);
  const shared = Buffer.concat(pieces.map((body, index) => record(index === 0 ? 0x00fc : 0x003c, body)));
  const begin = (kind: number) => record(0x0809, u16(0x0600, kind, 0, 0, 0, 0, 0, 0));
  const cells = texts.map((_, col) => record(0x00fd, Buffer.concat([u16(0, col, 0), u32(col)])));
  const container = XLSX.CFB.utils.cfb_new();
  XLSX.CFB.utils.cfb_add(container, '/Workbook', Buffer.concat([begin(5), shared, END, begin(0x10), ...cells, END]));
  return Buffer.from(XLSX.CFB.write(container, { type: 'buffer' }));
}

/**
 * A workbook of Excel 97 with these texts in one row, each in the font of its number: 0 plain, 1 struck out, 2 Symbol. A text may
 * have further fonts from some of its characters on.
 */
export function workbookInFonts(
  cells: { text: string; font: number; runs?: [from: number, font: number][] }[],
): Buffer {
  const string = (text: string, lengthBytes: 1 | 2, runs: [number, number][] = []) => {
    const length = lengthBytes === 1 ? Buffer.from([text.length]) : u16(text.length);
    const flags = Buffer.from([1 | (runs.length > 0 ? 8 : 0)]);
    const count = runs.length > 0 ? u16(runs.length) : Buffer.alloc(0);
    return Buffer.concat([
      length,
      flags,
      count,
      Buffer.from(text, 'utf16le'),
      ...runs.map(([from, at]) => u16(from, at)),
    ]);
  };
  const font = (flags: number, name: string) =>
    record(0x0031, Buffer.concat([u16(200, flags, 8, 400, 0), Buffer.alloc(4), string(name, 1)]));
  // The first four are alike, as Excel writes them, and no font has the number 4.
  const fonts = [font(0, '宋体'), font(8, '宋体'), font(0, 'Symbol')];
  const styles = fonts.map((_, at) => record(0x00e0, Buffer.concat([u16(at), Buffer.alloc(18)])));
  const shared = Buffer.concat([
    u32(cells.length),
    u32(cells.length),
    ...cells.map(({ text, runs }) => string(text, 2, runs)),
  ]);
  const begin = (kind: number) => record(0x0809, u16(0x0600, kind, 0, 0, 0, 0, 0, 0));
  const labels = cells.map(({ font: style }, col) => record(0x00fd, Buffer.concat([u16(0, col, style), u32(col)])));
  const container = XLSX.CFB.utils.cfb_new();
  const book = [begin(5), ...fonts, ...styles, record(0x00fc, shared), END, begin(0x10), ...labels, END];
  XLSX.CFB.utils.cfb_add(container, '/Workbook', Buffer.concat(book));
  return Buffer.from(XLSX.CFB.write(container, { type: 'buffer' }));
}

function wide(text: string): boolean {
  return /[^\0-\xff]/.test(text);
}
