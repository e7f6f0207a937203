import { closeSync, existsSync, mkdirSync, openSync, readdirSync, renameSync, rmSync, statSync } from 'node:fs';
import { basename, join } from 'node:path';
import Sqlite from 'better-sqlite3';
import { patiently } from '../patience.ts';
import { kept, named } from './backup-names.ts';
import { copyInSteps, endStep, STEP } from './in-steps.ts';
import { isOurs, isWhole, userVersion } from './schema.ts';
import { FILE_ID } from './seen.ts';
import { stamp } from './stamp.ts';
import { syncFile, syncFolder } from './sync.ts';

/**
 * How a backup becomes a file, and older ones go. Copying, checking and syncing take as long as the disk, or the stick,
 * takes: they run in a thread of their own (worker.ts).
 */

/** What is counted in a data file to know its copy for a whole one. `filings` are those outside of 回收站. */
interface Counts {
  filings: number;
  trashed: number;
  revisions: number;
}

/** Which data file one is, and how far it goes. */
export interface Mark {
  /** Its `file-id`; '' where it has none yet. */
  file: string;
  /** Saved changes that it counts. */
  changes: number;
}

/** The setting that is there while something was changed since the last backup. */
export const DUE = 'backup-due';

/** Says that a copy is not what it was copied from. */
export const UNLIKE = 'BACKUP_UNLIKE';

const ENDS = ['', '-wal', '-shm', '-journal'];
/** How long another program that writes is waited for, in ms. */
const PATIENCE = 5000;
/** Pages of a step. */
const PAGES = STEP / 4096;
/** The first format that counts its saved changes. */
const COUNTING = 8;

/** Tells a data file from others by what it says of itself, however large it is. */
export function markOf(database: Sqlite.Database): Mark {
  const one = <T>(source: string) => database.prepare<[], T>(source).pluck().get();
  const counter = userVersion(database) < COUNTING ? 'SELECT count(*) FROM revisions' : 'SELECT commits FROM counter';
  return {
    file: one<string>(`SELECT value FROM settings WHERE key = '${FILE_ID}'`) ?? '',
    changes: one<number>(counter) ?? 0,
  };
}

function countsIn(database: Sqlite.Database): Counts {
  const count = (source: string) => database.prepare<[], number>(`SELECT count(*) FROM ${source}`).pluck().get() ?? 0;
  return {
    filings: count('filings WHERE trashed_at IS NULL'),
    trashed: count('filings WHERE trashed_at IS NOT NULL'),
    revisions: count('revisions'),
  };
}

/** Says between two steps that the work goes on, however long it takes. */
type Alive = (progress: null) => void;

/** What is in a backup that was just made. */
export interface Made extends Mark {
  /** Filings outside of 回收站. */
  filings: number;
}

/** Copies the data file at `source`, which may be open, to `folder` under `name`. */
export async function makeBackup(source: string, folder: string, name: string, alive: Alive): Promise<Made> {
  makeBackupFolder(folder);
  return asDraft(folder, name, async (draft) => {
    const counted = await copyOpen(source, draft, alive);
    settle(draft);
    return checked(draft, counted);
  });
}

/** Copies a data file that others may write to meanwhile; answers with what was counted in it before and after. */
async function copyOpen(source: string, draft: string, alive: Alive): Promise<[Counts, Counts]> {
  const database = new Sqlite(source, { readonly: true, fileMustExist: true, timeout: PATIENCE });
  const file = openSync(draft, 'r+');
  try {
    const log = database.pragma('journal_mode', { simple: true }) === 'wal';
    // One state of the file for all steps: else every change of it would have SQLite copy it from the beginning. Without
    // a log it would keep writers waiting.
    if (log) database.exec('BEGIN');
    const before = countsIn(database);
    await database.backup(draft, {
      progress: () => {
        if (log) endStep(file);
        alive(null);
        return PAGES;
      },
    });
    return [before, countsIn(database)];
  } finally {
    database.close();
    closeSync(file);
  }
}

