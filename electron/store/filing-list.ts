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
  /** How many filings are passed over first, where nothing is searched for. */
  from?: number | undefined;
  /** Most filings that are answered; all without it. */
  most?: number;
}

export interface FilingPage {
  filings: FilingSummary[];
  /** How many there are in all. */
  found: number;
  /** Is another after every change of the order in which they stand. */
  version: number;
}

type Row = ListRow & { held: 0 | 1 };

const ROW = `${COLUMNS}, EXISTS (SELECT 1 FROM locks WHERE filing = id AND unlocked_at IS NULL) AS held`;
export const PAGE_OF_YEAR = `SELECT ${ROW} FROM filings WHERE trashed_at IS NULL AND year IS ? ORDER BY unit, id LIMIT ? OFFSET ?`;
const PAGE_OF_TRASH = `SELECT ${ROW}, trashed_at AS trashedAt FROM filings WHERE trashed_at IS NOT NULL
  ORDER BY ${ORDER.trash} LIMIT ? OFFSET ?`;

const summaryOf = ({ held, ...filing }: Row): FilingSummary => ({
  ...filing,
  ...(held === 1 && { locked: true as const }),
  found: null,
});

const IS_LONG = 'SELECT 1 FROM filing_texts LIMIT 1 OFFSET 1000';

/** What the lists show of the filings in the data file, and the search in them. */
export function createFilingList(database: Sqlite.Database, index: SearchIndex) {
  const order = createListOrder(database);
  const arranged = createArrangedList(database, idsWith);
  let version: unknown;

  /**
   * Filings by year (newest first) and unit, or those in 回收站; of them the first ones that have every word of the query,
   * and how many have. Pages of one `version` are of one list.
   */
  function list(filter: ListFilter): FilingPage {
    const { query, trashed, years, from = 0, most = Infinity } = filter;
    refresh();
    const words = queryWords(query);
    if (words.length > 0) return search(words, trashed, most);
    return { ...(trashed ? trash(from, most) : page(years, from, most)), version: order.version };
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

  function search(words: string[], trashed: boolean, most: number): FilingPage {
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
    return { filings, found: found.length - wrong, version: order.version };
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

  /** Year by year, for in a year the index has them in the order of the list: nothing is sorted, and no body is read. */
  function page(years: readonly number[] | undefined, from: number, most: number): Omit<FilingPage, 'version'> {
    const own = years && new Set<number | null>(years);
    const rows = prepared<[number | null, number, number], Row>(database, PAGE_OF_YEAR);
    const filings: FilingSummary[] = [];
    let before = 0;
    for (const { year, filings: count } of order.years()) {
      if (own && !own.has(year)) continue;
      const skip = Math.max(0, from - before);
      const wanted = Math.min(most - filings.length, count - skip);
      if (wanted > 0) filings.push(...rows.all(year, wanted, skip).map(summaryOf));
      before += count;
    }
    return { filings, found: before };
  }

  function trash(from: number, most: number): Omit<FilingPage, 'version'> {
    const limit = Number.isFinite(most) ? most : -1;
    const filings = prepared<[number, number], Row>(database, PAGE_OF_TRASH).all(limit, from).map(summaryOf);
    return { filings, found: order.ids(true).length };
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
