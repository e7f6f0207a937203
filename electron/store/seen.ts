import { createHash, randomUUID } from 'node:crypto';
import { close, closeSync, fdatasync, open, openSync, readFileSync, rmSync, writeSync } from 'node:fs';
import type Sqlite from 'better-sqlite3';
import { prepared } from './prepared.ts';
import { userVersion } from './schema.ts';
import { syncFile } from './sync.ts';

/**
 * How much had been saved in a data file when it was written last, in a small file beside it (`NAME.db-seen`). A data
 * file whose log was lost, or that was put back from yesterday, is sound in itself and has less. A side file that is
 * lost, damaged or about another data file says nothing.
 */
export interface Seen {
  /** Which data file it is about (`file-id` of its settings). */
  file: string;
  /** Changes of filings. */
  commits: number;
  /** What was saved beside them: 定稿, 回收站, names of versions … */
  others: number;
  /** When the last one was saved, in ms since 1970. */
  savedAt: number;
  /** Version of the file's format. */
  format: number;
}

/** Two slots, each in a disk sector of its own and written in turn, so that a cut write leaves the other one. */
const SLOT = 512;
const STARTS = [0, SLOT];

export function seenPath(path: string): string {
  return `${path}-seen`;
}

/** What is known of a data file: the newer of the slots that are whole and about it; null where none is. */
export function readSeen(path: string, file: string): Seen | null {
  const own = readSlots(path).flatMap((slot) => (slot?.file === file ? [slot] : []));
  return own.sort((a, b) => amountOf(b) - amountOf(a))[0] ?? null;
}

const amountOf = ({ commits, others }: Seen) => commits + others;

/** Writes what was seen, not yet to disk, into a slot: else into the one that knows less. */
export function writeSeen(path: string, seen: Seen, slot = olderSlot(path, seen.file)): void {
  const file = openToWrite(seenPath(path));
  try {
    writeSync(file, packed(seen), 0, SLOT, STARTS[slot]);
  } finally {
    closeSync(file);
  }
}

/** The slot that knows less of this data file; what another one has left there is nothing to keep. */
function olderSlot(path: string, file: string): number {
  const [a, b] = readSlots(path).map((slot) => (slot?.file === file ? amountOf(slot) : -1)) as [number, number];
  return a > b ? 1 : 0;
}

/** Another data file comes to the path, which may rightly have fewer changes. */
export function forgetSeen(path: string): void {
  rmSync(seenPath(path), { force: true });
}

function openToWrite(path: string): number {
  try {
    return openSync(path, 'r+');
  } catch {
    return openSync(path, 'w', 0o600);
  }
}

function readSlots(path: string): (Seen | null)[] {
  try {
    const bytes = readFileSync(seenPath(path));
    return STARTS.map((start) => unpacked(bytes.subarray(start, start + SLOT)));
  } catch {
    return [null, null];
  }
}

/** A slot: the checksum in 32 bytes, then JSON, filled up with zeros. */
function packed(seen: Seen): Buffer {
  const slot = Buffer.alloc(SLOT);
  slot.write(JSON.stringify(seen), 32);
  sumOf(slot).copy(slot);
  return slot;
}

function unpacked(slot: Buffer): Seen | null {
  if (slot.length < SLOT || !sumOf(slot).equals(slot.subarray(0, 32))) return null;
  // Up to format 9 only changes of filings were counted.
  return { others: 0, ...JSON.parse(slot.subarray(32, slot.indexOf(0, 32)).toString()) } as Seen;
}

function sumOf(slot: Buffer): Buffer {
  return createHash('sha256').update(slot.subarray(32)).digest();
}

/** Key of the setting by which a data file is known again; the window cannot write one of this name. */
export const FILE_ID = 'file-id';

/** Key of the setting that counts what is saved beside changes of filings. */
export const OTHERS = 'other-changes';

/** Counts one more, in the transaction that saves it. */
export function countOther(database: Sqlite.Database): void {
  prepared(
    database,
    `INSERT INTO settings VALUES (?, '1')
     ON CONFLICT DO UPDATE SET value = CAST(CAST(value AS INTEGER) + 1 AS TEXT)`,
  ).run(OTHERS);
}

/** What `Seen` says of an open data file of the present format; '' for one that has never been written to. */
export function seenIn(database: Sqlite.Database): Omit<Seen, 'savedAt'> {
  const read = <T>(source: string, ...values: string[]) =>
    database
      .prepare<string[], T>(source)
      .pluck()
      .get(...values);
  return {
    file: read<string>('SELECT value FROM settings WHERE key = ?', FILE_ID) ?? '',
    commits: read<number>('SELECT commits FROM counter') ?? 0,
    others: Number(read<string>('SELECT value FROM settings WHERE key = ?', OTHERS) ?? 0),
    format: userVersion(database),
  };
}

/** How long after a change the side file is synced, in ms: no saving waits for that, and a run of changes has one. */
const SOON = 500;

/**
 * Keeps the side file of an open data file up to date. It is written with every change, so that a program that is killed
 * leaves it right, and synced a little later: where the power fails before, it knows the changes before these.
 */
export interface SeenRecord {
  /** To be called after every write: writes the side file where what was saved is more. */
  note(): void;
  /** Has it on disk. */
  close(): void;
}

export function recordSeen(path: string, database: Sqlite.Database, now: () => Date): SeenRecord {
  const { file } = seenIn(database);
  if (file === '') database.prepare('INSERT OR IGNORE INTO settings VALUES (?, ?)').run(FILE_ID, randomUUID());
  const own = seenIn(database);
  const counts = database.prepare<[string], { commits: number; others: number }>(
    'SELECT commits, CAST(ifnull((SELECT value FROM settings WHERE key = ?), 0) AS INTEGER) AS others FROM counter',
  );
  let known = readSeen(path, own.file);
  /** The slot to write to until it is on disk; the other one is. */
  let slot = olderSlot(path, own.file);
  let writes = 0;
  let synced = 0;
  let timer: NodeJS.Timeout | undefined;

  function syncSoon(): void {
    timer ??= setTimeout(() => {
      timer = undefined;
      const until = writes;
      syncLater(seenPath(path), (failed) => {
        if (failed) return;
        synced = until;
        if (writes === until) slot = 1 - slot;
        else syncSoon();
      });
    }, SOON).unref();
  }

  const record: SeenRecord = {
    note() {
      const { commits = 0, others = 0 } = counts.get(OTHERS) ?? {};
      if (known?.commits === commits && known.others === others && known.format === own.format) return;
      const seen = { ...own, commits, others, savedAt: now().getTime() };
      try {
        writeSeen(path, seen, slot);
        known = seen;
        writes++;
        syncSoon();
      } catch {
        // The change itself is saved. A side file that knows less is no fault; the next change writes it again.
      }
    },
    close() {
      clearTimeout(timer);
      if (writes === synced) return;
      try {
        syncFile(seenPath(path));
      } catch {
        // As above.
      }
    },
  };
  record.note();
  return record;
}

/** Has a file on disk without waiting for it; `done` hears whether that failed. */
function syncLater(path: string, done: (failed: boolean) => void): void {
  open(path, 'r+', (failed, file) => {
    if (failed) return done(true);
    fdatasync(file, (failed) => close(file, () => done(failed !== null)));
  });
}
