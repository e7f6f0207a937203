import type Sqlite from 'better-sqlite3';
import type { FilingSummary, OutlineRow } from '../../shared/api.ts';
import type { Arrangement, FilingGroup } from '../../shared/arrangement.ts';
import { fold, queryWords } from '../../shared/search-words.ts';
import { createArranged } from './arranged.ts';
import { COLUMNS, type ListRow, lockedIds } from './list-rows.ts';
import { prepared } from './prepared.ts';
import { findWords, type SearchTexts } from './search.ts';

/** What the window shows of the list: which filings stand where, and what some of them are. */
export interface ArrangedList {
  groups: readonly FilingGroup[];
  /** How many a search finds; the first `most` are in the groups. */
  found: number;
  /** Those that stand first, and those that were asked for beside them. */
  filings: FilingSummary[];
}

export interface ArrangedFilter {
  query: string;
  how: Arrangement;
  most: number;
  /** How many of the first are told of. */
  first: number;
  beside: readonly number[];
}

/** Ids of the filings that have every word, in no order; with `look` as their texts say, whatever the index has. */
type IdsWith = (words: readonly string[], options?: { look: boolean }) => number[];

/** The list as the window shows it: all of it by ids, and what is asked for of single filings. */
export function createArrangedList(database: Sqlite.Database, idsWith: IdsWith) {
  const arranged = createArranged(database);
  let outlined: OutlineRow[] | null = null;

  /** `hits` are the filings whose texts have every word; null where that is to be told here, with what is wrong. */
  function list(filter: ArrangedFilter, hits: readonly number[] | null): ArrangedList {
    const words = queryWords(filter.query);
    const all = arranged.groups(filter.how);
    if (words.length === 0) return answer(all, words, { ...filter, most: Infinity }).list;
    const { list, isRight } = answer(only(all, hits ?? idsWith(words)), words, filter);
    // The index is beside the data file, where anything may happen to it: what is shown is in the texts.
    return isRight ? list : answer(only(all, idsWith(words, { look: true })), words, filter).list;
  }

  /** `isRight` where all that is told of the first ones is in the list and has the words. */
  function answer(groups: readonly FilingGroup[], words: readonly string[], { most, first, beside }: ArrangedFilter) {
    const shown = cut(groups, most);
    const ids = cut(shown, first).flatMap((group) => group.ids);
    const told = read(ids, words);
    const others = new Set(beside);
    for (const id of ids) others.delete(id);
    const filings = [...told, ...read(others, words)];
    return { list: { groups: shown, found: countIn(groups), filings }, isRight: told.length === ids.length };
  }

  /** Those of these filings that are in the list and have the words, with where they have them. */
  function read(ids: Iterable<number>, words: readonly string[]): FilingSummary[] {
    const locked = lockedIds(database);
    const row = prepared<[number], ListRow>(
      database,
      `SELECT ${COLUMNS} FROM filings WHERE id = ? AND trashed_at IS NULL`,
    );
    const texts = prepared<[number], SearchTexts>(database, 'SELECT folded, shown FROM filing_texts WHERE filing = ?');
    const placeOf = ({ id, name }: ListRow) => {
      const own = words.length === 0 ? null : texts.get(id);
      return own ? findWords(words, { ...own, name: fold(name) }) : null;
    };
    return [...ids].flatMap((id) => {
      const filing = row.get(id);
      const found = filing && placeOf(filing);
      return filing && found !== undefined
        ? [{ ...filing, ...(locked.has(id) && { locked: true as const }), found }]
        : [];
    });
  }

  /** How many filings of each form there are in each unit's year, and when one of them was saved last. */
  function outline(): OutlineRow[] {
    outlined ??= database
      .prepare<[], OutlineRow>(
        `SELECT year, unit, form, count(*) AS filings, max(saved_at) AS savedAt FROM filings
         WHERE trashed_at IS NULL GROUP BY year, unit, form`,
      )
      .all();
    return outlined;
  }

  return {
    list,
    summaries: (ids: readonly number[], query: string) => read(ids, queryWords(query)),
    outline,
    /** To be called for a filing that is written, comes or goes. */
    moved(id: number): void {
      arranged.touched(id);
      outlined = null;
    },
    /** To be called where it is not known which ones did. */
    drop(): void {
      arranged.drop();
      outlined = null;
    },
  };
}

const countIn = (groups: readonly FilingGroup[]) => groups.reduce((sum, { ids }) => sum + ids.length, 0);

/** The groups with these filings alone. */
function only(groups: readonly FilingGroup[], wanted: readonly number[]): FilingGroup[] {
  const isWanted = new Uint8Array(wanted.reduce((most, id) => Math.max(most, id), 0) + 1);
  for (const id of wanted) isWanted[id] = 1;
  return groups
    .map((group) => ({ ...group, ids: group.ids.filter((id) => isWanted[id] === 1) }))
    .filter(({ ids }) => ids.length > 0);
}

/** The groups with so many filings, those that stand first. */
function cut(groups: readonly FilingGroup[], most: number): readonly FilingGroup[] {
  if (most === Infinity) return groups;
  const kept: FilingGroup[] = [];
  let left = most;
  for (const group of groups) {
    if (left <= 0) break;
    kept.push({ ...group, ids: group.ids.slice(0, left) });
    left -= group.ids.length;
  }
  return kept;
}
