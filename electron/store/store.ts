import { dirname } from 'node:path';
import {
  ApiError,
  type DataInfo,
  type FilingEvent,
  type FilingSource,
  type FilingSummary,
  type ListEvent,
  type LockEvent,
  type OpenFiling,
  type OutlineRow,
  type Recovery,
  type Revision,
} from '../../shared/api.ts';
import type { Filing } from '../../shared/filing/filing.ts';
import { queryWords } from '../../shared/search-words.ts';
import type { ArrangedFilter, ArrangedList } from './arranged-list.ts';
import { type Backups, createBackups } from './backups.ts';
import type { BookTables } from './books.ts';
import type { CheckedFile } from './checked-file.ts';
import { connect, type Tables } from './connection.ts';
import { createDeriving } from './derive-later.ts';
import { type DoubtfulFiling, doubtfulInWords, findDoubtful } from './doubt.ts';
import { asApiError, guarded } from './errors.ts';
import type { FilingPage, ListFilter } from './filing-list.ts';
import type { Commit } from './filings.ts';
import type { LibraryTables } from './library.ts';
import { mendDerived } from './mend-derived.ts';
import type { OpenOptions } from './open.ts';
import { sizeOf } from './recovery.ts';
import type { ReviewTables } from './review.ts';
import { revisionsBefore } from './revisions.ts';
import { countOther } from './seen.ts';
import { readSettings, writeSetting } from './settings.ts';
import { inThread } from './store-thread.ts';

/** The data file: filings, their revisions and the settings. Every failure is an `ApiError`. */
export interface Store {
  readOnly: boolean;
  /** What the clerk must know about the opening, or null. */
  notice: string | null;
  list(filter: ListFilter): FilingSummary[];
  /** A page of the list or of 回收站, or the first `most` filings that a search finds, and how many there are in all. */
  search(filter: ListFilter): FilingPage;
  /** The list as the window shows it. */
  arranged(filter: ArrangedFilter): Promise<ArrangedList>;
  /** Those of these filings that are in the list and have what is searched for, with where they have it. */
  summaries(ids: readonly number[], query: string): FilingSummary[];
  /** How many filings of each form there are in each unit's year. */
  outline(): OutlineRow[];
  open(id: number): OpenFiling;
  /** The last revision of a filing in the list; null for one in 回收站 or gone. */
  revision(id: number): number | null;
  /**
   * Keeps an index beside a large data file from now on, in the background, and what the checks found; without them search
   * and review take longer. `failed` hears why one cannot be kept.
   */
  keepBeside(failed: (error: unknown) => void): void;
  /**
   * Takes filings in, all or none; returns their ids, in order. `label` names the revision: 新建, 导入 …; `rolledFrom`
   * are the ids of what they were rolled forward from.
   */
  add(filings: readonly Filing[], label: string, rolledFrom?: readonly number[]): number[];
  /** Takes in a filing that was made from another one; returns its id. */
  addMade(filing: Filing, label: string, source: number): number;
  /** What a filing was made from, as it is now and as it was then; null when nothing, or it is no longer there. */
  sourceOf(id: number): FilingSource | null;
  /** Ids of the filings that have been rolled forward to a year. */
  rolledTo(year: number): Set<number>;
  /** The last saved changes of a filing before a revision, the newest first. */
  history(id: number, before: number): Revision[];
  commit(commit: Commit): { revision: number; savedAt: string };
  /** Bodies that are kept whole, and what they and the saved changes between them tell. */
  versions: Omit<Tables['versions'], 'lock'>;
  /** Makes filings 定稿: nothing changes them until they are unlocked. */
  lock(ids: readonly number[]): void;
  /** Lets a filing be changed again; the reason is kept. */
  unlock(id: number, reason: string): void;
  /** Whether a filing is 定稿. */
  isLocked(id: number): boolean;
  /**
   * Looks in the background for what is damaged, once for each data file, and tells of it: a large file as a whole, and
   * what filings hold. Rejects where the file cannot be read.
   */
  checkBodies(): Promise<void>;
  /** Those that were found. */
  doubtful(): readonly DoubtfulFiling[];
  trash(ids: readonly number[]): void;
  restore(ids: readonly number[]): void;
  purge(ids: readonly number[]): void;
  /** Switched-off warnings, approved totals, and which filings a review is about. */
  review: ReviewTables;
  /** What the checks found in filings, as a file beside a large data file keeps it (`keepBeside`). */
  checked: Pick<CheckedFile, 'get' | 'set' | 'find'>;
  /** The unit's own part of the indicator library, and the indicators in its filings. */
  library: Omit<LibraryTables, 'mergedHere'>;
  /** Several filings that are handed in together (套表). */
  books: BookTables;
  /**
   * Counts how often another file has come in the place of the open one: what is remembered of filings is void then.
   */
  readonly opening: number;
  /** Counts how often filings came, went or were moved. */
  readonly version: number;
  /** What the clerk is to decide about the data file, or null: backups of a lost one, or another one in its place. */
  recovery(): Recovery | null;
  /** The copies of the data file: made when they are due, looked into, put in its place. */
  readonly backups: Backups;
  /** Goes on with the new file; its backups are not offered again. */
  startNew(): void;
  /** Puts what was open back in the place of the file that has replaced it, which is kept under another name. */
  keepOwn(): void;
  /** Where the data file lies. */
  readonly folder: string;
  /** What the clerk can read of the data file. */
  info(): Omit<DataInfo, 'backup'>;
  settings(): Record<string, string>;
  set(key: string, value: string): void;
  /**
   * Closes the file; when it was changed since the last backup, first makes one, and when it was deleted writes it back.
   * Throws when that fails, closed all the same.
   */
  close(): Promise<void>;
}

