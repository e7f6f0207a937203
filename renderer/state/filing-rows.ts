import type { FilingSummary } from '../../shared/api.ts';
import { groupBy } from '../../shared/group-by.ts';

export const sorts = { name: '名称', saved: '最近修改', number: '编号' } as const;
export type Sort = keyof typeof sorts;

export const groupings = { unit: '年度和单位', year: '年度', none: '不分组' } as const;
export type Grouping = keyof typeof groupings;

interface Place {
  /** Names the row. */
  key: string;
  /** Depth in the tree from 1, and the row's place among its neighbours from 1. */
  level: number;
  at: number;
  of: number;
}

/** One row of the list as it stands on the screen. */
export type Row =
  | (Place & { kind: 'group'; label: string; open: boolean; ids: number[] })
  | (Place & { kind: 'filing'; summary: FilingSummary });

export interface Arrangement {
  sort: Sort;
  grouping: Grouping;
  /** Keys of the groups that are folded. */
  closed: ReadonlySet<string>;
}

const collator = new Intl.Collator('zh-CN', { numeric: true });

/** The filings in the order of the list: by name as a dictionary has it, by time (newest first) or by number. */
export function sortFilings(summaries: readonly FilingSummary[], sort: Sort): FilingSummary[] {
  if (sort === 'number') return summaries.toSorted((a, b) => a.id - b.id);
  if (sort === 'name') return summaries.toSorted((a, b) => collator.compare(a.name, b.name) || a.id - b.id);
  return summaries.toSorted((a, b) => (a.savedAt < b.savedAt ? 1 : a.savedAt > b.savedAt ? -1 : b.id - a.id));
}

/** The rows of sorted filings. `order` has the ids of all, also of those in folded groups, as the list shows them. */
export function filingRows(
  sorted: readonly FilingSummary[],
  arrangement: Arrangement,
): { rows: Row[]; order: number[] } {
  const { grouping, closed } = arrangement;
  const rows: Row[] = [];
  const order: number[] = [];
  const list = (filings: readonly FilingSummary[], level: number) => {
    for (const [index, summary] of filings.entries())
      rows.push({ kind: 'filing', key: String(summary.id), level, at: index + 1, of: filings.length, summary });
  };
  const head = (place: Place, label: string, filings: readonly FilingSummary[]): boolean => {
    const open = !closed.has(place.key);
    rows.push({ kind: 'group', ...place, label, open, ids: filings.map((summary) => summary.id) });
    return open;
  };
  const take = (filings: readonly FilingSummary[]) => order.push(...filings.map((summary) => summary.id));

  const years = grouping === 'none' ? [] : [...groupBy(sorted, (summary) => summary.year)];
  years.sort(([a], [b]) => (b ?? 0) - (a ?? 0));
  if (grouping === 'none') {
    take(sorted);
    list(sorted, 1);
    return { rows, order };
  }
  for (const [index, [year, inYear]] of years.entries()) {
    const place = { key: `year-${year}`, level: 1, at: index + 1, of: years.length };
    const open = head(place, `${year === null ? '未定年度' : `${year} 年`}（${inYear.length}）`, inYear);
    if (grouping === 'year') {
      take(inYear);
      if (open) list(inYear, 2);
      continue;
    }
    const units = [...groupBy(inYear, (summary) => summary.unit)].sort(([a], [b]) => collator.compare(a, b));
    for (const [at, [unit, filings]] of units.entries()) {
      take(filings);
      if (!open) continue;
      const inner = { key: `unit-${year}-${unit}`, level: 2, at: at + 1, of: units.length };
      if (head(inner, `${unit || '未填单位'}（${filings.length}）`, filings)) list(filings, 3);
    }
  }
  return { rows, order };
}

/** The filings that a row stands for. */
export function idsOf(row: Row): number[] {
  return row.kind === 'group' ? row.ids : [row.summary.id];
}
