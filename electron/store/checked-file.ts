import { createHash } from 'node:crypto';
import { rmSync } from 'node:fs';
import Sqlite from 'better-sqlite3';
import { programSum } from '../program-sum.ts';
import { storeErrorCode } from './errors.ts';
import { prepared } from './prepared.ts';
import { makePrivate } from './private-files.ts';

/**
 * What the checks found in the filings of a large data file, in a file beside it (`NAME.db-checked`), so that no start
 * checks them all again. Whatever is in it is found again where it is lost: nothing waits for the disk, and a row that
 * does not have its proof counts for nothing. A filing is known by the sum of what it holds, and the whole file by the
 * program that checked.
 */
export interface CheckedFile {
  /** Has the file used from now on. `failed` hears why it cannot be. */
  keep(failed: (error: unknown) => void): void;
  /** What was found in a filing when it had a body of this sum; null where nobody knows. */
  get(id: number, sum: string): Buffer | null;
  /** Keeps what was found; it is written a little later, with others. */
  set(id: number, sum: string, found: Buffer): void;
  /** To be called for filings that are deleted for good. */
  forget(ids: readonly number[]): void;
  close(): void;
}

/** From how many filings on there is such a file: fewer are checked in less than a second. */
const LEAST = 1000;
/** Filings that are written together, and how long the first of them waits, in ms. */
const BATCH = 100;
const SOON = 1000;

/** A file of another number is made anew. */
const VERSION = 1;
const TABLES = `
  CREATE TABLE program (sum TEXT NOT NULL) STRICT;
  CREATE TABLE checked (filing INTEGER PRIMARY KEY, sum TEXT NOT NULL, found BLOB NOT NULL, proof TEXT NOT NULL) STRICT;
`;

interface Row {
  filing: number;
  sum: string;
  found: Buffer;
}

export function checkedPath(path: string): string {
  return `${path}-checked`;
}

export function createCheckedFile(path: string, database: Sqlite.Database): CheckedFile {
  const waiting = new Map<number, Row>();
  let failed: ((error: unknown) => void) | null = null;
  let file: Sqlite.Database | null = null;
  let timer: NodeJS.Timeout | undefined;

  /** What `work` makes of the file; null where there is none, and none from then on where it fails. */
  function using<T>(work: (file: Sqlite.Database) => T): T | null {
    if (!failed) return null;
    try {
      file ??= opened(checkedPath(path));
      return work(file);
    } catch (error) {
      // Another program writes: what waits is written with what comes next.
      if (storeErrorCode(error) === 'store-busy') return null;
      const tell = failed;
      stop();
      if (storeErrorCode(error) === 'store-broken') remove(checkedPath(path));
      tell(error);
      return null;
    }
  }

  function write(): void {
    clearTimeout(timer);
    timer = undefined;
    using((file) => {
      const put = prepared<[number, string, Buffer, string]>(file, 'REPLACE INTO checked VALUES (?, ?, ?, ?)');
      const all = file.transaction(() => {
        for (const row of waiting.values()) put.run(row.filing, row.sum, row.found, proofOf(row));
      });
      all.immediate();
      waiting.clear();
    });
  }

  function stop(): void {
    clearTimeout(timer);
    failed = null;
    waiting.clear();
    file?.close();
    file = null;
  }

  return {
    keep(tell) {
      const isLarge = database.prepare('SELECT 1 FROM filings LIMIT 1 OFFSET ?').get(LEAST - 1) !== undefined;
      if (isLarge) failed ??= tell;
    },
    get(id, sum) {
      const there = waiting.get(id);
      if (there) return there.sum === sum ? there.found : null;
      return using((file) => {
        const row = prepared<[number, string], Row & { proof: string }>(
          file,
          'SELECT filing, sum, found, proof FROM checked WHERE filing = ? AND sum = ?',
        ).get(id, sum);
        return row && row.proof === proofOf(row) ? row.found : null;
      });
    },
    set(filing, sum, found) {
      if (!failed) return;
      waiting.set(filing, { filing, sum, found });
      if (waiting.size >= BATCH) write();
      else timer ??= setTimeout(write, SOON).unref();
    },
    forget(ids) {
      for (const id of ids) waiting.delete(id);
      using((file) => {
        const ofThese = 'DELETE FROM checked WHERE filing IN (SELECT value FROM json_each(?))';
        prepared<[string]>(file, ofThese).run(JSON.stringify(ids));
      });
    },
    close() {
      if (waiting.size > 0) write();
      stop();
    },
  };
}

/** Opens the file for the one program that may use it; one of another program or version is made anew. */
function opened(path: string): Sqlite.Database {
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
  remove(path);
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

function remove(path: string): void {
  for (const end of ['', '-wal', '-shm']) rmSync(path + end, { force: true });
}

function proofOf({ filing, sum, found }: Row): string {
  return createHash('sha256').update(`${filing} ${sum} `).update(found).digest('hex').slice(0, 16);
}
