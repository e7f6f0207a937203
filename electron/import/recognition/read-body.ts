import { readPatternText } from '../../../shared/filing/read-pattern.ts';
import type { Label, Slot } from './body-map.ts';
import { type FormMap, isPatternSlot, slotType } from './form-map.ts';
import { type Headings, headingsBeside } from './headings-beside.ts';
import { apart } from './joined-labels.ts';
import { looksLikeLabel } from './label-words.ts';
import { matchRow, type RowMatch } from './match-row.ts';
import { type Matrix, readMatrix } from './matrix.ts';
import { unitInLabel } from './money-unit.ts';
import { readSeveral } from './read-several.ts';
import {
  type Body,
  coveredCells,
  isAt,
  isValueRow,
  type Pending,
  type Reading,
  readValueRow,
} from './read-value-row.ts';
import type { ViewCell, ViewRow } from './view.ts';
import { wholeRow } from './whole-row.ts';

/** A frame of which nothing is read yet. */
export function emptyBody(): Body {
  return {
    values: new Map(),
    labels: new Set(),
    sections: new Set(),
    unit: null,
    otherUnit: null,
    strays: [],
    unknown: [],
    hints: [],
    over: new Map(),
    rows: new Map(),
    columns: new Map(),
    after: -1,
  };
}

/** Reads rows outside of the form's tables as rows of its frame, into what was read before. */
export function readBody(map: FormMap, body: Body, rows: ViewRow[], known: ReadonlySet<string>, loose: boolean): void {
  const reading: Reading = { map, body, known, loose, uncovered: loose ? coveredCells(map, rows) : null };
  const { over } = body;
  let pending: Pending | null = null;
  for (let at = 0; at < rows.length; at++) {
    let row = rows[at] as ViewRow;
    if (row.cells.length === 0) continue;
    const matrix = readMatrix(map, rows, at, loose);
    if (matrix) {
      takeMatrix(map, matrix, body);
      at += matrix.rows - 1;
      body.after = Math.max(body.after, ...matrix.labels.map((label) => label.row));
      pending = null;
      continue;
    }
    const whole = loose ? wholeRow(map, row, body.labels, body.after) : null;
    const likely = whole ?? matchRow(map, row, body.labels, body.after, over);
    const found = withoutHeadless(map, likely, over, body.labels);
    if (pending && isValueRow(reading, pending, row, found)) {
      readValueRow(reading, pending, row);
      pending = null;
      continue;
    }
    const parted = whole ? row : apart(map, row, found, body, loose);
    const inParts =
      parted === row
        ? null
        : withoutHeadless(map, matchRow(map, parted, body.labels, body.after, over), over, body.labels);
    const match = inParts ?? found;
    if (inParts) {
      row = parted;
      rows[at] = row;
    }
    if (!match) {
      const rest = row.cells.filter((cell) => !isRepeated(over, cell));
      // Where a text beside marks (— or /) is longer than a page, they are printed again.
      if (!hasMarks(map) || rest.some(({ text }) => /[\p{L}\p{N}]/u.test(text))) takeStrays(reading, rest);
      continue;
    }
    body.after = match.spec.index;
    const unknownBefore = body.unknown.length;
    const headings = whole ? null : headingsBeside(match, row, rows[at + 1], known);
    const pairs = readLabelRow(reading, match, row, whole !== null, headings);
    for (const { cell } of pairs) takeSaid(body, cell);
    for (const { label, cell } of pairs) {
      over.set(label, cell);
      body.rows.set(label, row);
      body.labels.add(label);
      for (const section of map.body[label.row]?.sections ?? []) body.sections.add(section);
      takeUnit(body, cell);
    }
    pending = headings?.own ? pendingUnder(match, headings.own, body.unknown.slice(unknownBefore), row) : null;
    const below = map.body[match.spec.index + 1];
    if (!pending && below && below.labels.length === 0) {
      // Of labels that reach down the one that ends first is beside the values.
      const reaching = pairs.map(({ cell }) => cell.cell).filter(({ rowSpan }) => rowSpan > 1);
      const group = reaching.toSorted((a, b) => a.rowSpan - b.rowSpan)[0] ?? null;
      pending = { spec: below, over: pairs, unknown: body.unknown.slice(unknownBefore), group, row };
    }
  }
}