export interface StoreOptions extends OpenOptions {
  /** Hears of every change of the filings that was saved. */
  changed?: (change: FilingEvent | ListEvent | LockEvent) => void;
  /** Hears when backups begin to fail, and why, and with null when they succeed again. */
  backedUp?: (problem: string | null) => void;
}

/** Opens the store at `path`; see `openDatabase` for what happens to broken, newer and unwritable files. */
export async function openStore(path: string, options: StoreOptions): Promise<Store> {
  const connection = await connect(path, options);
  const backups = createBackups({ path, now: options.now, connection, told: options.backedUp ?? (() => undefined) });

  const reading = <T>(work: () => T): T => {
    try {
      return guarded(work);
    } catch (error) {
      // A newer program may have changed the tables as well.
      if (connection.readOnly && (error as { code?: unknown }).code === 'SQLITE_ERROR') throw refusal();
      throw error;
    }
  };
  const writing = <T>(work: () => T, before = () => backups.changing()): T => {
    if (connection.readOnly) throw refusal();
    connection.insistInPlace();
    const result = guarded(() => {
      before();
      return work();
    });
    connection.wrote();
    return result;
  };
  /** How the window looks is no reason for a backup. */
  const writingAside = <T>(work: () => T): T => writing(work, () => undefined);
  const deriving = createDeriving(connection);
  /** What is saved beside changes of filings is counted as those are, so that its loss is seen (seen.ts). */
  const counted =
    <T>(work: () => T) =>
    (): T => {
      const { database } = connection.tables;
      const both = database.transaction(() => {
        const result = work();
        countOther(database);
        return result;
      });
      return both.immediate();
    };
  let version = 0;
  const moving = <T>(work: () => T): T => {
    const result = writing(work);
    options.changed?.({ event: 'list', version: ++version });
    return result;
  };
  /** Tells of the filings that are locked or unlocked now, which `work` answers. */
  const locking = (work: () => number[]): void => {
    moving(() => {
      const ids = counted(work)();
      const { locks } = connection.tables;
      const [first] = ids;
      if (first === undefined) return;
      const at = locks.lockedAt(first);
      options.changed?.({ event: 'lock', ids, locked: at === null ? null : { at } });
    });
  };
  let lookedThrough: number | null = null;
  let doubtful: readonly DoubtfulFiling[] = [];
  const checkBodies = async () => {
    if (lookedThrough === connection.opening) return;
    lookedThrough = connection.opening;
    doubtful = [];
    findDoubtful(connection.tables.database, (found) => {
      doubtful = found;
      if (found.length > 0) options.tell?.(doubtfulInWords(found));
    });
    // In a damaged file nothing is mended before the next start reads out of it what reads.
    if (!(await connection.lookThrough()) || connection.readOnly) return;
    const { checked, tables } = connection;
    const ids = await checked.toCompare();
    await mendDerived(tables.database, tables.derived, ids, writingAside, checked.compared);
  };
  /**
   * The filings that have every word, in no order. Where many texts have to be read the thread reads them, for no saving
   * should wait so long; null where it cannot.
   */
  const hitsOf = async (words: string[]): Promise<number[] | null> => {
    const soon = reading(() => connection.tables.list.foundSoon(words));
    if (soon || !connection.isInPlace()) return soon;
    return inThread('filingsWith', [path, words]).catch(() => null);
  };
  /** Those with a hyphen are the store's own, and no window can write one. */
  const plainSettings = () =>
    Object.fromEntries(Object.entries(readSettings(connection.tables.database)).filter(([key]) => !key.includes('-')));
  const refusal = () => new ApiError('read-only', connection.notice ?? '');

  return {
    get readOnly() {
      return connection.readOnly;
    },
    get notice() {
      return connection.notice;
    },
    get opening() {
      return connection.opening;
    },
    get version() {
      return version;
    },
    recovery: () => reading(() => connection.recovery()),
    backups,
    startNew: () => writingAside(() => connection.startNew()),
    keepOwn: () => guarded(() => connection.keepOwn()),
    list: (filter) => {
      if (filter.query !== '') deriving.now();
      return reading(() => connection.tables.list.list(filter).filings);
    },
    search: (filter) => {
      deriving.now();
      return reading(() => connection.tables.list.list(filter));
    },
    arranged: async (filter) => {
      if (filter.query !== '') deriving.now();
      const words = queryWords(filter.query);
      const hits = words.length > 0 ? await hitsOf(words) : null;
      return reading(() => connection.tables.list.arranged(filter, hits));
    },
    summaries: (ids, query) => reading(() => connection.tables.list.summaries(ids, query)),
    outline: () => reading(() => connection.tables.list.outline()),
    open: (id) => reading(() => connection.tables.filings.open(id)),
    revision: (id) => reading(() => connection.tables.filings.revision(id)),
    keepBeside: (failed) => connection.keepBeside(failed),
    settings: () => reading(() => plainSettings()),
    add: (list, label, rolledFrom) => moving(() => connection.tables.filings.add(list, label, rolledFrom)),
    addMade: (filing, label, source) => moving(() => connection.tables.madeFrom.add(filing, label, source)),
    sourceOf: (id) => reading(() => connection.tables.madeFrom.sourceOf(id)),
    rolledTo: (year) => reading(() => connection.tables.filings.rolledTo(year)),
    history: (id, before) => reading(() => revisionsBefore(connection.tables.database, id, before)),
    commit(commit) {
      const { revision, savedAt, ...shown } = writing(() => connection.tables.filings.commit(commit));
      deriving.soon();
      options.changed?.({ event: 'filing', id: commit.id, revision, savedAt, ...shown });
      return { revision, savedAt };
    },
    versions: {
      list: (id) => reading(() => connection.tables.versions.list(id)),
      read: (id, revision) => reading(() => connection.tables.versions.read(id, revision)),
      keep: (ids) => writing(() => connection.tables.versions.keep(ids)),
      name: (id, revision, name) => writing(counted(() => connection.tables.versions.name(id, revision, name))),
      unname: (id, name) => writing(counted(() => connection.tables.versions.unname(id, name))),
    },
    lock: (ids) => locking(() => connection.tables.versions.lock(ids)),
    unlock: (id, reason) =>
      locking(() => {
        connection.tables.locks.unlock(id, reason);
        return [id];
      }),
    isLocked: (id) => reading(() => connection.tables.locks.lockedAt(id) !== null),
    checkBodies,
    doubtful: () => doubtful,
    trash: (ids) => moving(counted(() => connection.tables.filings.trash(ids))),
    restore: (ids) => moving(counted(() => connection.tables.filings.restore(ids))),
    purge: (ids) => {
      moving(counted(() => connection.tables.filings.purge(ids)));
      connection.checked.forget(ids);
    },
    checked: {
      get: (id, sum) => connection.checked.get(id, sum),
      set: (id, sum, found) => connection.checked.set(id, sum, found),
      find: (ids) => connection.checked.find(ids),
    },
    review: {
      statesOfYear: (year) => reading(() => connection.tables.review.statesOfYear(year)),
      statesOfUnits: (year, units) => reading(() => connection.tables.review.statesOfUnits(year, units)),
      unitsOfYear: (year) => reading(() => connection.tables.review.unitsOfYear(year)),
      statesBeside: (ids) => reading(() => connection.tables.review.statesBeside(ids)),
      judge: (ids) => writing(() => connection.tables.review.judge(ids)),
      waivers: () => reading(() => connection.tables.review.waivers()),
      approved: (year) => reading(() => connection.tables.review.approved(year)),
      waive: (waiver) => writing(counted(() => connection.tables.review.waive(waiver))),
      unwaive: (id) => writing(counted(() => connection.tables.review.unwaive(id))),
      approve: (unit, year, total) => writing(counted(() => connection.tables.review.approve(unit, year, total))),
    },
    library: {
      ready: () => {
        deriving.now();
        return connection.tables.library.ready();
      },
      own: () => reading(() => connection.tables.library.own()),
      read: () => {
        deriving.now();
        return reading(() => connection.tables.library.read());
      },
      merged: async () => {
        deriving.now();
        // The thread opens what lies at the path now.
        if (!connection.readOnly && connection.isInPlace())
          return connection.tables.library.merged().catch((error: unknown) => {
            throw asApiError(error);
          });
        return reading(() => connection.tables.library.mergedHere());
      },
      change: (change) => writing(counted(() => connection.tables.library.change(change))),
    },
    books: {
      list: () => reading(() => connection.tables.books.list()),
      get: (id) => reading(() => connection.tables.books.get(id)),
      save: (id, book) => writing(counted(() => connection.tables.books.save(id, book))),
      remove: (id) => writing(counted(() => connection.tables.books.remove(id))),
      inYear: (ids, year) => reading(() => connection.tables.books.inYear(ids, year)),
    },
    set: (key, value) => writingAside(() => writeSetting(connection.tables.database, key, value)),
    folder: dirname(path),
    info: () =>
      reading(() => ({
        folder: dirname(path),
        size: sizeOf(path),
        filings: connection.tables.list.count(),
      })),
    async close() {
      if (connection.closed) return;
      try {
        connection.insistInPlace();
        deriving.close();
        await backups.finish();
      } catch (error) {
        throw asApiError(error);
      } finally {
        await connection.close();
      }
    },
  };
}
