import { type Block, type BlockCell, isAlike } from './block.ts';
import type { Box, Page, Sheet, SheetCell } from './sheet.ts';

/** What a sheet that is laid out again has in common with the one before: the same objects, which nobody draws again. */

/** A sheet with what it was made of. */
export interface Made {
  sheet: Sheet;
  /** The blocks as they were placed. */
  placed: readonly Block[];
  /** Index of the first cell of the sheet made of each block's cells. */
  indexes: readonly number[][];
}

/**
 * The cell that was made of a block's cell before, where it shows the same in the same grid place; else null.
 * @param row index of the block
 * @param k index of its cell
 * @param n which of the cells it is that page ends have made of that one
 * @param size points of the texts without a size of their own
 */
export function keptCell(
  before: Made | null,
  row: number,
  k: number,
  n: number,
  cell: BlockCell,
  { from, to }: { from: number; to: number },
  size: number,
): SheetCell | null {
  const was = before?.placed[row]?.cells[k];
  const kept = before?.sheet.cells[(before.indexes[row]?.[k] as number) + n];
  if (!was || !kept || kept.row !== from || kept.rowSpan !== to - from || kept.col !== cell.col) return null;
  return kept.path === cell.path && kept.style.size === (cell.style.size ?? size) && isAlike(was, cell) ? kept : null;
}

/** Puts the pages of the sheet before in the places of those that show the same. */
export function keepPages(before: Sheet, sheet: Sheet): void {
  for (const [at, page] of sheet.pages.entries()) {
    const was = before.pages[at];
    if (was && isSamePage(before, was, sheet, page)) sheet.pages[at] = was;
  }
}

function isSamePage(before: Sheet, was: Page, sheet: Sheet, is: Page): boolean {
  const { boxes, ...about } = was;
  const { boxes: now, ...aboutNow } = is;
  if (boxes.length !== now.length || !isAlike(about, aboutNow)) return false;
  return boxes.every((box, at) => {
    const other = now[at] as Box;
    return before.cells[box.cell] === sheet.cells[other.cell] && isSameBox(box, other);
  });
}

/** The same as isAlike, in a fraction of the time: there are thousands of boxes. */
function isSameBox(a: Box, b: Box): boolean {
  return (
    a.cell === b.cell &&
    isSameArea(a, b) &&
    a.repeated === b.repeated &&
    a.continues === b.continues &&
    isAlike(a.lines, b.lines)
  );
}

/** Whether two boxes stand in the same place of a page, whatever they show. */
export function isSameArea(a: Box, b: Box): boolean {
  return a.x === b.x && a.y === b.y && a.width === b.width && a.height === b.height;
}
