import { inflateRawSync } from 'node:zlib';
import { Inflate } from 'fflate';
import { Counts } from './counts.ts';
import { crc32 } from './crc32.ts';
import { UnreadableError } from './limits.ts';
import { Names } from './xml-names.ts';
import { type Entry, readDirectory } from './zip-directory.ts';

/** Packed bytes that are unpacked at a time; deflate makes at most 1,032 times as many of them. */
const CHUNK = 1 << 14;
/** Bytes up to which an entry is unpacked at once, in a third of the time that pieces take. */
const AT_ONCE = 32 << 20;
const LOCAL_HEADER = 0x04034b50;

const DAMAGED = '文件已损坏，内容与校验码不符；请重新复制或下载，或用原软件打开后另存';

/** A zip archive whose entries are unpacked when they are asked for. */
export interface Archive {
  /** Paths as the archive has them, with `/` between and none in front. */
  paths: string[];
  /** Whether there is such an entry. Capital letters and %-escapes do not count, as in Office. */
  has: (path: string) => boolean;
  /**
   * Unpacks an entry piece by piece, in memory that does not grow with it, and checks its size and CRC-32 at the end.
   * Throws `UnreadableError` when there is none or it is damaged, `TooMuchError` beyond the limits; what `onPiece`
   * throws goes through.
   */
  read: (path: string, onPiece: (piece: Uint8Array) => void) => void;
  /** What was met in its XML parts. */
  names: Names;
}

/** Opens an archive by its central directory; what is unpacked is counted. Throws `UnreadableError`. */
export function openArchive(bytes: Uint8Array, counts = new Counts()): Archive {
  const entries = readDirectory(bytes);
  const byKey = new Map<string, Entry | 'twice'>();
  for (const entry of entries) {
    const key = keyOf(entry.path);
    byKey.set(key, byKey.has(key) ? 'twice' : entry);
  }
  return {
    names: new Names(),
    paths: entries.map(({ path }) => path),
    has: (path) => byKey.has(keyOf(path)),
    read: (path, onPiece) => {
      const entry = byKey.get(keyOf(path));
      if (!entry) throw new UnreadableError(DAMAGED);
      if (entry === 'twice')
        throw new UnreadableError('文件已损坏，同一部分存了两份，无法判断用哪一份；请用原软件打开后另存');
      counts.add('unpacked', entry.size);
      unpackEntry(bytes, entry, onPiece);
    },
  };
}

/** How names of entries are compared. */
function keyOf(path: string): string {
  try {
    return decodeURIComponent(path).toLowerCase();
  } catch {
    return path.toLowerCase();
  }
}

function unpackEntry(bytes: Uint8Array, entry: Entry, onPiece: (piece: Uint8Array) => void): void {
  if (entry.encrypted) throw new UnreadableError('文件加了密码，无法读取；请去掉密码后另存再导入');
  if (entry.method !== 0 && entry.method !== 8)
    throw new UnreadableError('文件的压缩方式特殊，无法解压；请用 Excel、Word 或 WPS 打开后另存再导入');
  const packed = packedBytes(bytes, entry);
  let size = 0;
  let crc = 0;
  const take = (piece: Uint8Array) => {
    size += piece.length;
    if (size > entry.size) throw new UnreadableError(DAMAGED);
    crc = crc32(piece, crc);
    onPiece(piece);
  };
  if (entry.method === 0) for (let at = 0; at < packed.length; at += CHUNK) take(packed.subarray(at, at + CHUNK));
  else if (entry.size <= AT_ONCE) take(inflateAtOnce(packed, entry.size));
  else inflate(packed, take);
  if (size !== entry.size || crc !== entry.crc) throw new UnreadableError(DAMAGED);
}

function packedBytes(bytes: Uint8Array, { offset, packed }: Entry): Uint8Array {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (offset + 30 > bytes.length || view.getUint32(offset, true) !== LOCAL_HEADER) throw new UnreadableError(DAMAGED);
  const start = offset + 30 + view.getUint16(offset + 26, true) + view.getUint16(offset + 28, true);
  if (start + packed > bytes.length) throw new UnreadableError(DAMAGED);
  return bytes.subarray(start, start + packed);
}

function inflateAtOnce(packed: Uint8Array, size: number): Uint8Array {
  try {
    return inflateRawSync(packed, { maxOutputLength: Math.max(1, size) });
  } catch {
    throw new UnreadableError(DAMAGED);
  }
}

function inflate(packed: Uint8Array, take: (piece: Uint8Array) => void): void {
  // What `take` throws must not pass through fflate, which hands it to the callback again.
  const pieces: Uint8Array[] = [];
  const stream = new Inflate((piece) => pieces.push(piece));
  for (let at = 0; at < packed.length; at += CHUNK) {
    try {
      stream.push(packed.subarray(at, at + CHUNK), at + CHUNK >= packed.length);
    } catch {
      throw new UnreadableError(DAMAGED);
    }
    for (const piece of pieces.splice(0)) if (piece.length > 0) take(piece);
  }
}

/** A part of an archive whole in memory. Throws as `Archive.read` does. */
export function wholePart(archive: Archive, path: string): Uint8Array {
  const pieces: Uint8Array[] = [];
  archive.read(path, (piece) => pieces.push(piece));
  return pieces.length === 1 ? (pieces[0] as Uint8Array) : Buffer.concat(pieces);
}

/** The parts of an archive that `wanted` names, each whole in memory. Throws as `Archive.read` does. */
export function unpack(bytes: Uint8Array, wanted: (path: string) => boolean): Map<string, Uint8Array> {
  const archive = openArchive(bytes);
  const paths = new Set(archive.paths.filter(wanted));
  return new Map(Array.from(paths, (path) => [path, wholePart(archive, path)]));
}
