import { columnsOf, type Form, groupTotal } from '../form/form.ts';
import { type Edit, removeRows, setText } from './edits.ts';
import { type Filing, type Row, rowsOf, typedColumns } from './filing.ts';
import { withoutId } from './row-ids.ts';

/** Rows of a table that go together: one row, or the rows of a merged cell. */
export interface RowRun {
  table: string;
  from: number;
  count: number;
  /** Column of the cell that stands for them. */
  column: string;
}

/** A row to be made at `at` of its table, with these texts beside the one that is typed into `column`. */
export interface NewRow {
  table: string;
  at: number;
  column: string;
  texts: Row;
}

/** A change of rows, and the row of the same table to show afterwards. */
export interface RowChange {
  edits: Edit[];
  row: number;
}

/**
 * An empty row of the same group below the run; at the end of `table` when there is none. Below the words that name a
 * whole group (甲局小计) it begins another one.
 */
export function insertBelow(form: Form, filing: Filing, table: string, run: RowRun | null): RowChange {
  const rows = rowsOf(filing, table);
  const at = run ? run.from + run.count : rows.length;
  const above = rows[at - 1] ?? {};
  const begins = run && groupTotal(form, table, run.column) ? run.column : null;
  const groups = groupColumns(form, table).filter((id) => id !== begins);
  const row: Row = Object.fromEntries(
    typedColumns(form, table).map(({ id }) => [id, groups.includes(id) ? (above[id] ?? '') : '']),
  );
  return { edits: [{ kind: 'insert', table, at, rows: [row] }], row: at };
}

/** A row where a cell without one stands, with the texts of its neighbours (`NewRow`). */
export function insertAt(form: Form, filing: Filing, { table, at, texts }: Omit<NewRow, 'column'>): RowChange {
  const row: Row = Object.fromEntries(typedColumns(form, table).map(({ id }) => [id, texts[id] ?? '']));
  const place = Math.min(at, rowsOf(filing, table).length);
  return { edits: [{ kind: 'insert', table, at: place, rows: [row] }], row: place };
}

/** Takes the run away; `row` is the one that then stands in its place, -1 when none is left. */
export function deleteRun(filing: Filing, run: RowRun): RowChange {
  const left = rowsOf(filing, run.table).length - run.count;
  return { edits: [removeRows(filing, run.table, run.from, run.count)], row: Math.min(run.from, left - 1) };
}

/** The same rows once more below the run. */
export function duplicateRun(filing: Filing, run: RowRun): RowChange {
  const at = run.from + run.count;
  const rows = rowsOf(filing, run.table).slice(run.from, at).map(withoutId);
  return { edits: [{ kind: 'insert', table: run.table, at, rows }], row: at };
}

/**
 * Moves a run one place up (-1) or down (1). Rows at the edge of their group join the next group first: their level
 * names become that group's, so that merged cells never fall apart. A run of a level cell, or of rows of several
 * groups, moves past the whole next group. Null at either end of the table.
 */
export function moveRun(form: Form, filing: Filing, run: RowRun, step: 1 | -1): RowChange | null {
  const next = step > 0 ? run.from + run.count : run.from - 1;
  const all = rowsOf(filing, run.table);
  const neighbour = all[next];
  const own = all[run.from];
  if (!neighbour || !own) return null;
  const merged = groupColumns(form, run.table);
  const rows = all.slice(run.from, run.from + run.count);
  const moves = (column: string) => column === run.column || rows.some((row) => row[column] !== own[column]);
  const groupBy = merged.find(moves);
  const outer = groupBy ? merged.slice(0, merged.indexOf(groupBy)) : merged;
  if (outer.some((column) => own[column] !== neighbour[column]))
    return { edits: setLevels(filing, run, outer, neighbour), row: run.from };
  const group = groupBy ? [...outer, groupBy] : null;
  let length = 1;
  const same = (row: Row | undefined) =>
    row !== undefined && group?.every((column) => row[column] === neighbour[column]);
  while (group && same(all[next + length * step])) length++;
  const to = run.from + length * step;
  return { edits: [{ kind: 'move', table: run.table, from: run.from, count: run.count, to }], row: to };
}

/**
 * Moves a run before the row `before` (as many as there are rows: to the end). Inside a group it takes that group's
 * level names, between two groups it keeps its own where it fits one of them, else it joins the group above.
 */
export function moveRunTo(form: Form, filing: Filing, run: RowRun, before: number): RowChange | null {
  if (before >= run.from && before <= run.from + run.count) return null;
  const columns = groupColumns(form, run.table);
  const rows = rowsOf(filing, run.table);
  const own = rows[run.from] ?? {};
  const above = rows[before - 1];
  const below = rows[before];
  const fits = (row: Row | undefined) => row !== undefined && columns.every((column) => row[column] === own[column]);
  const home = above ?? below;
  const to = before > run.from ? before - run.count : before;
  const levels = fits(above) || fits(below) || !home ? [] : setLevels(filing, run, columns, home);
  return { edits: [...levels, { kind: 'move', table: run.table, from: run.from, count: run.count, to }], row: to };
}

/** Columns whose texts make a group of the rows that are alike in them: the merged ones, and what sums go by. */
function groupColumns(form: Form, table: string): string[] {
  const band = form.bands.find((one) => one.kind === 'table' && one.lanes.some(({ id }) => id === table));
  const by = band?.kind === 'table' ? (band.totals ?? []).map((total) => total.by) : [];
  return columnsOf(form, table)
    .filter(({ id, merge }) => merge || by.includes(id))
    .map(({ id }) => id);
}

function setLevels(filing: Filing, run: RowRun, columns: string[], like: Row): Edit[] {
  return Array.from({ length: run.count }, (_, k) => run.from + k)
    .flatMap((row) => columns.map((column) => setText(filing, { table: run.table, row, column }, like[column] ?? '')))
    .filter((edit) => edit !== null);
}
