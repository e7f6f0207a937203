import { pathOf, placeOf } from '../../shared/filing/path.ts';
import { patternFields } from '../../shared/form/pattern.ts';
import type { Sheet, SheetCell } from '../../shared/layout/sheet.ts';

/** Where the selection goes. Pure functions over the laid-out sheet; labels are never selected. */

export type Target =
  | 'up'
  | 'down'
  | 'left'
  | 'right'
  | 'next'
  | 'previous'
  | 'first'
  | 'last'
  | 'row-start'
  | 'row-end'
  | 'edge-up'
  | 'edge-down'
  | 'edge-left'
  | 'edge-right';

/** A rectangle of grid rows and columns; bottom and right are not included. */
export interface Block {
  top: number;
  left: number;
  bottom: number;
  right: number;
}

/** The cells that can be edited, in reading order; a level cell cut by a page end counts once. */
export function editableCells(sheet: Sheet): readonly SheetCell[] {
  const known = editable.get(sheet);
  if (known) return known;
  const seen = new Set<string>();
  const cells = sheet.cells
    .filter((cell) => cell.kind === 'field' && !seen.has(cell.path) && seen.add(cell.path))
    .sort((a, b) => a.row - b.row || a.col - b.col);
  editable.set(sheet, cells);
  return cells;
}

/** A sheet never changes, and every key asks for its cells. */
const editable = new WeakMap<Sheet, readonly SheetCell[]>();

/** Paths of the values that a cell shows: all fields of its pattern, all rows of a merged level cell, else its own. */
export function pathsOf({ path, pattern, run }: SheetCell): string[] {
  if (pattern !== '') return patternFields(pattern);
  const place = placeOf(path);
  if (!run || 'field' in place) return [path];
  return run.flatMap(({ table, from, count }) =>
    Array.from({ length: count }, (_, k) => pathOf({ table, row: from + k, column: place.column })),
  );
}

/** The cell that stands at a path, or the pattern or merged level cell that covers it; null when nothing does. */
export function cellAt(sheet: Sheet, path: string): SheetCell | null {
  const exact = sheet.cells.find((cell) => cell.path === path && cell.kind === 'field');
  if (exact) return exact;
  const place = placeOf(path);
  if ('field' in place)
    return sheet.cells.find((cell) => cell.pattern !== '' && pathsOf(cell).includes(place.field)) ?? null;
  return (
    sheet.cells.find((cell) => {
      const at = placeOf(cell.path);
      if (!cell.run || 'field' in at || at.column !== place.column) return false;
      return cell.run.some(
        ({ table, from, count }) => table === place.table && place.row >= from && place.row < from + count,
      );
    }) ?? null
  );
}

/** The cell that a move from `from` ends at; `from` itself where there is none further. */
export function target(sheet: Sheet, from: SheetCell, to: Target): SheetCell {
  const cells = editableCells(sheet);
  const row = cells.filter((cell) => cell.row <= from.row && cell.row + cell.rowSpan > from.row);
  const index = cells.findIndex((cell) => cell.path === from.path);
  switch (to) {
    case 'next':
      return cells[index + 1] ?? from;
    case 'previous':
      return cells[index - 1] ?? from;
    case 'first':
      return cells[0] ?? from;
    case 'last':
      return cells.at(-1) ?? from;
    case 'row-start':
      return row.toSorted((a, b) => a.col - b.col)[0] ?? from;
    case 'row-end':
      return row.toSorted((a, b) => b.col - a.col)[0] ?? from;
    case 'edge-up':
    case 'edge-down':
    case 'edge-left':
    case 'edge-right':
      return edge(cells, from, to.slice('edge-'.length) as Direction);
    default:
      return neighbour(cells, from, to);
  }
}

function edge(cells: readonly SheetCell[], from: SheetCell, direction: Direction): SheetCell {
  const next = neighbour(cells, from, direction);
  return next === from ? from : edge(cells, next, direction);
}

/** The block from one cell to another, grown until no merged cell is cut, as in Excel. */
export function blockOf(sheet: Sheet, a: SheetCell, b: SheetCell): Block {
  const block = { top: a.row, left: a.col, bottom: a.row + a.rowSpan, right: a.col + a.colSpan };
  const include = (cell: SheetCell): boolean => {
    const { top, left, bottom, right } = block;
    block.top = Math.min(top, cell.row);
    block.left = Math.min(left, cell.col);
    block.bottom = Math.max(bottom, cell.row + cell.rowSpan);
    block.right = Math.max(right, cell.col + cell.colSpan);
    return top !== block.top || left !== block.left || bottom !== block.bottom || right !== block.right;
  };
  include(b);
  while (sheet.cells.some((cell) => touches(cell, block) && include(cell)));
  return block;
}

function touches(cell: SheetCell, { top, left, bottom, right }: Block): boolean {
  return cell.row < bottom && cell.row + cell.rowSpan > top && cell.col < right && cell.col + cell.colSpan > left;
}

/** The cells of a block that can be edited, in reading order. */
export function cellsIn(sheet: Sheet, block: Block): SheetCell[] {
  return editableCells(sheet).filter((cell) => touches(cell, block));
}

type Direction = 'up' | 'down' | 'left' | 'right';

/**
 * The next cell in a direction: in the same row for left and right; in the nearest row, then column, for up and down.
 */
function neighbour(cells: readonly SheetCell[], from: SheetCell, direction: Direction): SheetCell {
  const vertical = direction === 'up' || direction === 'down';
  const forward = direction === 'down' || direction === 'right';
  let best = from;
  let least = Number.POSITIVE_INFINITY;
  for (const cell of cells) {
    const ahead = forward ? start(cell, vertical) - end(from, vertical) : start(from, vertical) - end(cell, vertical);
    if (ahead < 0) continue;
    const aside = Math.max(
      0,
      start(cell, !vertical) - end(from, !vertical) + 1,
      start(from, !vertical) - end(cell, !vertical) + 1,
    );
    if (!vertical && aside > 0) continue;
    const offset = Math.abs(start(cell, !vertical) - start(from, !vertical));
    const distance = ahead * 10_000 + aside * 100 + offset;
    if (distance >= least) continue;
    least = distance;
    best = cell;
  }
  return best;
}

function start(cell: SheetCell, vertical: boolean): number {
  return vertical ? cell.row : cell.col;
}

/** First row or column after the cell. */
function end(cell: SheetCell, vertical: boolean): number {
  return vertical ? cell.row + cell.rowSpan : cell.col + cell.colSpan;
}
