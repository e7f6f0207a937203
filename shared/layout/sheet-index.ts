import { pathOf, placeOf } from '../filing/path.ts';
import { patternFields } from '../form/pattern.ts';
import { isAlike } from './block.ts';
import type { Box, Page, Sheet, SheetCell } from './sheet.ts';

/** What the window looks up in a laid-out sheet at every key, put in order once for each sheet. */
export interface SheetIndex {
  /** Cells that can be selected, in reading order; one that a page end cuts counts once. */
  cells: readonly SheetCell[];
  /** For each grid row, the cells that cover it, labels among them, from left to right. */
  rows: readonly (readonly SheetCell[])[];
  /**
   * The name by which the window knows a cell: its path, or `@row,column` of the grid where it has none or another cell
   * has the same; '' for labels.
   */
  keyOf(cell: SheetCell): string;
  /** The cell of a key, or the one that shows the value at a path; null when there is none. */
  find(key: string): SheetCell | null;
  /** Place of a cell in reading order; -1 for one that cannot be selected. */
  orderOf(cell: SheetCell): number;
  /** The boxes of a cell on the pages, without those that are printed again. */
  boxesOf(cell: SheetCell): readonly PageBox[];
}

export interface PageBox {
  box: Box;
  page: number;
}

/** Whether the cell can be selected: it shows a value, or takes one for a new row. */
export function isSelectable({ kind, adds }: SheetCell): boolean {
  return kind === 'field' || kind === 'computed' || adds !== undefined;
}

/** Paths of the values that a cell shows: its own, all fields of its pattern, all rows of a merged cell. */
export function pathsOf({ path, pattern, run }: SheetCell): string[] {
  if (pattern !== '') return [...new Set([path, ...patternFields(pattern)])];
  const place = placeOf(path);
  if (!run || 'field' in place) return path === '' ? [] : [path];
  return run.flatMap(({ table, from, count }) =>
    Array.from({ length: count }, (_, k) => pathOf({ table, row: from + k, column: place.column })),
  );
}

const known = new WeakMap<Sheet, SheetIndex>();

/** The index of a sheet, which never changes. */
export function sheetIndex(sheet: Sheet): SheetIndex {
  const before = known.get(sheet);
  if (before) return before;
  const index = build(sheet);
  known.set(sheet, index);
  return index;
}

/** Cells that came in the places of those that an index was built of: these by those, and those by these. */
interface Others {
  base: SheetIndex;
  now: Map<SheetCell, SheetCell>;
  built: Map<SheetCell, SheetCell>;
  /** The cells that go on after a page end, with those that they are the rest of. */
  rests: Map<SheetCell, SheetCell>;
  /** Whether labels or rests are others: then the cells that cover a grid row are. */
  moved: boolean;
}

const others = new WeakMap<Sheet, Others>();

/**
 * Lets a sheet have the index of the one before, where it has the same cells to select in the same grid places; that
 * sheet keeps its own.
 */
export function keepIndex(before: Sheet, sheet: Sheet): void {
  const given = others.get(before);
  const base = given?.base ?? known.get(before);
  if (!base || before.rows.length !== sheet.rows.length) return;
  const [was, is] = [partedOf(before), partedOf(sheet)];
  if (was.begins.length !== is.begins.length) return;
  const now = new Map(given?.now);
  const built = new Map(given?.built);
  let moved = given?.moved || was.more.length !== is.more.length || was.more.some((cell, at) => cell !== is.more[at]);
  for (const [at, cell] of is.begins.entries()) {
    const other = was.begins[at] as SheetCell;
    if (other === cell) continue;
    if (!isSameKey(other, cell)) return;
    const first = built.get(other) ?? other;
    built.delete(other);
    built.set(cell, first);
    now.set(first, cell);
    moved ||= other.rowSpan !== cell.rowSpan;
  }
  const own: Others = { base, now, built, rests: is.rests, moved };
  others.set(sheet, own);
  known.set(sheet, indexOf(own, sheet));
}

interface Parted {
  /** The cells that can be selected, as they begin. */
  begins: SheetCell[];
  /** All others. */
  more: SheetCell[];
  /** The rests among those, with what they are the rest of. */
  rests: Map<SheetCell, SheetCell>;
}

const partedKnown = new WeakMap<Sheet, Parted>();

/** Each sheet is asked twice: after the one before it, and before the next. */
function partedOf(sheet: Sheet): Parted {
  const there = partedKnown.get(sheet);
  if (there) return there;
  const parted = partCells(sheet.cells);
  partedKnown.set(sheet, parted);
  return parted;
}

function partCells(cells: readonly SheetCell[]): Parted {
  const { begins, more, rests }: Parted = { begins: [], more: [], rests: new Map() };
  let begin: SheetCell | null = null;
  for (const cell of cells) {
    const isRest = begin !== null && cell.path !== '' && begin.path === cell.path && isContinued(begin, cell);
    if (begin && isRest && isSelectable(cell)) rests.set(cell, begin);
    if (isRest || !isSelectable(cell)) more.push(cell);
    else {
      begins.push(cell);
      begin = cell;
    }
  }
  return { begins, more, rests };
}

/** Whether two cells stand in the same grid place, for the same value. */
function isSameKey(a: SheetCell, b: SheetCell): boolean {
  return a.row === b.row && a.col === b.col && a.path === b.path && a.pattern === b.pattern && isAlike(a.run, b.run);
}

