import { closeSync, openSync, readSync, statSync } from 'node:fs';
import { basename } from 'node:path';
import { APPLICATION_ID } from './schema.ts';

/** SQLite's file header: its first bytes, its length, and where the application id stands in it. */
const MAGIC = Buffer.from('SQLite format 3\0');
const HEADER_LENGTH = 100;
const MARK_AT = 68;

const QUIET = { throwIfNoEntry: false } as const;

/**
 * Whether a broken file that the user named may be set aside, so that a new one takes its place. The program's own path
 * holds nothing but data, however it was damaged; a path of the user may hold anything, so the file itself must say it:
 * - it bears our application id, or
 * - nothing is left of its beginning (empty, zeros, cut within it), and its name is one that data files have.
 * A file that begins like anything else is refused: a workbook, a text, another program's database, and also our own
 * one when noise went over its beginning. That loses nothing, and the program still sets it aside at its own path.
 */
export function isDataFile(path: string): boolean {
  const header = headerOf(path);
  if (hasOurMark(header)) return true;
  const nothingLeft = header.every((byte) => byte === 0) || (isMagic(header) && header.length < MARK_AT + 4);
  return nothingLeft && (header.length === 0 || hasDataName(path));
}

/** Whether the name is one that data files have: `.db`, `.sqlite`, `.sqlite3` or no extension. */
export function hasDataName(path: string): boolean {
  return /^[^.]+$|\.(db|sqlite3?)$/i.test(basename(path));
}

/**
 * Whether there is a file, and it begins as no SQLite file does. With a log beside it only SQLite knows: the log may
 * hold the beginning.
 */
export function isSomethingElse(path: string): boolean {
  const found = statSync(path, QUIET);
  if (!found || ['-wal', '-journal'].some((end) => statSync(path + end, QUIET)?.size)) return false;
  if (!found.isFile()) return true;
  const header = headerOf(path);
  return !isMagic(header) && !hasOurMark(header) && header.some((byte) => byte !== 0);
}

/**
 * Whether the header names a way of writing that this program uses: SQLite would open a file with another number only
 * to read it, as if somebody had taken the right to write.
 */
export function hasOurWayOfWriting(path: string): boolean {
  const header = headerOf(path);
  return header.length < HEADER_LENGTH || [...header.subarray(18, 20)].every((way) => way === 1 || way === 2);
}

/** As much of the header as there is; nothing of a file that cannot be read, of which SQLite says why. */
function headerOf(path: string): Buffer {
  const header = Buffer.alloc(HEADER_LENGTH);
  let file: number | undefined;
  try {
    file = openSync(path, 'r');
    return header.subarray(0, readSync(file, header));
  } catch {
    return header.subarray(0, 0);
  } finally {
    if (file !== undefined) closeSync(file);
  }
}

/** Whether it begins as SQLite files do, as far as it goes. */
function isMagic(header: Buffer): boolean {
  const length = Math.min(header.length, MAGIC.length);
  return header.subarray(0, length).equals(MAGIC.subarray(0, length));
}

function hasOurMark(header: Buffer): boolean {
  return header.length >= MARK_AT + 4 && header.readUInt32BE(MARK_AT) === APPLICATION_ID;
}
