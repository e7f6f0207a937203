import type { PageImage } from './page-image.ts';

/** A value as SQLite stores it. Integers beyond what a double holds are none of ours. */
export type Cell = null | number | string | Buffer;

/** A row that was found on a page; `rowid` is null in trees that are their own index. */
export interface FoundRow {
  page: number;
  rowid: number | null;
  cells: Cell[];
}

/** First byte of a page: what kind of tree it is of, and whether it is a leaf. */
const LEAF = 13;
const INTERIOR = 5;
const KEYED_LEAF = 10;
const KEYED_INTERIOR = 2;

/** The largest row that is read, in bytes: ten times what a filing of the most rows takes. */
const MOST_BYTES = 64 * 1024 * 1024;

/** What one page of a tree holds: its rows, and the pages below it; `whole` unless something of it does not read. */
export interface TreePage {
  rows: FoundRow[];
  below: number[];
  whole: boolean;
}

/** Reads a page as part of a tree; null when it is none. Page 1 begins after the file's header. */
export function readTreePage(image: Pick<PageImage, 'page'>, number: number): TreePage | null {
  const page = image.page(number);
  if (!page) return null;
  const start = number === 1 ? 100 : 0;
  const kind = page[start] as number;
  if (![LEAF, INTERIOR, KEYED_LEAF, KEYED_INTERIOR].includes(kind)) return null;
  const interior = kind === INTERIOR || kind === KEYED_INTERIOR;
  const count = page.readUInt16BE(start + 3);
  const cellsAt = start + (interior ? 12 : 8);
  const read: TreePage = { rows: [], below: interior ? [page.readUInt32BE(start + 8)] : [], whole: true };
  for (let index = 0; index < count; index++) {
    const pointer = cellsAt + 2 * index;
    const at = pointer + 2 <= page.length ? page.readUInt16BE(pointer) : 0;
    try {
      if (at < cellsAt) throw new RangeError('no cell there');
      if (interior) read.below.push(page.readUInt32BE(at));
      if (kind === INTERIOR) continue;
      read.rows.push({ page: number, ...readRow(image, page, at + (interior ? 4 : 0), kind === LEAF) });
    } catch (error) {
      if (!(error instanceof RangeError)) throw error;
      read.whole = false;
    }
  }
  return read;
}

/** Reads the cell at an offset of its page. @throws RangeError where it is none */
function readRow(image: Pick<PageImage, 'page'>, page: Buffer, at: number, table: boolean): Omit<FoundRow, 'page'> {
  const reader = readerOf(page, at);
  const length = reader.integer();
  const rowid = table ? reader.integer() : null;
  if (length < 2 || length > MOST_BYTES) throw new RangeError('no row is of this length');
  return { rowid, cells: readRecord(payload(image, page, reader.at(), length, table)) };
}

/** The bytes of a row: the beginning lies on its page, the rest on a chain of others. */
function payload(image: Pick<PageImage, 'page'>, page: Buffer, at: number, length: number, table: boolean): Buffer {
  const size = page.length;
  const most = table ? size - 35 : Math.floor(((size - 12) * 64) / 255) - 23;
  const least = Math.floor(((size - 12) * 32) / 255) - 23;
  const some = least + ((length - least) % (size - 4));
  const here = length <= most ? length : some <= most ? some : least;
  if (at + here > size) throw new RangeError('beyond the page');
  const parts = [page.subarray(at, at + here)];
  let left = length - here;
  let next = left > 0 ? page.readUInt32BE(at + here) : 0;
  while (left > 0) {
    const more = image.page(next);
    if (!more) throw new RangeError('the chain ends');
    parts.push(more.subarray(4, 4 + Math.min(left, size - 4)));
    left -= size - 4;
    next = more.readUInt32BE(0);
  }
  return Buffer.concat(parts);
}

function readRecord(bytes: Buffer): Cell[] {
  const header = readerOf(bytes, 0);
  const body = readerOf(bytes, header.integer());
  const end = body.at();
  const cells: Cell[] = [];
  while (header.at() < end) {
    const type = header.integer();
    const rest = bytes.length - body.at();
    // The last value is what is left of the row; where its kind says otherwise, that is damaged and it is bytes.
    const isLast = header.at() === end;
    if (isLast && type >= 12 && Math.floor((type - 12) / 2) !== rest) cells.push(Buffer.from(body.bytes(rest)));
    else cells.push(readCell(body, type));
  }
  if (header.at() !== end || body.at() !== bytes.length) throw new RangeError('of another length');
  return cells;
}

/** Bytes of an integer by its type 1 to 6. */
const INTEGER_BYTES = [0, 1, 2, 3, 4, 6, 8];

function readCell(body: Reader, type: number): Cell {
  if (type === 0) return null;
  if (type <= 6) return body.number(INTEGER_BYTES[type] as number);
  if (type === 7) return body.bytes(8).readDoubleBE();
  if (type === 8 || type === 9) return type - 8;
  if (type < 12) throw new RangeError('no such type');
  const bytes = body.bytes(Math.floor((type - 12) / 2));
  return type % 2 === 0 ? Buffer.from(bytes) : bytes.toString('utf8');
}

interface Reader {
  at(): number;
  bytes(length: number): Buffer;
  /** An integer of some bytes with its sign. */
  number(length: number): number;
  /** An integer of one to nine bytes, seven bits in each. */
  integer(): number;
}

function readerOf(source: Buffer, start: number): Reader {
  let at = start;
  const bytes = (length: number) => {
    if (at + length > source.length) throw new RangeError('beyond the end');
    at += length;
    return source.subarray(at - length, at);
  };
  const number = (length: number) =>
    length <= 6 ? bytes(length).readIntBE(0, length) : Number(bytes(8).readBigInt64BE());
  return {
    at: () => at,
    bytes,
    number,
    integer() {
      let value = 0n;
      for (let index = 0; index < 9; index++) {
        const byte = number(1) & 0xff;
        if (index === 8) return Number(BigInt.asIntN(64, (value << 8n) | BigInt(byte)));
        value = (value << 7n) | BigInt(byte & 0x7f);
        if (byte < 0x80) break;
      }
      return Number(value);
    },
  };
}
