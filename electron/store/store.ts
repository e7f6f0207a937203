import { ApiError, type FilingSummary, type OpenFiling } from '../../shared/api.ts';
import type { Filing } from '../../shared/filing/filing.ts';
import { backUp, isBackupDue } from './backup.ts';
import { asApiError, guarded } from './errors.ts';
import { type Commit, createFilings } from './filings.ts';
import { createLibraryTables, type LibraryTables } from './library.ts';
import { type OpenOptions, openDatabase } from './open.ts';
import { createReviewTables, type ReviewTables } from './review.ts';
import { readSettings, writeSetting } from './settings.ts';

/** The data file: filings, their revisions and the settings. Every failure is an `ApiError`. */
export interface Store {
  readOnly: boolean;
  /** What the clerk must know about the opening, or null. */
  notice: string | null;
  list(filter: { query: string; trashed: boolean }): FilingSummary[];
  open(id: number): OpenFiling;
  /** Reads what the search needs in the background; without it the first search takes longer. */
  warmSearch(): void;
  /**
   * Takes filings in, all or none; returns their ids, in order. `label` names the revision: 新建, 导入 …; `rolledFrom`
   * are the ids of what they were rolled forward from.
   */
  add(filings: readonly Filing[], label: string, rolledFrom?: readonly number[]): number[];
  /** Ids of the filings that have been rolled forward to a year. */
  rolledTo(year: number): Set<number>;
  commit(commit: Commit): { revision: number; savedAt: string };
  trash(ids: readonly number[]): void;
  restore(ids: readonly number[]): void;
  purge(ids: readonly number[]): void;
  /** Switched-off warnings, approved totals, and which filings a review is about. */
  review: ReviewTables;
  /** The unit's own part of the indicator library, and the indicators in its filings. */
  library: LibraryTables;
  settings(): Record<string, string>;
  set(key: string, value: string): void;
  /** Closes the file; when it was changed, first makes the backup of the day. Throws when that backup fails, closed all the same. */
  close(): Promise<void>;
}

/** Opens the store at `path`; see `openDatabase` for what happens to broken, newer and unwritable files. */
export async function openStore(path: string, options: OpenOptions): Promise<Store> {
  const { database, readOnly, notice } = await openDatabase(path, options);
  const filings = createFilings(database, options.now);
  const review = createReviewTables(database, options.now);
  const library = createLibraryTables(database);
  let changed = false;

  const reading = <T>(work: () => T): T => {
    try {
      return guarded(work);
    } catch (error) {
      // A newer program may have changed the tables as well.
      if (readOnly && (error as { code?: unknown }).code === 'SQLITE_ERROR') throw refusal();
      throw error;
    }
  };
  const writing = <T>(work: () => T): T => {
    if (readOnly) throw refusal();
    const result = guarded(work);
    changed = true;
    return result;
  };
  const refusal = () => new ApiError('read-only', notice ?? '');

  return {
    readOnly,
    notice,
    list: (filter) => reading(() => filings.list(filter)),
    open: (id) => reading(() => filings.open(id)),
    warmSearch: () => reading(() => filings.warmSearch()),
    settings: () => reading(() => readSettings(database)),
    add: (list, label, rolledFrom) => writing(() => filings.add(list, label, rolledFrom)),
    rolledTo: (year) => reading(() => filings.rolledTo(year)),
    commit: (commit) => writing(() => filings.commit(commit)),
    trash: (ids) => writing(() => filings.trash(ids)),
    restore: (ids) => writing(() => filings.restore(ids)),
    purge: (ids) => writing(() => filings.purge(ids)),
    review: {
      statesOfYear: (year) => reading(() => review.statesOfYear(year)),
      statesBeside: (ids) => reading(() => review.statesBeside(ids)),
      waivers: () => reading(() => review.waivers()),
      approved: (year) => reading(() => review.approved(year)),
      waive: (waiver) => writing(() => review.waive(waiver)),
      unwaive: (id) => writing(() => review.unwaive(id)),
      approve: (unit, year, total) => writing(() => review.approve(unit, year, total)),
    },
    library: {
      read: () => reading(() => library.read()),
      change: (change) => writing(() => library.change(change)),
    },
    set: (key, value) => writing(() => writeSetting(database, key, value)),
    async close() {
      if (!database.open) return;
      try {
        if (changed && isBackupDue(path, options.now())) await backUp(database, path, options.now());
      } catch (error) {
        throw asApiError(error);
      } finally {
        database.close();
      }
    },
  };
}
