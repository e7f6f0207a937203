import type { Form } from '../form/form.ts';
import { type Edit, removeRows, setText } from './edits.ts';
import type { Filing, Indicator } from './filing.ts';
import { withoutId } from './row-ids.ts';

/** Indicator rows that go together: one row, or the rows of a merged level cell. */
export interface RowRun {
  from: number;
  count: number;
  /** Column of the cell that stands for them. */
  column: string;
}

/** A change of rows, and the row to show afterwards. */
export interface RowChange {
  edits: Edit[];
  row: number;
}

/** An empty row of the same levels below the run; at the end when there is none. */
export function insertBelow(form: Form, filing: Filing, run: RowRun | null): RowChange {
  const at = run ? run.from + run.count : filing.indicators.length;
  const above = filing.indicators[at - 1] ?? {};
  const row: Indicator = Object.fromEntries(
    form.indicators.columns.map((column) => [column.id, column.merge ? (above[column.id] ?? '') : '']),
  );
  return { edits: [{ kind: 'insert', at, rows: [row] }], row: at };
}

/** Takes the run away; `row` is the one that then stands in its place, -1 when none is left. */
export function deleteRun(filing: Filing, run: RowRun): RowChange {
  const left = filing.indicators.length - run.count;
  return { edits: [removeRows(filing, run.from, run.count)], row: Math.min(run.from, left - 1) };
}

/** The same rows once more below the run. */
export function duplicateRun(filing: Filing, run: RowRun): RowChange {
  const at = run.from + run.count;
  return { edits: [{ kind: 'insert', at, rows: filing.indicators.slice(run.from, at).map(withoutId) }], row: at };
}

/**
 * Moves a run one place up (-1) or down (1). Rows at the edge of their group join the next group first: their level
 * names become that group's, so that merged cells never fall apart. A run of a level cell, or of rows of several
 * groups, moves past the whole next group. Null at either end of the table.
 */
export function moveRun(form: Form, filing: Filing, run: RowRun, step: 1 | -1): RowChange | null {
  const next = step > 0 ? run.from + run.count : run.from - 1;
  const neighbour = filing.indicators[next];
  const own = filing.indicators[run.from];
  if (!neighbour || !own) return null;
  const merged = mergedColumns(form);
  const rows = filing.indicators.slice(run.from, run.from + run.count);
  const moves = (column: string) => column === run.column || rows.some((row) => row[column] !== own[column]);
  const groupBy = merged.find(moves);
  const outer = groupBy ? merged.slice(0, merged.indexOf(groupBy)) : merged;
  if (outer.some((column) => own[column] !== neighbour[column]))
    return { edits: setLevels(filing, run, outer, neighbour), row: run.from };
  const group = groupBy ? [...outer, groupBy] : null;
  let length = 1;
  const same = (row: Indicator | undefined) =>
    row !== undefined && group?.every((column) => row[column] === neighbour[column]);
  while (group && same(filing.indicators[next + length * step])) length++;
  const to = run.from + length * step;
  return { edits: [{ kind: 'move', from: run.from, count: run.count, to }], row: to };
}

/**
 * Moves a run before the row `before` (as many as there are rows: to the end). Inside a group it takes that group's
 * level names, between two groups it keeps its own where it fits one of them, else it joins the group above.
 */
export function moveRunTo(form: Form, filing: Filing, run: RowRun, before: number): RowChange | null {
  if (before >= run.from && before <= run.from + run.count) return null;
  const columns = mergedColumns(form);
  const own = filing.indicators[run.from] ?? {};
  const above = filing.indicators[before - 1];
  const below = filing.indicators[before];
  const fits = (row: Indicator | undefined) =>
    row !== undefined && columns.every((column) => row[column] === own[column]);
  const home = above ?? below;
  const to = before > run.from ? before - run.count : before;
  const levels = fits(above) || fits(below) || !home ? [] : setLevels(filing, run, columns, home);
  return { edits: [...levels, { kind: 'move', from: run.from, count: run.count, to }], row: to };
}

function mergedColumns(form: Form): string[] {
  return form.indicators.columns.filter((column) => column.merge).map((column) => column.id);
}

function setLevels(filing: Filing, run: RowRun, columns: string[], like: Indicator): Edit[] {
  return Array.from({ length: run.count }, (_, k) => run.from + k)
    .flatMap((row) => columns.map((column) => setText(filing, { row, column }, like[column] ?? '')))
    .filter((edit) => edit !== null);
}
