import { existsSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { basename, dirname } from 'node:path';
import Sqlite from 'better-sqlite3';
import { ApiError } from '../../shared/api.ts';
import { makeFolder } from './make-folder.ts';
import { type Place, placeOf } from './place.ts';
import { exchange, freeName } from './recovery.ts';
import { isOurs, isWhole, userVersion } from './schema.ts';
import { stamp } from './stamp.ts';
import { syncFile } from './sync.ts';

/** What is done when an open data file was taken away (place.ts): its whole content is still behind the connection. */

/**
 * Writes all that an open connection holds to its path and closes the connection. Whatever lies there is renamed;
 * answers with the new name, '' when nothing lay there. When it fails, the connection is still open and the path as it
 * was. @throws ApiError
 */
export function writeBack(database: Sqlite.Database, path: string, now: Date): string {
  const draft = `${path}.${process.pid}.tmp`;
  const aside = freeName(path, `replaced-${stamp(now)}`);
  try {
    const whole = wholeOf(database);
    makeFolder(dirname(path));
    writeFileSync(draft, whole, { mode: 0o600 });
    syncFile(draft);
    exchange(path, draft, aside);
  } catch (error) {
    removeDraft(draft);
    throw unkept(error, `不能把软件中的内容写回 ${path}，请检查文件夹和磁盘；内容还在软件中，请先不要关闭`);
  }
  // SQLite itself sees that its files were taken away, and leaves alone what lies at the path now.
  database.close();
  return existsSync(aside) ? basename(aside) : '';
}

/**
 * Renames the log of an open connection when another main file has come to its path: SQLite would take the log for that
 * file's. Answers with the new path without `-wal` and `-shm`; either of the two may not be there.
 */
export function partOwnLog(path: string, place: Place, now: Date): string {
  const target = freeName(path, `left-${stamp(now)}`);
  const found = placeOf(path).ids;
  for (const end of ['-wal', '-shm'] as const)
    if (found[end] !== null && found[end] === place.ids[end]) renameSync(path + end, target + end);
  return target;
}

/**
 * Copies all that an open connection holds to a file of its own beside `path`; answers with its name. @throws ApiError
 */
export function copyAside(database: Sqlite.Database, path: string, now: Date): string {
  const copy = freeName(path, `kept-${stamp(now)}`);
  try {
    const whole = wholeOf(database);
    makeFolder(dirname(path));
    writeFileSync(copy, whole, { flag: 'wx', mode: 0o600 });
    syncFile(copy);
    return basename(copy);
  } catch (error) {
    throw unkept(error, `数据文件 ${path} 已被换掉，软件中的内容又不能另存，请检查磁盘；内容还在软件中，请先不要关闭`);
  }
}

/** Where the header says how the file is written, twice: 2 for a write-ahead log, 1 for a rollback journal. */
const LOG_MODE_AT = [18, 19];

/** The bytes of the whole database as the connection sees it, for a file that needs no log beside it. */
function wholeOf(database: Sqlite.Database): Buffer {
  const whole = database.serialize();
  for (const at of LOG_MODE_AT) whole[at] = 1;
  const copy = new Sqlite(whole);
  try {
    if (isWhole(copy)) return whole;
  } finally {
    copy.close();
  }
  throw new ApiError('store-broken', '数据文件在使用中被另一个程序改写，已不完整；请退出后从备份恢复');
}

/** The folder itself may have gone. */
function removeDraft(path: string): void {
  try {
    rmSync(path, { force: true });
  } catch {
    // What is left is in nobody's way.
  }
}

function unkept(cause: unknown, sentence: string): unknown {
  if (cause instanceof ApiError && cause.code === 'store-broken') return cause;
  const failure = new ApiError('write-failed', sentence);
  failure.cause = cause;
  return failure;
}

/** What must be in a file that takes another one's place: every saved change, and what the unit has set and written. */
const HELD = [
  'SELECT filing, revision, saved_at FROM revisions',
  "SELECT filing, revision, name FROM versions WHERE name <> ''",
  'SELECT filing, revision, locked_at, unlocked_at, reason FROM locks',
  'SELECT unit, rule, filing, path, reason FROM waivers',
  'SELECT unit, year, total FROM unit_totals',
  'SELECT id, body FROM library_entries',
  'SELECT name, entry FROM library_names',
  'SELECT id, body, saved_at FROM books',
];

/**
 * Whether the file at the path holds all that the open connection holds: a copy of the same file, perhaps gone on with
 * by another window, so that nothing is lost by going on with it too.
 */
export function holdsAllOf(path: string, database: Sqlite.Database): boolean {
  let other: Sqlite.Database | undefined;
  try {
    const there = new Sqlite(path, { readonly: true, fileMustExist: true });
    other = there;
    if (!isOurs(there) || userVersion(there) !== userVersion(database) || !isWhole(there)) return false;
    const rows = (from: Sqlite.Database, query: string) =>
      from
        .prepare(query)
        .raw()
        .all()
        .map((row) => JSON.stringify(row));
    return HELD.every((query) => {
      const known = new Set(rows(there, query));
      return rows(database, query).every((row) => known.has(row));
    });
  } catch {
    return false;
  } finally {
    other?.close();
  }
}
