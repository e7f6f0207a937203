import type { PageImage } from './page-image.ts';
import { type Reading, readerOf, readingOf } from './record.ts';

/** A row that was found on a page; `rowid` is null in trees that are their own index. */
export interface FoundRow extends Reading {
  page: number;
  rowid: number | null;
}

/** First byte of a page: what kind of tree it is of, and whether it is a leaf. */
const LEAF = 13;
const INTERIOR = 5;
const KEYED_LEAF = 10;
const KEYED_INTERIOR = 2;

/** The largest row that is read, in bytes: ten times what a filing of the most rows takes. */
const MOST_BYTES = 64 * 1024 * 1024;

/** What one page of a tree holds; `whole` unless something of it does not read. */
export interface TreePage {
  rows: FoundRow[];
  /** The pages below it. */
  below: number[];
  /** The pages on which its long rows go on. */
  further: number[];
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
  const read: TreePage = { rows: [], below: interior ? [page.readUInt32BE(start + 8)] : [], further: [], whole: true };
  for (let index = 0; index < count; index++) {
    const pointer = cellsAt + 2 * index;
    const at = pointer + 2 <= page.length ? page.readUInt16BE(pointer) : 0;
    try {
      if (at < cellsAt) throw new RangeError('no cell there');
      if (interior) read.below.push(page.readUInt32BE(at));
      if (kind === INTERIOR) continue;
      const row = readRow(image, page, at + (interior ? 4 : 0), kind === LEAF, read.further);
      read.whole &&= row.cells !== null;
      read.rows.push({ page: number, ...row });
    } catch (error) {
      if (!(error instanceof RangeError)) throw error;
      read.whole = false;
    }
  }
  return read;
}

/**
 * Reads the cell at an offset of its page; adds the pages that it goes on to `further`. @throws RangeError where it is
 * none
 */
function readRow(
  image: Pick<PageImage, 'page'>,
  page: Buffer,
  at: number,
  table: boolean,
  further: number[],
): Omit<FoundRow, 'page'> {
  const reader = readerOf(page, at);
  const stated = reader.integer();
  const rowid = table ? reader.integer() : null;
  const start = reader.at();
  const bytes = (length: number) => {
    if (length < 2 || length > MOST_BYTES) throw new RangeError('no row is of this length');
    return payload(image, page, start, length, table, further);
  };
  return { rowid, ...readingOf(page.subarray(start), stated, bytes) };
}

/** The bytes of a row: the beginning lies on its page, the rest on a chain of others. */
function payload(
  image: Pick<PageImage, 'page'>,
  page: Buffer,
  at: number,
  length: number,
  table: boolean,
  further: number[],
): Buffer {
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
    further.push(next);
    const more = image.page(next);
    if (!more) throw new RangeError('the chain ends');
    parts.push(more.subarray(4, 4 + Math.min(left, size - 4)));
    left -= size - 4;
    next = more.readUInt32BE(0);
  }
  return Buffer.concat(parts);
}
