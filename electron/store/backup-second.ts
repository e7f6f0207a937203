import { stat } from 'node:fs/promises';
import { basename, join, resolve } from 'node:path';
import { ApiError, type BackupPlace, type SecondPlace } from '../../shared/api.ts';
import { UNLIKE } from './backup-file.ts';
import { renamed, timeOf } from './backup-names.ts';
import { backupFolder } from './backup-paths.ts';
import {
  isSecondName,
  newSecond,
  readSecond,
  type SecondFolder,
  secondPrefix,
  writeSecond,
} from './backup-settings.ts';
import type { Connection } from './connection.ts';
import { inThread, NO_ANSWER } from './store-thread.ts';

/** How long the page of backups waits for a stick or a share, in ms. */
const GLANCE = 8000;

/**
 * The second folder, on a stick or a share: every backup that is made while it is there goes to it too. That it is not
 * there is no failure.
 */
export function createSecondPlace(path: string, now: () => Date, connection: Connection) {
  const database = () => connection.tables.database;
  let problem: string | null = null;

  const chosen = (): SecondFolder | null => readSecond(database());

  function choose(second: SecondFolder | null): void {
    writeSecond(database(), second);
    connection.wrote();
  }

  async function names(): Promise<string[] | null> {
    const second = chosen();
    if (second === null || !(await isThere(second.folder))) return null;
    const all = await inThread('namesIn', [second.folder], { limit: GLANCE });
    return all.filter((name) => isSecondName(path, name)).sort((a, b) => (timeOf(a) < timeOf(b) ? 1 : -1));
  }

  return {
    chosen,
    choose,
    names,
    folder: () => chosen()?.folder ?? null,
    /** Why the last backup did not go there although the folder was there, or null. */
    get problem() {
      return problem;
    },

    async chooseFolder(folder: string | null): Promise<void> {
      const before = chosen();
      problem = null;
      if (folder === null) return choose(null);
      if (resolve(folder) === resolve(backupFolder(path)))
        throw new ApiError('bad-request', '备份已经存在这个文件夹，请另选一个，最好在 U 盘或共享文件夹上');
      if (before?.folder !== folder) choose(newSecond(folder));
    },

    /** Copies a backup of the own folder there, when it is there. Never throws: `problem` says what went wrong. */
    async write(name: string): Promise<void> {
      const second = chosen();
      problem = null;
      if (second === null || !(await isThere(second.folder))) return;
      const prefix = secondPrefix(path, second);
      try {
        const own = join(backupFolder(path), name);
        await inThread('copyBackup', [own, second.folder, renamed(name, prefix), prefix, now()]);
        // Another one may have been chosen meanwhile.
        if (chosen()?.mark === second.mark) choose({ ...second, writtenAt: timeOf(name) });
      } catch (error) {
        problem = whyNot(second.folder, error);
      }
    },

    async state(): Promise<SecondPlace | null> {
      const second = chosen();
      if (second === null) return null;
      const { folder, writtenAt } = second;
      return { folder, writtenAt, present: await isThere(folder), problem };
    },

    async list(): Promise<BackupPlace | null> {
      const second = chosen();
      if (second === null) return null;
      const { folder, writtenAt } = second;
      const place = { place: 'second', folder, writtenAt } as const;
      try {
        const found = await names();
        if (found === null) return { ...place, present: false, backups: [] };
        const prefix = secondPrefix(path, second);
        const listed = await inThread('listBackups', [folder, found], { limit: GLANCE });
        const backups = listed.map((backup) => ({
          ...backup,
          madeAt: timeOf(backup.name),
          foreign: !backup.name.startsWith(prefix),
        }));
        return { ...place, present: true, backups };
      } catch {
        // Pulled out in this moment, or a share that does not answer.
        return { ...place, present: false, backups: [] };
      }
    },
  };
}

/** A share that is gone may take minutes to say so. */
async function isThere(folder: string): Promise<boolean> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<false>((resolve) => {
    timer = setTimeout(() => resolve(false), GLANCE);
  });
  const found = stat(folder).then(
    (it) => it.isDirectory(),
    () => false,
  );
  return Promise.race([found, late]).finally(() => clearTimeout(timer));
}

const REASONS: Record<string, string> = {
  ENOSPC: '空间不足，请清理后再试',
  SQLITE_FULL: '空间不足，请清理后再试',
  EFBIG: '放不下这么大的文件，请换一个 U 盘',
  EROFS: '不可写，请检查 U 盘的写保护',
  EACCES: '不可写，请检查文件夹权限',
  EPERM: '不可写，请检查文件夹权限',
  [UNLIKE]: '写入后检查未通过，请换一个 U 盘',
  SQLITE_CORRUPT: '写入后检查未通过，请换一个 U 盘',
  [NO_ANSWER]: '没有回应，请重新连接后再试',
};

function whyNot(folder: string, error: unknown): string {
  const code = String((error as { code?: unknown } | null)?.code ?? '');
  const reason = REASONS[code] ?? '写到一半时断开了，请重新连接后再试';
  return `备份已存在本机，但没有存入 ${basename(folder) || folder}：${reason}`;
}
