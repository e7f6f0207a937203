import { setTimeout as pause } from 'node:timers/promises';
import type Sqlite from 'better-sqlite3';
import { inThread } from './backup-thread.ts';
import { longQuery, openIndex, shortQuery } from './index-file.ts';

/**
 * The index of the data file as the program uses it. Below `LEAST` filings there is none: reading their texts takes as
 * long as a clerk does not notice. A thread keeps it up to date; what it does not have yet is looked through beside it.
 */
export interface SearchIndex {
  /** Has the index made and kept up to date from now on. `failed` hears why it cannot be. */
  keep(failed: (error: unknown) => void): void;
  /** To be called for a filing that is written or goes. */
  touched(id: number): void;
  /** To be called when another program wrote into the data file. */
  doubt(): void;
  /**
   * Ids of the filings that have every word somewhere, as far as the index knows, and of those of which it knows nothing;
   * null where it is of no use. `words` are folded and not empty.
   */
  find(words: readonly string[]): { hits: number[]; unknown: number[] } | null;
  /** Closes it; what the thread is doing for it has ended then. */
  close(): Promise<void>;
}

/** From how many filings on there is an index. */
const LEAST = 1000;
/** Filings of one request to the thread: it has other things to do between two of them. */
const BATCH = 200;
/** How long after a change, in ms, it is indexed, and how long the thread rests between two batches. */
const SOON = 300;
const REST = 5;
/** More filings that are not indexed than a search looks through one by one. */
const MOST_UNKNOWN = 1000;

export function createSearchIndex(path: string, database: Sqlite.Database): SearchIndex {
  /** Filings that the index may not have as they are, each with the number of its last change. */
  const pending = new Map<number, number>();
  /** Whether all other filings are in the index as they are. */
  let known = false;
  let changes = 0;
  let doubts = 0;
  let failed: ((error: unknown) => void) | null = null;
  let working: Promise<void> | null = null;
  let timer: NodeJS.Timeout | undefined;
  let index: Sqlite.Database | null = null;
  let closed = false;

  function schedule(): void {
    if (!failed || closed) return;
    timer ??= setTimeout(() => {
      timer = undefined;
      working ??= catchUp()
        .catch(giveUp)
        .finally(() => {
          working = null;
        });
    }, SOON);
    timer.unref();
  }

  async function catchUp(): Promise<void> {
    if (!database.open || count() < LEAST) return;
    while (!closed && (!known || pending.size > 0)) {
      if (!known) await lookForStale();
      else await indexSome();
      await pause(REST);
    }
  }

  async function lookForStale(): Promise<void> {
    const [change, doubt] = [changes, doubts];
    // It may be made anew.
    forget();
    const stale = await inThread('staleFilings', [path]);
    for (const id of stale) if (!pending.has(id)) pending.set(id, change);
    known = doubt === doubts;
  }

  async function indexSome(): Promise<void> {
    const batch = [...pending.entries()].slice(0, BATCH);
    await inThread('indexFilings', [path, batch.map(([id]) => id)]);
    for (const [id, change] of batch) if (pending.get(id) === change) pending.delete(id);
  }

  const count = () => database.prepare<[], number>('SELECT count(*) FROM filings').pluck().get() ?? 0;

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

  function find(words: readonly string[]): { hits: number[]; unknown: number[] } | null {
    if (!known || pending.size > MOST_UNKNOWN) return null;
    try {
      index ??= openIndex(path, { readonly: true });
      if (!index) return null;
      const short = words.filter((word) => [...word].length < 3).map(shortQuery);
      const long = words.filter((word) => [...word].length >= 3).map(longQuery);
      const found = [
        ...(long.length > 0 ? [matching(index, 'long', long)] : []),
        ...(short.length > 0 ? [matching(index, 'short', short)] : []),
      ];
      const [first = [], second] = found;
      const both = second && new Set(second);
      return {
        hits: first.filter((id) => !pending.has(id) && (both?.has(id) ?? true)),
        unknown: [...pending.keys()],
      };
    } catch (error) {
      // It is made anew at the next start.
      giveUp(error);
      return null;
    }
  }

  return {
    keep(tell) {
      failed ??= tell;
      schedule();
    },
    touched(id) {
      pending.set(id, ++changes);
      schedule();
    },
    doubt() {
      known = false;
      doubts++;
      schedule();
    },
    find,
    async close() {
      closed = true;
      clearTimeout(timer);
      forget();
      await working;
    },
  };
}

function matching(index: Sqlite.Database, table: 'long' | 'short', queries: readonly string[]): number[] {
  return index
    .prepare<[string], number>(`SELECT rowid FROM ${table} WHERE ${table} MATCH ?`)
    .pluck()
    .all(queries.join(' AND '));
}
