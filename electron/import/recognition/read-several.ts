import type { GridCell } from '../grid.ts';
import type { BodyCell, Label } from './body-map.ts';
import type { Reading } from './read-value-row.ts';
import type { ViewCell, ViewRow } from './view.ts';

/** What is printed where a form has no value: —, /. */
const MARK = /^[^\p{L}\p{N}]*$/u;

/**
 * Takes the values of a label that has several beside it, each under a heading: 年度资金总额 with 年初预算数, 全年预算数
 * and 执行率. A value is found by its heading; where the headings say nothing, by its place among as many cells as the
 * form has. `to` is the column of the next label.
 */
export function readSeveral(
  reading: Reading,
  row: ViewRow,
  { label, cell }: { label: Label; cell: ViewCell },
  to: number,
  over: ReadonlyMap<Label, ViewCell>,
): void {
  const { body, loose } = reading;
  const from = cell.col + cell.cell.colSpan;
  const cells = row.row.cells.filter(({ col, master }) => col >= from && col < to && (loose || !master));
  const placed = byHeading(reading, row, label, cells, over) ?? byOrder(label, cells) ?? byPlace(label, cell, cells);
  for (const one of cells) {
    const text = one.text.trim();
    const value = placed?.get(one);
    if (text === '') continue;
    if (value?.slot && !body.values.has(value.slot)) body.values.set(value.slot, { text, cell: one });
    else if (!value || value.slot !== null || !MARK.test(text)) {
      const stray = row.cells.find((other) => other.cell === one);
      if (stray) body.strays.push(stray);
    }
  }
}

type Placed = Map<GridCell, BodyCell>;

function byHeading(
  { map, loose, body }: Reading,
  row: ViewRow,
  label: Label,
  cells: GridCell[],
  over: ReadonlyMap<Label, ViewCell>,
): Placed | null {
  const band = map.body[label.row]?.band;
  const heads = label.values.map((value) => {
    const head = map.body
      .filter((spec) => spec.index < label.row && spec.band === band)
      .flatMap(({ labels }) => labels)
      .findLast(({ col }) => col === value.col);
    return { value, col: (head && over.get(head)?.col) ?? body.columns.get(value.col) };
  });
  const known = heads
    .flatMap(({ value, col }) => (col === undefined ? [] : [{ value, col }]))
    .sort((a, b) => a.col - b.col);
  const filled = cells.filter(({ text }) => text.trim() !== '');
  // In a browser's copy the rows do not have the cells that the headings' row has.
  if (known.length === 0 || (loose && filled.length > 0 && !sameCells(row, label, known.length, cells.length)))
    return null;
  const placed: Placed = new Map();
  for (const one of cells) {
    const head = known.findLast(({ col }) => col <= one.col);
    if (!head) {
      if (one.text.trim() !== '') return null;
      continue;
    }
    if (
      one.text.trim() !== '' &&
      [...placed].some(([other, value]) => value === head.value && other.text.trim() !== '')
    )
      return null;
    placed.set(one, head.value);
  }
  return placed;
}

/** Whether a row of a text has its cells under the headings: more cells than values, or each value its own column. */
function sameCells(row: ViewRow, label: Label, heads: number, cells: number): boolean {
  return row.row.cells[0]?.text.trim() === '' || (label.values.length === heads && cells > label.values.length);
}

/** As many cells as the form has. */
function byOrder(label: Label, cells: GridCell[]): Placed | null {
  if (cells.length !== label.values.length) return null;
  return new Map(cells.map((cell, at) => [cell, label.values[at] as BodyCell]));
}

/** Cells in the columns of the form. */
function byPlace(label: Label, at: ViewCell, cells: GridCell[]): Placed {
  const offset = at.col - label.col;
  return new Map(
    cells.flatMap((cell) => {
      const value = label.values.find(({ col }) => col === cell.col - offset);
      return value ? [[cell, value] as const] : [];
    }),
  );
}
