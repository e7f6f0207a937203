/** Rows as SQLite writes them: https://www.sqlite.org/fileformat2.html#record_format */

/** A value as SQLite stores it. Integers beyond what a double holds are none of ours. */
export type Cell = null | number | string | Buffer;

/**
 * The values of a row, null where they do not read; and what else they may be if one of the numbers is damaged that say
 * how long the row and its values are: what of that is right, only a sum tells.
 */
export interface Reading {
  cells: Cell[] | null;
  guesses(): Cell[][];
}

/** More values than any row of ours has. */
const MOST_VALUES = 32;
/** From here on the kinds of values are bytes (even) and texts (odd), each with its length. */
const BYTES = 12;

/**
 * Reads a row, of which the length is told twice: before it (`stated`) and by the kinds of its values. `head` begins
 * with the row and holds these kinds; `bytes` reads so many bytes of the row. @throws RangeError where that is no row
 */
export function readingOf(head: Buffer, stated: number, bytes: (length: number) => Buffer): Reading {
  const { start, kinds } = kindsIn(head);
  const held = kinds.reduce((sum, kind) => sum + sizeOf(kind), start);
  const row = orNull(() => bytes(stated));
  const cellsIn = (row: Buffer, kinds: readonly number[]) => orNull(() => cellsOf(row, start, kinds));
  // The last value is what is left of the row; where its kind says otherwise, that is damaged and it is bytes.
  const last = kinds.at(-1) ?? 0;
  const rest = last < BYTES ? [] : kindsOfSize(sizeOf(last) + stated - held);
  const told = held === stated ? kinds : kinds.with(-1, rest[0] ?? last);
  return {
    cells: row && (held === stated || rest.length > 0) ? cellsIn(row, told) : null,
    guesses() {
      const others = kinds.flatMap((kind, index) =>
        kindsOfSize(sizeOf(kind) + stated - held).map((other) => kinds.with(index, other)),
      );
      const whole = held === stated ? null : orNull(() => bytes(held));
      const guesses = [...(row ? others.map((kinds) => cellsIn(row, kinds)) : []), whole && cellsIn(whole, kinds)];
      return guesses.filter((cells) => cells !== null);
    },
  };
}

/** Null where something is beyond its end. */
function orNull<T>(read: () => T): T | null {
  try {
    return read();
  } catch (error) {
    if (error instanceof RangeError) return null;
    throw error;
  }
}

/** Where the values of a row begin, and of what kinds they are. */
function kindsIn(head: Buffer): { start: number; kinds: number[] } {
  const reader = readerOf(head, 0);
  const start = reader.integer();
  const kinds: number[] = [];
  while (reader.at() < start) kinds.push(reader.integer());
  if (reader.at() !== start || kinds.length > MOST_VALUES) throw new RangeError('its head is of another length');
  return { start, kinds };
}

/** Bytes of the numbers of the kinds 1 to 7; those of the kinds 8 and 9 are known without any. */
const NUMBERS = [0, 1, 2, 3, 4, 6, 8, 8, 0, 0];

function sizeOf(kind: number): number {
  return kind < BYTES ? (NUMBERS[kind] ?? 0) : Math.floor((kind - BYTES) / 2);
}

/** The kinds of a size that this program writes: bytes, which may be a text's (row-shapes.ts), numbers and nothing. */
function kindsOfSize(size: number): number[] {
  if (size < 0) return [];
  if (size === 0) return [BYTES, 0, 8, 9];
  const number = NUMBERS.indexOf(size);
  return [BYTES + 2 * size, ...(number > 0 ? [number] : [])];
}

function cellsOf(bytes: Buffer, start: number, kinds: readonly number[]): Cell[] {
  const reader = readerOf(bytes, start);
  return kinds.map((kind) => {
    if (kind === 0) return null;
    if (kind <= 6) return reader.number(sizeOf(kind));
    if (kind === 7) return reader.bytes(8).readDoubleBE();
    if (kind === 8 || kind === 9) return kind - 8;
    if (kind < BYTES) throw new RangeError('no such kind');
    const value = reader.bytes(sizeOf(kind));
    return kind % 2 === 0 ? Buffer.from(value) : value.toString('utf8');
  });
}

export interface Reader {
  at(): number;
  bytes(length: number): Buffer;
  /** An integer of some bytes with its sign. */
  number(length: number): number;
  /** An integer of one to nine bytes, seven bits in each. */
  integer(): number;
}

export function readerOf(source: Buffer, start: number): Reader {
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
