import { LIMITS, TooMuchError, UnreadableError } from './limits.ts';

/** What the central directory of a zip archive says of an entry. */
export interface Entry {
  path: string;
  /** 0 stored, 8 deflated. */
  method: number;
  encrypted: boolean;
  crc: number;
  /** Bytes, packed and unpacked. */
  packed: number;
  size: number;
  /** Where its local header begins in the file. */
  offset: number;
}

const END = 0x06054b50;
const END_64 = 0x06064b50;
const LOCATOR_64 = 0x07064b50;
const HEADER = 0x02014b50;
/** Bytes of the end record with the longest comment. */
const TAIL = 22 + 0xffff;

const CUT = '文件不完整或已损坏，请重新复制或下载';

/**
 * The entries of an archive by its central directory, folders left out: what local headers say besides is not asked, as
 * in Office. Throws `UnreadableError` for a file that is cut short or damaged.
 */
export function readDirectory(bytes: Uint8Array): Entry[] {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  try {
    return entries(bytes, view, directoryOf(view));
  } catch (error) {
    // A field beyond the end of the file.
    throw error instanceof RangeError ? new UnreadableError(CUT) : error;
  }
}

interface Directory {
  start: number;
  end: number;
  /** Bytes before the archive, which its offsets do not count. */
  before: number;
}

function directoryOf(view: DataView): Directory {
  const end = endRecord(view);
  let size = view.getUint32(end + 12, true);
  let start = view.getUint32(end + 16, true);
  let last = end;
  if (end >= 20 && view.getUint32(end - 20, true) === LOCATOR_64) {
    const record = Number(view.getBigUint64(end - 12, true));
    if (view.getUint32(record, true) !== END_64) throw new UnreadableError(CUT);
    size = Number(view.getBigUint64(record + 40, true));
    start = Number(view.getBigUint64(record + 48, true));
    last = record;
  }
  const before = last - size - start;
  if (before < 0) throw new UnreadableError(CUT);
  return { start: start + before, end: last, before };
}

/** The end record is the one whose comment ends the file, else the last there is: something may be appended. */
function endRecord(view: DataView): number {
  let last = -1;
  for (let at = view.byteLength - 22; at >= 0 && at >= view.byteLength - TAIL; at--) {
    if (view.getUint32(at, true) !== END) continue;
    if (at + 22 + view.getUint16(at + 20, true) === view.byteLength) return at;
    if (last < 0) last = at;
  }
  if (last < 0) throw new UnreadableError(CUT);
  return last;
}

function entries(bytes: Uint8Array, view: DataView, { start, end, before }: Directory): Entry[] {
  const found: Entry[] = [];
  const decoder = new TextDecoder();
  for (let at = start; at < end; ) {
    if (view.getUint32(at, true) !== HEADER) throw new UnreadableError(CUT);
    if (found.length >= LIMITS.entries) throw new TooMuchError(`压缩包内的文件超过 ${LIMITS.entries} 个，不予读取`);
    const [nameLength, extraLength, commentLength] = [28, 30, 32].map((field) => view.getUint16(at + field, true)) as [
      number,
      number,
      number,
    ];
    const name = bytes.subarray(at + 46, at + 46 + nameLength);
    const path = decoder
      .decode(name)
      .replaceAll('\\', '/')
      .replace(/^(?:\.?\/)+/, '');
    const sizes = { size: 24, packed: 20, offset: 42 };
    const entry: Entry = {
      path,
      method: view.getUint16(at + 10, true),
      encrypted: (view.getUint16(at + 8, true) & 1) !== 0,
      crc: view.getUint32(at + 16, true),
      size: view.getUint32(at + sizes.size, true),
      packed: view.getUint32(at + sizes.packed, true),
      offset: view.getUint32(at + sizes.offset, true),
    };
    const extra = at + 46 + nameLength;
    widen(view, entry, extra, extra + extraLength);
    entry.offset += before;
    if (!path.endsWith('/')) found.push(entry);
    at = extra + extraLength + commentLength;
  }
  return found;
}

/** Zip64: fields that are all ones stand in the extra field, in this order. */
function widen(view: DataView, entry: Entry, from: number, to: number): void {
  const wide = (['size', 'packed', 'offset'] as const).filter((field) => entry[field] === 0xffffffff);
  if (wide.length === 0) return;
  for (let at = from; at + 4 <= to; at += 4 + view.getUint16(at + 2, true)) {
    if (view.getUint16(at, true) !== 1) continue;
    for (const [index, field] of wide.entries()) entry[field] = Number(view.getBigUint64(at + 4 + 8 * index, true));
    return;
  }
}
