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
  const heads = headsOf(reading, label, over);
  const placed =
    heads.length === 0
      ? (byOrder(label.values, cells) ?? byPlace(label, cell, cells))
      : isUnderHeads(reading, row, heads.length, cells)
        ? byHeading(heads, cells)
        : byOrder(
            heads.map(({ value }) => value),
            cells,
          );
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

/** Null for a heading that the form does not have. */
type Placed = Map<GridCell, BodyCell | null>;

interface Head {
  col: number;
  value: BodyCell | null;
}

/** The headings over the values of a label as they stand in the file, left to right, strange ones between them too. */
function headsOf({ map, body }: Reading, label: Label, over: ReadonlyMap<Label, ViewCell>): Head[] {
  const band = map.body[label.row]?.band;
  let row: ViewRow | undefined;
  const known = label.values.flatMap((value): Head[] => {
    const head = map.body
      .filter((spec) => spec.index < label.row && spec.band === band)
      .flatMap(({ labels }) => labels)
      .findLast(({ col }) => col === value.col);
    if (head) row ??= body.rows.get(head);
    const col = (head && over.get(head)?.col) ?? body.columns.get(value.col);
    return col === undefined ? [] : [{ col, value }];
  });
  const from = Math.min(...known.map(({ col }) => col));
  const labels = new Set([...over].filter(([one]) => body.rows.get(one) === row).map(([, { cell }]) => cell));
  const strange = (row?.cells ?? []).filter(({ cell, col }) => col > from && !labels.has(cell));
  return [...known, ...strange.map(({ col }): Head => ({ col, value: null }))].sort((a, b) => a.col - b.col);
}

/**
 * Whether the cells stand under the headings. In a browser's copy the rows do not have the cells that the headings' row
 * has; in other texts they begin with an empty one, or are more than the values.
 */
function isUnderHeads({ loose }: Reading, row: ViewRow, heads: number, cells: readonly GridCell[]): boolean {
  return !loose || row.row.cells[0]?.text.trim() === '' || cells.length > heads;
}

function byHeading(heads: readonly Head[], cells: readonly GridCell[]): Placed {
  const placed: Placed = new Map();
  for (const one of cells) {
    const head = heads.findLast(({ col }) => col <= one.col);
    if (head && one.text.trim() !== '') placed.set(one, head.value);
  }
  return placed;
}

/** As many cells as there are values. */
function byOrder(values: readonly (BodyCell | null)[], cells: readonly GridCell[]): Placed | null {
  if (cells.length !== values.length) return null;
  return new Map(cells.map((cell, at) => [cell, values[at] ?? null]));
}

/** Cells in the columns of the form. */
function byPlace(label: Label, at: ViewCell, cells: readonly GridCell[]): Placed {
  const offset = at.col - label.col;
  return new Map(
    cells.flatMap((cell) => {
      const value = label.values.find(({ col }) => col === cell.col - offset);
      return value ? [[cell, value] as const] : [];
    }),
  );
}
