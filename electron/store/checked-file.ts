import { createHash } from 'node:crypto';
import type Sqlite from 'better-sqlite3';
import type { FoundIn } from './check-work.ts';
import { checkedPath, openChecked, removeChecked } from './checked-tables.ts';
import { storeErrorCode } from './errors.ts';
import { prepared } from './prepared.ts';
import { inThread } from './store-thread.ts';

/**
 * What the checks found in the filings of a large data file, in a file beside it (`NAME.db-checked`), and when what is
 * derived from each was compared with it (mend-derived.ts), so that no start does all of that again. Whatever is in it is
 * found again where it is lost: nothing waits for the disk, and a row that does not have its proof counts for nothing. A
 * filing is known by the sum of what it holds, and the whole file by the program that checked.
 */
export interface CheckedFile {
  /** Has the file used from now on. `failed` hears why it cannot be. */
  keep(failed: (error: unknown) => void): void;
  /** What was found in a filing when it had a body of this sum; null where nobody knows. */
  get(id: number, sum: string): Buffer | null;
  /** Keeps what was found; it is written a little later, with others. */
  set(id: number, sum: string, found: Buffer): void;
  /**
   * Checks filings in a thread, so that none waits that is saved. What it gives is not kept; filings that it leaves out
   * are to be looked at here.
   */
  find(ids: readonly number[]): Promise<ReadonlyMap<number, FoundIn>>;
  /** To be called for filings that are deleted for good. */
  forget(ids: readonly number[]): void;
  /** Ids of the filings of which what is derived is to be compared now; all where nobody knows when that was done. */
  toCompare(): Promise<number[]>;
  /** Keeps that what is derived from a body of this sum was right. */
  compared(id: number, sum: string): void;
  /** To be called where another data file has come in the place of the open one, derived by whomever. */
  forgetCompared(): void;
  close(): void;
}

/** From how many filings on there is such a file: fewer are checked in less than a second. */
const LEAST = 1000;
/** Filings that are written together, and how long the first of them waits, in ms. */
const BATCH = 100;
const SOON = 1000;

/** Each start compares what is new, and this share of the others: a disk may damage what was right. */
const SHARE = 0.1;

interface Row {
  filing: number;
  sum: string;
  found: Buffer;
}

export function createCheckedFile(path: string, database: Sqlite.Database): CheckedFile {
  const waiting = new Map<number, Row>();
  const right = new Map<number, string>();
  let failed: ((error: unknown) => void) | null = null;
  let file: Sqlite.Database | null = null;
  let timer: NodeJS.Timeout | undefined;

  /** What `work` makes of the file; null where there is none, and none from then on where it fails. */
  function using<T>(work: (file: Sqlite.Database) => T): T | null {
    if (!failed) return null;
    try {
      file ??= openChecked(checkedPath(path));
      return work(file);
    } catch (error) {
      // Another program writes: what waits is written with what comes next.
      if (storeErrorCode(error) !== 'store-busy') giveUp(error);
      return null;
    }
  }

  function giveUp(error: unknown): void {
    const tell = failed;
    stop();
    if (storeErrorCode(error) === 'store-broken') removeChecked(checkedPath(path));
    tell?.(error);
  }

  function write(): void {
    clearTimeout(timer);
    timer = undefined;
    using((file) => {
      const put = prepared<[number, string, Buffer, string]>(file, 'REPLACE INTO checked VALUES (?, ?, ?, ?)');
      const compare = prepared<[number, string, number]>(file, 'REPLACE INTO compared VALUES (?, ?, ?)');
      const at = Date.now();
      const all = file.transaction(() => {
        for (const row of waiting.values()) put.run(row.filing, row.sum, row.found, proofOf(row));
        for (const [id, sum] of right) compare.run(id, sum, at);
      });
      all.immediate();
      waiting.clear();
      right.clear();
    });
  }

  function stop(): void {
    clearTimeout(timer);
    failed = null;
    waiting.clear();
    right.clear();
    file?.close();
    file = null;
  }

  function writeSoon(): void {
    if (waiting.size + right.size >= BATCH) write();
    else timer ??= setTimeout(write, SOON).unref();
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
      writeSoon();
    },
    async find(ids) {
      const found = await inThread('checkFilings', [path, ids]);
      return new Map(found.map((one) => [one.id, one]));
    },
    forget(ids) {
      for (const id of ids) waiting.delete(id);
      using((file) => {
        for (const table of ['checked', 'compared']) {
          const ofThese = `DELETE FROM ${table} WHERE filing IN (SELECT value FROM json_each(?))`;
          prepared<[string]>(file, ofThese).run(JSON.stringify(ids));
        }
      });
    },
    async toCompare() {
      const all = () => database.prepare<[], number>('SELECT id FROM filings ORDER BY id').pluck().all();
      if (!using(() => true)) return all();
      return inThread('toCompare', [path, SHARE]).catch((error: unknown) => {
        giveUp(error);
        return all();
      });
    },
    compared(id, sum) {
      if (!failed) return;
      right.set(id, sum);
      writeSoon();
    },
    forgetCompared() {
      using((file) => file.exec('DELETE FROM compared'));
    },
    close() {
      if (waiting.size + right.size > 0) write();
      stop();
    },
  };
}

function proofOf({ filing, sum, found }: Row): string {
  return createHash('sha256').update(`${filing} ${sum} `).update(found).digest('hex').slice(0, 16);
}