/** The value of a label that stands below a heading beside it. */
function pendingUnder(
  { spec }: RowMatch,
  { label, slot, cell }: NonNullable<Headings['own']>,
  unknown: Body['unknown'],
  row: ViewRow,
): Pending {
  return {
    spec: { ...spec, labels: [], fields: [{ id: slot, col: label.col, colSpan: 1 }], cells: [] },
    over: [{ label: { ...label, under: slot }, cell }],
    unknown,
    group: null,
    row,
  };
}

/** Whether a slot is a pattern with words of its own around its fields. */
function hasWords(slot: Slot): boolean {
  return isPatternSlot(slot) && /[\p{L}\p{N}]/u.test(slot.replace(/\{[^}]+\}|\[[^\]]*\]/g, ''));
}

/** Whether the form prints marks in the place of values. */
function hasMarks(map: FormMap): boolean {
  return map.body.some(({ labels }) => labels.some(({ values }) => values.some(({ slot }) => slot === null)));
}

/** What a heading says of fields. */
export function takeSaid(body: Body, { said, cell }: Pick<ViewCell, 'said' | 'cell'>): void {
  for (const [id, text] of Object.entries(said ?? {}))
    if (text !== '' && !body.values.has(id)) body.values.set(id, { text, cell });
}

/** The unit of money that a label or a heading names: 预算金额（元）. */
export function takeUnit(body: Body, { text, cell }: Pick<ViewCell, 'text' | 'cell'>): void {
  const unit = unitInLabel(text);
  if (unit === null) return;
  body.unit ??= { text: unit, cell };
  if (body.unit.text !== unit) body.otherUnit ??= { text: unit, cell };
}

/**
 * The labels of a row without those of which nothing says whose part they are: one 财政拨款 where the form has two, and
 * neither 实施期金额 nor 年度金额 above.
 */
function withoutHeadless(
  map: FormMap,
  match: RowMatch | null,
  over: ReadonlyMap<Label, ViewCell>,
  used: ReadonlySet<Label>,
): RowMatch | null {
  if (!match) return null;
  const isAmount = ({ right }: Label) => right !== null && slotType(map.form, right) === 'amount';
  const headed = (label: Label) =>
    map.body
      .slice(0, label.row)
      .some((row) => row.labels.some((head) => head.col === label.col && isAmount(head) && over.has(head)));
  const pairs = match.pairs.filter(({ label, cell }) => {
    if (!isAmount(label)) return true;
    const twins = match.spec.labels.filter((other) => other !== label && other.texts.has(cell.folded));
    if (twins.length === 0 || twins.some((twin) => match.pairs.some((pair) => pair.label === twin))) return true;
    return headed(label) || twins.some((twin) => used.has(twin) || headed(twin));
  });
  return pairs.length > 0 ? { ...match, pairs } : null;
}

