import type Sqlite from 'better-sqlite3';
import type { FilingSummary } from '../../shared/api.ts';
import { queryWords } from '../../shared/search-words.ts';
import { findWords } from './search.ts';
import { createSearchCache, type ListRow } from './search-cache.ts';

/** What the lists show of the filings in the data file, and the search in them. */
export function createFilingList(database: Sqlite.Database) {
  const cache = createSearchCache(database);

  /**
   * Filings by year (newest first) and unit, or those in 回收站; of them the ones that have every word of the query.
   */
  function list({ query, trashed }: { query: string; trashed: boolean }): FilingSummary[] {
    const words = queryWords(query);
    if (words.length === 0) return rows(trashed).map((row) => ({ ...row, found: null }));
    const summaries: FilingSummary[] = [];
    for (const row of cache.rows(trashed, rows)) {
      const found = findWords(words, cache.of(row.id));
      if (found !== undefined) summaries.push({ ...row, found });
    }
    return summaries;
  }

  function rows(trashed: boolean): ListRow[] {
    const locked = new Set(
      database.prepare<[], number>('SELECT filing FROM locks WHERE unlocked_at IS NULL').pluck().all(),
    );
    return database
      .prepare<[], ListRow>(
        `SELECT id, form, name, unit, year, saved_at AS savedAt${trashed ? ', trashed_at AS trashedAt' : ''} FROM filings
         WHERE trashed_at IS ${trashed ? 'NOT NULL' : 'NULL'}
         ORDER BY ${trashed ? 'trashed_at DESC, id' : 'year DESC, unit, id'}`,
      )
      .all()
      .map((row) => (locked.has(row.id) ? { ...row, locked: true } : row));
  }

  /** How many filings are in the list. */
  function count(): number {
    return database.prepare<[], number>('SELECT count(*) FROM filings WHERE trashed_at IS NULL').pluck().get() ?? 0;
  }

  return { list, count, drop: cache.drop, dropRows: cache.dropRows, warmSearch: cache.warm };
}
