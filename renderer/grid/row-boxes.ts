import { rowPlaceOf } from '../../shared/filing/path.ts';
import type { Page, Sheet } from '../../shared/layout/sheet.ts';

/** Where a row of a table begins on a page, in mm. */
export interface RowBox {
  table: string;
  row: number;
  page: number;
  y: number;
  height: number;
}

/** The rows that begin on a page, by their first box. A row that has come from the page before begins there. */
export function rowsOn(sheet: Sheet, page: number): RowBox[] {
  const [boxes, before] = [sheet.pages[page], sheet.pages[page - 1]].map((one) => (one ? boxesOf(sheet, one) : null));
  return [...(boxes ?? [])].flatMap(([key, box]) => (before?.has(key) ? [] : { ...box, page }));
}

type BoxOnPage = Omit<RowBox, 'page'>;

/** By table and row. Merged cells are of several rows, and tell none of them. */
function boxesOf(sheet: Sheet, { boxes }: Page): Map<string, BoxOnPage> {
  const found = new Map<string, BoxOnPage>();
  for (const { cell, y, height } of boxes) {
    const place = rowPlaceOf(sheet.cells[cell]?.path ?? '');
    if (!place || sheet.cells[cell]?.run) continue;
    const { table, row } = place;
    const key = `${table} ${row}`;
    if (!found.has(key)) found.set(key, { table, row, y, height });
  }
  return found;
}
