import type { Row } from '../../../shared/filing/filing.ts';
import { typedColumns } from '../../../shared/filing/filing.ts';
import { fold } from '../../../shared/form/fold.ts';
import { type Column, type Form, leaves, type TableBand } from '../../../shared/form/form.ts';
import { readPattern } from '../../../shared/form/pattern.ts';
import type { ViewCell, ViewRow } from '../recognition/view.ts';

/** A row of sums as it is printed: what it says of each column, and the rows that it is of. */
export interface PrintedTotal {
  cell: ViewCell;
  sums: { column: string; cell: ViewCell }[];
  from: number;
  to: number;
}

export interface PlainTable {
  /** Rows before its headings. */
  before: ViewRow[];
  rows: Row[];
  totals: PrintedTotal[];
  /** Computed values that are printed in the rows. */
  computed: { row: number; column: string; cell: ViewCell }[];
  strays: ViewCell[];
  /** Rows from the headings of the next table on. */
  rest: readonly ViewRow[];
}

/**
 * Reads a table without levels of which each row has all its cells; null when its headings are not there. In a text
 * (`counted`) cells that a heading reaches over are missing, so columns are counted; elsewhere they have their place.
 * The table goes on to the headings of the `next` one.
 */
export function readPlainTable(
  form: Form,
  band: TableBand,
  all: readonly ViewRow[],
  next: TableBand | null,
  counted: boolean,
): PlainTable | null {
  const [table] = band.lanes;
  if (!table) return null;
  const at = all.findIndex((row) => isHeading(table.columns, row));
  if (at < 0) return null;
  const after = next?.lanes[0]?.columns;
  const end = after ? all.findIndex((row, k) => k > at && isHeading(after, row)) : -1;
  const rows = end < 0 ? all : all.slice(0, end);
  const levels = table.columns.some((column) => 'columns' in column) ? 2 : 1;
  const columns = columnsAt(table.columns, rows.slice(at, at + levels), counted);
  const blank: Row = Object.fromEntries(typedColumns(form, table.id).map(({ id }) => [id, '']));
  const read: PlainTable = {
    before: rows.slice(0, at),
    rows: [],
    totals: [],
    computed: [],
    strays: [],
    rest: all.slice(rows.length),
  };
  const open = new Map<string, { text: string; from: number; total: PrintedTotal }>();
  const close = (by: string) => {
    const group = open.get(by);
    open.delete(by);
    if (group) group.total.to = read.rows.length;
  };
  for (const row of rows.slice(at + levels)) {
    if (isHeading(table.columns, row) || isSecondHeading(table.columns, row)) continue;
    const total = totalOf(band, row);
    if (total) {
      const by = total.by ?? '';
      const sums = row.cells.flatMap((cell) => {
        const id = columns.get(cell.col)?.id;
        return id !== undefined && total.sums.includes(id) ? [{ column: id, cell }] : [];
      });
      const first = total.at === 'end' ? (read.totals.filter((one) => one.to > 0).at(-1)?.to ?? 0) : read.rows.length;
      const from = total.by === undefined ? 0 : first;
      const printed = { cell: total.cell, sums, from, to: read.rows.length };
      read.totals.push(printed);
      if (total.by !== undefined && total.at === 'end')
        for (const one of read.rows.slice(from)) one[total.by] = total.group;
      if (total.at === 'start') {
        close(by);
        open.set(by, { text: total.group, from, total: printed });
      }
      continue;
    }
    const cells: Row = { ...blank };
    for (const [by, { text }] of open) if (by !== '') cells[by] = text;
    for (const cell of row.cells) {
      const column = columns.get(cell.col);
      if (!column) read.strays.push(cell);
      else if (column.id in blank) cells[column.id] = cell.text;
      else read.computed.push({ row: read.rows.length, column: column.id, cell });
    }
    read.rows.push(cells);
  }
  for (const by of [...open.keys()]) close(by);
  return read;
}

type Columns = TableBand['lanes'][number]['columns'];

const printed = (columns: Columns) => leaves(columns).filter(({ colSpan = 1 }) => colSpan > 0);
const wordings = (one: Columns[number]) => ('columns' in one ? one.text : one.name);
const called = (one: Columns[number] | Column, text: string) =>
  [wordings(one), ...(one.also ?? [])].some((name) => fold(name) === text);

/** Half of the columns and groups are there by name. */
function isHeading(columns: Columns, row: ViewRow): boolean {
  const found = columns.filter((column) => row.cells.some(({ folded }) => called(column, folded)));
  const shown = columns.filter((column) => 'columns' in column || (column.colSpan ?? 1) > 0);
  return found.length >= Math.max(2, Math.ceil(shown.length / 2));
}

function isSecondHeading(columns: Columns, row: ViewRow): boolean {
  const grouped = columns.flatMap((column) => ('columns' in column ? column.columns : []));
  return grouped.length > 0 && row.cells.every(({ folded }) => grouped.some((column) => called(column, folded)));
}

/** The form's columns by where they stand. */
function columnsAt(columns: Columns, heading: readonly ViewRow[], counted: boolean): Map<number, Column> {
  const [first, second] = heading as [ViewRow, ViewRow | undefined];
  const found = new Map<number, Column>();
  const all = printed(columns);
  if (counted && second) {
    // With a cell for each column the second row has its own; with only the grouped ones they follow the first row.
    const whole = second.row.cells.length >= all.length;
    const order = whole ? all : inOrder(columns, first, second);
    for (const [col, column] of order.entries()) found.set(col, column);
    return found;
  }
  for (const cell of first.cells) {
    const column = columns.find((one) => !('columns' in one) && called(one, cell.folded));
    if (column && !('columns' in column)) found.set(cell.col, column);
  }
  for (const cell of second?.cells ?? []) {
    const used = new Set(found.values());
    const column = columns
      .flatMap((one) => ('columns' in one ? one.columns : []))
      .find((one) => !used.has(one) && called(one, cell.folded));
    if (column) found.set(cell.col, column);
  }
  return found;
}

function inOrder(columns: Columns, first: ViewRow, second: ViewRow): Column[] {
  let next = 0;
  return first.cells.flatMap(({ folded }) => {
    const one = columns.find((column) => called(column, folded));
    if (!one) return [];
    if (!('columns' in one)) return [one];
    const from = next;
    while (one.columns.some((column) => called(column, second.cells[next]?.folded ?? ''))) {
      next++;
      if (next - from === one.columns.length) break;
    }
    return second.cells
      .slice(from, next)
      .flatMap(({ folded: name }) => one.columns.filter((column) => called(column, name)).slice(0, 1));
  });
}

/** The row as one of sums: the first cell has the words of a total, and the others are numbers. */
function totalOf(band: TableBand, row: ViewRow) {
  const [cell] = row.cells;
  if (!cell) return null;
  for (const total of band.totals ?? []) {
    const named = total.by === undefined ? null : readPattern(total.text, cell.text, () => undefined);
    const words = [total.text, ...(total.also ?? [])].some((text) => fold(text) === cell.folded);
    if (named || words) return { ...total, cell, group: total.by === undefined ? '' : (named?.[total.by] ?? '') };
  }
  return null;
}
