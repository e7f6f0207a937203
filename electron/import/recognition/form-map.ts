import { fold } from '../../../shared/form/fold.ts';
import { columnsOf, type Form, type FormCell, fieldOf, levelsOf, placeCells } from '../../../shared/form/form.ts';
import { patternFields } from '../../../shared/form/pattern.ts';

/** A label of the form's frame, and the field whose value stands beside or under it. */
export interface Label {
  name: string;
  /** The folded wordings that import accepts. */
  texts: Set<string>;
  /** Those of the form's own wording. */
  own: Set<string>;
  row: number;
  col: number;
  /** Field of the cell to its right. */
  right: string | null;
  /** Field of the cell below it, where that row has no labels of its own. */
  under: string | null;
}

/** A row of the frame above the indicators. A row without labels holds values only. */
export interface BodyRow {
  index: number;
  section: string | null;
  labels: Label[];
  /** Fields with their columns in the form. */
  fields: { id: string; col: number; colSpan: number }[];
}

/** A line above the frame: title, year, unit line. */
export type HeaderItem = { row: number; name: string } & (
  | { kind: 'label' | 'unit'; texts: Set<string> }
  | { kind: 'pattern'; pattern: string; fields: string[]; weak: boolean }
);

/** A form as import reads it: its labels and where their values stand, taken from the form's data alone. */
export interface FormMap {
  form: Form;
  header: HeaderItem[];
  body: BodyRow[];
  /** The first row of the frame that has labels. */
  first: BodyRow | undefined;
  /** All folded labels of the frame. */
  labelTexts: Set<string>;
  /** The rows of the frame that have a label of this folded wording. */
  rowsOf: Map<string, Set<BodyRow>>;
  columns: { id: string; name: string; texts: Set<string> }[];
  /** All folded names of columns. */
  columnTexts: Set<string>;
  /** Folded level-1 names, to the form's own wording. */
  level1: Map<string, string>;
  /** Folded level-2 names, to the level 1 they belong to. */
  level2: Map<string, string>;
}

const known = new WeakMap<Form, FormMap>();

export function mapForm(form: Form): FormMap {
  const done = known.get(form);
  if (done) return done;
  const placed = placedRows(form);
  const body = placed.filter((row) => row.frame).map((row, index, rows) => bodyRow(row, index, rows[index + 1]));
  const header = placed
    .filter((row) => !row.frame)
    .flatMap((row) => row.cells.flatMap(({ cell }) => headerItem(form, cell, row.index)));
  const map: FormMap = {
    form,
    header,
    body,
    first: body.find((row) => row.labels.length > 0),
    labelTexts: new Set(body.flatMap((row) => row.labels.flatMap((label) => [...label.texts]))),
    rowsOf: rowsByLabel(body),
    columns: columnsOf(form, 'indicators').map((column) => ({
      id: column.id,
      name: column.name,
      texts: new Set([column.name, ...(column.also ?? [])].map(fold)),
    })),
    columnTexts: new Set(
      columnsOf(form, 'indicators').flatMap((column) => [column.name, ...(column.also ?? [])].map(fold)),
    ),
    level1: new Map(
      levelsOf(form, 'indicators').flatMap((level) =>
        [level.name, ...(level.also ?? [])].map((name) => [fold(name), level.name]),
      ),
    ),
    level2: new Map(
      levelsOf(form, 'indicators').flatMap((level) =>
        level.level2.flatMap((part) =>
          [part.name, ...(part.also ?? [])].map((name) => [fold(name), level.name] as const),
        ),
      ),
    ),
  };
  known.set(form, map);
  return map;
}

function rowsByLabel(body: BodyRow[]): FormMap['rowsOf'] {
  const rows: FormMap['rowsOf'] = new Map();
  for (const row of body)
    for (const text of row.labels.flatMap((label) => [...label.texts]))
      rows.set(text, (rows.get(text) ?? new Set()).add(row));
  return rows;
}

interface PlacedRow {
  index: number;
  frame: boolean;
  section: string | null;
  cells: { cell: FormCell; col: number }[];
}

/** The fixed rows above the first table with the grid column of each cell. */
function placedRows(form: Form): PlacedRow[] {
  const end = form.bands.findIndex((band) => band.kind !== 'fixed');
  const rows = form.bands
    .slice(0, end < 0 ? undefined : end)
    .flatMap((band) => (band.kind === 'fixed' ? band.rows : []));
  const placed = placeCells(rows, form.columns.length, null);
  return rows.map(({ frame, section = null }, index) => ({
    index,
    frame,
    section,
    cells: placed.filter(({ row }) => row === index),
  }));
}

function bodyRow(row: PlacedRow, index: number, below: PlacedRow | undefined): BodyRow {
  const valuesBelow = below && !below.cells.some(({ cell }) => cell.kind === 'label') ? below.cells : [];
  const labels = row.cells.flatMap(({ cell, col }, at): Label[] => {
    if (cell.kind !== 'label' || fold(cell.text) === '') return [];
    const right = row.cells[at + 1]?.cell;
    const under = valuesBelow.find((candidate) => candidate.col === col)?.cell;
    const besideIt = right?.kind === 'field' ? right.field : null;
    return [
      {
        name: cell.text,
        texts: wordings([cell.text, ...(cell.also ?? [])]),
        own: wordings([cell.text]),
        row: index,
        col,
        right: besideIt,
        under: besideIt === null && under?.kind === 'field' ? under.field : null,
      },
    ];
  });
  const fields = row.cells.flatMap(({ cell, col }) =>
    cell.kind === 'field' ? [{ id: cell.field, col, colSpan: cell.colSpan ?? 1 }] : [],
  );
  return { index, section: row.section, labels, fields };
}

/** Folded wordings; a label that names the unit of money is also met with 元, or without it. */
function wordings(names: string[]): Set<string> {
  const folded = names.map(fold);
  const others = folded.flatMap((name) =>
    /\((万元|元)\)$/.test(name) ? ['(万元)', '(元)', ''].map((unit) => name.replace(/\((万元|元)\)$/, unit)) : [],
  );
  return new Set([...folded, ...others]);
}

/** `单位：万元` and its like, folded; the unit of money is its last group. */
export const UNIT_LINE = /^(?:金额|货币|计量)?单位[:(]?(?:人民币)?(元|百元|千元|万元|百万元|亿元)\)?$/;

function headerItem(form: Form, cell: FormCell, row: number): HeaderItem[] {
  if (cell.kind === 'label') {
    const texts = new Set([cell.text, ...(cell.also ?? [])].map(fold));
    return [{ kind: [...texts].some((text) => UNIT_LINE.test(text)) ? 'unit' : 'label', texts, row, name: cell.text }];
  }
  if (cell.kind !== 'pattern') return [];
  const fields = patternFields(cell.pattern);
  for (const id of fields) fieldOf(form, id);
  const weak = cell.pattern.replace(/\{[^}]+\}|\[[^\]]*\]/g, '').trim() === '';
  return [{ kind: 'pattern', pattern: cell.pattern, fields, weak, row, name: cell.name }];
}
