import type { Table, TableCell } from './table.ts';

/** Without the rows in which no cell begins: those that merged cells cover all along. */
export function withoutCoveredRows(table: Table): Table {
  const kept = table.rows.map((row) => row.some((cell) => cell !== null));
  if (kept.every(Boolean)) return table;
  const before = sums(kept);
  const count = (from: number, span: number) => (before[from + span] ?? 0) - (before[from] ?? 0);
  const rows = table.rows.map((row, r) => row.map((cell) => cell && { ...cell, rowSpan: count(r, cell.rowSpan) }));
  return { ...table, rows: rows.filter((_, r) => kept[r]) };
}

/** Without the columns in which no cell begins. */
export function withoutCoveredColumns(table: Table): Table {
  const kept = (table.rows[0] ?? []).map((_, c) => table.rows.some((row) => row[c] !== null));
  if (kept.every(Boolean)) return table;
  const before = sums(kept);
  const count = (from: number, span: number) => (before[from + span] ?? 0) - (before[from] ?? 0);
  const rows = table.rows.map((row) => row.map((cell, c) => cell && { ...cell, colSpan: count(c, cell.colSpan) }));
  return { ...table, rows: rows.map((row) => row.filter((_, c) => kept[c])) };
}

/** How many of the first k are kept, for each k. */
function sums(kept: boolean[]): number[] {
  const result = [0];
  for (const keep of kept) result.push((result.at(-1) ?? 0) + (keep ? 1 : 0));
  return result;
}

/**
 * The rows from `from` to before `to` as a table of their own: cells end at its last row, and what a cell above covered
 * is empty.
 */
export function sliceRows(table: Table, from: number, to: number): Table {
  const owners = masters(table);
  const rows = table.rows.slice(from, to).map((row, k) =>
    row.map((cell, c) => {
      if (cell) return { ...cell, rowSpan: Math.min(cell.rowSpan, to - from - k) };
      const owner = owners[from + k]?.[c];
      return owner && owner.row >= from ? null : { text: '', rowSpan: 1, colSpan: 1 };
    }),
  );
  return { ...table, rows };
}

/** For each position the cell that stands on it or covers it. */
export function masters(table: Table): ({ cell: TableCell; row: number; col: number } | null)[][] {
  const result = table.rows.map((row): ({ cell: TableCell; row: number; col: number } | null)[] => row.map(() => null));
  for (const [row, cells] of table.rows.entries())
    for (const [col, cell] of cells.entries()) {
      if (!cell) continue;
      for (let r = row; r < row + cell.rowSpan; r++) result[r]?.fill({ cell, row, col }, col, col + cell.colSpan);
    }
  return result;
}