function takeMatrix(map: FormMap, matrix: Matrix, body: Body): void {
  for (const { field, cell } of matrix.values) {
    if (body.values.has(field)) body.strays.push(cell);
    else body.values.set(field, { text: cell.text, cell: cell.cell });
  }
  for (const label of matrix.labels) body.labels.add(label);
  body.strays.push(...matrix.strays);
  body.unknown.push(...matrix.unknown);
  const side = map.body
    .flatMap((row) => row.labels)
    .find((label) => matrix.side && label.texts.has(matrix.side.folded));
  if (side) body.labels.add(side);
  else if (matrix.side) body.strays.push(matrix.side);
  if (matrix.side) takeUnit(body, matrix.side);
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

/**
 * Takes the values right of each label; cells that belong to none are strays. Gives the labels that were found. `whole`:
 * what is no label of the match is a value. `headings`: cells that stand over values in the next row.
 */
function readLabelRow(
  reading: Reading,
  match: RowMatch,
  row: ViewRow,
  whole: boolean,
  headings: Headings | null,
): RowMatch['pairs'] {
  const { map, body, known } = reading;
  const labelOf = new Map(match.pairs.map(({ label, cell }) => [cell, label]));
  const pairs = [...match.pairs];
  let current: Label | null = null;
  let unknown: { label: ViewCell; values: ViewCell[] } | null = null;
  const taken = new Set<ViewCell>();
  for (const [at, cell] of row.cells.entries()) {
    if (taken.has(cell)) continue;
    const label = labelOf.get(cell);
    if (label) {
      if (label.right === null && label.values.some(({ slot }) => slot !== null)) {
        const next = row.cells.slice(at + 1).find((other) => labelOf.has(other));
        const to = next?.col ?? Number.POSITIVE_INFINITY;
        readSeveral(reading, row, { label, cell }, to, body.over);
        for (const other of row.cells) if (other.col > cell.col && other.col < to) taken.add(other);
      }
      current = label;
      unknown = null;
      continue;
    }
    if (headings?.cells.has(cell)) {
      unknown = { label: cell, values: [] };
      if (cell !== headings.own?.cell) body.unknown.push(unknown);
      continue;
    }
    const field: string | null = current?.right ?? current?.under ?? null;
    const open = field !== null && !body.values.has(field) && unknown === null;
    // What is written as the form has it (审核人：… 日期：…) is no label, though its words are labels of others.
    const isWritten = open && (whole || (hasWords(field) && readPatternText(map.form, field, cell.text) !== null));
    const labelsNext = open && !isWritten && isLabelOfNext(row, pairs, at, labelOf, known);
    const isLabel = known.has(cell.folded) || labelsNext;
    if (open && (isWritten || !isLabel || (!labelsNext && isFieldCell(reading, match, cell, field)))) {
      body.values.set(field, { text: cell.text, cell: cell.cell });
      if (whole && known.has(cell.folded))
        body.hints.push({
          cell,
          message: `“${cell.text}”也是栏目的名称，已按“${current?.name.trim()}”的内容读入，请核对`,
        });
      continue;
    }
    // Two rows of the form may stand side by side in one row of a sheet.
    const besides: Label[] = map.body
      .flatMap((spec) => spec.labels)
      .filter(
        (other) =>
          other.right &&
          other.texts.has(cell.folded) &&
          !body.labels.has(other) &&
          !pairs.some((pair) => pair.label === other),
      );
    // What stands behind 年度金额 is a part of it, not of 实施期金额.
    const beside = besides.find(({ col }) => col === current?.col) ?? besides[0];
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

/**
 * Whether a cell is a label that the form lacks, though no form is known to print it: the place of the value before it
 * is empty and two texts stand where one is expected (`实施单位⇥⇥某某⇥张三`), or it reads like a label and either of
 * the two holds.
 */
function isLabelOfNext(
  row: ViewRow,
  pairs: RowMatch['pairs'],
  at: number,
  labelOf: ReadonlyMap<ViewCell, Label>,
  known: ReadonlySet<string>,
): boolean {
  const [before, cell, next] = [row.cells[at - 1], row.cells[at], row.cells[at + 1]];
  if (!before || !cell || !pairs.some((pair) => pair.cell === before)) return false;
  const place = row.row.cells.find(({ col }) => col === before.col + before.cell.colSpan);
  const empty = place !== undefined && place !== cell.cell && !place.master && place.text.trim() === '';
  const two = next !== undefined && !labelOf.has(next);
  if (looksLikeLabel(cell.folded) || known.has(cell.folded)) return empty || (two && !known.has(next.folded));
  return empty && two;
}
