import { statSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';
import type Sqlite from 'better-sqlite3';
import { storeErrorCode } from './errors.ts';
import { indexPath, LARGE_INDEX, longQuery, openIndex, shortQuery } from './index-file.ts';
import { prepared } from './prepared.ts';
import { inThread } from './store-thread.ts';

/**
 * The index of the data file as the program uses it. Below `LEAST` filings there is none: reading their texts takes as
 * long as a clerk does not notice. A thread keeps it up to date; what it does not have yet is looked through beside it.
 */
export interface SearchIndex {
  /** Has the index made and kept up to date from now on. `failed` hears why it cannot be. */
  keep(failed: (error: unknown) => void): void;
  /** To be called for a filing that is written or goes. */
  touched(id: number): void;
  /**
   * Ids of the filings that have every word somewhere, as far as the index knows, and of those of which it knows nothing;
   * null where it is of no use. `words` are folded and not empty.
   */
  find(words: readonly string[]): { hits: number[]; unknown: number[] } | null;
  /** True once the index has all that was saved before; false where there is none. */
  caughtUp(): Promise<boolean>;
  /** To be called where the index cannot be read: it is made anew, once, and is of no use until then. */
  failed(error: unknown): void;
  /** Closes it; what the thread is doing for it has ended then. */
  close(): Promise<void>;
}

/** From how many filings on there is an index. */
const LEAST = 1000;
/** Filings of one request to the thread: it has other things to do between two of them. */
const BATCH = 200;
/** How long after a change, in ms, it is indexed. */
const SOON = 300;
/** How long after a search, in ms, nothing is indexed: mostly another letter follows, and both need the processor. */
const QUIET = 400;
const MOST_QUIET = 1000;
/** More filings that are not indexed than a search looks through one by one. */
const MOST_UNKNOWN = 1000;

export function createSearchIndex(path: string, database: Sqlite.Database, large = LARGE_INDEX): SearchIndex {
  /** Filings that the index may not have as they are, each with the number of its last change. */
  const pending = new Map<number, number>();
  /** Whether all other filings are in the index as they are. */
  let known = false;
  let changes = 0;
  /** When something was searched for last. */
  let searched = -QUIET;
  let version: unknown;
  let failed: ((error: unknown) => void) | null = null;
  let working: Promise<void> | null = null;
  let timer: NodeJS.Timeout | undefined;
  let index: Sqlite.Database | null = null;
  /** Whether the index is made anew by the next look, and whether it was. */
  let anew: 'no' | 'next' | 'done' = 'no';
  let isLookedThrough = false;
  let closed = false;

  function schedule(): void {
    if (!failed || closed) return;
    timer ??= setTimeout(() => void work(), SOON);
    timer.unref();
  }

  function work(): Promise<void> {
    clearTimeout(timer);
    timer = undefined;
    working ??= catchUp()
      .catch((error: unknown) => (storeErrorCode(error) === 'store-broken' ? makeAnew(error) : giveUp(error)))
      .finally(() => {
        working = null;
      });
    return working;
  }

  async function catchUp(): Promise<void> {
    if (!database.open || count() < LEAST) return;
    while (!closed && (!known || pending.size > 0)) {
      await quiet();
      const began = performance.now();
      if (!known) await lookForStale();
      else await indexSome();
      // The thread rests as long as it worked: what is saved meanwhile waits for the same disk.
      if (pending.size > 0) await pause(performance.now() - began);
    }
  }

  /** When nothing was searched for in the last moment; who goes on typing keeps it waiting for so long only. */
  async function quiet(): Promise<void> {
    const latest = performance.now() + MOST_QUIET;
    for (let rest = 1; rest > 0 && !closed; ) {
      rest = Math.min(searched + QUIET, latest) - performance.now();
      if (rest > 0) await pause(rest);
    }
  }

  async function lookForStale(): Promise<void> {
    const [change, seen, making] = [changes, dataVersion(), anew === 'next'];
    // It may be made anew.
    forget();
    const stale = await inThread('staleFilings', [path, making, large]);
    if (making) anew = 'done';
    else void lookThrough();
    for (const id of stale) if (!pending.has(id)) pending.set(id, change);
    version = seen;
    known = version === dataVersion() && anew !== 'next';
  }

  /** A large index is used before it is known to be sound: what is shown of a hit is read from the data file. */
  async function lookThrough(): Promise<void> {
    if (isLookedThrough || (statSync(indexPath(path), { throwIfNoEntry: false })?.size ?? 0) < large) return;
    isLookedThrough = true;
    try {
      const isSound = await inThread('isSoundIndex', [path]);
      // It may have been made anew meanwhile.
      if (!isSound && !closed && anew === 'no') makeAnew(new Error('the index is damaged'));
    } catch (error) {
      giveUp(error);
    }
  }

  async function indexSome(): Promise<void> {
    const batch = [...pending.entries()].slice(0, BATCH);
    await inThread('indexFilings', [path, batch.map(([id]) => id)]);
    for (const [id, change] of batch) if (pending.get(id) === change) pending.delete(id);
  }

  const count = () => database.prepare<[], number>('SELECT count(*) FROM filings').pluck().get() ?? 0;

  /** What is wrong with it goes with it. Where it is so again, there is none. */
  function makeAnew(error: unknown): void {
    if (anew !== 'no') giveUp(error);
    else {
      anew = 'next';
      known = false;
      forget();
      schedule();
    }
  }

  /** From here on every search looks through the texts. */
  function giveUp(error: unknown): void {
    const tell = failed;
    failed = null;
    known = false;
    forget();
    if (!closed) tell?.(error);
  }

  function forget(): void {
    index?.close();
    index = null;
  }

  /** Changes when another program writes into the data file, never by our own writing. */
  const dataVersion = () => database.pragma('data_version', { simple: true });

  /** Whether the index has all filings as they are but for those that are pending. */
  function isKnown(): boolean {
    if (known && version !== dataVersion()) {
      known = false;
      schedule();
    }
    return known;
  }

  /** What `read` finds in the index; null, and no index from here on, where it cannot be read. */
  function asked<T>(read: (index: Sqlite.Database) => T): T | null {
    try {
      index ??= openIndex(path, { readonly: true });
      return index && read(index);
    } catch (error) {
      makeAnew(error);
      return null;
    }
  }

  function find(words: readonly string[]): { hits: number[]; unknown: number[] } | null {
    searched = performance.now();
    if (!isKnown() || pending.size > MOST_UNKNOWN) return null;
    return asked((index) => {
      const short = words.filter((word) => [...word].length < 3).map(shortQuery);
      const long = words.filter((word) => [...word].length >= 3).map(longQuery);
      const found = [
        ...(long.length > 0 ? [matching(index, 'long', long)] : []),
        ...(short.length > 0 ? [matching(index, 'short', short)] : []),
      ];
      const [first = [], second] = found;
      const both = second && new Set(second);
      const inBoth = both ? first.filter((id) => both.has(id)) : first;
      const hits = pending.size > 0 ? inBoth.filter((id) => !pending.has(id)) : inBoth;
      return { hits, unknown: [...pending.keys()] };
    });
  }

  return {
    keep(tell) {
      failed ??= tell;
      schedule();
    },
    touched(id) {
      // Where no index is kept, all filings will be compared when one is.
      if (!failed) return;
      pending.set(id, ++changes);
      schedule();
    },
    find,
    async caughtUp() {
      isKnown();
      if (failed && !closed) await work();
      if (anew === 'next' && !closed) await work();
      return known && failed !== null;
    },
    failed: makeAnew,
    async close() {
      closed = true;
      clearTimeout(timer);
      forget();
      await working;
    },
  };
}

/** One text for all ids: handed over one by one, 100,000 of them take longer than SQLite takes to find them. */
function matching(index: Sqlite.Database, table: 'long' | 'short', queries: readonly string[]): number[] {
  const ids = prepared<[string], { ids: string }>(
    index,
    `SELECT json_group_array(rowid) AS ids FROM ${table} WHERE ${table} MATCH ?`,
  ).get(queries.join(' AND '));
  return JSON.parse(ids?.ids ?? '[]');
}