function indexOf({ base, now, built, rests, moved }: Others, sheet: Sheet): SheetIndex {
  const own = (cell: SheetCell) => now.get(cell) ?? cell;
  const first = (cell: SheetCell) => {
    const begin = rests.get(cell) ?? cell;
    return built.get(begin) ?? begin;
  };
  let cells: readonly SheetCell[] | null = null;
  let rows: (readonly SheetCell[])[] | null = null;
  const index: SheetIndex = {
    get cells() {
      cells ??= base.cells.map(own);
      return cells;
    },
    get rows() {
      if (!rows && moved) rows = coverersOf(sheet, inOrder(sheet));
      if (!rows) {
        rows = [...base.rows];
        for (const { row, rowSpan } of now.keys())
          for (let covered = row; covered < row + rowSpan; covered++) rows[covered] = (rows[covered] ?? []).map(own);
      }
      return rows;
    },
    keyOf: (cell) => base.keyOf(first(cell)),
    find(key) {
      const at = placeIn(key);
      if (at) return selectableAt(index.rows, at);
      const found = base.find(key);
      return found && own(found);
    },
    orderOf: (cell) => base.orderOf(first(cell)),
    boxesOf: (cell) => boxesOf(sheet, index, cell),
  };
  return index;
}

/** The cells of a sheet in reading order. */
function inOrder(sheet: Sheet): SheetCell[] {
  return sheet.cells.toSorted((a, b) => a.row - b.row || a.col - b.col);
}

function build(sheet: Sheet): SheetIndex {
  const ordered = inOrder(sheet);

  const keys = new Map<SheetCell, string>();
  const byPath = new Map<string, SheetCell>();
  const order = new Map<SheetCell, number>();
  const cells: SheetCell[] = [];
  for (const cell of ordered) {
    if (!isSelectable(cell)) continue;
    const same = cell.path === '' ? undefined : byPath.get(cell.path);
    if (same && isContinued(same, cell)) {
      keys.set(cell, cell.path);
      order.set(cell, order.get(same) ?? 0);
      continue;
    }
    keys.set(cell, cell.path === '' || same ? `@${cell.row},${cell.col}` : cell.path);
    order.set(cell, cells.length);
    cells.push(cell);
    if (cell.path !== '' && !same) byPath.set(cell.path, cell);
  }
  // A value has a cell of its own, or is one of several that a pattern or a merged cell shows.
  for (const cell of cells)
    if (cell.pattern !== '' || cell.run)
      for (const path of pathsOf(cell)) if (!byPath.has(path)) byPath.set(path, cell);

  let rows: SheetCell[][] | null = null;
  const index: SheetIndex = {
    cells,
    get rows() {
      rows ??= coverersOf(sheet, ordered);
      return rows;
    },
    keyOf: (cell) => keys.get(cell) ?? '',
    find(key) {
      const at = placeIn(key);
      return at ? selectableAt(index.rows, at) : (byPath.get(key) ?? null);
    },
    orderOf: (cell) => order.get(cell) ?? -1,
    boxesOf: (cell) => boxesOf(sheet, index, cell),
  };
  return index;
}

/** The grid place that a key names; null for one that is a path. */
function placeIn(key: string): { row: number; col: number } | null {
  const [, row, col] = /^@(\d+),(\d+)$/.exec(key) ?? [];
  return row === undefined ? null : { row: Number(row), col: Number(col) };
}

function selectableAt(rows: SheetIndex['rows'], { row, col }: { row: number; col: number }): SheetCell | null {
  const there = rows[row]?.find((cell) => cell.col <= col && cell.col + cell.colSpan > col);
  return there && isSelectable(there) ? there : null;
}

function coverersOf(sheet: Sheet, ordered: readonly SheetCell[]): SheetCell[][] {
  const rows: SheetCell[][] = sheet.rows.map(() => []);
  for (const cell of ordered) for (let row = cell.row; row < cell.row + cell.rowSpan; row++) rows[row]?.push(cell);
  for (const row of rows) row.sort((a, b) => a.col - b.col);
  return rows;
}

/** Whether a merged cell is the rest of another that a page end has cut. */
function isContinued(first: SheetCell, cell: SheetCell): boolean {
  return first.run !== null && cell.run !== null && first.col === cell.col;
}

/** Boxes of a cell, on the page where it begins and those where it goes on. */
function boxesOf(sheet: Sheet, { keyOf, find }: SheetIndex, cell: SheetCell): PageBox[] {
  const key = keyOf(cell);
  const begin = key === '' || key.startsWith('@') ? cell : (find(key) ?? cell);
  const found: PageBox[] = [];
  for (let page = sheet.rows[begin.row]?.page ?? 0; page < sheet.pages.length; page++) {
    const boxes = boxesOn(sheet, page, keyOf).get(key === '' ? cell : key);
    if (!boxes) return found;
    for (const box of boxes) found.push({ box, page });
  }
  return found;
}

/** An edit changes few pages; the boxes of the others are not put in order anew. */
const ofPages = new WeakMap<Page, Map<string | SheetCell, Box[]>>();

/** The boxes on a page, by the keys of their cells, of labels by the cells themselves. */
function boxesOn(sheet: Sheet, page: number, keyOf: SheetIndex['keyOf']): Map<string | SheetCell, Box[]> {
  const of = sheet.pages[page] as Page;
  const there = ofPages.get(of);
  if (there) return there;
  const boxes = new Map<string | SheetCell, Box[]>();
  for (const box of of.boxes) {
    const cell = sheet.cells[box.cell];
    if (!cell) continue;
    const key = keyOf(cell) || cell;
    const same = boxes.get(key);
    if (same) same.push(box);
    else boxes.set(key, [box]);
  }
  ofPages.set(of, boxes);
  return boxes;
}
