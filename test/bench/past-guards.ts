import type Sqlite from 'better-sqlite3';
import { createFilingList } from '../../electron/store/filing-list.ts';
import { createFilings } from '../../electron/store/filings.ts';
import { createLastFilings } from '../../electron/store/last-filings.ts';
import { createLocks } from '../../electron/store/locks.ts';
import { createSearchIndex } from '../../electron/store/search-index.ts';
import { createDerived } from '../../electron/store/to-derive.ts';

/** The filings of an open data file, past what guards it: for filling it with many at once. */
export function filingsPastGuards(path: string, database: Sqlite.Database, now: () => Date) {
  const list = createFilingList(database, createSearchIndex(path, database));
  const derived = createDerived(database, list.touched);
  const filings = createFilings(database, createLocks(database, now), list, derived, createLastFilings(), now);
  return { filings, derived };
}
