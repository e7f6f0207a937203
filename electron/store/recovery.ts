import { copyFileSync, existsSync, renameSync, rmSync, statSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import Sqlite from 'better-sqlite3';
import type { Backup, Recovery } from '../../shared/api.ts';
import { timeOf } from './backup-names.ts';
import { backupPaths } from './backup-paths.ts';
import { isOurs, isWhole, migrations, userVersion } from './schema.ts';
import { forgetSeen } from './seen.ts';
import { stamp, timeInFigures } from './stamp.ts';
import { syncFile, syncFolder } from './sync.ts';

/** What is kept in the data file of what has become of it. */
export type Report = Omit<Recovery, 'backups'>;

/**
 * What has become of the data file, kept in the file itself until the clerk has read or decided it. The window cannot
 * write a setting of this name. Earlier versions wrote only 'yes', for a file begun beside backups.
 */
const REPORT = 'backup-offered';

/** What a database of ours and its log are made of; the main file is the last to come and to go. */
const ENDS = ['-wal', '-shm', '-journal', ''];

/** The backups of a data file that this program can read and that hold filings, the newest first. */
export function usableBackups(path: string): Backup[] {
  return backupPaths(path).flatMap((file) => usable(file) ?? []);
}

/** The newest of them; the older ones are not looked through for it. */
export function newestUsable(path: string): Backup | null {
  for (const file of backupPaths(path)) {
    const backup = usable(file);
    if (backup) return backup;
  }
  return null;
}

function usable(file: string): Backup | null {
  const filings = filingsIn(file);
  return filings === 0 ? null : { name: basename(file), madeAt: timeOf(basename(file)), filings };
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

/** The newest usable backup in words: `backups/… （2026-03-02 09:00，2 张表）`; '' when there is none. */
export function newestInWords(path: string): string {
  const newest = newestUsable(path);
  if (!newest) return '';
  return `backups/${newest.name}（${timeInWords(newest)}，${newest.filings} 张表）`;
}

/** When a backup was made, as `2026-03-02 09:00`. */
export function timeInWords({ madeAt }: Pick<Backup, 'madeAt'>): string {
  return timeInFigures(new Date(madeAt));
}

/** Path of a backup by its name; a name leads nowhere else. */
export function backupFile(path: string, name: string): string {
  return join(dirname(path), 'backups', basename(name));
}

export function keepReport(database: Sqlite.Database, report: Report): void {
  database.prepare('INSERT OR REPLACE INTO settings VALUES (?, ?)').run(REPORT, JSON.stringify(report));
}

/** What `keepReport` has kept, or null. */
export function keptReport(database: Sqlite.Database, path: string): Report | null {
  const kept = database.prepare<[string], string>('SELECT value FROM settings WHERE key = ?').pluck().get(REPORT);
  if (kept === undefined) return null;
  return kept === 'yes' ? begunReport(path) : (JSON.parse(kept) as Report);
}

export function dropReport(database: Sqlite.Database): void {
  database.prepare('DELETE FROM settings WHERE key = ?').run(REPORT);
}

/** A file that was begun beside backups of an earlier one. */
export function begunReport(path: string): Report {
  return { kind: 'backups', reason: `现在打开的 ${basename(path)} 是后来新建的，从前的表还在备份里` };
}

/**
 * Puts a copy of a backup in the place of a closed data file, which stays under another name; answers with that name.
 * When it fails, everything is as before.
 */
export function putBackInPlace(path: string, backup: string, now: Date): string {
  const draft = `${path}.${process.pid}.tmp`;
  try {
    copyFileSync(backupFile(path, backup), draft);
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
  // Before all else: what comes may rightly have fewer saved changes than what goes.
  forgetSeen(path);
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

/** Copies a data file with what SQLite keeps beside it, as it lies there; answers with the path of the copy. */
export function copyAll(path: string, what: string): string {
  const copy = freeName(path, what);
  for (const end of ENDS) if (existsSync(path + end)) copyFileSync(path + end, copy + end);
  return copy;
}

/** How many filings a backup holds outside of 回收站; 0 for a file that is not one of ours, broken or too new. */
function filingsIn(file: string): number {
  if (!statSync(file, { throwIfNoEntry: false })?.size) return 0;
  let copy: Sqlite.Database | undefined;
  try {
    copy = new Sqlite(file, { readonly: true, fileMustExist: true });
    if (!isOurs(copy) || userVersion(copy) > migrations.length || !isWhole(copy)) return 0;
    return copy.prepare('SELECT count(*) FROM filings WHERE trashed_at IS NULL').pluck().get() as number;
  } catch {
    return 0;
  } finally {
    copy?.close();
  }
}
