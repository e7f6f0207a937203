import { bodySum } from '../../electron/store/body-text.ts';
import type { Lying } from './damages.ts';

/**
 * Reads rows out of a damaged data file page by page, with nothing of the program or of SQLite: what it reads the
 * program must offer. https://www.sqlite.org/fileformat.html
 */

export interface ReadRows {
  /**
   * Every filing whose body reads with its sum. The revision may be another one's: of a long row some pages may be newer
   * than others.
   */
  filings: { id: number; revision: number; sum: string }[];
  /** Edits of every change that reads, by `filing:revision`. */
  revisions: Map<string, string>;
}

const PAGE = 4096;
const LEAF_OF_TABLE = 13;
type Value = string | number | null;

/** What reads of the main file alone, and of it with what its log holds. */
export function readIndependently({ main, log }: Pick<Lying, 'main' | 'log'>): ReadRows {
  const read: ReadRows = { filings: [], revisions: new Map() };
  for (const image of [main, withLog(main, log)]) {
    for (let page = 0; (page + 1) * PAGE <= image.length; page++)
      for (const [rowid, row] of rowsOn(image, page)) take(rowid, row, read);
  }
  return read;
}

function take(rowid: number, row: Value[], { filings, revisions }: ReadRows): void {
  const [id, second, , , edits] = row;
  if (row.length === 6 && typeof edits === 'string') revisions.set(`${id}:${second}`, edits);
  const body = row.find((value) => typeof value === 'string' && value.startsWith('{"form"'));
  const revision = row[5];
  if (typeof body !== 'string' || typeof revision !== 'number') return;
  const sum = bodySum(body);
  if (row.includes(sum)) filings.push({ id: rowid, revision, sum });
}

/** The pages of the main file with those of the log over them: the frames from its beginning that are of one writing. */
function withLog(main: Buffer, log: Buffer): Buffer {
  const [head, frame] = [32, 24];
  const salts = log.subarray(16, 24);
  const over = new Map<number, Buffer>();
  for (let at = head; at + frame + PAGE <= log.length; at += frame + PAGE) {
    if (!log.subarray(at + 8, at + 16).equals(salts)) break;
    over.set(log.readUInt32BE(at) - 1, log.subarray(at + frame, at + frame + PAGE));
  }
  const most = 10_000;
  const pages = Math.max(
    Math.ceil(main.length / PAGE),
    ...[...over.keys()].filter((page) => page < most).map((n) => n + 1),
  );
  const image = Buffer.alloc(pages * PAGE);
  main.copy(image);
  for (const [page, bytes] of over) if (page < most) bytes.copy(image, page * PAGE);
  return image;
}

/** The rows of a page that is a leaf of a table; those that cannot be read are left out. */
function rowsOn(image: Buffer, number: number): [rowid: number, row: Value[]][] {
  const page = image.subarray(number * PAGE, (number + 1) * PAGE);
  const head = number === 0 ? 100 : 0;
  if (page[head] !== LEAF_OF_TABLE) return [];
  const count = Math.min(page.readUInt16BE(head + 3), PAGE / 4);
  return Array.from({ length: count }, (_, n) => head + 8 + n * 2).flatMap((at) => {
    try {
      const cell = page.subarray(page.readUInt16BE(at));
      const [length, afterLength] = varint(cell, 0);
      const [rowid, start] = varint(cell, afterLength);
      if (length > image.length) return [];
      return [[rowid, valuesOf(payload(image, cell.subarray(start), length), rowid)] as [number, Value[]]];
    } catch (error) {
      if (error instanceof RangeError) return [];
      throw error;
    }
  });
}

/** The bytes of a row: what of it is in its cell, and the rest in a chain of further pages. */
function payload(image: Buffer, cell: Buffer, length: number): Buffer {
  if (length <= PAGE - 35) return cell.subarray(0, length);
  const least = Math.floor(((PAGE - 12) * 32) / 255) - 23;
  const fitting = least + ((length - least) % (PAGE - 4));
  const local = fitting <= PAGE - 35 ? fitting : least;
  const parts = [cell.subarray(0, local)];
  let next = cell.readUInt32BE(local);
  for (let left = length - local; left > 0; left -= PAGE - 4) {
    const page = image.subarray((next - 1) * PAGE, next * PAGE);
    parts.push(page.subarray(4, 4 + Math.min(left, PAGE - 4)));
    next = page.readUInt32BE(0);
  }
  return Buffer.concat(parts);
}

function valuesOf(bytes: Buffer, rowid: number): Value[] {
  const [end, start] = varint(bytes, 0);
  const values: Value[] = [];
  let at = end;
  for (let head = start; head < end; ) {
    const [type, next] = varint(bytes, head);
    head = next;
    const size = type >= 12 ? Math.floor((type - 12) / 2) : (SIZES[type] ?? 0);
    if (at + size > bytes.length) throw new RangeError('cut');
    values.push(valueIn(type, bytes.subarray(at, at + size), values.length === 0 ? rowid : null));
    at += size;
  }
  return values;
}

/** Bytes of the types of numbers. */
const SIZES = [0, 1, 2, 3, 4, 6, 8, 8, 0, 0];

function valueIn(type: number, bytes: Buffer, whenNull: Value): Value {
  if (type === 0) return whenNull;
  if (type >= 12) return bytes.toString();
  if (type === 8 || type === 9) return type - 8;
  return type <= 5 ? bytes.readIntBE(0, bytes.length) : null;
}

function varint(bytes: Buffer, at: number): [value: number, next: number] {
  let value = 0;
  for (let n = 0; n < 9; n++) {
    const byte = bytes.readUInt8(at + n);
    if (n === 8) return [value * 256 + byte, at + 9];
    value = value * 128 + (byte & 127);
    if (byte < 128) return [value, at + n + 1];
  }
  return [value, at + 9];
}