/** Makes the folder beside the data file. One on a stick is never made: it would lie where the stick is not. */
export function makeBackupFolder(folder: string): void {
  if (!existsSync(folder)) mkdirSync(folder, { mode: 0o700 });
}

/** Copies a backup to another folder under `name`; then older ones with `prefix` go from there. */
export async function copyBackup(
  source: string,
  folder: string,
  name: string,
  prefix: string | null,
  now: Date,
  alive: Alive,
): Promise<void> {
  await asDraft(folder, name, (draft) => {
    copyInSteps(source, draft, () => alive(null));
    return checked(draft);
  });
  if (prefix !== null) await rotate(folder, prefix, now);
}

/** Removes the backups with this prefix that need not stay, and what was left by one that was killed days ago. */
export async function rotate(folder: string, prefix: string, now: Date): Promise<void> {
  const all = readdirSync(folder);
  const mine = named(all, prefix);
  const stay = new Set(kept(mine, now));
  const drafts = all.filter((name) => name.startsWith(prefix) && isOldDraft(name.slice(prefix.length), now));
  await removeAll([...mine.filter((name) => !stay.has(name)), ...drafts].map((name) => join(folder, name)));
}

/** The file gets its name when it is complete, on disk and checked. When it fails, nothing of it stays. */
async function asDraft<T>(folder: string, name: string, write: (draft: string) => T | Promise<T>): Promise<T> {
  // Two processes may close the same file at once.
  const draft = join(folder, `${name}.${process.pid}.tmp`);
  try {
    // Nobody else on this machine may read what is in it, not while it is written either.
    closeSync(openSync(draft, 'w', 0o600));
    const written = await write(draft);
    await patiently(() => renameSync(draft, join(folder, name)));
    syncFolder(folder);
    return written;
  } catch (error) {
    await removeAll(ENDS.map((end) => draft + end));
    throw error;
  }
}

/** The copy keeps the original's journal mode; as a backup it must be one file that needs no log beside it. */
function settle(file: string): void {
  const copy = new Sqlite(file);
  try {
    copy.pragma('journal_mode = DELETE');
    // Nothing was changed since this backup.
    copy.prepare('DELETE FROM settings WHERE key = ?').run(DUE);
  } finally {
    copy.close();
  }
  syncFile(file);
}

/** What is in a copy. @throws `UNLIKE` where it is not whole, or has not what was counted before or after */
function checked(file: string, counted?: [before: Counts, after: Counts]): Made {
  const copy = new Sqlite(file, { readonly: true, fileMustExist: true });
  try {
    const counts = countsIn(copy);
    if (isWhole(copy) && isOurs(copy) && (!counted || isBetween(counts, ...counted)))
      return { ...markOf(copy), filings: counts.filings };
  } finally {
    copy.close();
  }
  throw Object.assign(new Error(`${basename(file)} is not a whole copy`), { code: UNLIKE });
}

function isBetween(copied: Counts, before: Counts, after: Counts): boolean {
  const counts = ['filings', 'trashed', 'revisions'] as const;
  return counts.every(
    (key) => copied[key] >= Math.min(before[key], after[key]) && copied[key] <= Math.max(before[key], after[key]),
  );
}

/** What does not go is left for the next time: a backup must not fail by what is around it. */
async function removeAll(paths: readonly string[]): Promise<void> {
  for (const path of paths) await patiently(() => rmSync(path, { force: true })).catch(() => undefined);
}

/** What a process that was killed during a backup on an earlier day left behind. */
function isOldDraft(tail: string, now: Date): boolean {
  const [, day] = /^(\d{8})-\d{6}\.db\.\d+\.tmp(-journal|-wal|-shm)?$/.exec(tail) ?? [];
  return day !== undefined && day < stamp(now).slice(0, 8);
}

/** Names in a folder; none where it is not there. */
export function namesIn(folder: string): string[] {
  return statSync(folder, { throwIfNoEntry: false })?.isDirectory() ? readdirSync(folder) : [];
}
