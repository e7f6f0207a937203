import type { Sheet, SheetCell } from '../layout/sheet.ts';

/**
 * A sheet in the rows that its reader sees: a tall text that the layout spread over several grid rows is one row, and
 * a label or level cell that was cut at a page's end is one cell.
 */
export interface Lattice {
  /** The cells, their `row` and `rowSpan` counted in rows of the lattice. */
  cells: SheetCell[];
  rows: number;
  cols: number;
  /** Lattice row by grid row. */
  rowOf: number[];
  /** The cell on a position of the lattice; null outside the sheet. */
  at(row: number, col: number): SheetCell | null;
}

/** A block of a sheet in grid rows and columns; bottom and right are not included. */
export interface SheetBlock {
  top: number;
  left: number;
  bottom: number;
  right: number;
}

export function latticeOf(sheet: Sheet): Lattice {
  const cells = joinCut(sheet);
  const starts = new Set(cells.map((cell) => cell.row));
  let count = 0;
  const rowOf = sheet.rows.map((_, row) => {
    if (starts.has(row)) count++;
    return Math.max(0, count - 1);
  });
  const cols = sheet.columns.length;
  const placed = cells.map((cell) => {
    const row = rowOf[cell.row] ?? 0;
    const last = rowOf[Math.min(cell.row + cell.rowSpan, sheet.rows.length) - 1] ?? row;
    return { ...cell, row, rowSpan: last - row + 1 };
  });
  const taken = Array.from({ length: count }, () => new Array<SheetCell | null>(cols).fill(null));
  for (const cell of placed)
    for (let row = cell.row; row < cell.row + cell.rowSpan; row++)
      taken[row]?.fill(cell, cell.col, cell.col + cell.colSpan);
  return { cells: placed, rows: count, cols, rowOf, at: (row, col) => taken[row]?.[col] ?? null };
}

/** The block in rows of the lattice, within it. */
export function latticeBlock(lattice: Lattice, block: SheetBlock): SheetBlock {
  const grid = lattice.rowOf.length;
  const top = Math.min(Math.max(0, block.top), Math.max(0, grid - 1));
  const bottom = Math.min(Math.max(top + 1, block.bottom), grid);
  const left = Math.min(Math.max(0, block.left), Math.max(0, lattice.cols - 1));
  return {
    top: lattice.rowOf[top] ?? 0,
    bottom: (lattice.rowOf[bottom - 1] ?? -1) + 1,
    left,
    right: Math.min(Math.max(left + 1, block.right), lattice.cols),
  };
}

/** The cells that reach into a block of the lattice, in reading order. */
export function cellsIn(lattice: Lattice, { top, left, bottom, right }: SheetBlock): SheetCell[] {
  return lattice.cells
    .filter((cell) => cell.row < bottom && cell.row + cell.rowSpan > top)
    .filter((cell) => cell.col < right && cell.col + cell.colSpan > left)
    .sort((a, b) => a.row - b.row || a.col - b.col);
}

function joinCut(sheet: Sheet): SheetCell[] {
  const joined: SheetCell[] = [];
  /** Cells by the row below them and their column. */
  const ends = new Map<string, SheetCell>();
  for (const cell of sheet.cells.toSorted((a, b) => a.row - b.row)) {
    const above = ends.get(`${cell.row}:${cell.col}`);
    const turns = sheet.rows[cell.row]?.page !== sheet.rows[cell.row - 1]?.page;
    if (above && turns && continues(above, cell)) {
      above.rowSpan += cell.rowSpan;
      ends.set(`${above.row + above.rowSpan}:${above.col}`, above);
      continue;
    }
    const own = { ...cell };
    joined.push(own);
    ends.set(`${own.row + own.rowSpan}:${own.col}`, own);
  }
  return joined;
}

function continues(above: SheetCell, cell: SheetCell): boolean {
  if (above.kind !== cell.kind || above.path !== cell.path || above.colSpan !== cell.colSpan) return false;
  return above.text === cell.text && (cell.kind === 'label' || cell.run !== null);
}
