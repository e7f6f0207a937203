import type { Sheet, SheetCell } from '../../shared/layout/sheet.ts';
import { target } from './navigation.ts';
import type { Selection } from './use-selection.ts';

/** The text that each cell takes when a block is filled down: that of its first row; a single cell that of the one above. */
export function filledDown(sheet: Sheet, { cells }: Selection): (cell: SheetCell) => string {
  const above = (cell: SheetCell) => {
    const top = cells.length === 1 ? target(sheet, cell, 'up') : cells.find((other) => other.col === cell.col);
    return top?.col === cell.col ? top : cell;
  };
  return (cell) => above(cell).text;
}
