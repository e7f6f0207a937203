import type Sqlite from 'better-sqlite3';
import {
  type Arrangement,
  arrange,
  compareGroups,
  comparers,
  type FilingGroup,
  type GroupHead,
  headOf,
  type Placed,
} from '../../shared/arrangement.ts';
import { prepared } from './prepared.ts';

/**
 * The list of filings as it was arranged last, by their ids: sorting 100,000 takes half a second, and mostly one of them
 * has changed since.
 */
export interface Arranged {
  groups(how: Arrangement): readonly FilingGroup[];
  /** To be called for a filing that is written, comes or goes. */
  touched(id: number): void;
  /** To be called where it is not known which ones did. */
  drop(): void;
}

/** Of more filings that changed, all are sorted anew. */
const MOST_TOUCHED = 200;

const PLACED = 'SELECT id, name, unit, year, saved_at AS savedAt FROM filings WHERE trashed_at IS NULL';

export function createArranged(database: Sqlite.Database): Arranged {
  let last: { how: Arrangement; groups: FilingGroup[] } | null = null;
  const touched = new Set<number>();

  function groups(how: Arrangement): readonly FilingGroup[] {
    const isSame = last?.how.sort === how.sort && last.how.grouping === how.grouping;
    if (last && isSame && touched.size <= MOST_TOUCHED) move(last.groups, how);
    else last = { how, groups: arrangeAll(how) };
    touched.clear();
    return last.groups;
  }

  /** Years are read one by one where none stands among others: all filings at once take 60 MB of memory. */
  function arrangeAll(how: Arrangement): FilingGroup[] {
    if (how.grouping === 'none') return arrange(database.prepare<[], Placed>(PLACED).all(), how);
    const years = database
      .prepare<[], number | null>('SELECT DISTINCT year FROM filings WHERE trashed_at IS NULL')
      .pluck();
    const inYear = database.prepare<[number | null], Placed>(`${PLACED} AND year IS ?`);
    return years
      .all()
      .flatMap((year) => arrange(inYear.all(year), how))
      .sort(compareGroups);
  }

  /** Takes what was touched out of its place, and puts it where it stands now. */
  function move(groups: FilingGroup[], { sort, grouping }: Arrangement): void {
    for (const id of touched) {
      const index = groups.findIndex(({ ids }) => ids.includes(id));
      const ids = groups[index]?.ids;
      ids?.splice(ids.indexOf(id), 1);
      if (ids?.length === 0) groups.splice(index, 1);
    }
    for (const id of touched) {
      const filing = placed(id);
      if (!filing) continue;
      const { ids } = groupOf(groups, headOf(filing, grouping));
      const isBehind = (other: number) => comparers[sort](placed(other) ?? filing, filing) > 0;
      ids.splice(firstFrom(ids, isBehind), 0, id);
    }
  }

  function placed(id: number): Placed | undefined {
    return prepared<[number], Placed>(database, `${PLACED} AND id = ?`).get(id);
  }

  return {
    groups,
    touched: (id) => touched.add(id),
    drop() {
      last = null;
      touched.clear();
    },
  };
}

/** The group with this head, made in its place where there is none. */
function groupOf(groups: FilingGroup[], head: GroupHead): FilingGroup {
  const index = firstFrom(groups, (group) => compareGroups(group, head) >= 0);
  const there = groups[index];
  if (there && compareGroups(there, head) === 0) return there;
  const made = { ...head, ids: [] };
  groups.splice(index, 0, made);
  return made;
}

/** Index of the first item of which this holds, where it holds of all behind it; their number where of none. */
function firstFrom<T>(items: readonly T[], holds: (item: T) => boolean): number {
  let [low, high] = [0, items.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (holds(items[middle] as T)) high = middle;
    else low = middle + 1;
  }
  return low;
}
