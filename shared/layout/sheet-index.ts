import { pathOf, placeOf } from '../filing/path.ts';
import { patternFields } from '../form/pattern.ts';
import type { Box, Sheet, SheetCell } from './sheet.ts';

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

/** A cell that another has come in the place of, in the same grid place and for the same value, and its one box. */
export interface Replaced extends PageBox {
  was: SheetCell;
  is: SheetCell;
}

/** Cells that came in the places of those that an index was built of: these by those, those by these, and the boxes. */
interface Others {
  base: SheetIndex;
  now: Map<SheetCell, SheetCell>;
  built: Map<SheetCell, SheetCell>;
  boxes: Map<SheetCell, PageBox>;
}

const others = new WeakMap<Sheet, Others>();

/** Lets a sheet have the index of the one before, from which it differs in some cells; that one keeps its own. */
export function replaceInIndex(before: Sheet, sheet: Sheet, replaced: readonly Replaced[]): void {
  const given = others.get(before);
  const base = given?.base ?? known.get(before);
  if (!base) return;
  const own: Others = {
    base,
    now: new Map(given?.now),
    built: new Map(given?.built),
    boxes: new Map(given?.boxes),
  };
  for (const { was, is, box, page } of replaced) {
    const built = own.built.get(was) ?? was;
    own.built.delete(was);
    own.built.set(is, built);
    own.now.set(built, is);
    own.boxes.set(built, { box, page });
  }
  others.set(sheet, own);
  known.set(sheet, indexOf(own));
}

function indexOf({ base, now, built, boxes }: Others): SheetIndex {
  const own = (cell: SheetCell) => now.get(cell) ?? cell;
  const first = (cell: SheetCell) => built.get(cell) ?? cell;
  let cells: readonly SheetCell[] | null = null;
  let rows: (readonly SheetCell[])[] | null = null;
  return {
    get cells() {
      cells ??= base.cells.map(own);
      return cells;
    },
    get rows() {
      if (!rows) {
        rows = [...base.rows];
        for (const { row } of now.keys()) rows[row] = (rows[row] ?? []).map(own);
      }
      return rows;
    },
    keyOf: (cell) => base.keyOf(first(cell)),
    find(key) {
      const found = base.find(key);
      return found && own(found);
    },
    orderOf: (cell) => base.orderOf(first(cell)),
    boxesOf(cell) {
      const box = boxes.get(first(cell));
      return box ? [box] : base.boxesOf(first(cell));
    },
  };
}

function build(sheet: Sheet): SheetIndex {
  const inOrder = sheet.cells.toSorted((a, b) => a.row - b.row || a.col - b.col);

  const keys = new Map<SheetCell, string>();
  const byPath = new Map<string, SheetCell>();
  const order = new Map<SheetCell, number>();
  const cells: SheetCell[] = [];
  for (const cell of inOrder) {
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

  let coverers: SheetCell[][] | null = null;
  const rows = (): SheetCell[][] => {
    coverers ??= coverersOf(sheet, inOrder);
    return coverers;
  };
  let boxes: Map<string | SheetCell, PageBox[]> | null = null;
  const boxKey = (cell: SheetCell) => keys.get(cell) ?? cell;
  return {
    cells,
    get rows() {
      return rows();
    },
    keyOf: (cell) => keys.get(cell) ?? '',
    find(key) {
      const at = /^@(\d+),(\d+)$/.exec(key);
      if (!at) return byPath.get(key) ?? null;
      const [row, col] = [Number(at[1]), Number(at[2])];
      const there = rows()[row]?.find((cell) => cell.col <= col && cell.col + cell.colSpan > col);
      return there && isSelectable(there) ? there : null;
    },
    orderOf: (cell) => order.get(cell) ?? -1,
    boxesOf(cell) {
      boxes ??= boxesByCell(sheet, boxKey);
      return boxes.get(boxKey(cell)) ?? [];
    },
  };
}

function coverersOf(sheet: Sheet, inOrder: readonly SheetCell[]): SheetCell[][] {
  const rows: SheetCell[][] = sheet.rows.map(() => []);
  for (const cell of inOrder) for (let row = cell.row; row < cell.row + cell.rowSpan; row++) rows[row]?.push(cell);
  for (const row of rows) row.sort((a, b) => a.col - b.col);
  return rows;
}

/** Whether a merged cell is the rest of another that a page end has cut. */
function isContinued(first: SheetCell, cell: SheetCell): boolean {
  return first.run !== null && cell.run !== null && first.col === cell.col;
}

function boxesByCell(sheet: Sheet, key: (cell: SheetCell) => string | SheetCell): Map<string | SheetCell, PageBox[]> {
  const result = new Map<string | SheetCell, PageBox[]>();
  for (const [page, { boxes }] of sheet.pages.entries())
    for (const box of boxes) {
      const cell = sheet.cells[box.cell];
      if (!cell) continue;
      const there = result.get(key(cell));
      if (there) there.push({ box, page });
      else result.set(key(cell), [{ box, page }]);
    }
  return result;
}
