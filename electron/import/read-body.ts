import { fold } from '../../shared/form/fold.ts';
import { fieldOf } from '../../shared/form/form.ts';
import type { BodyRow, FormMap, Label } from './form-map.ts';
import type { GridCell } from './grid.ts';
import type { ViewCell, ViewRow } from './view.ts';

/** What a table says above its indicators. */
export interface Body {
  values: Map<string, { text: string; cell: GridCell }>;
  labels: Set<Label>;
  sections: Set<string>;
  /** Unit of money that a label in the table names, e.g. 资金投入(元). */
  unit: { text: string; cell: GridCell } | null;
  strays: ViewCell[];
  hints: { cell: ViewCell; message: string }[];
}

export interface RowMatch {
  spec: BodyRow;
  pairs: { label: Label; cell: ViewCell }[];
}

interface Pending {
  spec: BodyRow;
  /** The labels over it and their columns. */
  over: { label: Label; cell: ViewCell }[];
  group: GridCell | null;
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
  for (const spec of map.body) {
    if (!candidates.some((cell) => map.rowsOf.get(cell.folded)?.has(spec))) continue;
    const pairs = assign(map, row, spec, candidates, used, over);
    if (pairs.length === 0 || (best && pairs.length < best.pairs.length)) continue;
    if (!best || pairs.length > best.pairs.length || distance(spec) < distance(best.spec)) best = { spec, pairs };
  }
  return best;
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
  const taken = new Set<ViewCell>();
  const labels = spec.labels.filter((label) => !used.has(label));
  for (const [at, label] of labels.entries()) {
    const fitting = candidates.filter((cell) => !taken.has(cell) && label.texts.has(cell.folded));
    const same = labels.slice(at).filter((other) => [...other.texts].some((text) => label.texts.has(text)));
    const cell = fitting.length > same.length ? nearest(row, label, fitting) : fitting[0];
    if (!cell) continue;
    const elsewhere = fitting.length < same.length && !isUnder(map, label, cell, over);
    if (elsewhere && same.some((other) => other !== label && isUnder(map, other, cell, over))) continue;
    taken.add(cell);
    pairs.push({ label, cell });
  }
  return pairs.sort((a, b) => a.cell.col - b.cell.col);
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

/** Reads the rows between `start` and `end` (the indicator header) as the frame of the form. */
export function readBody(map: FormMap, rows: ViewRow[]): Body {
  const body: Body = { values: new Map(), labels: new Set(), sections: new Set(), unit: null, strays: [], hints: [] };
  const over = new Map<Label, ViewCell>();
  let pending: Pending | null = null;
  let after = -1;
  for (const row of rows) {
    const found = matchRow(map, row, body.labels, after, over);
    if (pending && isValueRow(pending, row, found)) {
      readValueRow(pending, row, body);
      pending = null;
      continue;
    }
    const match = found ?? splitLabels(map, row, body.labels);
    if (!match) {
      body.strays.push(...row.cells.filter((cell) => !isRepeated(over, cell)));
      continue;
    }
    after = match.spec.index;
    const pairs = readLabelRow(map, match, row, body);
    for (const { label, cell } of pairs) {
      over.set(label, cell);
      body.labels.add(label);
      const section = map.body[label.row]?.section;
      if (section) body.sections.add(section);
      const unit = /\((万元|元)\)$/.exec(cell.folded)?.[1];
      if (unit) body.unit ??= { text: unit, cell: cell.cell };
    }
    pending = null;
    const below = map.body[match.spec.index + 1];
    if (below && below.labels.length === 0) {
      const group = pairs.find(({ cell }) => cell.cell.rowSpan > 1)?.cell.cell ?? null;
      pending = { spec: below, over: pairs, group };
    }
  }
  return body;
}

/** A label that is printed again where its row flows to a further page. */
function isRepeated(over: Map<Label, ViewCell>, cell: ViewCell): boolean {
  return [...over.values()].some((label) => label.col === cell.col && label.folded === cell.folded);
}

/** A row where values are expected holds values, unless it is the next row of labels. */
function isValueRow(pending: Pending, row: ViewRow, found: RowMatch | null): boolean {
  if (!found) return true;
  const { group } = pending;
  if (group && row.row.cells.some((cell) => cell.master === group)) return true;
  return found.pairs.length * 2 < found.spec.labels.length;
}

/** Takes the values right of each label; cells that belong to none are strays. Gives the labels that were found. */
function readLabelRow(map: FormMap, match: RowMatch, row: ViewRow, body: Body): RowMatch['pairs'] {
  const labelOf = new Map(match.pairs.map(({ label, cell }) => [cell, label]));
  const pairs = [...match.pairs];
  let current: Label | null = null;
  for (const cell of row.cells) {
    const label = labelOf.get(cell);
    if (label) {
      current = label;
      continue;
    }
    const field: string | null = current?.right ?? current?.under ?? null;
    if (field !== null && !body.values.has(field)) {
      body.values.set(field, { text: cell.text, cell: cell.cell });
      continue;
    }
    // Two rows of the form may stand side by side in one row of a sheet.
    const beside: Label | undefined = map.body
      .flatMap((spec) => spec.labels)
      .find(
        (other) =>
          other.right &&
          other.texts.has(cell.folded) &&
          !body.labels.has(other) &&
          !pairs.some((pair) => pair.label === other),
      );
    if (beside) {
      pairs.push({ label: beside, cell });
      current = beside;
    } else body.strays.push(cell);
  }
  return pairs;
}

/** Takes the values of a row without labels, by the columns of the labels over them. */
function readValueRow(pending: Pending, row: ViewRow, body: Body): void {
  const group = pending.over[0];
  const cells = row.cells.filter(
    (cell) => !(group && cell.col === group.cell.col && cell.folded === group.cell.folded),
  );
  const open = pending.spec.fields.filter(({ id }) => !body.values.has(id));
  const heads = pending.over.filter(({ label }) => label.under !== null);
  const set = (id: string, cell: ViewCell) => body.values.set(id, { text: cell.text, cell: cell.cell });
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

/** Cells that hold label and value together: `项目名称：…`. */
function splitLabels(map: FormMap, row: ViewRow, used: Set<Label>): RowMatch | null {
  const pairs: RowMatch['pairs'] = [];
  for (const [at, cell] of row.cells.entries()) {
    const colon = cell.text.search(/[:：]/);
    if (colon < 1 || colon > 30) continue;
    const folded = fold(cell.text.slice(0, colon));
    const label = map.body
      .flatMap((spec) => spec.labels)
      .find(
        (other) =>
          other.right && other.texts.has(folded) && !used.has(other) && fieldOf(map.form, other.right).type !== 'text',
      );
    if (!label || pairs.some((pair) => pair.label === label)) continue;
    const labelCell = { ...cell, text: cell.text.slice(0, colon), folded };
    const value = { ...cell, text: cell.text.slice(colon + 1).trim(), folded: '' };
    row.cells.splice(row.cells.indexOf(cell, at), 1, labelCell, ...(value.text === '' ? [] : [value]));
    pairs.push({ label, cell: labelCell });
  }
  const spec = pairs[0] && map.body[pairs[0].label.row];
  return spec ? { spec, pairs } : null;
}
