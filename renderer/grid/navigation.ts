import { isLevelName } from '../../shared/filing/levels.ts';
import type { Sheet, SheetCell } from '../../shared/layout/sheet.ts';
import { isSelectable, sheetIndex } from '../../shared/layout/sheet-index.ts';

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

/** The cells that can be selected, in reading order; a level cell cut by a page end counts once. */
export function editableCells(sheet: Sheet): readonly SheetCell[] {
  return sheetIndex(sheet).cells;
}

/** Whether the clerk can type into the cell: what is worked out can only be selected and copied. */
export function isTypable({ kind, adds }: SheetCell): boolean {
  return kind === 'field' || adds !== undefined;
}

/** Whether Tab stops at a cell: those that are typed into, without the level names that the form prints. */
function isTabStop({ form }: Sheet, cell: SheetCell): boolean {
  return isTypable(cell) && !isLevelName(form, cell);
}

/** The cell of a key, or the one that shows the value at a path; null when nothing does. */
export function cellAt(sheet: Sheet, path: string): SheetCell | null {
  return sheetIndex(sheet).find(path);
}

/** The cell that a move from `from` ends at; `from` itself where there is none further. */
export function target(sheet: Sheet, from: SheetCell, to: Target): SheetCell {
  const { cells, orderOf } = sheetIndex(sheet);
  switch (to) {
    case 'next':
      return cells.find((cell, at) => at > orderOf(from) && isTabStop(sheet, cell)) ?? from;
    case 'previous':
      return cells.findLast((cell, at) => at < orderOf(from) && isTabStop(sheet, cell)) ?? from;
    case 'first':
      return cells[0] ?? from;
    case 'last':
      return cells.at(-1) ?? from;
    case 'row-start':
      return beside(sheet, from).toSorted((a, b) => a.col - b.col)[0] ?? from;
    case 'row-end':
      return beside(sheet, from).toSorted((a, b) => b.col - a.col)[0] ?? from;
    case 'edge-up':
    case 'edge-down':
    case 'edge-left':
    case 'edge-right':
      return edge(sheet, from, to.slice('edge-'.length) as Direction);
    default:
      return neighbour(sheet, from, to);
  }
}

/** Whether a cell stands to the right of another, in a row that both have. */
export function isFurtherOn(from: SheetCell, { row, rowSpan, col }: SheetCell): boolean {
  return col > from.col && row < from.row + from.rowSpan && from.row < row + rowSpan;
}

/** The cell one row below another, in the column of a third one: where Enter ends a run of Tabs. */
export function below(sheet: Sheet, from: SheetCell, { col, colSpan }: SheetCell): SheetCell {
  const start = { ...from, col, colSpan };
  const found = neighbour(sheet, start, 'down');
  return found === start ? from : found;
}

/** The cells that can be selected in the rows of a cell, itself among them. */
function beside(sheet: Sheet, from: SheetCell): SheetCell[] {
  return coverers(sheet, from.row, from.row + from.rowSpan).filter(isSelectable);
}

function coverers(sheet: Sheet, top: number, bottom: number): SheetCell[] {
  return [...new Set(sheetIndex(sheet).rows.slice(top, bottom).flat())];
}

function edge(sheet: Sheet, from: SheetCell, direction: Direction): SheetCell {
  let at = from;
  for (let next = neighbour(sheet, at, direction); next !== at; next = neighbour(sheet, at, direction)) at = next;
  return at;
}

/** The block from one cell to another, grown until no merged cell is cut, as in Excel. */
export function blockOf(sheet: Sheet, a: SheetCell, b: SheetCell): Block {
  const block = { top: a.row, left: a.col, bottom: a.row + a.rowSpan, right: a.col + a.colSpan };
  if (a === b) return block;
  const include = (cell: SheetCell): boolean => {
    const { top, left, bottom, right } = block;
    block.top = Math.min(top, cell.row);
    block.left = Math.min(left, cell.col);
    block.bottom = Math.max(bottom, cell.row + cell.rowSpan);
    block.right = Math.max(right, cell.col + cell.colSpan);
    return top !== block.top || left !== block.left || bottom !== block.bottom || right !== block.right;
  };
  include(b);
  while (coverers(sheet, block.top, block.bottom).some((cell) => touches(cell, block) && include(cell)));
  return block;
}

