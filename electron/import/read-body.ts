import { fold } from '../../shared/form/fold.ts';
import { fieldOf } from '../../shared/form/form.ts';
import type { BodyRow, FormMap, Label } from './form-map.ts';
import type { GridCell } from './grid.ts';
import { matchRow, type RowMatch } from './match-row.ts';
import { type Matrix, readMatrix } from './matrix.ts';
import type { ViewCell, ViewRow } from './view.ts';

/** What a table says above its indicators. */
export interface Body {
  values: Map<string, { text: string; cell: GridCell }>;
  labels: Set<Label>;
  sections: Set<string>;
  /** Unit of money that a label in the table names, e.g. 资金投入(元). */
  unit: { text: string; cell: GridCell } | null;
  strays: ViewCell[];
  /** Labels that the form does not have, each with what stands beside it. */
  unknown: { label: ViewCell; values: ViewCell[] }[];
  hints: { cell: ViewCell; message: string }[];
}

interface Pending {
  spec: BodyRow;
  /** The labels over it and their columns. */
  over: { label: Label; cell: ViewCell }[];
  /** Labels beside them that the form does not have. */
  unknown: Body['unknown'];
  group: GridCell | null;
}

/** How a body is read. */
interface Reading {
  map: FormMap;
  body: Body;
  /** Folded texts that some form prints as a label: never a value, unless the grid is one of a sheet laid out as the form is. */
  known: ReadonlySet<string>;
  /** In a text, cells may be missing or shifted. */
  loose: boolean;
}

/** Reads the rows between `start` and `end` (the indicator header) as the frame of the form. */
export function readBody(map: FormMap, rows: ViewRow[], known: ReadonlySet<string>, loose: boolean): Body {
  const body: Body = {
    values: new Map(),
    labels: new Set(),
    sections: new Set(),
    unit: null,
    strays: [],
    unknown: [],
    hints: [],
  };
  const reading: Reading = { map, body, known, loose };
  const over = new Map<Label, ViewCell>();
  let pending: Pending | null = null;
  let after = -1;
  for (let at = 0; at < rows.length; at++) {
    const row = rows[at] as ViewRow;
    if (row.cells.length === 0) continue;
    const matrix = readMatrix(map, rows, at, loose);
    if (matrix) {
      takeMatrix(map, matrix, body);
      at += matrix.rows - 1;
      after = Math.max(after, ...matrix.labels.map((label) => label.row));
      pending = null;
      continue;
    }
    const found = matchRow(map, row, body.labels, after, over);
    if (pending && isValueRow(reading, pending, row, found)) {
      readValueRow(reading, pending, row);
      pending = null;
      continue;
    }
    const match = found ?? splitLabels(map, row, body.labels);
    if (!match) {
      takeStrays(
        reading,
        row.cells.filter((cell) => !isRepeated(over, cell)),
      );
      continue;
    }
    after = match.spec.index;
    const unknownBefore = body.unknown.length;
    const pairs = readLabelRow(reading, match, row);
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
      pending = { spec: below, over: pairs, unknown: body.unknown.slice(unknownBefore), group };
    }
  }
  return body;
}

function takeMatrix(map: FormMap, matrix: Matrix, body: Body): void {
  for (const { field, cell } of matrix.values) {
    if (body.values.has(field)) body.strays.push(cell);
    else body.values.set(field, { text: cell.text, cell: cell.cell });
  }
  for (const label of matrix.labels) body.labels.add(label);
  body.strays.push(...matrix.strays);
  const side = map.body
    .flatMap((row) => row.labels)
    .find((label) => matrix.side && label.texts.has(matrix.side.folded));
  if (side) body.labels.add(side);
  else if (matrix.side) body.strays.push(matrix.side);
  const unit = /\((万元|元)\)$/.exec(matrix.side?.folded ?? '')?.[1];
  if (unit && matrix.side) body.unit ??= { text: unit, cell: matrix.side.cell };
}

/** Cells of a row that is none of the form: labels of other forms with what stands beside them. */
function takeStrays({ known, body }: Reading, cells: ViewCell[]): void {
  let label: ViewCell | null = null;
  for (const cell of cells) {
    if (known.has(cell.folded)) {
      body.unknown.push({ label: cell, values: [] });
      label = cell;
    } else if (label) body.unknown.at(-1)?.values.push(cell);
    else body.strays.push(cell);
  }
}

