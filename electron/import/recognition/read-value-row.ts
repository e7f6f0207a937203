import type { GridCell } from '../grid.ts';
import type { BodyRow, Label } from './body-map.ts';
import { isValueBelow } from './evidence.ts';
import type { FormMap } from './form-map.ts';
import type { RowMatch } from './match-row.ts';
import type { ViewCell, ViewRow } from './view.ts';

/** What a filing says outside of its tables. */
export interface Body {
  values: Map<string, { text: string; cell: GridCell }>;
  labels: Set<Label>;
  sections: Set<string>;
  /** Unit of money that a label in the table names, e.g. 资金投入(元). */
  unit: { text: string; cell: GridCell } | null;
  /** The first one that names another unit. */
  otherUnit: { text: string; cell: GridCell } | null;
  strays: ViewCell[];
  /** Labels that the form does not have, each with what stands beside it. */
  unknown: { label: ViewCell; values: ViewCell[] }[];
  hints: { cell: ViewCell; message: string }[];
  /** Where the labels were met. */
  over: Map<Label, ViewCell>;
  /** The rows that they stood in. */
  rows: Map<Label, ViewRow>;
  /** Columns of the table above, by their column in the form: a sum below stands in its column. */
  columns: Map<number, number>;
  /** The row of the form that was met last, -1 before the first. */
  after: number;
}

/** How a body is read. */
export interface Reading {
  map: FormMap;
  body: Body;
  /**
   * Folded texts that some form prints as a label: never a value, unless the grid is one of a sheet laid out as the
   * form is.
   */
  known: ReadonlySet<string>;
  /** In a text, cells may be missing or shifted. */
  loose: boolean;
  /** Whether the cells that a merge from above covers are absent, as in a browser's copy; null where no row tells. */
  uncovered: boolean | null;
}

/** A row of labels whose values stand in the row below. */
export interface Pending {
  spec: BodyRow;
  /** The labels over it and their columns. */
  over: { label: Label; cell: ViewCell }[];
  /** Labels beside them that the form does not have. */
  unknown: Body['unknown'];
  group: GridCell | null;
  /** The row that they stand in. */
  row: ViewRow;
}

/** A row where values are expected holds values, unless it is the next row of labels, of this form or another. */
export function isValueRow({ known, loose }: Reading, pending: Pending, row: ViewRow, found: RowMatch | null): boolean {
  const { group } = pending;
  const under = group !== null && row.row.cells.some((cell) => cell.master === group);
  if (under && (row.cells.length === 1 || !known.has(row.cells[0]?.folded ?? '') || isLaidOut(pending, row)))
    return true;
  if (loose && isInPlace(pending, row)) return true;
  // As wide as the form has the value, and not as wide as a label.
  if (!loose && group === null && isLaidOut(pending, row)) return true;
  if (known.has(row.cells[0]?.folded ?? '') && !pending.over.some(({ cell }) => cell.folded === row.cells[0]?.folded))
    return false;
  if (!found) return true;
  return found.pairs.length * 2 < found.spec.labels.length;
}

/**
 * Whether a row of a text is the line below the labels and has a cell for each of their values: then its texts are
 * values, whatever they read like. A browser copies just these, a worksheet a cell for each column.
 */
function isInPlace({ row: labels, over, spec }: Pending, { row, cells }: ViewRow): boolean {
  if (row.cellLines || row.line !== labels.row.lastLine + 1) return false;
  if (row.cells.length === spec.cells.length) return true;
  const [first] = over;
  const offset = first ? first.cell.col - first.label.col : 0;
  const cols = new Set(spec.cells.map(({ col }) => col + offset));
  for (const { label, cell } of over) if (label.under !== null) cols.add(cell.col);
  return row.cells.length === labels.row.cells.length && cells.every(({ col }) => cols.has(col));
}

/** Whether the cells of a row of values have just the columns that the form has. */
function isLaidOut(pending: Pending, row: ViewRow): boolean {
  const head = pending.over[0];
  const offset = head ? head.cell.col - head.label.col : 0;
  return row.cells.every((cell) => pending.spec.fields.some((field) => isAt(cell, field, offset)));
}

/** Whether a cell fills the columns of a field in a table that begins `offset` columns from the left. */
export function isAt(cell: ViewCell, field: { col: number; colSpan: number }, offset: number): boolean {
  return cell.col - offset === field.col && cell.cell.colSpan === field.colSpan;
}