function touches(cell: SheetCell, { top, left, bottom, right }: Block): boolean {
  return cell.row < bottom && cell.row + cell.rowSpan > top && cell.col < right && cell.col + cell.colSpan > left;
}

/** The cells of a block that can be selected, in reading order. */
export function cellsIn(sheet: Sheet, block: Block): SheetCell[] {
  const { orderOf } = sheetIndex(sheet);
  const inside = coverers(sheet, block.top, block.bottom).filter(
    (cell) => isThere(sheet, cell) && touches(cell, block),
  );
  return inside.sort((a, b) => orderOf(a) - orderOf(b));
}

/** Whether the cell can be selected; the rest of one that a page end cuts cannot. */
function isThere(sheet: Sheet, cell: SheetCell): boolean {
  const { find, keyOf } = sheetIndex(sheet);
  return isSelectable(cell) && find(keyOf(cell)) === cell;
}

type Direction = 'up' | 'down' | 'left' | 'right';

/**
 * The next cell in a direction: in the same row for left and right; in the nearest row, then column, for up and down.
 */
function neighbour(sheet: Sheet, from: SheetCell, direction: Direction): SheetCell {
  const vertical = direction === 'up' || direction === 'down';
  const forward = direction === 'down' || direction === 'right';
  const candidates = vertical ? nearestRow(sheet, from, forward) : beside(sheet, from);
  let best = from;
  let least = Number.POSITIVE_INFINITY;
  for (const cell of candidates) {
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
  return best === from ? from : beginning(sheet, best);
}

/** The cells of the nearest row, below or above, in which any begins (below) or ends (above). */
function nearestRow(sheet: Sheet, from: SheetCell, forward: boolean): SheetCell[] {
  const { rows } = sheetIndex(sheet);
  const step = forward ? 1 : -1;
  for (let row = forward ? from.row + from.rowSpan : from.row - 1; rows[row]; row += step) {
    const found = rows[row]?.filter(
      (cell) => isThere(sheet, cell) && (forward ? cell.row === row : cell.row + cell.rowSpan === row + 1),
    );
    if (found && found.length > 0) return found;
  }
  return [];
}

function start(cell: SheetCell, vertical: boolean): number {
  return vertical ? cell.row : cell.col;
}

/** First row or column after the cell. */
function end(cell: SheetCell, vertical: boolean): number {
  return vertical ? cell.row + cell.rowSpan : cell.col + cell.colSpan;
}

/** How many further labels may stand between a label and the cell that it names: 资金投入 | 实施期金额 | the amount. */
const BETWEEN = 2;

/**
 * The cell that a label names: right of it, else below, else the next one behind labels in its rows, then in its column.
 * Null where there is none so near: a blank or a dash names nothing, and a line over the frame (单位：万元) nothing in it.
 */
export function namedBy(sheet: Sheet, label: SheetCell): SheetCell | null {
  if (!/[\p{L}\p{N}]/u.test(label.text)) return null;
  const { rows } = sheetIndex(sheet);
  const end = label.row + label.rowSpan;
  const right = rows.slice(label.row, end).map((cells) => cells.filter(({ col }) => col > label.col));
  const below = rows
    .slice(end)
    .flatMap((cells) => cells.find(({ col, colSpan }) => col <= label.col && col + colSpan > label.col) ?? []);
  const near = [right[0]?.slice(0, 1) ?? [], below.slice(0, 1), ...right, below].map((way) => firstBehind(label, way));
  const named = near.find((cell) => cell !== null);
  return named ? beginning(sheet, named) : null;
}

/** The first of the cells that can be selected, over few labels and no frame. */
function firstBehind(label: SheetCell, way: readonly SheetCell[]): SheetCell | null {
  const distinct = way.filter((cell, at) => cell !== way[at - 1]);
  const reach = distinct.slice(0, BETWEEN + 1);
  const inside = reach.findIndex((cell) => cell.style.frame !== label.style.frame);
  return (inside === -1 ? reach : reach.slice(0, inside)).find(isSelectable) ?? null;
}

/** Of a cell that a page end cuts, its beginning. */
function beginning(sheet: Sheet, cell: SheetCell): SheetCell {
  const { find, keyOf } = sheetIndex(sheet);
  return find(keyOf(cell)) ?? cell;
}
