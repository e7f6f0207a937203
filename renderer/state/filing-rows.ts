import type { FilingGroup, Grouping } from '../../shared/arrangement.ts';
import { groupBy } from '../../shared/group-by.ts';

interface Place {
  /** Names the row. */
  key: string;
  /** Depth in the tree from 1, and the row's place among its neighbours from 1. */
  level: number;
  at: number;
  of: number;
}

/** The heading of a group: `from` and `to` are where its filings begin and end in the order of the list. */
export type GroupRow = Place & { kind: 'group'; label: string; open: boolean; from: number; to: number };

/** One row of the list as it stands on the screen. */
export type Row = GroupRow | (Place & { kind: 'filing'; id: number });

/** A heading, or the filings of an open group from `from` to `to`, whose first row is row `first` of the list. */
type Part = { first: number } & (
  | { row: GroupRow; from?: never; to?: never }
  | { row?: never; from: number; to: number; level: number }
);

/** The rows of an arranged list; only those that are asked for are made, for there may be 100,000. */
export class Rows {
  /** The ids of all filings from top to bottom, also of those in folded groups. */
  readonly order: readonly number[];
  readonly length: number;
  readonly #parts: Part[] = [];

  /** `closed` has the keys of the groups that are folded. */
  constructor(groups: readonly FilingGroup[], grouping: Grouping, closed: ReadonlySet<string>) {
    this.order = groups.flatMap(({ ids }) => ids);
    let [length, from] = [0, 0];
    const head = (row: Omit<GroupRow, 'kind' | 'open'>): boolean => {
      const open = !closed.has(row.key);
      this.#parts.push({ first: length++, row: { kind: 'group', ...row, open } });
      return open;
    };
    const list = (count: number, level: number) => {
      this.#parts.push({ first: length, from, to: from + count, level });
      length += count;
    };
    const years = grouping === 'none' ? [] : [...groupBy(groups, ({ year }) => year)];
    if (grouping === 'none' && this.order.length > 0) list(this.order.length, 1);
    for (const [index, [year, inYear]] of years.entries()) {
      const count = inYear.reduce((sum, { ids }) => sum + ids.length, 0);
      const label = `${year === null ? '未定年度' : `${year} 年`}（${count}）`;
      const place = { key: `year-${year}`, level: 1, at: index + 1, of: years.length };
      const open = head({ ...place, label, from, to: from + count });
      if (grouping === 'year' && open) list(count, 2);
      if (grouping === 'year' || !open) from += count;
      else
        for (const [at, { unit, ids }] of inYear.entries()) {
          const inner = { key: `unit-${year}-${unit}`, level: 2, at: at + 1, of: inYear.length };
          const named = `${unit || '未填单位'}（${ids.length}）`;
          if (head({ ...inner, label: named, from, to: from + ids.length })) list(ids.length, 3);
          from += ids.length;
        }
    }
    this.length = length;
  }

  /** The row at an index; undefined where there is none. */
  at(index: number): Row | undefined {
    const part = index < 0 || index >= this.length ? undefined : this.#parts[this.#partAt(index)];
    if (!part) return undefined;
    if (part.row) return part.row;
    const { from, to, level } = part;
    const place = from + index - part.first;
    const id = this.order[place] as number;
    return { kind: 'filing', key: String(id), level, at: place - from + 1, of: to - from, id };
  }

  /** Tells of every row from top to bottom the id of its filing, or null for a heading, without making the rows. */
  forEach(tell: (id: number | null, index: number) => void): void {
    for (const { first, from, to } of this.#parts)
      if (from === undefined) tell(null, first);
      else for (let place = from; place < to; place++) tell(this.order[place] as number, first + place - from);
  }

  /** The rows from one index to before another. */
  slice(start = 0, end = this.length): Row[] {
    const rows: Row[] = [];
    for (let index = Math.max(0, start); index < Math.min(end, this.length); index++) rows.push(this.at(index) as Row);
    return rows;
  }

  /** Index of the row with this key; -1 where there is none, or its group is folded. */
  indexOf(key: string | null): number {
    if (key === null) return -1;
    const id = Number(key);
    if (Number.isNaN(id)) return this.#parts.find(({ row }) => row?.key === key)?.first ?? -1;
    const place = this.order.indexOf(id);
    const part = this.#parts.find((one) => one.from !== undefined && one.from <= place && place < one.to);
    return part?.from === undefined ? -1 : part.first + place - part.from;
  }

  /** Index of the heading under which a row stands; -1 for one of the first level. */
  parentOf(index: number): number {
    const level = this.at(index)?.level ?? 1;
    let part = level === 1 ? -1 : this.#partAt(index);
    while (part >= 0 && (this.#parts[part]?.row?.level ?? level) >= level) part--;
    return this.#parts[part]?.first ?? -1;
  }

  /** The filings that a row stands for. */
  idsOf(row: Row): readonly number[] {
    return row.kind === 'group' ? this.order.slice(row.from, row.to) : [row.id];
  }

  /** Index of the part that a row belongs to. */
  #partAt(index: number): number {
    let [low, high] = [0, this.#parts.length - 1];
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if ((this.#parts[middle]?.first ?? 0) <= index) low = middle;
      else high = middle - 1;
    }
    return low;
  }
}
