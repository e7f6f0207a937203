import type Sqlite from 'better-sqlite3';
import type { FilingSummary, OutlineRow } from '../../shared/api.ts';
import { type Arrangement, arrange, type FilingGroup } from '../../shared/arrangement.ts';
import { fold, queryWords } from '../../shared/search-words.ts';
import { createArranged } from './arranged.ts';
import { createListOrder, ORDER } from './list-order.ts';
import { prepared } from './prepared.ts';
import { findWords, type SearchTexts } from './search.ts';
import type { SearchIndex } from './search-index.ts';

/** What the list shows of a filing when nothing is searched for. */
type ListRow = Omit<FilingSummary, 'found'>;

export interface ListFilter {
  query: string;
  trashed: boolean;
  /** Of these years alone. */
  years?: readonly number[] | undefined;
  /** Most filings that are answered of those that a search finds; all without it. */
  most?: number;
}

/** What the window shows of the list: which filings stand where, and what some of them are. */
export interface ArrangedList {
  groups: readonly FilingGroup[];
  /** How many a search finds; the first `most` are arranged. */
  found: number;
  /** Those that stand first, and those that were asked for beside them. */
  filings: FilingSummary[];
}

export interface ArrangedFilter {
  query: string;
  how: Arrangement;
  most: number;
  /** How many of the first are answered. */
  first: number;
  beside: readonly number[];
}

const COLUMNS = 'id, form, name, unit, year, saved_at AS savedAt';

/** What the lists show of the filings in the data file, and the search in them. */
export function createFilingList(database: Sqlite.Database, index: SearchIndex) {
  const order = createListOrder(database);
  const arranged = createArranged(database);
  let outlined: OutlineRow[] | null = null;
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
    const own = years && new Set(years);
    const filings = rows(trashed).flatMap((row) =>
      !own || (row.year !== null && own.has(row.year)) ? [{ ...row, found: null }] : [],
    );
    return { filings, found: filings.length };
  }

  /** The list as the window shows it. */
  function arrangedList({ query, how, most, first, beside }: ArrangedFilter): ArrangedList {
    refresh();
    const words = queryWords(query);
    if (words.length > 0) {
      const { filings, found } = search(words, false, most);
      const there = new Set(filings.map(({ id }) => id));
      const others = summaries(beside.filter((id) => !there.has(id)));
      return { groups: arrange(filings, how), found, filings: [...filings, ...others] };
    }
    const groups = arranged.groups(how);
    const ids = new Set<number>();
    for (const group of groups) {
      if (ids.size >= first) break;
      for (const id of group.ids.slice(0, first - ids.size)) ids.add(id);
    }
    for (const id of beside) ids.add(id);
    return { groups, found: groups.reduce((sum, group) => sum + group.ids.length, 0), filings: summaries(ids) };
  }

  /** Those of these filings that are in the list. */
  function summaries(ids: Iterable<number>): FilingSummary[] {
    const locked = lockedIds();
    const row = prepared<[number], ListRow>(
      database,
      `SELECT ${COLUMNS} FROM filings WHERE id = ? AND trashed_at IS NULL`,
    );
    return [...ids].flatMap((id) => {
      const found = row.get(id);
      return found ? [{ ...found, ...(locked.has(id) && { locked: true as const }), found: null }] : [];
    });
  }

  /** How many filings of each form there are in each unit's year, and when one of them was saved last. */
  function outline(): OutlineRow[] {
    refresh();
    outlined ??= database
      .prepare<[], OutlineRow>(
        `SELECT year, unit, form, count(*) AS filings, max(saved_at) AS savedAt FROM filings
         WHERE trashed_at IS NULL GROUP BY year, unit, form`,
      )
      .all();
    return outlined;
  }

  /** To be called for a filing that is written, comes or goes. */
  function moved(id: number): void {
    arranged.touched(id);
    outlined = null;
  }

  /** Another program may have written since the last call. */
  function refresh(): void {
    // Changes when another connection writes, never by our own.
    const now = database.pragma('data_version', { simple: true });
    if (version !== undefined && version !== now) {
      order.drop();
      arranged.drop();
      outlined = null;
    }
    version = now;
  }

  function search(words: string[], trashed: boolean, most: number) {
    const ids = order.ids(trashed);
    const hits = marks(idsWith(words), ids);
    const found = ids.filter((id) => hits[id] === 1);
    const locked = lockedIds();
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

  /** The filings that have every word somewhere, in no order. */
  function idsWith(words: string[]): number[] {
    const known = index.find(words);
    if (!known) {
      const all = words.map(() => 'instr(folded, ?) > 0').join(' AND ');
      return database
        .prepare<string[], number>(`SELECT filing FROM filing_texts WHERE ${all}`)
        .pluck()
        .all(...words);
    }
    const texts = prepared<[number], string>(database, 'SELECT folded FROM filing_texts WHERE filing = ?').pluck();
    const has = (id: number) => {
      const folded = texts.get(id) ?? '';
      return words.every((word) => folded.includes(word));
    };
    return [...known.hits, ...known.unknown.filter(has)];
  }

  function lockedIds(): Set<number> {
    return new Set(database.prepare<[], number>('SELECT filing FROM locks WHERE unlocked_at IS NULL').pluck().all());
  }

  function rows(trashed: boolean): ListRow[] {
    const locked = lockedIds();
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
    arranged: arrangedList,
    summaries,
    outline,
    count,
    moved,
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
