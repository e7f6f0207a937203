import type { Sheet, SheetCell } from '../../shared/layout/sheet.ts';
import { isSelectable, sheetIndex } from '../../shared/layout/sheet-index.ts';
import { type Block, cellsIn, target } from './navigation.ts';
import type { Selection } from './use-selection.ts';

/** Cells that are filled, and the text that each of them takes. */
export interface Filling {
  cells: readonly SheetCell[];
  text(cell: SheetCell): string;
}

/** Fills a block down: each cell takes the text of the block's first row; a single cell that of the one above. */
export function filledDown(sheet: Sheet, { cells }: Selection): Filling {
  const above = (cell: SheetCell) => {
    const top = cells.length === 1 ? target(sheet, cell, 'up') : cells.find((other) => other.col === cell.col);
    return top?.col === cell.col ? top : cell;
  };
  return { cells, text: (cell) => above(cell).text };
}

/** The part beside a block, up to a cell below, above, right or left of it; null for a cell within it. */
export function areaTo({ top, left, bottom, right }: Block, cell: SheetCell): Block | null {
  const [end, side] = [cell.row + cell.rowSpan, cell.col + cell.colSpan];
  if (cell.row >= bottom) return { top: bottom, left, bottom: end, right };
  if (end <= top) return { top: cell.row, left, bottom: top, right };
  if (cell.col >= right) return { top, left: right, bottom, right: side };
  if (side <= left) return { top, left: cell.col, bottom, right: left };
  return null;
}

/** Fills an area beside a block with copies of the block, again and again. What makes a new row is left out. */
export function filledFrom(sheet: Sheet, block: Block, area: Block): Filling {
  const { rows } = sheetIndex(sheet);
  const source = (cell: SheetCell) => {
    const row = block.top + within(cell.row - block.top, block.bottom - block.top);
    const col = block.left + within(cell.col - block.left, block.right - block.left);
    return rows[row]?.find((other) => other.col <= col && other.col + other.colSpan > col);
  };
  const isCopied = (cell: SheetCell) => {
    const from = source(cell);
    return from !== undefined && isSelectable(from) && cell.adds === undefined;
  };
  return { cells: cellsIn(sheet, area).filter(isCopied), text: (cell) => source(cell)?.text ?? '' };
}

/** The remainder that is never negative. */
function within(value: number, size: number): number {
  return ((value % size) + size) % size;
}
