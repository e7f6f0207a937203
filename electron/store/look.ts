import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import Sqlite from 'better-sqlite3';
import { temporaryFolder } from '../temporary.ts';
import { storeErrorCode } from './errors.ts';
import { type Migration, migrate, userVersion } from './schema.ts';

/**
 * Opens a file only to look at it. SQLite needs to write beside a file with a write-ahead log even to read it; where it
 * may not, and where the file is of an older version, what is looked at is a copy in memory, brought up by `steps`.
 */
export function openToLook(path: string, timeout: number, steps: readonly Migration[]): Sqlite.Database {
  const database = openAsItIs(path, timeout);
  const version = userVersion(database);
  if (version === 0 || version >= steps.length) return database;
  const copy = new Sqlite(database.serialize());
  database.close();
  migrate(copy, steps);
  copy.pragma('query_only = ON');
  return copy;
}

function openAsItIs(path: string, timeout: number): Sqlite.Database {
  let database = new Sqlite(path, { readonly: true, fileMustExist: true, timeout });
  try {
    userVersion(database);
  } catch (error) {
    database.close();
    if (storeErrorCode(error) !== 'write-failed' && storeErrorCode(error) !== 'read-only') throw error;
    database = new Sqlite(settledCopy(path));
    database.pragma('query_only = ON');
  }
  return database;
}

/** The bytes of the database with what its log holds, made in a temporary folder. */
function settledCopy(path: string): Buffer {
  const folder = temporaryFolder();
  const copy = join(folder, 'copy.db');
  try {
    for (const end of ['', '-wal']) if (existsSync(path + end)) writeFileSync(copy + end, readFileSync(path + end));
    const database = new Sqlite(copy);
    try {
      database.pragma('journal_mode = DELETE');
    } finally {
      database.close();
    }
    return readFileSync(copy);
  } finally {
    rmSync(folder, { recursive: true, force: true, maxRetries: 3, retryDelay: 100 });
  }
}
