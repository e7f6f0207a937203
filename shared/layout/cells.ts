import { pathOf, placeOf } from '../filing/path.ts';
import { patternFields } from '../form/pattern.ts';
import type { Box, Sheet, SheetCell } from './sheet.ts';

/** Which cell of a sheet shows a value. A sheet never changes and every key asks, so each is indexed once. */

/** Paths of the values that a cell shows: all fields of its pattern, all rows of a merged cell, else its own. */
export function pathsOf({ path, pattern, run }: SheetCell): string[] {
  if (pattern !== '') return [...new Set([path, ...patternFields(pattern)])];
  if (path === '') return [];
  const place = placeOf(path);
  if (!run || 'field' in place) return [path];
  return run.flatMap(({ table, from, count }) =>
    Array.from({ length: count }, (_, k) => pathOf({ table, row: from + k, column: place.column })),
  );
}

interface Index {
  /** Indexes of the cells whose own path it is, in printed order: several where a page end cuts a merged cell. */
  own: Map<string, number[]>;
  /** Index of the first cell that shows a path beside its own: in a pattern, or a merged cell. */
  covered: Map<string, number>;
  /** Index of the first page that a cell is on. */
  page: Map<number, number>;
}

const indexes = new WeakMap<Sheet, Index>();

function indexOf(sheet: Sheet): Index {
  const known = indexes.get(sheet);
  if (known) return known;
  const index: Index = { own: new Map(), covered: new Map(), page: new Map() };
  for (const [number, cell] of sheet.cells.entries()) {
    if (cell.path === '') continue;
    const own = index.own.get(cell.path);
    if (own) own.push(number);
    else index.own.set(cell.path, [number]);
    if (cell.pattern === '' && !cell.run) continue;
    for (const path of pathsOf(cell)) if (!index.covered.has(path)) index.covered.set(path, number);
  }
  for (const [page, { boxes }] of sheet.pages.entries())
    for (const { cell } of boxes) if (!index.page.has(cell)) index.page.set(cell, page);
  indexes.set(sheet, index);
  return index;
}

/** The cell that shows the value at a path: its own, else the pattern or merged cell that covers it; null when none does. */
export function cellOfPath(sheet: Sheet, path: string): SheetCell | null {
  const { own, covered } = indexOf(sheet);
  const found = own.get(path)?.[0] ?? covered.get(path);
  return found === undefined ? null : (sheet.cells[found] ?? null);
}

/** The cells whose own path this is, in printed order: several where a page end cuts a merged cell. */
export function cellsOfPath(sheet: Sheet, path: string): SheetCell[] {
  return (indexOf(sheet).own.get(path) ?? []).map((found) => sheet.cells[found] as SheetCell);
}

/** The first box of the first cell whose own path this is, with its page; null when there is none. */
export function firstBoxOf(sheet: Sheet, path: string): (Box & { page: number }) | null {
  const { own, page: pages } = indexOf(sheet);
  const found = own.get(path)?.[0];
  const page = found === undefined ? undefined : pages.get(found);
  const box = page === undefined ? undefined : sheet.pages[page]?.boxes.find(({ cell }) => cell === found);
  return page === undefined || !box ? null : { ...box, page };
}
