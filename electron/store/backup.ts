import { rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type Sqlite from 'better-sqlite3';
import { ApiError } from '../../shared/api.ts';
import { isHeld } from '../patience.ts';
import { type Counts, countsIn, namesIn, rotate, UNLIKE } from './backup-file.ts';
import { freeBackupName, named, ownPrefix } from './backup-names.ts';
import { inThread } from './backup-thread.ts';

/**
 * Copies the database into `backups/` beside it while it stays open. The copy is complete, on disk and checked before
 * it gets its name; only then do older ones go, unless `spare` keeps them. Returns the name of the file.
 */
export async function backUp(database: Sqlite.Database, path: string, now: Date, spare = false): Promise<string> {
  const folder = backupFolder(path);
  try {
    const name = freeBackupName(ownPrefix(path), now, namesOf(path));
    const before = countsIn(database);
    const copied = await inThread('makeBackup', [path, folder, name]);
    // What is saved while the copy is made may be in it or not.
    if (!isBetween(copied, before, countsIn(database))) {
      rmSync(join(folder, name), { force: true });
      throw Object.assign(new Error('the copy is of another file'), { code: UNLIKE });
    }
    if (!spare) await rotate(folder, ownPrefix(path), now);
    return name;
  } catch (error) {
    if (error instanceof ApiError) throw error;
    const failure = new ApiError('write-failed', `数据已保存，但未能在 ${folder} 备份，${reasonOf(error)}`);
    failure.cause = error;
    throw failure;
  }
}

/** File name of the newest backup, or null. */
export function newestBackup(path: string): string | null {
  return namesOf(path).at(-1) ?? null;
}

/** Paths of the backups of a data file, the newest first. */
export function backupPaths(path: string): string[] {
  return namesOf(path)
    .reverse()
    .map((name) => join(backupFolder(path), name));
}

export function backupFolder(path: string): string {
  return join(dirname(path), 'backups');
}

/** Names of the backups beside a data file, the oldest first. */
export function namesOf(path: string): string[] {
  return named(namesIn(backupFolder(path)), ownPrefix(path));
}

function isBetween(copied: Counts, before: Counts, after: Counts): boolean {
  const counts = ['filings', 'trashed', 'revisions'] as const;
  return counts.every(
    (key) => copied[key] >= Math.min(before[key], after[key]) && copied[key] <= Math.max(before[key], after[key]),
  );
}

function reasonOf(error: unknown): string {
  const code = (error as { code?: unknown } | null)?.code;
  if (code === UNLIKE || code === 'SQLITE_CORRUPT') return '备份文件检查未通过，请检查磁盘；以前的备份都还在';
  if (isHeld(error)) return '文件夹正被另一个程序占用或不可写，请稍后再试';
  return '请检查文件夹权限和磁盘空间';
}
