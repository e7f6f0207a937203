import { type Form, type FormCell, type FormRow, placeCells } from '../../../shared/form/form.ts';
import { wordings } from './wordings.ts';

/** Where a value goes: a field's id, or the pattern of a cell whose text holds several. */
export type Slot = string;

/** The cell of a value in a fixed row; without a slot it is blank, or printed with a mark (— or /). */
export interface BodyCell {
  slot: Slot | null;
  col: number;
  colSpan: number;
}

/** A label of the form's frame, and the values that stand beside or under it. */
export interface Label {
  name: string;
  /** The folded wordings that import accepts. */
  texts: Set<string>;
  /** Those of the form's own wording. */
  own: Set<string>;
  /** Where its words name fields: the pattern and its other wordings. */
  patterns: readonly string[];
  row: number;
  col: number;
  /** The cells between it and the next label of its row. */
  values: BodyCell[];
  /** The slot of the one value to its right. */
  right: Slot | null;
  /** The slot of the cell below it, where that row has no labels of its own. */
  under: Slot | null;
}

/** A row of the frame. A row without labels holds values only. */
export interface BodyRow {
  index: number;
  /** The band it is of, an index into the form's bands. */
  band: number;
  /** Sections that it is printed with. */
  sections: string[];
  labels: Label[];
  /** Values with their columns in the form. */
  fields: { id: Slot; col: number; colSpan: number }[];
  /** All its cells left to right, each with its label; null for one that is none. */
  cells: { col: number; label: Label | null }[];
}

/** The framed rows of all fixed bands. */
export function bodyRows(form: Form): BodyRow[] {
  const rows: BodyRow[] = [];
  for (const [band, one] of form.bands.entries()) {
    if (one.kind !== 'fixed') continue;
    const kinds = cellKinds(one.rows, form.columns.length);
    const placed = placeCells(one.rows, form.columns.length, null);
    for (const [at, row] of one.rows.entries()) {
      if (!row.frame) continue;
      const cells = placed.filter((cell) => cell.row === at);
      const under = placed.filter((cell) => cell.row === at + 1);
      const labelled = under.some(({ cell }) => ['label', 'heading'].includes(kinds[at + 1]?.get(cell) ?? ''));
      const made: BodyRow = {
        index: rows.length,
        band,
        sections: [one.section, row.section].filter((id) => id !== undefined),
        labels: [],
        fields: [],
        cells: [],
      };
      let last: Label | null = null;
      for (const { cell, col, colSpan } of cells) {
        const kind = kinds[at]?.get(cell);
        if (kind === 'label' || kind === 'heading') {
          const below = labelled ? undefined : under.find((candidate) => candidate.col === col)?.cell;
          last = labelOf(cell, made.index, col, below ? slotOf(below) : null);
          made.labels.push(last);
          made.cells.push({ col, label: last });
          continue;
        }
        made.cells.push({ col, label: null });
        if (kind === 'line') continue;
        const slot = slotOf(cell);
        last?.values.push({ slot, col, colSpan });
        if (slot !== null) made.fields.push({ id: slot, col, colSpan });
      }
      for (const label of made.labels) {
        const filled = label.values.filter((value) => value.slot !== null);
        if (label.values.length === 1 && filled.length === 1) label.right = filled[0]?.slot ?? null;
        if (filled.length > 0) label.under = null;
      }
      // A row of lines alone is none of labels and values.
      if (made.labels.length + made.fields.length > 0) rows.push(made);
    }
  }
  return rows;
}

function labelOf(cell: FormCell, row: number, col: number, under: Slot | null): Label {
  const isPattern = cell.kind === 'pattern';
  const text = cell.kind === 'label' ? cell.text : isPattern ? cell.pattern : '';
  const also = cell.kind === 'label' || isPattern ? (cell.also ?? []) : [];
  const patterns = [...(isPattern ? [text] : []), ...also.filter((one) => one.includes('{'))];
  return {
    name: isPattern ? cell.name : text,
    texts: wordings([text, ...also]),
    own: wordings([text]),
    patterns,
    row,
    col,
    values: [],
    right: null,
    under,
  };
}

function slotOf(cell: FormCell): Slot | null {
  return cell.kind === 'field' ? cell.field : cell.kind === 'pattern' ? cell.pattern : null;
}

/** What a cell of fixed rows is: a heading is a pattern that heads what stands below it, a line stands by itself. */
type CellKind = 'label' | 'heading' | 'value' | 'mark' | 'line';

/** A label without words, printed in the place of a value: — or /. */
function isMark(text: string): boolean {
  return !/[\p{L}\p{N}]/u.test(text);
}

/** A longer label is a note printed with the form. */
const LONGEST_LABEL = 60;

export function cellKinds(rows: readonly FormRow[], width: number): Map<FormCell, CellKind>[] {
  const placed = placeCells(rows, width, null);
  const below = (at: number, col: number) => placed.find((cell) => cell.row === at + 1 && cell.col === col)?.cell.kind;
  return rows.map((_, at) => {
    const kinds = new Map<FormCell, CellKind>();
    let before: { kind: CellKind; heads: boolean; reaches: boolean } | null = null;
    for (const { cell, col, rowSpan } of placed.filter((one) => one.row === at)) {
      const heads = ['field', 'pattern'].includes(below(at, col) ?? '');
      const kind = kindOf(cell, heads, before);
      kinds.set(cell, kind);
      before = { kind, heads, reaches: rowSpan > 1 };
    }
    return kinds;
  });
}

function kindOf(
  cell: FormCell,
  heads: boolean,
  before: { kind: CellKind; heads: boolean; reaches: boolean } | null,
): CellKind {
  if (cell.kind === 'label') return cell.text.length > LONGEST_LABEL ? 'line' : isMark(cell.text) ? 'mark' : 'label';
  if (cell.kind === 'blank') return 'mark';
  if (cell.kind === 'field') return 'value';
  const beside = before?.kind === 'label' && !before.reaches && !before.heads;
  if (heads && !beside && /^[^{[]/.test(cell.pattern)) return 'heading';
  const isWhole = /^\{[^}]+\}$/.test(cell.pattern);
  return before?.kind === 'label' || (before?.kind === 'value' && isWhole) ? 'value' : 'line';
}
