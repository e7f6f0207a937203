import { rmSync } from 'node:fs';
import Sqlite from 'better-sqlite3';
import { programSum } from '../program-sum.ts';
import { storeErrorCode } from './errors.ts';
import { makePrivate } from './private-files.ts';
import { attachBeside, withData } from './with-data.ts';

/** A file of another number is made anew. */
const VERSION = 1;
const TABLES = `
  CREATE TABLE program (sum TEXT NOT NULL) STRICT;
  CREATE TABLE checked (filing INTEGER PRIMARY KEY, sum TEXT NOT NULL, found BLOB NOT NULL, proof TEXT NOT NULL) STRICT;
  CREATE TABLE compared (filing INTEGER PRIMARY KEY, sum TEXT NOT NULL, at INTEGER NOT NULL) STRICT;
`;

export function checkedPath(path: string): string {
  return `${path}-checked`;
}

/**
 * Ids of the filings of which nothing says that what is derived from them as they are is right, and this share of the
 * others: those that were compared longest ago. Runs in the thread.
 */
export function toCompare(path: string, share: number): number[] {
  return withData(path, (database) => {
    attachBeside(database, checkedPath(path));
    return database
      .prepare<[number], number>(
        `SELECT id FROM filings LEFT JOIN beside.compared AS c ON c.filing = id WHERE c.sum IS NOT filings.sum
         UNION SELECT filing FROM (SELECT filing FROM beside.compared ORDER BY at, filing
           LIMIT (SELECT CAST(ceil(? * count(*)) AS INTEGER) FROM beside.compared))`,
      )
      .pluck()
      .all(share);
  });
}

/** Opens the file for the one program that may use it; one of another program or version is made anew. */
export function openChecked(path: string): Sqlite.Database {
  makePrivate(path);
  const there = new Sqlite(path, { timeout: 0 });
  try {
    if (isOfThisProgram(there)) return withoutWaiting(there);
  } catch (error) {
    if (storeErrorCode(error) !== 'store-broken') {
      there.close();
      throw error;
    }
  }
  there.close();
  removeChecked(path);
  makePrivate(path);
  const anew = new Sqlite(path, { timeout: 0 });
  try {
    withoutWaiting(anew)
      .transaction(() => {
        anew.exec(TABLES);
        anew.prepare('INSERT INTO program VALUES (?)').run(programSum());
        anew.pragma(`user_version = ${VERSION}`);
      })
      .immediate();
    return anew;
  } catch (error) {
    anew.close();
    throw error;
  }
}

function isOfThisProgram(file: Sqlite.Database): boolean {
  if (file.pragma('user_version', { simple: true }) !== VERSION) return false;
  return file.prepare('SELECT sum FROM program').pluck().get() === programSum();
}

/** What a power cut takes is found again. */
function withoutWaiting(file: Sqlite.Database): Sqlite.Database {
  file.pragma('journal_mode = WAL');
  file.pragma('synchronous = OFF');
  return file;
}

export function removeChecked(path: string): void {
  for (const end of ['', '-wal', '-shm']) rmSync(path + end, { force: true });
}
