import type Sqlite from 'better-sqlite3';
import type { FilingSummary } from '../../shared/api.ts';
import { fold } from '../../shared/search-words.ts';
import type { Searchable, SearchTexts } from './search.ts';

/** What the list shows of a filing when nothing is searched for. */
export type ListRow = Omit<FilingSummary, 'found'>;

/**
 * The search texts in memory, some 6 KB a filing: reading them anew for every search of 5,000 filings takes longer
 * than a clerk types a letter.
 */
export interface SearchCache {
  /**
   * The rows of the list, read by `read` when they are not known. To be called first in a search: what another process
   * wrote since the last one is then read anew.
   */
  rows(trashed: boolean, read: (trashed: boolean) => ListRow[]): readonly ListRow[];
  of(id: number): Searchable;
  /** To be called for a filing that is written: the next search reads it from the file. */
  drop(id: number): void;
  /** To be called when filings come, go or are moved. */
  dropRows(): void;
  /** Reads everything in the background, so that the first search need not. */
  warm(): void;
}

/** How many filings are read at once in the background: a few milliseconds' work. */
const BATCH = 50;

export function createSearchCache(database: Sqlite.Database): SearchCache {
  const known = new Map<number, Searchable>();
  const listed = new Map<boolean, ListRow[]>();
  let version: unknown;
  let warmed = false;

  function of(id: number): Searchable {
    const there = known.get(id);
    if (there) return there;
    const row = database
      .prepare<[number], SearchTexts>(
        'SELECT name, folded, shown FROM filings JOIN filing_texts ON filing = id WHERE id = ?',
      )
      .get(id) as Searchable | undefined;
    const texts = row ? { ...row, name: fold(row.name) } : { name: '', folded: '', shown: '' };
    known.set(id, texts);
    return texts;
  }

  function refresh(): void {
    // Changes when another connection writes, never by our own.
    const now = database.pragma('data_version', { simple: true });
    if (version !== undefined && version !== now) {
      known.clear();
      listed.clear();
    }
    version = now;
  }

  function rows(trashed: boolean, read: (trashed: boolean) => ListRow[]): readonly ListRow[] {
    refresh();
    const there = listed.get(trashed) ?? read(trashed);
    listed.set(trashed, there);
    return there;
  }

  function drop(id: number): void {
    known.delete(id);
    listed.clear();
  }

  function warm(): void {
    if (warmed) return;
    warmed = true;
    refresh();
    const ids = database.prepare<[], number>('SELECT filing FROM filing_texts').pluck().all();
    const next = () => {
      if (!database.open) return;
      try {
        for (const id of ids.splice(0, BATCH)) of(id);
      } catch {
        // The search that needs the texts meets the same failure, and tells it.
        return;
      }
      if (ids.length > 0) setImmediate(next);
    };
    setImmediate(next);
  }

  return { rows, of, drop, dropRows: () => listed.clear(), warm };
}