/** Takes the values of a row without labels, by the columns of the labels over them. */
export function readValueRow({ body, known, loose, uncovered }: Reading, pending: Pending, row: ViewRow): void {
  const group = pending.over[0];
  const laidOut = loose ? isInPlace(pending, row) : isLaidOut(pending, row);
  let cells = row.cells.filter((cell) => {
    const again = group && cell.col === group.cell.col && cell.folded === group.cell.folded;
    if (again && !(laidOut && pending.group === null)) return false;
    if (laidOut || !known.has(cell.folded)) return true;
    body.unknown.push({ label: cell, values: [] });
    return false;
  });
  const heads = pending.over.filter(({ label }) => label.under !== null);
  if (pending.unknown.length > 0) cells = withoutUnknown(pending, heads, cells, loose);
  const open = pending.spec.fields.filter(({ id }) => !body.values.has(id));
  const set = (id: string, cell: ViewCell) => body.values.set(id, { text: cell.text, cell: cell.cell });
  // A browser copies only the values: the cell that a merged label covers is not there.
  const inOrder = loose && isUncovered(uncovered, heads, row);
  if (inOrder && uncovered === null && row.row.cells[0]?.text.trim() === '' && cells[0])
    body.hints.push({ cell: cells[0], message: '该行单元格可能与上一行的标题没有对齐，已按顺序读入，请核对' });
  if (inOrder && cells.length === row.cells.length) {
    for (const cell of cells) {
      const id = heads[row.row.cells.findIndex(({ col }) => col === cell.cell.col)]?.label.under;
      if (id && open.some((field) => field.id === id)) set(id, cell);
      else body.strays.push(cell);
    }
    return;
  }
  if (heads.length > 0) {
    const placed = cells.map((cell) => ({
      cell,
      id: heads.findLast((head) => head.cell.col <= cell.col)?.label.under ?? null,
    }));
    const ids = placed.map(({ id }) => id);
    if (ids.every((id, at) => id !== null && open.some((field) => field.id === id) && ids.indexOf(id) === at)) {
      for (const { cell, id } of placed) set(id as string, cell);
      return;
    }
    if (cells.length === open.length && cells[0])
      body.hints.push({ cell: cells[0], message: '该行单元格与上一行的标题没有对齐，已按顺序读入' });
    else if (cells.length !== open.length) {
      for (const { cell, id } of placed) {
        if (id !== null && open.some((field) => field.id === id) && !body.values.has(id)) set(id, cell);
        else body.strays.push(cell);
      }
      return;
    }
  }
  for (const [at, cell] of cells.entries()) {
    const field = open[at];
    if (field) set(field.id, cell);
    else body.strays.push(cell);
  }
}

/**
 * Whether a row of values has no cell for the label beside it: as many cells as headings, and they stand side by side.
 */
function isUncovered(uncovered: boolean | null, heads: Pending['over'], { row }: ViewRow): boolean {
  if (row.cells.length !== heads.length) return false;
  if (row.cells[0]?.text.trim() !== '') return true;
  const [first, last] = [heads[0]?.cell.col ?? 0, heads.at(-1)?.cell.col ?? 0];
  return uncovered !== false && !row.cellLines && last - first === heads.length - 1;
}

/** What the rows of labels say of that: `⇥其中：财政拨款` has the covered cell, `其中：财政拨款` has not. */
export function coveredCells(map: FormMap, rows: readonly ViewRow[]): boolean | null {
  const leading = new Set(
    map.body.flatMap((row) => row.labels.flatMap(({ col, texts }) => (col === 0 ? [...texts] : []))),
  );
  for (const [at, { row, cells }] of rows.entries()) {
    const label = cells[0]?.folded ?? '';
    // A value below its label may read like one.
    if (isValueBelow(map, rows[at - 1])) continue;
    if (row.cellLines || !map.labelTexts.has(label) || leading.has(label)) continue;
    return cells[0]?.cell === row.cells[0];
  }
  return null;
}

/** The cells of a row of values without those that stand under a label the form does not have. */
function withoutUnknown({ unknown }: Pending, heads: Pending['over'], cells: ViewCell[], loose: boolean): ViewCell[] {
  const over = [
    ...heads.map(({ cell }) => ({ cell, entry: null })),
    ...unknown.map((entry) => ({ cell: entry.label, entry })),
  ];
  over.sort((a, b) => a.cell.col - b.cell.col);
  const inOrder = loose && cells.length === over.length;
  return cells.flatMap((cell, at) => {
    const head = inOrder ? over[at] : over.findLast((one) => one.cell.col <= cell.col);
    head?.entry?.values.push(cell);
    if (head?.entry) return [];
    return inOrder && head ? [{ ...cell, col: head.cell.col }] : [cell];
  });
}
