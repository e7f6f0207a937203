import { type Form, fieldOf, type ValueType } from '../../../shared/form/form.ts';
import { type BodyRow, bodyRows, type Slot } from './body-map.ts';
import { type HeaderItem, lineItems } from './line-map.ts';
import { hasLevels, type TableMap, tableMaps } from './table-map.ts';

/** A form as import reads it: its labels and where their values stand, taken from the form's data alone. */
export interface FormMap {
  form: Form;
  /** Lines above the frame. */
  header: HeaderItem[];
  /** Lines and cells of fixed rows that stand alone, below the first row of the frame: 填报人：… */
  lines: HeaderItem[];
  /** The rows of all fixed bands inside the frame, in printed order. */
  body: BodyRow[];
  /** The first row of the frame that has labels. */
  first: BodyRow | undefined;
  /** All folded labels of the frame. */
  labelTexts: Set<string>;
  /** The rows of the frame that have a label of this folded wording. */
  rowsOf: Map<string, Set<BodyRow>>;
  /** What its table bands print, in printed order. */
  tables: TableMap[];
  /** All folded names of columns and of the groups over them. */
  columnTexts: Set<string>;
  /** Headings that name fields: `1-{month}月执行数`. */
  headings: readonly string[];
}

const known = new WeakMap<Form, FormMap>();

export function mapForm(form: Form): FormMap {
  const done = known.get(form);
  if (done) return done;
  const body = bodyRows(form);
  const tables = tableMaps(form);
  const framed = body[0]?.band ?? form.bands.findIndex((band) => band.kind === 'table');
  const above = (item: HeaderItem) => (framed < 0 || item.band <= framed) && !item.below;
  const lines = lineItems(form);
  const map: FormMap = {
    form,
    header: lines.filter(above),
    lines: lines.filter((item) => !above(item)),
    body,
    first: body.find((row) => row.labels.length > 0),
    labelTexts: new Set(body.flatMap((row) => row.labels.flatMap((label) => [...label.texts]))),
    rowsOf: rowsByLabel(body),
    tables,
    columnTexts: new Set(tables.flatMap((table) => [...table.columnTexts])),
    headings: [
      ...body.flatMap((row) => row.labels.flatMap(({ patterns }) => patterns)),
      ...tables.flatMap(({ columns }) => columns.flatMap(({ patterns }) => patterns)),
    ],
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

export function isPatternSlot(slot: Slot): boolean {
  return slot.includes('{');
}

export function slotType(form: Form, slot: Slot): ValueType {
  return isPatternSlot(slot) ? (slot.includes('\n') ? 'text' : 'line') : fieldOf(form, slot).type;
}

export function slotName(map: FormMap, slot: Slot): string {
  if (!isPatternSlot(slot)) return fieldOf(map.form, slot).name;
  const label = map.body.flatMap(({ labels }) => labels).find(({ values }) => values.some((one) => one.slot === slot));
  return label?.name.trim() ?? slot;
}

/** The list of indicators that a text without ruled cells is read by: the form's own, else the first. */
export function mainTable(map: FormMap): TableMap | null {
  const lists = map.tables.filter((table) => table.lanes.length <= 1 && hasLevels(table));
  return lists.find(({ tables }) => tables.includes('indicators')) ?? lists[0] ?? null;
}
