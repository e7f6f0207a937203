import { memo } from 'react';
import type { Sheet, SheetCell } from '../../shared/layout/sheet.ts';
import { sheetIndex } from '../../shared/layout/sheet-index.ts';
import type { Block } from './navigation.ts';
import type { PageSet } from './use-seen-pages.ts';
import './selection.css';

interface Props {
  sheet: Sheet;
  active: SheetCell;
  block: Block;
  /** The pages that are drawn. */
  drawn: PageSet;
}

/** The frame around the active cell and the tint over the selected block, drawn over the pages. */
export const SelectionView = memo(function SelectionView({ sheet, active, block, drawn }: Props) {
  const { keyOf } = sheetIndex(sheet);
  const several = isSeveral(block, active);
  return (
    <div className="selection" aria-hidden="true" data-path={keyOf(active)}>
      {several && inBlock(sheet, block).map((cell) => boxesOf(sheet, cell, cell === active, drawn))}
      {!several && boxesOf(sheet, active, true, drawn)}
    </div>
  );
}, sameSelection);

/** Whether a block holds more than its active cell. */
export function isSeveral({ top, left, bottom, right }: Block, { rowSpan, colSpan }: SheetCell): boolean {
  return bottom - top > rowSpan || right - left > colSpan;
}

function inBlock(sheet: Sheet, { top, left, bottom, right }: Block): SheetCell[] {
  const cells = new Set(sheetIndex(sheet).rows.slice(top, bottom).flat());
  return [...cells].filter((cell) => cell.row >= top && cell.row < bottom && cell.col >= left && cell.col < right);
}

function boxesOf(sheet: Sheet, cell: SheetCell, isActive: boolean, drawn: PageSet) {
  return sheetIndex(sheet)
    .boxesOf(cell)
    .filter(({ box, page }) => !box.repeated && drawn.has(page))
    .map(({ box, page }) => (
      <div
        key={`${box.cell} ${page} ${box.y}`}
        className={isActive ? 'active-cell' : 'in-block'}
        style={{ ...pagePlace(sheet, page, box.x, box.y), width: `${box.width}mm`, height: `${box.height}mm` }}
      />
    ));
}

function sameSelection(a: Props, b: Props): boolean {
  const sides = ['top', 'left', 'bottom', 'right'] as const;
  return (
    a.sheet === b.sheet &&
    a.active === b.active &&
    sides.every((side) => a.block[side] === b.block[side]) &&
    a.drawn === b.drawn
  );
}

/** CSS position of a place on a page, seen from the top left corner of the first page. */
export function pagePlace(sheet: Sheet, page: number, x: number, y: number): { left: string; top: string } {
  return { left: `${x}mm`, top: `calc(${y + page * sheet.form.page.height}mm + ${page} * var(--page-gap))` };
}

/** The first box of a cell, with its page; null for a cell that is on none. */
export function firstBox(sheet: Sheet, cell: SheetCell) {
  const [first] = sheetIndex(sheet).boxesOf(cell);
  return first ? { ...first.box, page: first.page, lines: first.box.lines.length } : null;
}

/** CSS position of the left corner above or below a cell's first box. */
export function corner(sheet: Sheet, cell: SheetCell, side: 'top' | 'bottom'): { left: string; top: string } {
  const box = firstBox(sheet, cell);
  return pagePlace(sheet, box?.page ?? 0, box?.x ?? 0, (box?.y ?? 0) + (side === 'bottom' ? (box?.height ?? 0) : 0));
}