/** A label that is printed again where its row flows to a further page. */
function isRepeated(over: Map<Label, ViewCell>, cell: ViewCell): boolean {
  return [...over.values()].some((label) => label.col === cell.col && label.folded === cell.folded);
}

/** A row where values are expected holds values, unless it is the next row of labels, of this form or another. */
function isValueRow({ known }: Reading, pending: Pending, row: ViewRow, found: RowMatch | null): boolean {
  const { group } = pending;
  const under = group !== null && row.row.cells.some((cell) => cell.master === group);
  if (under && (row.cells.length === 1 || !known.has(row.cells[0]?.folded ?? '') || isLaidOut(pending, row)))
    return true;
  if (known.has(row.cells[0]?.folded ?? '') && !pending.over.some(({ cell }) => cell.folded === row.cells[0]?.folded))
    return false;
  if (!found) return true;
  return found.pairs.length * 2 < found.spec.labels.length;
}

/** Whether the cells of a row of values have just the columns that the form has. */
function isLaidOut(pending: Pending, row: ViewRow): boolean {
  const head = pending.over[0];
  const offset = head ? head.cell.col - head.label.col : 0;
  return row.cells.every((cell) => pending.spec.fields.some((field) => isAt(cell, field, offset)));
}

/** Whether a cell fills the columns of a field in a table that begins `offset` columns from the left. */
function isAt(cell: ViewCell, field: { col: number; colSpan: number }, offset: number): boolean {
  return cell.col - offset === field.col && cell.cell.colSpan === field.colSpan;
}

/** Whether a cell is the form's own cell of a field, in a row of a sheet that is laid out just as the form is. */
function isFieldCell({ loose, map }: Reading, match: RowMatch, cell: ViewCell, field: string): boolean {
  const spec = map.body.find(({ fields }) => fields.some(({ id }) => id === field));
  const place = spec?.fields.find(({ id }) => id === field);
  const [first] = match.pairs;
  if (loose || !place || !first || spec !== match.spec) return false;
  const offset = first.cell.col - first.label.col;
  const labelled = match.pairs.every((pair) => pair.cell.col - offset === pair.label.col);
  return labelled && match.pairs.length === spec.labels.length && isAt(cell, place, offset);
}

/** Takes the values right of each label; cells that belong to none are strays. Gives the labels that were found. */
function readLabelRow(reading: Reading, match: RowMatch, row: ViewRow): RowMatch['pairs'] {
  const { map, body, known } = reading;
  const labelOf = new Map(match.pairs.map(({ label, cell }) => [cell, label]));
  const pairs = [...match.pairs];
  let current: Label | null = null;
  let unknown: { label: ViewCell; values: ViewCell[] } | null = null;
  for (const cell of row.cells) {
    const label = labelOf.get(cell);
    if (label) {
      current = label;
      unknown = null;
      continue;
    }
    const field: string | null = current?.right ?? current?.under ?? null;
    const open = field !== null && !body.values.has(field) && unknown === null;
    const isLabel = known.has(cell.folded);
    if (open && (!isLabel || isFieldCell(reading, match, cell, field))) {
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
      unknown = null;
    } else if (isLabel) {
      unknown = { label: cell, values: [] };
      body.unknown.push(unknown);
    } else if (unknown) unknown.values.push(cell);
    else body.strays.push(cell);
  }
  return pairs;
}

/** Takes the values of a row without labels, by the columns of the labels over them. */
function readValueRow({ body, known, loose }: Reading, pending: Pending, row: ViewRow): void {
  const group = pending.over[0];
  const laidOut = !loose && isLaidOut(pending, row);
  let cells = row.cells.filter((cell) => {
    if (group && cell.col === group.cell.col && cell.folded === group.cell.folded) return false;
    if (laidOut || !known.has(cell.folded)) return true;
    body.unknown.push({ label: cell, values: [] });
    return false;
  });
  const heads = pending.over.filter(({ label }) => label.under !== null);
  if (pending.unknown.length > 0) cells = withoutUnknown(pending, heads, cells, loose);
  const open = pending.spec.fields.filter(({ id }) => !body.values.has(id));
  const set = (id: string, cell: ViewCell) => body.values.set(id, { text: cell.text, cell: cell.cell });
  // As a browser copies it: just the values, without the cell that the label beside covers.
  const inOrder = loose && row.row.cells.length === heads.length && row.row.cells[0]?.text.trim() !== '';
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
