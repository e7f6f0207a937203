import type Sqlite from 'better-sqlite3';
import type { FilingSummary } from '../../shared/api.ts';
import { fold, queryWords } from '../../shared/search-words.ts';
import { type ArrangedFilter, createArrangedList } from './arranged-list.ts';
import { textsWith } from './filings-with.ts';
import { createListOrder, ORDER } from './list-order.ts';
import { COLUMNS, type ListRow, lockedIds } from './list-rows.ts';
import { prepared } from './prepared.ts';
import { findWords, type SearchTexts } from './search.ts';
import type { SearchIndex } from './search-index.ts';

export interface ListFilter {
  query: string;
  trashed: boolean;
  /** Of these years alone, where nothing is searched for. */
  years?: readonly number[] | undefined;
  /** Most filings that are answered of those that a search finds; all without it. */
  most?: number;
}

const IS_LONG = 'SELECT 1 FROM filing_texts LIMIT 1 OFFSET 1000';

/** What the lists show of the filings in the data file, and the search in them. */
export function createFilingList(database: Sqlite.Database, index: SearchIndex) {
  const order = createListOrder(database);
  const arranged = createArrangedList(database, idsWith);
  let version: unknown;

  /**
   * Filings by year (newest first) and unit, or those in 回收站; of them the first ones that have every word of the query,
   * and how many have.
   */
  function list(filter: ListFilter): { filings: FilingSummary[]; found: number } {
    const { query, trashed, years, most = Infinity } = filter;
    refresh();
    const words = queryWords(query);
    if (words.length > 0) return search(words, trashed, most);
    const own = years && new Set<number | null>(years);
    const filings = rows(trashed).flatMap((row) => (!own || own.has(row.year) ? [{ ...row, found: null }] : []));
    return { filings, found: filings.length };
  }

  /** Another program may have written since the last call. */
  function refresh(): void {
    // Changes when another connection writes, never by our own.
    const now = database.pragma('data_version', { simple: true });
    if (version !== undefined && version !== now) {
      order.drop();
      arranged.drop();
    }
    version = now;
  }

  function search(words: string[], trashed: boolean, most: number) {
    const ids = order.ids(trashed);
    const hits = marks(idsWith(words), ids);
    const found = ids.filter((id) => hits[id] === 1);
    const locked = lockedIds(database);
    const row = prepared<[number], ListRow & SearchTexts>(
      database,
      `SELECT ${COLUMNS}${trashed ? ', trashed_at AS trashedAt' : ''}, folded, shown
       FROM filings JOIN filing_texts ON filing = id WHERE id = ?`,
    );
    const filings: FilingSummary[] = [];
    let wrong = 0;
    for (const id of found) {
      if (filings.length >= most) break;
      const found = row.get(id);
      const where = found && findWords(words, { ...found, name: fold(found.name) });
      // The index is beside the data file, where anything may happen to it: what is shown is in the texts.
      if (!found || where === undefined) {
        wrong++;
        continue;
      }
      const { folded: _folded, shown: _shown, ...summary } = found;
      filings.push({ ...summary, ...(locked.has(id) && { locked: true }), found: where });
    }
    return { filings, found: found.length - wrong };
  }

  /** The filings that have every word somewhere, in no order; with `look` as their texts say, whatever the index has. */
  function idsWith(words: readonly string[], { look = false } = {}): number[] {
    return (look ? null : indexed(words)) ?? textsWith(database, words);
  }

  /** As the index has them; null where there is none that knows. */
  function indexed(words: readonly string[]): number[] | null {
    const known = index.find(words);
    if (!known) return null;
    const texts = prepared<[number], string>(database, 'SELECT folded FROM filing_texts WHERE filing = ?').pluck();
    const has = (id: number) => {
      const folded = texts.get(id) ?? '';
      return words.every((word) => folded.includes(word));
    };
    return [...known.hits, ...known.unknown.filter(has)];
  }

  function rows(trashed: boolean): ListRow[] {
    const locked = lockedIds(database);
    return database
      .prepare<[], ListRow>(
        trashed
          ? `SELECT ${COLUMNS}, trashed_at AS trashedAt FROM filings WHERE trashed_at IS NOT NULL ORDER BY ${ORDER.trash}`
          : `SELECT ${COLUMNS} FROM filings WHERE trashed_at IS NULL ORDER BY ${ORDER.list}`,
      )
      .all()
      .map((row) => (locked.has(row.id) ? { ...row, locked: true } : row));
  }

  /** How many filings are in the list. */
  function count(): number {
    return database.prepare<[], number>('SELECT count(*) FROM filings WHERE trashed_at IS NULL').pluck().get() ?? 0;
  }

  return {
    list,
    arranged(filter: ArrangedFilter, hits: readonly number[] | null) {
      refresh();
      return arranged.list(filter, hits);
    },
    /** The filings that have every word, in no order; null where the texts of many have to be read to tell. */
    foundSoon: (words: readonly string[]) =>
      indexed(words) ?? (prepared(database, IS_LONG).get() === undefined ? textsWith(database, words) : null),
    summaries: arranged.summaries,
    outline() {
      refresh();
      return arranged.outline();
    },
    count,
    moved: arranged.moved,
    touched: index.touched,
    dropOrder: order.drop,
  };
}

/** 1 at each of these ids; `all` has the largest one. */
function marks(ids: readonly number[], all: Int32Array): Uint8Array {
  const marked = new Uint8Array(all.reduce((most, id) => Math.max(most, id), 0) + 1);
  for (const id of ids) marked[id] = 1;
  return marked;
}
