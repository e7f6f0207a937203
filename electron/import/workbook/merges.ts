import { shorten } from '../../../shared/filing/parse.ts';
import type { GridCell } from '../grid.ts';
import type { Range } from './address.ts';

/** Cells by row (from 1) and column (from 0). */
export type Cells = Map<number, Map<number, GridCell>>;

/** Areas of more cells reach, as whole columns do, only as far down and right as the sheet holds anything. */
const WIDE = 10_000;

/**
 * Lays merged areas over the cells: the cell at the top left shows in the place of the others. Of areas that overlap
 * those stay that hide least, then the first. `count` hears of cells and may throw; `tell` of what an area hides and of
 * areas left out.
 */
export function mergeCells(
  cells: Cells,
  areas: Range[],
  blank: (row: number, column: number, master?: GridCell) => GridCell,
  count: (cells: number) => void,
  tell: (place: Range, message: string) => void,
): void {
  const used = usedRange(cells);
  if (!used) return;
  const different = new Map(areas.map((area) => [`${area.top},${area.left},${area.bottom},${area.right}`, area]));
  const clipped = [...different.values()].flatMap((area) => {
    const [bottom, right] = [Math.min(area.bottom, used.bottom), Math.min(area.right, used.right)];
    const box = sizeOf(area) > WIDE ? { ...area, bottom, right } : area;
    if (box.bottom < box.top || box.right < box.left || sizeOf(box) < 2) return [];
    count(sizeOf(box));
    return [{ box, hides: hidden(cells, box) }];
  });
  const isCovered = (row: number, column: number) => {
    const cell = cells.get(row)?.get(column);
    return cell !== undefined && (cell.master !== undefined || cell.rowSpan * cell.colSpan > 1);
  };
  for (const { box, hides } of clipped.toSorted((a, b) => a.hides.length - b.hides.length)) {
    if (each(box, isCovered)) {
      tell(box, '与另一个合并区域重叠，没有按合并读入，请核对');
      continue;
    }
    if (hides[0] !== undefined) tell(box, `合并单元格下面还有遮住的内容“${shorten(hides[0])}”，未读入`);
    const master = cells.get(box.top)?.get(box.left) ?? blank(box.top, box.left);
    master.rowSpan = box.bottom - box.top + 1;
    master.colSpan = box.right - box.left + 1;
    each(box, (row, column) => {
      const line = cells.get(row) ?? new Map<number, GridCell>();
      cells.set(row, line);
      line.set(column, row === box.top && column === box.left ? master : blank(row, column, master));
      return false;
    });
  }
}

function sizeOf({ top, left, bottom, right }: Range): number {
  return (bottom - top + 1) * (right - left + 1);
}

function usedRange(cells: Cells): { bottom: number; right: number } | null {
  let bottom = 0;
  let right = 0;
  for (const [row, line] of cells) {
    bottom = Math.max(bottom, row);
    for (const column of line.keys()) right = Math.max(right, column);
  }
  return bottom === 0 ? null : { bottom, right };
}

/** Texts of the cells under an area but for its first. */
function hidden(cells: Cells, box: Range): string[] {
  const texts: string[] = [];
  each(box, (row, column) => {
    const text = cells.get(row)?.get(column)?.text ?? '';
    if (text.trim() !== '' && (row !== box.top || column !== box.left)) texts.push(text);
    return false;
  });
  return texts;
}

/** Visits the places of an area row by row until `visit` is true; whether it was. */
function each(box: Range, visit: (row: number, column: number) => boolean): boolean {
  for (let row = box.top; row <= box.bottom; row++)
    for (let column = box.left; column <= box.right; column++) if (visit(row, column)) return true;
  return false;
}
