import type { BodyRow, Label } from './body-map.ts';
import type { FormMap } from './form-map.ts';
import type { ViewCell, ViewRow } from './view.ts';

export interface RowMatch {
  spec: BodyRow;
  pairs: { label: Label; cell: ViewCell }[];
}

const MOST_LABELS = 64;

/** The row of the form that a row of the grid is, by the labels in it that are still open; null when it has none. */
export function matchRow(
  map: FormMap,
  row: ViewRow,
  used: Set<Label>,
  after: number,
  over: Map<Label, ViewCell>,
): RowMatch | null {
  const candidates = row.cells.filter((cell) => map.labelTexts.has(cell.folded)).slice(0, MOST_LABELS);
  if (candidates.length === 0) return null;
  let best: RowMatch | null = null;
  const distance = (spec: BodyRow) => (spec.index > after ? spec.index - after : map.body.length + after - spec.index);
  const isNearer = (one: RowMatch, other: RowMatch) =>
    beginOf(one) === beginOf(other) ? distance(one.spec) < distance(other.spec) : beginOf(one) < beginOf(other);
  for (const spec of specsOf(map, candidates)) {
    const pairs = assign(map, row, spec, candidates, used, over);
    if (pairs.length === 0 || (best && pairs.length < best.pairs.length)) continue;
    if (!best || pairs.length > best.pairs.length || isNearer({ spec, pairs }, best)) best = { spec, pairs };
  }
  return best;
}

/** The rows of the form that have a label of one of the cells, in printed order. */
function specsOf(map: FormMap, cells: readonly ViewCell[]): Iterable<BodyRow> {
  const [first] = cells;
  const specs = map.rowsOf.get(first?.folded ?? '') ?? new Set<BodyRow>();
  if (cells.length === 1) return specs;
  const all = new Set(specs);
  for (const { folded } of cells) for (const spec of map.rowsOf.get(folded) ?? []) all.add(spec);
  return [...all].sort((a, b) => a.index - b.index);
}

/** Where a row begins: a label further right may be a value that reads like one. */
function beginOf({ pairs }: RowMatch): number {
  return pairs[0]?.cell.col ?? 0;
}

/** Labels of one form row with the cells that carry them. Labels with the same wording go by order and by column. */
function assign(
  map: FormMap,
  row: ViewRow,
  spec: BodyRow,
  candidates: ViewCell[],
  used: Set<Label>,
  over: Map<Label, ViewCell>,
) {
  const pairs: RowMatch['pairs'] = [];
  for (const label of spec.labels) {
    if (used.has(label)) continue;
    const isOpen = (cell: ViewCell) => label.texts.has(cell.folded) && !pairs.some((pair) => pair.cell === cell);
    // Most labels of a row of the form are not there.
    if (!candidates.some(isOpen)) continue;
    const fitting = candidates.filter(isOpen);
    const same = alike(spec, label).filter((other) => !used.has(other));
    const cell = fitting.length > same.length ? nearest(row, label, fitting) : fitting[0];
    if (!cell) continue;
    const elsewhere = fitting.length < same.length && !isUnder(map, label, cell, over);
    if (elsewhere && same.some((other) => other !== label && isUnder(map, other, cell, over))) continue;
    pairs.push({ label, cell });
  }
  return pairs.length > 1 ? pairs.sort((a, b) => a.cell.col - b.cell.col) : pairs;
}

const kept = new WeakMap<Label, readonly Label[]>();

/** A label of a row of the form, and those right of it that share a wording with it. */
function alike({ labels }: BodyRow, label: Label): readonly Label[] {
  const done = kept.get(label);
  if (done) return done;
  const found = labels
    .slice(labels.indexOf(label))
    .filter((other) => [...other.texts].some((text) => label.texts.has(text)));
  kept.set(label, found);
  return found;
}

/** Of several cells with a label's text, the one that stands most nearly where the form has the label. */
function nearest(row: ViewRow, label: Label, cells: ViewCell[]): ViewCell | undefined {
  const offset = Math.min(...row.row.cells.map((cell) => cell.col));
  return cells.toSorted((a, b) => Math.abs(a.col - offset - label.col) - Math.abs(b.col - offset - label.col))[0];
}

/** Whether a cell stands under the label that the form has over `label` in the same column. */
function isUnder(map: FormMap, label: Label, cell: ViewCell, over: Map<Label, ViewCell>): boolean {
  return map.body
    .slice(0, label.row)
    .some((row) => row.labels.some((head) => head.col === label.col && over.get(head)?.col === cell.col));
}
