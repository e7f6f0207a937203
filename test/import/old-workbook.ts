import * as XLSX from '@e965/xlsx';
import { encodeGb18030 } from './samples.ts';

/** A workbook of Excel 95 (BIFF5 in a container), or of Excel 4 (BIFF4, bare records), with texts in GBK. */
export function oldWorkbook(version: 4 | 5, rows: string[][], name = '表1'): Buffer {
  const cells = rows.flatMap((row, r) => row.flatMap((text, c) => (text === '' ? [] : [label(r, c, text)])));
  const size = record(0x0200, u16(0, rows.length, 0, Math.max(...rows.map((row) => row.length)), 0));
  const codePage = record(0x0042, u16(936));
  if (version === 4) {
    const begin = record(0x0409, u16(0x0400, 0x0010, 0));
    return Buffer.concat([begin, codePage, record(0x0443, Buffer.alloc(12)), size, ...cells, END]);
  }
  const globals = record(0x0809, u16(0x0500, 0x0005, 0, 0));
  const text = encodeGb18030(name);
  const before = [globals, codePage, record(0x00e0, Buffer.alloc(16))];
  const sheetName = (at: number) => record(0x0085, Buffer.concat([u32(at), Buffer.from([0, 0, text.length]), text]));
  const start = Buffer.concat([...before, sheetName(0), END]).length;
  const sheet = [record(0x0809, u16(0x0500, 0x0010, 0, 0)), size, ...cells, END];
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
