import type { BodyRow, Label } from './body-map.ts';
import type { FormMap } from './form-map.ts';
import type { RowMatch } from './match-row.ts';
import type { ViewCell, ViewRow } from './view.ts';

/**
 * The row of the form that a row of a text is cell for cell: every label stands in its place, and all else where the form
 * has values, so that these are values whatever they read like. The nearest one behind `after`; null when it is none.
 */
export function wholeRow(map: FormMap, row: ViewRow, used: ReadonlySet<Label>, after: number): RowMatch | null {
  const found = map.body.flatMap((spec): RowMatch[] => {
    if (spec.labels.length === 0 || spec.labels.some((label) => used.has(label))) return [];
    const pairs = byOrder(spec, row) ?? byColumn(spec, row);
    return pairs ? [{ spec, pairs }] : [];
  });
  return found.find(({ spec }) => spec.index > after) ?? found[0] ?? null;
}

/** As a browser copies it: the cells of the row, without those that reach into it from above. */
function byOrder(spec: BodyRow, row: ViewRow): RowMatch['pairs'] | null {
  const raw = row.row.cells;
  if (raw.length !== spec.cells.length) return null;
  return pairsAt(spec, (at) => row.cells.find(({ cell }) => cell === raw[at]));
}

/** As a worksheet has it: a cell for each column. */
function byColumn(spec: BodyRow, row: ViewRow): RowMatch['pairs'] | null {
  if (row.row.cells.length < spec.cells.length) return null;
  const cols = new Set(spec.cells.map(({ col }) => col));
  if (!row.cells.every(({ col }) => cols.has(col))) return null;
  return pairsAt(spec, (at) => row.cells.find(({ col }) => col === spec.cells[at]?.col));
}

function pairsAt(spec: BodyRow, cellAt: (at: number) => ViewCell | undefined): RowMatch['pairs'] | null {
  const pairs: RowMatch['pairs'] = [];
  for (const [at, { label }] of spec.cells.entries()) {
    if (!label) continue;
    const cell = cellAt(at);
    if (!cell || !label.texts.has(cell.folded)) return null;
    pairs.push({ label, cell });
  }
  return pairs;
}
