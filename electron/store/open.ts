import { accessSync, constants, existsSync, mkdirSync, statSync } from 'node:fs';
import { basename, dirname } from 'node:path';
import Sqlite from 'better-sqlite3';
import { ApiError } from '../../shared/api.ts';
import { isHeld, patiently } from '../patience.ts';
import { backUp } from './backup.ts';
import { asApiError, storeErrorCode } from './errors.ts';
import { hasDataName, isDataFile, isSomethingElse } from './given-file.ts';
import { openToLook } from './look.ts';
import { freeName, moveAll, newestInWords, offerBackups } from './recovery.ts';
import { APPLICATION_ID, type Migration, migrate, migrations, userVersion } from './schema.ts';
import { stamp } from './stamp.ts';

export interface OpenOptions {
  now: () => Date;
  /** False for commands that only look: a missing file is an error then, and a broken one stays where it is. */
  create?: boolean;
  /** True when the user named the file, and may have named a wrong one (given-file.ts). */
  given?: boolean;
  /** Milliseconds to wait for another process that writes. */
  busyTimeout?: number;
  /**
   * Hears that the open file was deleted, moved or replaced: what was done about it, or null when the clerk is to
   * decide (`Store.recovery`).
   */
  tell?: (sentence: string | null) => void;
  /** The steps of the file format; tests bring their own. */
  migrations?: readonly Migration[];
  /** Gets the connection once it is open; for tests of faults that only SQLite itself can make. */
  opened?: (database: Sqlite.Database) => void;
}

export interface OpenDatabase {
  database: Sqlite.Database;
  readOnly: boolean;
  /** What the clerk must know about the opening, or null. */
  notice: string | null;
}

const BUSY_TIMEOUT = 5000;

/**
 * Opens the data file, made when missing. A broken file is set aside as `*.corrupt-<time>` and a new one begun,
 * a given one only when it is a data file; a file of a newer program or without write permission opens read-only. A new
 * file begun beside usable backups says so in the notice and offers them (recovery.ts). Throws `ApiError`.
 */
export async function openDatabase(path: string, options: OpenOptions): Promise<OpenDatabase> {
  try {
    return await open(path, options, null);
  } catch (error) {
    throw asApiError(error);
  }
}

async function open(path: string, options: OpenOptions, notice: string | null): Promise<OpenDatabase> {
  const create = options.create ?? true;
  const steps = options.migrations ?? migrations;
  const inode = statOf(path)?.ino;
  const broken = async () => {
    if (!create) throw refusal(path);
    // Another process may have set it aside meanwhile; what lies there now is its new file.
    if (statOf(path)?.ino !== inode) return open(path, options, notice);
    if (options.given && !isDataFile(path)) throw refusal(path);
    return open(path, options, await setAside(path, options.now(), lost));
  };
  if (statOf(path)?.isDirectory()) throw new ApiError('write-failed', `${path} 是文件夹，请给出数据文件`);
  const lost = whatIsLost(path);
  if (!create && lost !== null) {
    const backup = newestInWords(path);
    if (backup !== '' || (!existsSync(path) && !hasLog(path))) throw missing(path, lost, backup);
  }
  if (options.given && isSomethingElse(path)) throw refusal(path);
  if (create) makeFolder(dirname(path));
  // SQLite deletes the write-ahead log of an empty main file; it may hold the only copy of the data.
  if (lost !== null && hasLog(path)) return broken();

  const timeout = options.busyTimeout ?? BUSY_TIMEOUT;
  let database: Sqlite.Database;
  try {
    database = new Sqlite(path, { timeout, fileMustExist: !create });
  } catch (error) {
    if (storeErrorCode(error) === 'write-failed' && !existsSync(path))
      throw new ApiError('write-failed', `不能建立数据文件 ${path}，请检查文件夹权限`);
    throw error;
  }
  try {
    const version = userVersion(database);
    if (database.pragma('quick_check(1)', { simple: true }) !== 'ok') {
      database.close();
      return broken();
    }
    if (isForeign(database, version)) {
      if (options.given || !create)
        throw new ApiError('store-broken', `${basename(path)} 是其他软件的数据库，未作改动，请另选数据文件`);
      database.close();
      return open(path, options, await setAside(path, options.now(), `${basename(path)} 是其他软件的数据库`));
    }
    if (version > steps.length) {
      database.close();
      const notice = newerNotice(path, version, steps.length);
      return { database: openToLook(path, timeout, steps), readOnly: true, notice };
    }
    configure((source) => database.pragma(source, { simple: true }), timeout);
    if (version > 0 && version < steps.length) await backUp(database, path, options.now());
    if (version < steps.length) migrate(database, steps);
    const begun = version === 0 ? begunNotice(database, path, notice, lost) : notice;
    options.opened?.(database);
    return { database, readOnly: false, notice: begun };
  } catch (error) {
    database.close();
    const code = storeErrorCode(error);
    if (code === 'store-broken') return broken();
    if (code === 'read-only' || (code === 'write-failed' && isUnwritable(path)))
      return {
        database: openToLook(path, timeout, steps),
        readOnly: true,
        notice: `${basename(path)} 不可写，只能查看，请检查文件和文件夹的权限`,
      };
    throw error;
  }
}

