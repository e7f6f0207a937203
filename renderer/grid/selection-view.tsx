import { memo } from 'react';
import type { Sheet, SheetCell } from '../../shared/layout/sheet.ts';
import type { Block } from './navigation.ts';

interface Props {
  sheet: Sheet;
  active: SheetCell;
  block: Block;
}

/** The frame around the active cell and the tint over the selected block, drawn over the pages. */
export const SelectionView = memo(function SelectionView({ sheet, active, block }: Props) {
  const several = block.bottom - block.top > active.rowSpan || block.right - block.left > active.colSpan;
  return (
    <div className="selection" aria-hidden="true" data-path={active.path}>
      {sheet.pages.map((page, number) =>
        page.boxes.map((box) => {
          const cell = sheet.cells[box.cell];
          if (!cell || box.repeated) return null;
          const isActive = cell.path !== '' && cell.path === active.path;
          const inBlock =
            several &&
            cell.row >= block.top &&
            cell.row < block.bottom &&
            cell.col >= block.left &&
            cell.col < block.right;
          if (!isActive && !inBlock) return null;
          return (
            <div
              key={`${box.cell} ${box.y}`}
              className={isActive ? 'active-cell' : 'in-block'}
              style={{ ...pagePlace(sheet, number, box.x, box.y), width: `${box.width}mm`, height: `${box.height}mm` }}
            />
          );
        }),
      )}
    </div>
  );
}, sameSelection);

function sameSelection(a: Props, b: Props): boolean {
  const sides = ['top', 'left', 'bottom', 'right'] as const;
  return a.sheet === b.sheet && a.active === b.active && sides.every((side) => a.block[side] === b.block[side]);
}

/** CSS position of a place on a page, seen from the top left corner of the first page. */
export function pagePlace(sheet: Sheet, page: number, x: number, y: number): { left: string; top: string } {
  return { left: `${x}mm`, top: `calc(${y + page * sheet.form.page.height}mm + ${page} * var(--page-gap))` };
}

/** The first box of the cell at a path, with its page. */
export function firstBox(sheet: Sheet, path: string) {
  for (const [page, { boxes }] of sheet.pages.entries()) {
    const box = boxes.find((candidate) => sheet.cells[candidate.cell]?.path === path);
    if (box) return { ...box, page, lines: box.lines.length };
  }
  return null;
}

/** CSS position of the left corner above or below a cell's first box. */
export function corner(sheet: Sheet, cell: SheetCell, side: 'top' | 'bottom'): { left: string; top: string } {
  const box = firstBox(sheet, cell.path);
  return pagePlace(sheet, box?.page ?? 0, box?.x ?? 0, (box?.y ?? 0) + (side === 'bottom' ? (box?.height ?? 0) : 0));
}
