import { join } from 'node:path';
import { ApiError, type Backup, type BackupContents, type BackupPlace, type BackupState } from '../../shared/api.ts';
import type { Filing } from '../../shared/filing/filing.ts';
import { backUp } from './backup.ts';
import { makeBackupFolder } from './backup-file.ts';
import { freeBackupName, ownPrefix, timeOf } from './backup-names.ts';
import { backupFolder, namesOf, newestBackup } from './backup-paths.ts';
import { createSecondPlace } from './backup-second.ts';
import { isDue, setDue } from './backup-settings.ts';
import { filingsHere, sinceThen } from './backup-since.ts';
import { readBody } from './bodies.ts';
import type { Connection } from './connection.ts';
import { asApiError } from './errors.ts';
import { inThread } from './store-thread.ts';

/** How long something that was changed waits for its backup, in ms. */
const EVERY = 15 * 60_000;

/** The backups of the data file: made when they are due, looked into, and what is taken out of them. */
export interface Backups {
  /** To be called before every change: the mark that it leaves tells also the next start that a backup is due. */
  changing(): void;
  /**
   * To be called every minute or so: makes a backup at the first call when one is due, and then 15 minutes after the last
   * one when something was changed. Rejects when it fails; it is tried again 15 minutes later.
   */
  tick(): Promise<void>;
  /** Why the last backup failed, or null. */
  readonly problem: string | null;
  /** Makes a backup now. */
  make(): Promise<Backup>;
  state(): Promise<BackupState>;
  /** Every backup in both folders. */
  list(): Promise<BackupPlace[]>;
  /** What is in a backup, and what has become of it. Changes nothing. */
  look(place: BackupPlace['place'], name: string): Promise<BackupContents>;
  /** Filings of a backup, by their ids there; those that cannot be read are left out. */
  filings(place: BackupPlace['place'], name: string, ids: readonly number[]): Promise<Filing[]>;
  /**
   * Puts a backup in the place of the data file. What was there is kept, as a backup and as a file; answers with what was
   * done as one sentence.
   */
  restore(place: BackupPlace['place'], name: string): Promise<string>;
  /** Has every backup go to a second folder too; null for none. */
  chooseSecond(folder: string | null): Promise<void>;
  /** Makes the backup of what was changed in this run, when all others are done. */
  finish(): Promise<void>;
}

export interface BackupsDeps {
  path: string;
  now: () => Date;
  connection: Connection;
  /** Hears when backups begin to fail, and why, and with null when they succeed again. */
  told: (problem: string | null) => void;
}

