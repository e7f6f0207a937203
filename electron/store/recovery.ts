import { closeSync, copyFileSync, existsSync, fsyncSync, openSync, renameSync, rmSync, statSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import Sqlite from 'better-sqlite3';
import type { Backup } from '../../shared/api.ts';
import { backupPaths } from './backup.ts';
import { syncFolder } from './backup-file.ts';
import { timeOf } from './backup-names.ts';
import { APPLICATION_ID, migrations, userVersion } from './schema.ts';
import { stamp } from './stamp.ts';

/**
 * A data file that was begun although `backups/` holds copies of an earlier one: a setting in the new file keeps the
 * offer to restore one of them until the clerk has decided. The window cannot write a setting of this name.
 */
const OFFER = 'backup-offered';

/** What a database of ours and its log are made of; the main file is the last to come and to go. */
const ENDS = ['-wal', '-shm', '-journal', ''];

/** The backups of a data file that this program can read and that hold filings, the newest first. */
export function usableBackups(path: string): Backup[] {
  return backupPaths(path).flatMap((file) => {
    const filings = filingsIn(file);
    return filings === 0 ? [] : [{ name: basename(file), madeAt: timeOf(basename(file)), filings }];
  });
}

/** Whether a backup of this name is among them. */
export function isUsableBackup(path: string, name: string): boolean {
  const file = backupPaths(path).find((one) => basename(one) === name);
  return file !== undefined && filingsIn(file) > 0;
}

/** Size of a data file with its log in bytes. */
export function sizeOf(path: string): number {
  return ENDS.reduce((sum, end) => sum + (statSync(path + end, { throwIfNoEntry: false })?.size ?? 0), 0);
}

function isWhole(copy: Sqlite.Database): boolean {
  return copy.pragma('quick_check(1)', { simple: true }) === 'ok';
}

/** The newest usable backup in words: `backups/… （2026-03-02 09:00，2 张表）`; '' when there is none. */
export function newestInWords(path: string): string {
  const [newest] = usableBackups(path);
  if (!newest) return '';
  const at = new Date(newest.madeAt);
  const two = (number: number) => String(number).padStart(2, '0');
  const day = `${at.getFullYear()}-${two(at.getMonth() + 1)}-${two(at.getDate())}`;
  return `backups/${newest.name}（${day} ${two(at.getHours())}:${two(at.getMinutes())}，${newest.filings} 张表）`;
}

export function offerBackups(database: Sqlite.Database): void {
  database.prepare("INSERT OR REPLACE INTO settings VALUES (?, 'yes')").run(OFFER);
}

export function areBackupsOffered(database: Sqlite.Database): boolean {
  return database.prepare('SELECT 1 FROM settings WHERE key = ?').get(OFFER) !== undefined;
}

export function declineBackups(database: Sqlite.Database): void {
  database.prepare('DELETE FROM settings WHERE key = ?').run(OFFER);
}

export function isOffer(key: string): boolean {
  return key === OFFER;
}

/**
 * Puts a copy of a backup in the place of a closed data file, which stays under another name; answers with that name.
 * When it fails, everything is as before.
 */
export function putBackInPlace(path: string, backup: string, now: Date): string {
  const draft = `${path}.${process.pid}.tmp`;
  try {
    copyFileSync(join(dirname(path), 'backups', basename(backup)), draft);
    syncFile(draft);
    const aside = freeName(path, `before-restore-${stamp(now)}`);
    exchange(path, draft, aside);
    return basename(aside);
  } catch (error) {
    rmSync(draft, { force: true });
    throw error;
  }
}

/** Renames a draft to `path`; what lies there goes to `aside`. When it fails, both are as before. */
export function exchange(path: string, draft: string, aside: string): void {
  moveAll(path, aside);
  try {
    renameSync(draft, path);
  } catch (error) {
    moveAll(aside, path);
    throw error;
  }
  syncFolder(dirname(path));
}

/** A name beside `path` that nothing has yet, itself or with the end of a log. */
export function freeName(path: string, what: string): string {
  const taken = (name: string) => ENDS.some((end) => existsSync(name + end));
  let name = `${path}.${what}`;
  for (let n = 2; taken(name); n++) name = `${path}.${what}-${n}`;
  return name;
}

/** Renames a data file with what SQLite keeps beside it. */
export function moveAll(from: string, to: string): void {
  for (const end of ENDS) if (existsSync(from + end)) renameSync(from + end, to + end);
}

export function syncFile(path: string): void {
  const handle = openSync(path, 'r+');
  try {
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
}

/** How many filings a backup holds outside of 回收站; 0 for a file that is not one of ours, broken or too new. */
function filingsIn(file: string): number {
  if (!statSync(file, { throwIfNoEntry: false })?.size) return 0;
  let copy: Sqlite.Database | undefined;
  try {
    copy = new Sqlite(file, { readonly: true, fileMustExist: true });
    const ours = copy.pragma('application_id', { simple: true }) === APPLICATION_ID;
    if (!ours || userVersion(copy) > migrations.length) return 0;
    if (!isWhole(copy)) return 0;
    return copy.prepare('SELECT count(*) FROM filings WHERE trashed_at IS NULL').pluck().get() as number;
  } catch {
    return 0;
  } finally {
    copy?.close();
  }
}
