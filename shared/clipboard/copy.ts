import type { Sheet } from '../layout/sheet.ts';
import { cellsIn, latticeBlock, latticeOf, type SheetBlock } from './lattice.ts';
import type { Table, TableCell } from './table.ts';

/**
 * What copying a block of the sheet (grid rows and columns) puts on the clipboard: every cell that reaches into it,
 * labels too, with its spans clipped to the block. A tall text on several grid rows is one row.
 */
export function copyBlock(sheet: Sheet, block: SheetBlock): Table {
  const lattice = latticeOf(sheet);
  const { top, left, bottom, right } = latticeBlock(lattice, block);
  const rows = Array.from({ length: bottom - top }, () =>
    Array.from({ length: right - left }, (): TableCell | null => ({ text: '', rowSpan: 1, colSpan: 1 })),
  );
  for (const cell of cellsIn(lattice, { top, left, bottom, right })) {
    const row = Math.max(cell.row, top);
    const col = Math.max(cell.col, left);
    const rowSpan = Math.min(cell.row + cell.rowSpan, bottom) - row;
    const colSpan = Math.min(cell.col + cell.colSpan, right) - col;
    for (let k = row; k < row + rowSpan; k++) rows[k - top]?.fill(null, col - left, col - left + colSpan);
    const format = cell.number?.format;
    const copied: TableCell = { text: cell.text, rowSpan, colSpan, ...(format === undefined ? {} : { format }) };
    const line = rows[row - top];
    if (line) line[col - left] = copied;
  }
  return { rows, cut: false };
}