export function createBackups({ path, now, connection, told }: BackupsDeps): Backups {
  const second = createSecondPlace(path, now, connection);
  const database = () => connection.tables.database;
  /** Whether the mark of a change is in the file. */
  let marked = !connection.readOnly && isDue(database());
  /** Changes of this run, and how many of them are in the last backup. */
  let changes = 0;
  let backedUp = 0;
  let since: number | null = null;
  let problem: string | null = null;
  let turn: Promise<unknown> = Promise.resolve();
  let waiting = 0;

  /** Never two at once: who comes later waits. */
  function inTurn<T>(work: () => Promise<T>): Promise<T> {
    waiting++;
    const mine = turn.then(work).finally(() => {
      waiting--;
    });
    turn = mine.catch(() => undefined);
    return mine;
  }

  function tell(next: string | null): void {
    const before = problem;
    problem = next;
    // Once: what goes on failing is seen in the status bar and in 设置.
    if ((before === null) !== (next === null)) told(next);
  }

  function isEmpty(): boolean {
    return database().prepare('SELECT 1 FROM filings LIMIT 1').get() === undefined;
  }

  async function makeNow(spare = false): Promise<{ name: string; filings: number }> {
    try {
      connection.insistInPlace();
      const before = changes;
      since = now().getTime();
      const made = await backUp(database(), path, now(), spare);
      if (changes === before) {
        setDue(database(), false);
        connection.wrote();
        marked = false;
      }
      backedUp = before;
      await second.write(made.name);
      tell(second.problem);
      return made;
    } catch (error) {
      const failure = asApiError(error);
      tell(failure instanceof ApiError ? failure.message : '未能备份，数据已保存；请检查磁盘空间和文件夹权限');
      throw failure;
    }
  }

  /** The path of a backup that is listed in a place: a name from outside reaches no other file. */
  async function fileOf(place: BackupPlace['place'], name: string): Promise<string> {
    const folder = place === 'own' ? backupFolder(path) : second.folder();
    const names = place === 'own' ? namesOf(path) : await second.names();
    if (folder === null || !names?.includes(name)) throw new ApiError('not-found', '这份备份已不在，请另选一份');
    return join(folder, name);
  }

  /** Name of a backup in the own folder: one from the second folder is copied there first. */
  async function brought(place: BackupPlace['place'], name: string, file: string): Promise<string> {
    if (place === 'own') return name;
    const own = freeBackupName(ownPrefix(path), new Date(timeOf(name)), namesOf(path));
    const folder = backupFolder(path);
    try {
      makeBackupFolder(folder);
      await inThread('copyBackup', [file, folder, own, null, now()]);
    } catch (cause) {
      const failure = new ApiError('write-failed', '未能读取这份备份，数据未改动；请检查 U 盘或共享文件夹后再试');
      failure.cause = cause;
      throw failure;
    }
    return own;
  }

  return {
    changing() {
      changes++;
      if (marked) return;
      setDue(database(), true);
      marked = true;
    },

    async tick() {
      if (connection.readOnly || waiting > 0) return;
      const due = since === null || now().getTime() - since >= EVERY;
      since ??= now().getTime();
      if (due && marked) await inTurn(makeNow);
    },

    get problem() {
      return problem;
    },

    async make() {
      if (isEmpty()) throw new ApiError('write-failed', '还没有一张表，不用备份');
      const made = await inTurn(() => makeNow());
      return { ...made, madeAt: timeOf(made.name) };
    },

    async state() {
      const newest = newestBackup(path);
      return { last: newest === null ? null : timeOf(newest), problem, second: await second.state() };
    },

    async list() {
      const folder = backupFolder(path);
      const own = (await inThread('listBackups', [folder, namesOf(path).reverse()])).map((backup) => ({
        ...backup,
        madeAt: timeOf(backup.name),
        foreign: false,
      }));
      const other = await second.list();
      return [{ place: 'own', folder, present: true, writtenAt: null, backups: own }, ...(other ? [other] : [])];
    },

    async look(place, name) {
      const { filings, ...read } = await inThread('readBackup', [await fileOf(place, name)]);
      return { ...read, name, madeAt: timeOf(name), ...sinceThen(filings, filingsHere(database())) };
    },

    async filings(place, name, ids) {
      const bodies = await inThread('readBodies', [await fileOf(place, name), ids]);
      return bodies.flatMap(({ id, body }) => {
        try {
          return [readBody(id, body).filing];
        } catch (error) {
          if (error instanceof ApiError) return [];
          throw error;
        }
      });
    },

    restore: (place, name) =>
      inTurn(async () => {
        const file = await fileOf(place, name);
        const chosen = second.chosen();
        const own = await brought(place, name, file);
        const present = isEmpty() ? null : await makeNow(true);
        await connection.restoreBackup(own);
        // The stick that is in this machine is not the one from when the backup was made.
        if (!connection.readOnly) second.choose(chosen);
        marked = !connection.readOnly && isDue(database());
        backedUp = changes;
        const kept = present === null ? '' : `；恢复前的数据已存为备份 ${present.name}，需要时可再恢复`;
        return `已用备份 ${name} 恢复${kept}`;
      }).catch((error: unknown) => {
        throw asApiError(error);
      }),

    async chooseSecond(folder) {
      if (connection.readOnly) throw new ApiError('read-only', connection.notice ?? '');
      await second.chooseFolder(folder);
      connection.wrote();
      if (folder === null) tell(null);
      else if (!isEmpty()) await inTurn(() => makeNow());
    },

    async finish() {
      await turn;
      if (changes > backedUp && database().open && !connection.readOnly) await inTurn(() => makeNow());
    },
  };
}
