import {
  closeSync,
  existsSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readdirSync,
  renameSync,
  rmSync,
  statSync,
} from 'node:fs';
import { basename, dirname, extname, join } from 'node:path';
import Sqlite from 'better-sqlite3';
import { ApiError } from '../../shared/api.ts';
import { isHeld, patiently } from '../patience.ts';
import { stamp } from './stamp.ts';

/** The newest backups that are always kept, and for how many months the last one of each month is kept beside them. */
const NEWEST = 7;
const MONTHS = 6;

/**
 * Copies the database into `backups/` beside it while it stays open. The copy is complete, on disk and checked before
 * it gets its name; only then do older ones go. Returns the name of the file.
 */
export async function backUp(database: Sqlite.Database, path: string, now: Date): Promise<string> {
  const folder = folderOf(path);
  const name = `${stemOf(path)}-${stamp(now)}.db`;
  const target = join(folder, name);
  // Two processes may close the same file at once.
  const draft = `${target}.${process.pid}.tmp`;
  try {
    if (!existsSync(folder)) mkdirSync(folder);
    await removeAll(draftsBefore(path, now));
    await database.backup(draft);
    settle(draft);
    verify(draft);
    await patiently(() => renameSync(draft, target));
    syncFolder(folder);
    await removeAll(outdated(backupsOf(path)).map((old) => join(folder, old)));
  } catch (error) {
    await removeAll(['', '-wal', '-shm', '-journal'].map((end) => draft + end));
    if (error instanceof ApiError) throw error;
    const reason = isHeld(error) ? '文件夹正被另一个程序占用或不可写，请稍后再试' : '请检查文件夹权限和磁盘空间';
    const failure = new ApiError('write-failed', `数据已保存，但未能在 ${folder} 备份，${reason}`);
    failure.cause = error;
    throw failure;
  }
  return name;
}

/** Whether the last backup is from an earlier day than `now`. */
export function isBackupDue(path: string, now: Date): boolean {
  const newest = newestBackup(path);
  return newest === null || dayOf(newest) !== stamp(now).slice(0, 8);
}

/** File name of the newest backup, or null. */
export function newestBackup(path: string): string | null {
  return backupsOf(path).at(-1) ?? null;
}

/** Paths of the backups of a data file, the newest first. */
export function backupPaths(path: string): string[] {
  return backupsOf(path)
    .reverse()
    .map((name) => join(folderOf(path), name));
}

/** What does not go is left for the next time: a backup must not fail by what is around it. */
async function removeAll(paths: readonly string[]): Promise<void> {
  for (const path of paths) await patiently(() => rmSync(path, { force: true })).catch(() => undefined);
}

/** The backups that may go, of names in any order: not among the newest, nor the last one of a recent month. */
export function outdated(names: readonly string[], newest = NEWEST, months = MONTHS): string[] {
  const sorted = [...names].sort().reverse();
  const lastOfMonth = new Map<string, string>();
  for (const name of sorted) {
    const month = dayOf(name).slice(0, 6);
    if (!lastOfMonth.has(month)) lastOfMonth.set(month, name);
  }
  const kept = new Set([...sorted.slice(0, newest), ...[...lastOfMonth.values()].slice(0, months)]);
  return sorted.filter((name) => !kept.has(name)).reverse();
}

function backupsOf(path: string): string[] {
  const folder = folderOf(path);
  if (!statSync(folder, { throwIfNoEntry: false })?.isDirectory()) return [];
  const stem = `${stemOf(path)}-`;
  return readdirSync(folder)
    .filter((name) => name.startsWith(stem) && /^\d{8}-\d{6}\.db$/.test(name.slice(stem.length)))
    .sort();
}

/** What a process that was killed during a backup on an earlier day left behind. */
function draftsBefore(path: string, now: Date): string[] {
  const folder = folderOf(path);
  const left = /^(.*)-(\d{8})-\d{6}\.db\.\d+\.tmp(-journal|-wal|-shm)?$/;
  const drafts = readdirSync(folder).filter((name) => {
    const [, stem, day = ''] = left.exec(name) ?? [];
    return stem === stemOf(path) && day < stamp(now).slice(0, 8);
  });
  return drafts.map((name) => join(folder, name));
}

/** The copy keeps the original's journal mode; as a backup it must be one file that needs no log beside it. */
function settle(file: string): void {
  const copy = new Sqlite(file);
  try {
    copy.pragma('journal_mode = DELETE');
  } finally {
    copy.close();
  }
  const handle = openSync(file, 'r+');
  try {
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
}

function verify(file: string): void {
  const copy = new Sqlite(file, { readonly: true, fileMustExist: true });
  try {
    if (copy.pragma('quick_check(1)', { simple: true }) !== 'ok')
      throw new ApiError('write-failed', '备份文件检查未通过，请检查磁盘；以前的备份都还在');
  } finally {
    copy.close();
  }
}

export function syncFolder(folder: string): void {
  // Windows opens no folders; its file system keeps renames in order.
  if (process.platform === 'win32') return;
  const handle = openSync(folder, 'r');
  try {
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
}

function folderOf(path: string): string {
  return join(dirname(path), 'backups');
}

function stemOf(path: string): string {
  return basename(path, extname(path));
}

function dayOf(name: string): string {
  return name.slice(-'20240305-091500.db'.length).slice(0, 8);
}
