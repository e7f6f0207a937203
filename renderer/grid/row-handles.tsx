import { memo, type RefObject, useEffect, useState } from 'react';
import { rowPlaceOf } from '../../shared/filing/path.ts';
import type { Sheet } from '../../shared/layout/sheet.ts';
import { useAfterPaint } from '../after-paint.ts';
import { rowsOn } from './row-boxes.ts';
import { screenRect } from './screen-rect.ts';
import { pagePlace } from './selection-view.tsx';
import type { RowDrag } from './use-row-drag.ts';
import type { PageSet } from './use-seen-pages.ts';
import './row-handles.css';

interface Props {
  sheet: Sheet;
  /** The pages that are drawn. */
  drawn: PageSet;
  latest: RefObject<RowDrag>;
}

/** Width in mm of a handle, in the margin left of the table. */
const WIDTH = 5;

/** A row on its way to stand before another of its table. */
interface Drag {
  table: string;
  row: number;
  before: number;
  /** The page on which it was taken. */
  page: number;
}

/** Handles beside the rows of tables, to move a row by dragging it. Keys do the same with Alt+↑ and Alt+↓. */
export const RowHandles = memo(function RowHandles({ sheet, drawn, latest }: Props) {
  const [drag, setDrag] = useState<Drag | null>(null);
  const dragging = drag !== null;
  useEffect(() => (dragging ? latest.current.hold() : undefined), [dragging, latest]);
  // A cell that was just entered is painted before them.
  const late = useAfterPaint(sheet);
  // Of the page on which a row was taken, its handle stays: it has the pointer.
  const pages = [...new Set(drag ? [...drawn, drag.page] : drawn)].filter((page) => late.pages[page]);
  return (
    <div className="row-handles" aria-hidden="true">
      {pages.map((page) => (
        <Handles key={page} sheet={late} page={page} drag={drag} onDrag={setDrag} latest={latest} />
      ))}
      {drag && drag.before !== drag.row && <DropLine sheet={late} pages={pages} drag={drag} />}
    </div>
  );
});

interface HandlesProps extends Pick<Props, 'sheet' | 'latest'> {
  page: number;
  drag: Drag | null;
  onDrag(drag: Drag | null): void;
}

/** The handles of a page's rows. */
const Handles = memo(function Handles({ sheet, page, drag, onDrag, latest }: HandlesProps) {
  const [left, right] = sidesOf(sheet);
  // The handles of a right lane stand right of it.
  const beside = (table: string) =>
    sheet.form.bands.some((band) => band.kind === 'table' && band.lanes[1]?.id === table);
  return rowsOn(sheet, page).map(({ table, row, y, height }) => (
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
        onDrag({ table, row, before: row, page });
      }}
      onPointerMove={(event) => {
        if (drag) onDrag({ ...drag, before: rowUnder(table, event.clientX, event.clientY) ?? drag.before });
      }}
      onPointerUp={() => {
        if (drag) latest.current.dropRow(table, row, drag.before);
        onDrag(null);
      }}
      onPointerCancel={() => onDrag(null)}
    />
  ));
}, sameHandles);

/** Most entries leave every row where it is. */
function sameHandles(a: HandlesProps, b: HandlesProps): boolean {
  if (a.page !== b.page || a.drag !== b.drag || a.sheet.form !== b.sheet.form) return false;
  const isSame = (page: number) => a.sheet.pages[page] === b.sheet.pages[page];
  if (isSame(a.page) && isSame(a.page - 1)) return true;
  const [before, now] = [rowsOn(a.sheet, a.page), rowsOn(b.sheet, b.page)];
  const places = ['table', 'row', 'y', 'height'] as const;
  return (
    before.length === now.length && before.every((row, at) => places.every((place) => row[place] === now[at]?.[place]))
  );
}

/** Where the dragged row would stand: above the row that it goes before, or below the last one of its table. */
function DropLine({ sheet, pages, drag }: { sheet: Sheet; pages: readonly number[]; drag: Drag }) {
  const rows = pages.flatMap((page) => rowsOn(sheet, page)).filter(({ table }) => table === drag.table);
  const below = rows.find(({ row }) => row === drag.before);
  const at = below ?? rows.find(({ row }) => row === drag.before - 1);
  if (!at) return null;
  const [left, right] = sidesOf(sheet);
  return (
    <div
      className="drop-line"
      style={{ ...pagePlace(sheet, at.page, left, below ? at.y : at.y + at.height), width: `${right - left}mm` }}
    />
  );
}

/** The left and the right edge of the tables on a page, in mm. */
function sidesOf(sheet: Sheet): [left: number, right: number] {
  const left = Math.min(...(sheet.pages[0]?.boxes ?? []).map(({ x }) => x));
  return [left, left + sheet.columns.reduce((sum, column) => sum + column, 0)];
}

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
