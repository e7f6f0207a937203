import { UnreadableError } from './limits.ts';

/** Most entries of the directory that are looked at; a workbook has some ten. */
const MOST_ENTRIES = 10_000;
const ENTRY = 128;

const cut = () => new UnreadableError('文件不完整或已损坏，请重新复制或下载');

/**
 * A compound file of older Office programs (MS-CFB): the streams that lie at its top by their names. Chains of sectors
 * that loop or leave the file throw `UnreadableError` when a stream is taken.
 */
export interface Ole {
  names: string[];
  /** The bytes of a stream; null when there is none of this name. */
  stream: (name: string) => Uint8Array | null;
}

export function isOle(bytes: Uint8Array): boolean {
  return [0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1].every((byte, index) => bytes[index] === byte);
}

interface Entry {
  name: string;
  /** 1 storage, 2 stream, 5 root. */
  type: number;
  left: number;
  right: number;
  child: number;
  start: number;
  size: number;
}

/** Throws `UnreadableError` when the directory cannot be followed. */
export function readOle(bytes: Uint8Array): Ole {
  if (bytes.length < 512) throw cut();
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const shift = view.getUint16(30, true);
  if (shift !== 9 && shift !== 12) throw cut();
  const size = 1 << shift;
  const most = Math.ceil(bytes.length / size);
  const sector = (index: number): Uint8Array => {
    const at = (index + 1) * size;
    if (at >= bytes.length) throw cut();
    return bytes.subarray(at, at + size);
  };

  const fat = table(allocationSectors(view, size, most, sector), sector, size);
  /** The sectors of a chain one after the other; at most as many as the file can have, so that a loop ends. */
  const chain = (start: number, next: Uint32Array, room: number): number[] => {
    const found: number[] = [];
    for (let at = start; at < 0xffff_fffa; at = next[at] ?? 0xffff_ffff) {
      if (found.length > room || at >= next.length) throw cut();
      found.push(at);
    }
    return found;
  };
  const whole = (start: number): Uint8Array => Buffer.concat(chain(start, fat, most).map(sector));

  const entries = readEntries(whole(view.getUint32(48, true)));
  const root = entries[0];
  if (root?.type !== 5) throw cut();
  const top = children(entries, root.child);
  const small = view.getUint32(56, true);
  return {
    names: top.map(({ name }) => name),
    stream: (name) => {
      const entry = top.find((one) => one.type === 2 && one.name.toLowerCase() === name.toLowerCase());
      if (!entry) return null;
      if (entry.size > bytes.length) throw cut();
      if (entry.size >= small) return whole(entry.start).subarray(0, entry.size);
      const box = whole(root.start);
      const smallFat = table(chain(view.getUint32(60, true), fat, most), sector, size);
      const pieces = chain(entry.start, smallFat, Math.ceil(bytes.length / 64)).map((at) =>
        box.subarray(at * 64, at * 64 + 64),
      );
      return Buffer.concat(pieces).subarray(0, entry.size);
    },
  };
}

/** The sectors of the allocation table: 109 are named in the header, further ones in a chain of their own. */
function allocationSectors(
  view: DataView,
  size: number,
  most: number,
  sector: (index: number) => Uint8Array,
): number[] {
  const found: number[] = [];
  const take = (from: DataView, at: number, count: number) => {
    for (let k = 0; k < count; k++) {
      const index = from.getUint32(at + k * 4, true);
      if (index < 0xffff_fffa) found.push(index);
    }
  };
  take(view, 76, 109);
  let next = view.getUint32(68, true);
  for (let steps = 0; next < 0xffff_fffa; steps++) {
    if (steps > most) throw cut();
    const piece = sector(next);
    if (piece.length < size) throw cut();
    const from = new DataView(piece.buffer, piece.byteOffset, piece.byteLength);
    take(from, 0, size / 4 - 1);
    next = from.getUint32(size - 4, true);
  }
  if (found.length > most) throw cut();
  return found;
}

function table(sectors: number[], sector: (index: number) => Uint8Array, size: number): Uint32Array {
  const entries = new Uint32Array((sectors.length * size) / 4).fill(0xffff_ffff);
  for (const [place, index] of sectors.entries()) {
    const piece = sector(index);
    const view = new DataView(piece.buffer, piece.byteOffset, piece.byteLength);
    for (let k = 0; k + 4 <= piece.length; k += 4) entries[(place * size + k) / 4] = view.getUint32(k, true);
  }
  return entries;
}

function readEntries(directory: Uint8Array): Entry[] {
  const view = new DataView(directory.buffer, directory.byteOffset, directory.byteLength);
  const entries: Entry[] = [];
  for (let at = 0; at + ENTRY <= directory.length && entries.length < MOST_ENTRIES; at += ENTRY) {
    const length = Math.min(64, view.getUint16(at + 64, true));
    const name = new TextDecoder('utf-16le').decode(directory.subarray(at, at + Math.max(0, length - 2)));
    entries.push({
      name,
      type: directory[at + 66] ?? 0,
      left: view.getUint32(at + 68, true),
      right: view.getUint32(at + 72, true),
      child: view.getUint32(at + 76, true),
      start: view.getUint32(at + 116, true),
      size: view.getUint32(at + 120, true),
    });
  }
  return entries;
}

/** The entries of one storage, which are a binary tree; each is visited once, whatever their links say. */
function children(entries: Entry[], first: number): Entry[] {
  const seen = new Set<number>();
  const open = [first];
  const found: Entry[] = [];
  for (let at = open.pop(); at !== undefined; at = open.pop()) {
    const entry = entries[at];
    if (!entry || seen.has(at)) continue;
    seen.add(at);
    if (entry.type === 1 || entry.type === 2) found.push(entry);
    open.push(entry.left, entry.right);
  }
  return found;
}
