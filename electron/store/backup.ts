import { rmSync } from 'node:fs';
import { join } from 'node:path';
import type Sqlite from 'better-sqlite3';
import { ApiError } from '../../shared/api.ts';
import { isHeld } from '../patience.ts';
import { type Mark, markOf, UNLIKE } from './backup-file.ts';
import { freeBackupName, ownPrefix } from './backup-names.ts';
import { backupFolder, namesOf } from './backup-paths.ts';
import { inThread } from './store-thread.ts';

/**
 * Copies the database into `backups/` beside it while it stays open. The copy is complete, on disk and checked before
 * it gets its name; only then do older ones go, unless `spare` keeps them. Answers with the name of the file and how many
 * filings are in it.
 */
export async function backUp(
  database: Sqlite.Database,
  path: string,
  now: Date,
  spare = false,
): Promise<{ name: string; filings: number }> {
  const folder = backupFolder(path);
  try {
    const name = freeBackupName(ownPrefix(path), now, namesOf(path));
    const before = markOf(database);
    const { filings, ...copied } = await inThread('makeBackup', [path, folder, name]);
    // What is saved while the copy is made may be in it or not.
    if (!isBetween(copied, before, markOf(database))) {
      rmSync(join(folder, name), { force: true });
      throw Object.assign(new Error('the copy is of another file'), { code: UNLIKE });
    }
    if (!spare) await inThread('rotate', [folder, ownPrefix(path), now]);
    return { name, filings };
  } catch (error) {
    if (error instanceof ApiError) throw error;
    const failure = new ApiError('write-failed', `数据已保存，但未能在 ${folder} 备份，${reasonOf(error)}`);
    failure.cause = error;
    throw failure;
  }
}

function isBetween(copied: Mark, before: Mark, after: Mark): boolean {
  return copied.file === before.file && copied.changes >= before.changes && copied.changes <= after.changes;
}

function reasonOf(error: unknown): string {
  const code = (error as { code?: unknown } | null)?.code;
  if (code === UNLIKE || code === 'SQLITE_CORRUPT') return '备份文件检查未通过，请检查磁盘；以前的备份都还在';
  if (isHeld(error)) return '文件夹正被另一个程序占用或不可写，请稍后再试';
  return '请检查文件夹权限和磁盘空间';
}
