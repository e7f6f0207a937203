import { columnName } from '../import/workbook/address.ts';

/** What a worksheet is measured in. */

/**
 * Excel’s unit of column width: the widest digit of the default font, 宋体 12, at 96 dpi. Eight pixels is exactly half
 * of its 16, so LibreOffice, which does not round digits to pixels as Excel does, has the same columns.
 */
const DIGIT_PIXELS = 8;
const PIXELS_PER_MM = 96 / 25.4;

/** Widths in Excel's unit of columns given in mm: whole pixels, rounded at the edges, so that their sum is never wider. */
export function columnWidths(columns: readonly number[]): number[] {
  let edge = 0;
  let before = 0;
  return columns.map((width) => {
    edge += width;
    const pixels = Math.floor(edge * PIXELS_PER_MM + 1e-6) - before;
    before += pixels;
    return pixels / DIGIT_PIXELS;
  });
}

/** A row's height in points. Heights come as multiples of 0.75 pt; this takes the noise of the millimetres off. */
export function rowPoints(mm: number): number {
  return Math.min(409, Math.round(((mm / 25.4) * 72) / 0.75) * 0.75);
}

/** `C5` for the grid's row 4 and column 2. */
export function address(row: number, col: number): string {
  return `${columnName(col)}${row + 1}`;
}

export function range(row: number, col: number, rowSpan: number, colSpan: number): string {
  const first = address(row, col);
  return rowSpan * colSpan > 1 ? `${first}:${address(row + rowSpan - 1, col + colSpan - 1)}` : first;
}
