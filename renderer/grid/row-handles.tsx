import { memo, type RefObject, useState } from 'react';
import { placeOf } from '../../shared/filing/path.ts';
import type { Sheet } from '../../shared/layout/sheet.ts';
import { pagePlace } from './selection-view.tsx';

interface Props {
  sheet: Sheet;
  latest: RefObject<{
    /** False when what is being typed cannot be entered: then nothing is dragged. */
    selectRow(row: number): boolean;
    /** The dragged row goes before the row `before`. */
    dropRow(row: number, before: number): void;
  }>;
}

/** Width in mm of a handle, in the margin left of the table. */
const WIDTH = 5;

/** Handles beside the indicator rows, to move a row by dragging it. Keys do the same with Alt+↑ and Alt+↓. */
export const RowHandles = memo(function RowHandles({ sheet, latest }: Props) {
  const [drag, setDrag] = useState<{ row: number; before: number } | null>(null);
  const rows = indicatorRows(sheet);
  const left = Math.min(...(sheet.pages[0]?.boxes ?? []).map((box) => box.x));
  const width = sheet.columns.reduce((sum, column) => sum + column, 0);
  const line = drag && rows.find(({ row }) => row === Math.min(drag.before, rows.length - 1));
  return (
    <div className="row-handles" aria-hidden="true">
      {rows.map(({ row, page, y, height }) => (
        <div
          key={row}
          className={drag?.row === row ? 'row-handle dragged' : 'row-handle'}
          data-row={row}
          style={{ ...pagePlace(sheet, page, left - WIDTH - 0.5, y), width: `${WIDTH}mm`, height: `${height}mm` }}
          onPointerDown={(event) => {
            event.preventDefault();
            event.stopPropagation();
            if (!latest.current.selectRow(row)) return;
            event.currentTarget.setPointerCapture(event.pointerId);
            setDrag({ row, before: row });
          }}
          onPointerMove={(event) => {
            if (drag) setDrag({ row, before: rowUnder(event.clientX, event.clientY) ?? drag.before });
          }}
          onPointerUp={() => {
            if (drag) latest.current.dropRow(row, drag.before);
            setDrag(null);
          }}
        >
          ⠿
        </div>
      ))}
      {drag && line && drag.before !== drag.row && (
        <div
          className="drop-line"
          style={{
            ...pagePlace(sheet, line.page, left, drag.before >= rows.length ? line.y + line.height : line.y),
            width: `${width}mm`,
          }}
        />
      )}
    </div>
  );
});

/** First box of every indicator row: where its handle stands. */
function indicatorRows(sheet: Sheet): { row: number; page: number; y: number; height: number }[] {
  const found = new Map<number, { row: number; page: number; y: number; height: number }>();
  sheet.pages.forEach(({ boxes }, page) => {
    for (const { cell, y, height } of boxes) {
      const place = placeOf(sheet.cells[cell]?.path ?? '');
      if ('field' in place || sheet.cells[cell]?.run || found.has(place.row)) continue;
      found.set(place.row, { row: place.row, page, y, height });
    }
  });
  return [...found.values()].sort((a, b) => a.row - b.row);
}

/** The row before which a row dropped here would stand: above or below the middle of the row under the pointer. */
function rowUnder(x: number, y: number): number | null {
  for (const element of document.elementsFromPoint(x, y)) {
    const handle = (element as HTMLElement).closest<HTMLElement>('[data-row]');
    const path = (element as HTMLElement).closest<HTMLElement>('[data-path^="indicators"]')?.dataset.path;
    const place = path ? placeOf(path) : null;
    const row = handle ? Number(handle.dataset.row) : place && !('field' in place) ? place.row : null;
    if (row === null) continue;
    const box = element.getBoundingClientRect();
    return y > box.top + box.height / 2 ? row + 1 : row;
  }
  return null;
}
