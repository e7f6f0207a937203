import type { Filing } from '../../../shared/filing/filing.ts';
import type { TableRead } from './read-table.ts';
import type { TableMap } from './table-map.ts';

/**
 * The rows of the filing that each row of sums is about: all, or those of its group. What the words of a sum say of its
 * group (某某单位小计) is filled in where the column is not printed.
 */
export function groupsOf(filing: Filing, { lanes, totals }: TableRead, kept: (lane: TableMap) => number[]): number[][] {
  const [lane] = lanes;
  if (!lane) return totals.map(() => []);
  const rows = filing.tables[lane.table.tables[0] ?? ''] ?? [];
  /** Where each row of the filing stood. */
  const at = kept(lane.table).map((index) => lane.read.at[index] ?? 0);
  return totals.map((one) => {
    const { by, at: side } = one.total;
    if (by === undefined) return [...rows.keys()];
    const others = totals.filter((other) => other.total.by === by).map((other) => other.at);
    const before = Math.max(-1, ...others.filter((other) => other < one.at));
    const after = Math.min(Number.POSITIVE_INFINITY, ...others.filter((other) => other > one.at));
    const [from, to] = side === 'start' ? [one.at, after] : [before, one.at];
    const own = [...rows.keys()].filter((index) => (at[index] ?? 0) > from && (at[index] ?? 0) < to);
    const printed = lane.table.columns.some(({ id }) => id === by);
    if (one.group !== null && !printed)
      for (const index of own) {
        const row = rows[index];
        if (row) row[by] = one.group;
      }
    return own;
  });
}
