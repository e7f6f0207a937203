import { accessSync, constants, existsSync, statSync } from 'node:fs';
import { basename, dirname } from 'node:path';
import Sqlite from 'better-sqlite3';
import { ApiError } from '../../shared/api.ts';
import { backUp } from './backup.ts';
import { replaceDamaged, type Salvaging } from './damaged.ts';
import { asApiError, storeErrorCode } from './errors.ts';
import { lookThrough } from './examine.ts';
import { hasDataName, hasOurWayOfWriting, isDataFile, isSomethingElse } from './given-file.ts';
import { fewerReport, inOneLine } from './ladder.ts';
import { dropDoubt, isLookedThroughLater } from './large-file.ts';
import { removeLeftDrafts } from './left-drafts.ts';
import { openToLook } from './look.ts';
import { makeFolder } from './make-folder.ts';
import { keepPrivate, makePrivate } from './private-files.ts';
import { begunReport, copyAll, keepReport, newestInWords, type Report } from './recovery.ts';
import { type Migration, migrate, migrations, userVersion } from './schema.ts';
import { forgetSeen } from './seen.ts';
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
  /** Hears how far the reading of a damaged file is, and may stop it. */
  salvaging?: Salvaging;
  /** The steps of the file format; tests bring their own. */
  migrations?: readonly Migration[];
  /** From how many bytes on a file is looked through only after it was opened; tests have small ones. */
  large?: number;
  /** Gets the connection once it is open; for tests of faults that only SQLite itself can make. */
  opened?: (database: Sqlite.Database) => void;
}

export interface OpenDatabase {
  database: Sqlite.Database;
  readOnly: boolean;
  /** What the clerk must know about the opening, or null. */
  notice: string | null;
  /** Whether the file is still to be looked through (large-file.ts). */
  unseen: boolean;
}

const BUSY_TIMEOUT = 5000;
const NETWORK_DRIVE =
  '数据文件夹在网络驱动器一类的磁盘上，可以使用，但保存较慢；请不要在两台电脑上同时打开，并把备份放到本机磁盘';

/**
 * Opens the data file, made when missing. In the place of a damaged file comes what reads of it, else its last backup,
 * else a new file (ladder.ts); the damaged one is kept as `*.corrupt-<time>`. A given one is only touched when it is a
 * data file. A file of a newer program or without write permission opens read-only. What has happened is kept in the
 * file until the clerk has read it (`keptReport`). Throws `ApiError`.
 */
export async function openDatabase(path: string, options: OpenOptions): Promise<OpenDatabase> {
  try {
    const opened = await open(path, options, null);
    if (!options.given) keepPrivate(path);
    if (!opened.readOnly) removeLeftDrafts(path);
    return opened;
  } catch (error) {
    throw asApiError(error);
  }
}

