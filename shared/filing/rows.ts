import type { Form } from '../form/form.ts';
import { type Edit, removeRows, setText } from './edits.ts';
import type { Filing, Indicator } from './filing.ts';

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

/**
 * Moves a run one place up (-1) or down (1). A row at the edge of its group joins the next group first: its level names
 * become that group's, so that merged cells never fall apart. A run of a level cell moves past the whole next group.
 * Null at either end of the table.
 */
export function moveRun(form: Form, filing: Filing, run: RowRun, step: 1 | -1): RowChange | null {
  const next = step > 0 ? run.from + run.count : run.from - 1;
  const neighbour = filing.indicators[next];
  const own = filing.indicators[run.from];
  if (!neighbour || !own) return null;
  // The level columns that hold a group together: all of them for a row, those further left for a level cell.
  const merged = form.indicators.columns.filter((column) => column.merge).map((column) => column.id);
  const outer = merged.includes(run.column) ? merged.slice(0, merged.indexOf(run.column)) : merged;
  if (outer.some((column) => own[column] !== neighbour[column])) {
    const rows = Array.from({ length: run.count }, (_, k) => run.from + k);
    const edits = rows.flatMap((row) =>
      outer.map((column) => setText(filing, { row, column }, neighbour[column] ?? '')),
    );
    return { edits: edits.filter((edit) => edit !== null), row: run.from };
  }
  const group = merged.includes(run.column) ? [...outer, run.column] : null;
  let length = 1;
  const same = (row: Indicator | undefined) =>
    row !== undefined && group?.every((column) => row[column] === neighbour[column]);
  while (group && same(filing.indicators[next + length * step])) length++;
  const to = run.from + length * step;
  return { edits: [{ kind: 'move', from: run.from, count: run.count, to }], row: to };
}
