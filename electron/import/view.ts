import { fold } from '../../shared/form/fold.ts';
import type { Grid, GridCell, GridRow } from './grid.ts';

/** A cell that holds text, with the text folded for comparison with labels ('' when it is too long to be one). */
export interface ViewCell {
  cell: GridCell;
  col: number;
  text: string;
  folded: string;
}

/** A row as recognition sees it: the cells that hold something, left to right. */
export interface ViewRow {
  row: GridRow;
  cells: ViewCell[];
}

const LONGEST_LABEL = 60;

export function viewRows(grid: Grid): ViewRow[] {
  return grid.rows.flatMap((row) => {
    const cells = row.cells.flatMap((cell): ViewCell[] => {
      const text = cell.text.trim();
      if (cell.master || text === '') return [];
      return [{ cell, col: cell.col, text, folded: text.length > LONGEST_LABEL ? '' : fold(text) }];
    });
    return cells.length > 0 ? [{ row, cells }] : [];
  });
}
