import { fold } from '../../../shared/form/fold.ts';
import type { Grid, GridCell, GridRow } from '../grid.ts';

/** A cell that holds text, with the text folded for comparison with labels ('' when it is too long to be one). */
export interface ViewCell {
  cell: GridCell;
  col: number;
  text: string;
  folded: string;
  /** What a heading says of fields (own-labels.ts). */
  said?: Record<string, string>;
}

/** A row as recognition sees it: the cells that hold something, left to right. */
export interface ViewRow {
  row: GridRow;
  cells: ViewCell[];
}

const LONGEST_LABEL = 60;

const viewed = new WeakMap<Grid, readonly ViewRow[]>();

/** The rows of a grid that hold something. Every step of recognition asks for them, so they are made once. */
export function viewRows(grid: Grid): readonly ViewRow[] {
  const rows = viewed.get(grid) ?? rowsOf(grid);
  viewed.set(grid, rows);
  return rows;
}

function rowsOf(grid: Grid): ViewRow[] {
  return grid.rows.flatMap((row) => {
    const cells = row.cells.flatMap((cell): ViewCell[] => {
      const text = withoutIndents(cell.text);
      if (cell.master || text === '') return [];
      return [{ cell, col: cell.col, text, folded: text.length > LONGEST_LABEL ? '' : fold(text) }];
    });
    return cells.length > 0 ? [{ row, cells }] : [];
  });
}

/**
 * The text of a cell as it is read, whatever file it comes from: the spaces around each of its lines are taken off, so
 * that the first paragraph and later ones are alike. How far a paragraph is set in is for the layout to say.
 */
function withoutIndents(text: string): string {
  const outer = text.trim();
  return outer.includes('\n')
    ? outer
        .split('\n')
        .map((line) => line.trim())
        .join('\n')
    : outer;
}

const NOTHING: GridCell[] = [];

/** The cells of rows above that reach down into the row. */
export function mastersAbove({ row }: ViewRow): readonly GridCell[] {
  let found: GridCell[] = NOTHING;
  for (const { master } of row.cells) {
    if (!master || row.cells.includes(master)) continue;
    if (found === NOTHING) found = [];
    found.push(master);
  }
  return found;
}
