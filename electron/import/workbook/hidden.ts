import { columnName, LAST_COLUMN, listed } from './address.ts';
import type { Cells } from './merges.ts';

/** What of a sheet is not shown. */
export interface Hidden {
  rows: Set<number>;
  /** At each column, ranges of hidden columns that begin there less those that end before it; null without ranges. */
  columns: Int32Array | null;
  /** A filter is on. */
  filtered: boolean;
}

export function nothingHidden(): Hidden {
  return { rows: new Set(), columns: null, filtered: false };
}

/** Whether a row (`ht`) or columns (`width`) are hidden, or have no size. */
export function isHidden(attributes: Record<string, string>, size: 'ht' | 'width'): boolean {
  return /^(?:1|true|on)$/.test(attributes.hidden ?? '') || Number(attributes[size] ?? 1) === 0;
}

/** Hides the columns `min` to `max`, counted from 1. */
export function hideColumns(hidden: Hidden, min: number, max: number): void {
  if (!Number.isInteger(min) || !(min >= 1 && min <= max && min <= LAST_COLUMN + 1)) return;
  hidden.columns ??= new Int32Array(LAST_COLUMN + 2);
  const { columns } = hidden;
  const end = Math.min(Math.trunc(max), LAST_COLUMN + 1);
  columns[min - 1] = (columns[min - 1] as number) + 1;
  columns[end] = (columns[end] as number) - 1;
}

/** One sentence each for rows and columns that hold something and are not shown. */
export function hiddenParts(cells: Cells, hidden: Hidden): string[] {
  if (hidden.rows.size === 0 && !hidden.columns) return [];
  let open = 0;
  const isOut = Array.from(hidden.columns ?? [], (more) => {
    open += more;
    return open > 0;
  });
  const rows = new Set<number>();
  const columns = new Set<number>();
  for (const [row, line] of cells)
    for (const [column, { text, rowSpan, colSpan }] of line) {
      if (text === '') continue;
      // A merged cell is seen where one of its rows and columns is.
      if (Array.from({ length: rowSpan }, (_, k) => row + k).every((at) => hidden.rows.has(at))) rows.add(row);
      if (Array.from({ length: colSpan }, (_, k) => column + k).every((at) => isOut[at])) columns.add(column);
    }
  const sorted = (numbers: Set<number>) => [...numbers].sort((a, b) => a - b);
  const read = '其中的内容也照常读取；不需要的请在表中删除后再导入';
  const how = hidden.filtered ? '是隐藏的（被筛选）' : '是隐藏的';
  return [
    ...(rows.size > 0 ? [`第 ${listed(sorted(rows))} 行${how}，${read}`] : []),
    ...(columns.size > 0 ? [`${listed(sorted(columns), columnName)} 列是隐藏的，${read}`] : []),
  ];
}