/** Opens a file that this program itself has just written in its present format. */
export function reopen(path: string, timeout = BUSY_TIMEOUT): Sqlite.Database {
  const database = new Sqlite(path, { timeout, fileMustExist: true });
  try {
    configure((source) => database.pragma(source, { simple: true }), timeout);
    userVersion(database);
  } catch (error) {
    database.close();
    throw error;
  }
  return database;
}

/**
 * Sets the pragmas and reads each back. `pragma` runs one and gives its answer. A disk that refuses the write-ahead log
 * (a network drive) gets the rollback journal; any other refusal is an error.
 */
export function configure(pragma: (source: string) => unknown, timeout: number): void {
  const expect = (name: string, value: unknown) => {
    const is = pragma(name);
    if (is !== value) throw new Error(`PRAGMA ${name} is ${String(is)}, not ${String(value)}`);
  };
  if (logMode(pragma) !== 'wal') expect('journal_mode = DELETE', 'delete');
  pragma('synchronous = FULL');
  expect('synchronous', 2);
  pragma(`busy_timeout = ${timeout}`);
  expect('busy_timeout', timeout);
  pragma('foreign_keys = ON');
  expect('foreign_keys', 1);
}

function logMode(pragma: (source: string) => unknown): unknown {
  try {
    return pragma('journal_mode = WAL');
  } catch (error) {
    if (storeErrorCode(error) !== 'write-failed') throw error;
    return null;
  }
}

/** A database with tables that is not of this program: its version number and tables mean something else. */
function isForeign(database: Sqlite.Database, version: number): boolean {
  if (database.pragma('application_id', { simple: true }) === APPLICATION_ID) return false;
  return version !== 0 || database.prepare('SELECT 1 FROM sqlite_schema LIMIT 1').get() !== undefined;
}

function refusal(path: string): ApiError {
  const backup = newestInWords(path);
  const reason = hasDataName(path)
    ? `已损坏或不是绩效表的数据文件，未作改动，请从 ${backup || 'backups 文件夹'} 恢复`
    : '不是绩效表的数据文件，未作改动，请另选数据文件或换一个新文件名';
  return new ApiError('store-broken', `${basename(path)} ${reason}`);
}

/** Renames a broken file with its log, so that nothing is overwritten, and says why and where it is. */
async function setAside(path: string, now: Date, why: string | null): Promise<string> {
  const target = freeName(path, `corrupt-${stamp(now)}`);
  await patiently(() => moveAll(path, target)).catch((cause: unknown) => {
    if (!isHeld(cause)) throw cause;
    const failure = new ApiError('write-failed', `${basename(path)} 已损坏，又正被另一个程序打开，请关闭后再试`);
    failure.cause = cause;
    throw failure;
  });
  return `${why ?? '数据文件已损坏'}，已改名为 ${basename(target)} 保留`;
}

/** What to say of a path with no data file: there is none, or nothing is left of it. null when there is one. */
function whatIsLost(path: string): string | null {
  const found = statOf(path);
  const name = basename(path);
  if (!found) return hasLog(path) ? `数据文件 ${name} 不见了，只剩它的日志` : `没有找到数据文件 ${name}`;
  return found.size === 0 ? `数据文件 ${name} 是空的` : null;
}

/** Whether a write-ahead log lies there that holds something. */
function hasLog(path: string): boolean {
  return Boolean(statOf(`${path}-wal`)?.size);
}

/** Offers the backups beside a file that was just begun; null at the very first start. */
function begunNotice(
  database: Sqlite.Database,
  path: string,
  before: string | null,
  lost: string | null,
): string | null {
  const backup = newestInWords(path);
  if (backup !== '') offerBackups(database);
  const why = before ?? (backup === '' ? null : lost);
  if (why === null) return null;
  return `${why}，现在打开的是新的空文件；${backup === '' ? '没有找到可用的备份' : `最近的备份是 ${backup}，可用它恢复`}`;
}

function missing(path: string, lost: string, backup: string): ApiError {
  if (backup === '') return new ApiError('not-found', `没有数据文件 ${path}`);
  return new ApiError('not-found', `${lost}；最近的备份是 ${backup}，复制为 ${path} 即可恢复`);
}

function newerNotice(path: string, version: number, known: number): string {
  return `${basename(path)} 由更新版本的软件建立（数据版本 ${version}，本软件支持到 ${known}），只能查看，请升级软件后再修改`;
}

/** Makes a folder with its parents, one by one: node's own `recursive` never returns below /proc. */
export function makeFolder(folder: string): void {
  if (existsSync(folder)) return;
  makeFolder(dirname(folder));
  try {
    mkdirSync(folder);
  } catch {
    if (existsSync(folder)) return;
    throw new ApiError('write-failed', `不能建立文件夹 ${folder}，请检查路径和权限`);
  }
}

/** Whether the file, or what SQLite keeps beside it, cannot be written. */
function isUnwritable(path: string): boolean {
  try {
    accessSync(path, constants.W_OK);
    accessSync(dirname(path), constants.W_OK);
    return false;
  } catch {
    return existsSync(path);
  }
}

function statOf(path: string) {
  return statSync(path, { throwIfNoEntry: false });
}