/** `report` tells of the file that was put in the place of a damaged one. */
async function open(path: string, options: OpenOptions, report: Report | null): Promise<OpenDatabase> {
  const create = options.create ?? true;
  const steps = options.migrations ?? migrations;
  const inode = statOf(path)?.ino;
  const broken = async (what: string) => {
    if (!create) throw refusal(path);
    // Another process may have set it aside meanwhile; what lies there now is its new file.
    if (statOf(path)?.ino !== inode) return open(path, options, report);
    if (options.given && !isDataFile(path)) throw refusal(path);
    if (report !== null)
      throw new ApiError('store-broken', `${path} 写入后又损坏，磁盘可能有故障，请把数据换到另一个磁盘`);
    return open(path, options, await replaceDamaged(path, what, options.now(), options.salvaging ?? {}));
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
  if (lost !== null && hasLog(path)) return broken(existsSync(path) ? '是空的，只剩它的日志' : '不见了，只剩它的日志');
  if (create && statOf(path)?.size === 0 && newestInWords(path) !== '') return broken('是空的');

  const timeout = options.busyTimeout ?? BUSY_TIMEOUT;
  let database: Sqlite.Database | undefined;
  try {
    if (create && !existsSync(path)) makeEmpty(path);
    const later = create && !options.given && isLookedThroughLater(path, options.large);
    const { state, version, fewer, unseen } = lookThrough(path, { timeout, steps, later });
    if (state === 'foreign' && (options.given || !create))
      throw new ApiError('store-broken', `${basename(path)} 是其他软件的数据库，未作改动，请另选数据文件`);
    if (state === 'damaged' || state === 'foreign') return broken('已损坏');
    if (state === 'newer') {
      const notice = newerNotice(path, version, steps.length);
      return { database: openToLook(path, timeout, steps), readOnly: true, notice, unseen: false };
    }
    const lacking = create && !isUnwritable(path) ? fewer : null;
    if (lacking?.found) return broken(`少了 ${lacking.missing} 次修改`);
    // What the damaged log still holds may be of use to somebody who knows more.
    if (lacking)
      report = fewerReport(path, lacking.missing, lacking.savedAt, copyAll(path, `fewer-${stamp(options.now())}`));
    if (!unseen) dropDoubt(path);
    database = new Sqlite(path, { timeout, fileMustExist: true });
    const { logged } = setPragmas(database, timeout);
    if (version > 0 && version < steps.length) await backUp(database, path, options.now());
    if (version < steps.length) migrate(database, steps);
    if (report !== null) keepReport(database, report);
    // What is missing is told now; from here on it counts anew.
    if (lacking) forgetSeen(path);
    const told = report ? inOneLine(report) : version === 0 ? begunNotice(database, path, lost) : null;
    const notice = told ?? (logged ? null : NETWORK_DRIVE);
    options.opened?.(database);
    return { database, readOnly: false, notice, unseen };
  } catch (error) {
    database?.close();
    const code = storeErrorCode(error);
    if (code === 'store-broken' || (code === 'read-only' && !hasOurWayOfWriting(path))) return broken('已损坏');
    if (code === 'read-only' || (code === 'write-failed' && isUnwritable(path)))
      return {
        database: openToLook(path, timeout, steps),
        readOnly: true,
        notice: `${basename(path)} 不可写，只能查看，请检查文件和文件夹的权限`,
        unseen: false,
      };
    throw error;
  }
}

function makeEmpty(path: string): void {
  try {
    makePrivate(path);
  } catch (cause) {
    const failure = new ApiError('write-failed', `不能建立数据文件 ${path}，请检查文件夹权限`);
    failure.cause = cause;
    throw failure;
  }
}

/** Opens a file that this program itself has just written in its present format. */
export function reopen(path: string, timeout = BUSY_TIMEOUT): Sqlite.Database {
  const database = new Sqlite(path, { timeout, fileMustExist: true });
  try {
    setPragmas(database, timeout);
    userVersion(database);
  } catch (error) {
    database.close();
    throw error;
  }
  return database;
}

function setPragmas(database: Sqlite.Database, timeout: number): { logged: boolean } {
  return configure((source) => database.pragma(source, { simple: true }), timeout);
}

/**
 * Sets the pragmas and reads each back. `pragma` runs one and gives its answer. A disk that refuses the write-ahead log
 * (a network drive) gets the rollback journal, and `logged` is false; any other refusal is an error.
 */
export function configure(pragma: (source: string) => unknown, timeout: number): { logged: boolean } {
  const expect = (name: string, value: unknown) => {
    const is = pragma(name);
    if (is !== value) throw new Error(`PRAGMA ${name} is ${String(is)}, not ${String(value)}`);
  };
  const logged = logMode(pragma) === 'wal';
  if (!logged) expect('journal_mode = DELETE', 'delete');
  pragma('synchronous = FULL');
  expect('synchronous', 2);
  pragma(`busy_timeout = ${timeout}`);
  expect('busy_timeout', timeout);
  pragma('foreign_keys = ON');
  expect('foreign_keys', 1);
  return { logged };
}

/** The mode that was set; null where the disk refuses twice: once may be a single fault of a disk that has logs. */
function logMode(pragma: (source: string) => unknown): unknown {
  for (let left = 2; left > 0; left--)
    try {
      return pragma('journal_mode = WAL');
    } catch (error) {
      if (storeErrorCode(error) !== 'write-failed') throw error;
    }
  return null;
}

function refusal(path: string): ApiError {
  const backup = newestInWords(path);
  const reason = hasDataName(path)
    ? `已损坏或不是绩效表的数据文件，未作改动，请从 ${backup || 'backups 文件夹'} 恢复`
    : '不是绩效表的数据文件，未作改动，请另选数据文件或换一个新文件名';
  return new ApiError('store-broken', `${basename(path)} ${reason}`);
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
function begunNotice(database: Sqlite.Database, path: string, lost: string | null): string | null {
  const backup = newestInWords(path);
  if (backup === '') return null;
  keepReport(database, begunReport(path));
  return `${lost ?? '数据文件是新的'}，现在打开的是新的空文件；最近的备份是 ${backup}，可用它恢复`;
}

function missing(path: string, lost: string, backup: string): ApiError {
  if (backup === '') return new ApiError('not-found', `没有数据文件 ${path}`);
  return new ApiError('not-found', `${lost}；最近的备份是 ${backup}，复制为 ${path} 即可恢复`);
}

function newerNotice(path: string, version: number, known: number): string {
  return `${basename(path)} 由更新版本的软件建立（数据版本 ${version}，本软件支持到 ${known}），只能查看，请升级软件后再修改`;
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
