import type { Column } from '../form/form.ts';
import type { Row } from './filing.ts';

/**
 * For each merged column, how many rows the cell that starts in a row reaches over; 0 where the row is covered by the
 * one above. A run ends where a merged column further left begins anew. Empty cells are never merged.
 */
export function mergedRuns(columns: readonly Column[], rows: readonly Row[]): Map<string, number[]> {
  const result = new Map<string, number[]>();
  let outer = rows.map((_, position) => position === 0);
  for (const { id, merge } of columns) {
    if (!merge) continue;
    const text = (position: number) => rows[position]?.[id] ?? '';
    const starts = rows.map((_, k) => k === 0 || outer[k] === true || text(k) === '' || text(k) !== text(k - 1));
    result.set(id, lengths(starts));
    outer = starts;
  }
  return result;
}

function lengths(starts: readonly boolean[]): number[] {
  const result = starts.map(() => 0);
  let end = starts.length;
  for (let k = starts.length - 1; k >= 0; k--) {
    if (!starts[k]) continue;
    result[k] = end - k;
    end = k;
  }
  return result;
}
