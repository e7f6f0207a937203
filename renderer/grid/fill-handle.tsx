import { memo, type RefObject, useEffect, useState } from 'react';
import type { Sheet } from '../../shared/layout/sheet.ts';
import { sheetIndex } from '../../shared/layout/sheet-index.ts';
import './fill-handle.css';
import { areaTo } from './fill.ts';
import { type Block, cellAt, cellsIn } from './navigation.ts';
import { pagePlace } from './selection-view.tsx';
import type { Fill } from './use-fill.ts';

interface Props {
  sheet: Sheet;
  block: Block;
  fill: RefObject<Fill>;
}

/** The small square at the lower right corner of the selection: dragging it copies the block beside it, as Ctrl+D does below. */
export const FillHandle = memo(
  function FillHandle({ sheet, block, fill }: Props) {
    const [area, setArea] = useState<Block | null>(null);
    const [dragging, setDragging] = useState(false);
    useEffect(() => {
      if (!dragging) return undefined;
      const onKey = (event: KeyboardEvent) => {
        if (event.key !== 'Escape') return;
        event.preventDefault();
        event.stopPropagation();
        setDragging(false);
        setArea(null);
      };
      window.addEventListener('keydown', onKey, { capture: true });
      return () => window.removeEventListener('keydown', onKey, { capture: true });
    }, [dragging]);
    useEffect(() => (dragging ? fill.current.hold() : undefined), [dragging, fill]);
    const corner = framesOf(sheet, block).at(-1);
    if (!corner) return null;
    return (
      <div aria-hidden="true">
        {area &&
          framesOf(sheet, area).map(({ page, x, y, width, height }) => (
            <div
              key={page}
              className="fill-area"
              style={{ ...pagePlace(sheet, page, x, y), width: `${width}mm`, height: `${height}mm` }}
            />
          ))}
        <div
          className="fill-handle"
          style={pagePlace(sheet, corner.page, corner.x + corner.width, corner.y + corner.height)}
          onPointerDown={(event) => {
            event.preventDefault();
            event.stopPropagation();
            if (event.button !== 0 || !fill.current.begin()) return;
            event.currentTarget.setPointerCapture(event.pointerId);
            setDragging(true);
          }}
          onPointerMove={(event) => {
            if (dragging) setArea(areaUnder(sheet, block, event.clientX, event.clientY));
          }}
          onPointerUp={() => {
            if (dragging && area) fill.current.into(block, area);
            setDragging(false);
            setArea(null);
          }}
        />
      </div>
    );
  },
  (a, b) =>
    a.sheet === b.sheet &&
    (['top', 'left', 'bottom', 'right'] as const).every((side) => a.block[side] === b.block[side]),
);

function areaUnder(sheet: Sheet, block: Block, x: number, y: number): Block | null {
  for (const element of document.elementsFromPoint(x, y)) {
    const key = element.closest<HTMLElement>('.page [data-path]')?.dataset.path;
    const cell = key === undefined ? null : cellAt(sheet, key);
    if (cell) return areaTo(block, cell);
  }
  return null;
}

/** The rectangle around the cells of a block, in mm, on each page that has any. */
function framesOf(sheet: Sheet, block: Block): { page: number; x: number; y: number; width: number; height: number }[] {
  const { boxesOf } = sheetIndex(sheet);
  const frames = new Map<number, { left: number; top: number; right: number; bottom: number }>();
  for (const cell of cellsIn(sheet, block))
    for (const { box, page } of boxesOf(cell)) {
      const { x, y, width, height } = box;
      const there = frames.get(page) ?? { left: x, top: y, right: x, bottom: y };
      frames.set(page, {
        left: Math.min(there.left, x),
        top: Math.min(there.top, y),
        right: Math.max(there.right, x + width),
        bottom: Math.max(there.bottom, y + height),
      });
    }
  return [...frames]
    .sort(([a], [b]) => a - b)
    .map(([page, { left, top, right, bottom }]) => ({
      page,
      x: left,
      y: top,
      width: right - left,
      height: bottom - top,
    }));
}
