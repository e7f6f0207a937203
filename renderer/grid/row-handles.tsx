import { memo, type RefObject, useDeferredValue, useState } from 'react';
import { rowPlaceOf } from '../../shared/filing/path.ts';
import type { Sheet } from '../../shared/layout/sheet.ts';
import { screenRect } from './screen-rect.ts';
import { pagePlace } from './selection-view.tsx';
import type { RowDrag } from './use-row-drag.ts';
import './row-handles.css';

interface Props {
  sheet: Sheet;
  latest: RefObject<RowDrag>;
}

/** Width in mm of a handle, in the margin left of the table. */
const WIDTH = 5;

/** Handles beside the rows of tables, to move a row by dragging it. Keys do the same with Alt+↑ and Alt+↓. */
export const RowHandles = memo(function RowHandles({ sheet, latest }: Props) {
  // A cell that was just entered is painted before them.
  return <Handles sheet={useDeferredValue(sheet)} latest={latest} />;
});

const Handles = memo(function Handles({ sheet, latest }: Props) {
  const [drag, setDrag] = useState<{ table: string; row: number; before: number } | null>(null);
  const rows = tableRows(sheet);
  const left = Math.min(...(sheet.pages[0]?.boxes ?? []).map((box) => box.x));
  const width = sheet.columns.reduce((sum, column) => sum + column, 0);
  const right = left + width;
  const own = drag ? rows.filter(({ table }) => table === drag.table) : [];
  const line = drag && own.find(({ row }) => row === Math.min(drag.before, own.length - 1));
  // The handles of a right lane stand right of it.
  const beside = (table: string) =>
    sheet.form.bands.some((band) => band.kind === 'table' && band.lanes[1]?.id === table);
  return (
    <div className="row-handles" aria-hidden="true">
      {rows.map(({ table, row, page, y, height }) => (
        <div
          key={`${table} ${row}`}
          className={drag?.table === table && drag.row === row ? 'row-handle dragged' : 'row-handle'}
          data-table={table}
          data-row={row}
          style={{
            ...pagePlace(sheet, page, beside(table) ? right + 0.5 : left - WIDTH - 0.5, y),
            width: `${WIDTH}mm`,
            height: `${height}mm`,
          }}
          onPointerDown={(event) => {
            event.preventDefault();
            event.stopPropagation();
            if (!latest.current.selectRow(table, row)) return;
            event.currentTarget.setPointerCapture(event.pointerId);
            setDrag({ table, row, before: row });
          }}
          onPointerMove={(event) => {
            if (drag) setDrag({ ...drag, before: rowUnder(table, event.clientX, event.clientY) ?? drag.before });
          }}
          onPointerUp={() => {
            if (drag) latest.current.dropRow(table, row, drag.before);
            setDrag(null);
          }}
          onPointerCancel={() => setDrag(null)}
        />
      ))}
      {drag && line && drag.before !== drag.row && (
        <div
          className="drop-line"
          style={{
            ...pagePlace(sheet, line.page, left, drag.before >= own.length ? line.y + line.height : line.y),
            width: `${width}mm`,
          }}
        />
      )}
    </div>
  );
}, sameHandles);

/** Most entries leave every row where it is. */
function sameHandles(a: Props, b: Props): boolean {
  if (a.sheet === b.sheet) return true;
  if (a.sheet.form !== b.sheet.form) return false;
  const [before, now] = [tableRows(a.sheet), tableRows(b.sheet)];
  const places = ['table', 'row', 'page', 'y', 'height'] as const;
  return (
    before.length === now.length && before.every((row, at) => places.every((place) => row[place] === now[at]?.[place]))
  );
}

interface RowBox {
  table: string;
  row: number;
  page: number;
  y: number;
  height: number;
}

/** First box of every row: where its handle stands. */
function tableRows(sheet: Sheet): RowBox[] {
  const known = rowsKnown.get(sheet);
  if (known) return known;
  const found = new Map<string, RowBox>();
  sheet.pages.forEach(({ boxes }, page) => {
    for (const { cell, y, height } of boxes) {
      const place = rowPlaceOf(sheet.cells[cell]?.path ?? '');
      if (!place || sheet.cells[cell]?.run) continue;
      const { table, row } = place;
      const key = `${table} ${row}`;
      if (!found.has(key)) found.set(key, { table, row, page, y, height });
    }
  });
  const rows = [...found.values()].sort((a, b) => a.row - b.row);
  rowsKnown.set(sheet, rows);
  return rows;
}

const rowsKnown = new WeakMap<Sheet, RowBox[]>();

/** The row before which one dropped here would stand: above or below the middle of the table's row under the pointer. */
function rowUnder(table: string, x: number, y: number): number | null {
  for (const element of document.elementsFromPoint(x, y)) {
    const handle = (element as HTMLElement).closest<HTMLElement>('[data-row]');
    const path = (element as HTMLElement).closest<HTMLElement>('[data-path]')?.dataset.path;
    const place = path ? rowPlaceOf(path) : null;
    const at = handle ? { table: handle.dataset.table, row: Number(handle.dataset.row) } : place;
    if (at?.table !== table) continue;
    const box = screenRect(element);
    return y > box.top + box.height / 2 ? at.row + 1 : at.row;
  }
  return null;
}
