import type { z } from 'zod';
import type { columnSchema, formShape } from './form-shape.ts';
import { patternFields } from './pattern.ts';

export type Form = z.infer<typeof formShape>;
export type Field = Form['fields'][number];
export type ValueType = Field['type'];
export type Computed = NonNullable<Field['computed']>;
export type Band = Form['bands'][number];
export type FixedBand = Extract<Band, { kind: 'fixed' }>;
export type TableBand = Extract<Band, { kind: 'table' }>;
export type TextBand = Extract<Band, { kind: 'text' }>;
export type FormRow = FixedBand['rows'][number];
export type FormCell = FormRow['cells'][number];
export type Table = TableBand['lanes'][number];
export type Column = z.infer<typeof columnSchema>;
export type Level = NonNullable<Table['levels']>[number];
export type Total = NonNullable<TableBand['totals']>[number];

const tablesByForm = new WeakMap<Form, readonly Table[]>();

/** All tables of the form, in printed order. */
export function tablesOf(form: Form): readonly Table[] {
  const known = tablesByForm.get(form);
  if (known) return known;
  const tables = form.bands.flatMap((band) => (band.kind === 'table' ? band.lanes : []));
  tablesByForm.set(form, tables);
  return tables;
}

/** The table with this id; null when the form has none. */
export function tableOf(form: Form, id: string): Table | null {
  return tablesOf(form).find((table) => table.id === id) ?? null;
}

/** Columns without their groups. */
export function leaves(columns: Table['columns']): Column[] {
  return columns.flatMap((column) => ('columns' in column ? column.columns : [column]));
}

const columnsByForm = new WeakMap<Form, Map<string, readonly Column[]>>();

/** All columns of a table's rows, printed or not: those it shares with the lane beside it, then its own. */
export function columnsOf(form: Form, id: string): readonly Column[] {
  let known = columnsByForm.get(form);
  if (!known) {
    known = new Map(
      form.bands.flatMap((band) =>
        band.kind === 'table'
          ? band.lanes.map((lane): [string, Column[]] => [lane.id, [...(band.shared ?? []), ...leaves(lane.columns)]])
          : [],
      ),
    );
    columnsByForm.set(form, known);
  }
  return known.get(id) ?? [];
}

/** The column of a table, or undefined. */
export function columnOf(form: Form, table: string, column: string): Column | undefined {
  return columnsOf(form, table).find(({ id }) => id === column);
}

/** Whether the rows of a table are indicators. */
export function isIndicators(form: Form, table: string): boolean {
  return columnOf(form, table, 'level3') !== undefined;
}

const indicatorsByForm = new WeakMap<Form, readonly Table[]>();

/** The tables of indicators, in printed order. */
export function indicatorTables(form: Form): readonly Table[] {
  const known = indicatorsByForm.get(form) ?? tablesOf(form).filter(({ id }) => isIndicators(form, id));
  indicatorsByForm.set(form, known);
  return known;
}

/** The table that the library, the checks of a project and the lists go by: `indicators`, else the first; or null. */
export function mainIndicators(form: Form): Table | null {
  const tables = indicatorTables(form);
  return tables.find(({ id }) => id === 'indicators') ?? tables[0] ?? null;
}

/** Fixed bands and tables that are printed with these sections switched on. */
export function printedBands(form: Form, sections: readonly string[]): Band[] {
  return form.bands.filter((band) => !band.section || sections.includes(band.section));
}

/** The fixed rows that are printed with these sections switched on. */
export function printedRows(form: Form, sections: readonly string[]): FormRow[] {
  return printedBands(form, sections).flatMap((band) =>
    band.kind === 'fixed' ? band.rows.filter((row) => !row.section || sections.includes(row.section)) : [],
  );
}

/** A cell of fixed rows with its place: `row` is an index into the rows that are printed. */
export interface PlacedCell {
  cell: FormCell;
  row: number;
  col: number;
  colSpan: number;
  rowSpan: number;
}

/**
 * Puts the cells of fixed rows on a grid `width` columns wide. Without the rows of sections that are switched off;
 * cells that reach over one are shorter by it. Null for `sections`: all rows.
 */
export function placeCells(rows: readonly FormRow[], width: number, sections: readonly string[] | null): PlacedCell[] {
  const isPrinted = rows.map((row) => !row.section || sections === null || sections.includes(row.section));
  let count = 0;
  /** How many rows are printed above each, and in the end all. */
  const before = [0, ...isPrinted.map((printed) => (printed ? ++count : count))];
  const printedBefore = (row: number) => before[Math.min(row, rows.length)] as number;
  let open = new Array<number>(width).fill(0);
  return rows.flatMap((row, index) => {
    const next = open.map((left) => Math.max(0, left - 1));
    let col = 0;
    const placed = row.cells.map((cell): PlacedCell => {
      while (open[col]) col++;
      const at = col;
      col += cell.colSpan ?? 1;
      next.fill((cell.rowSpan ?? 1) - 1, at, col);
      const end = index + (cell.rowSpan ?? 1);
      return {
        cell,
        row: printedBefore(index),
        col: at,
        colSpan: cell.colSpan ?? 1,
        rowSpan: printedBefore(end) - printedBefore(index),
      };
    });
    open = next;
    return isPrinted[index] ? placed : [];
  });
}

const fieldsByForm = new WeakMap<Form, ReadonlyMap<string, Field>>();

/** The field with this id; a form never asks for one it does not have (checked by `formSchema`). */
export function fieldOf(form: Form, id: string): Field {
  let known = fieldsByForm.get(form);
  if (!known) {
    known = new Map(form.fields.map((field) => [field.id, field]));
    fieldsByForm.set(form, known);
  }
  const field = known.get(id);
  if (!field) throw new Error(`form ${form.id} has no field ${id}`);
  return field;
}

/** Field ids that a cell prints. */
export function cellFields(cell: FormCell): string[] {
  if (cell.kind === 'field') return [cell.field];
  return cell.kind === 'pattern' ? patternFields(cell.pattern) : [];
}

/** Field ids that a paragraph prints, its own first. */
export function paragraphFields({ id, pattern }: TextBand['paragraphs'][number]): string[] {
  return [...(id === undefined ? [] : [id]), ...patternFields(pattern)];
}

/** The classification of a table of indicators; empty for a table without one. */
export function levelsOf(form: Form, table: string): readonly Level[] {
  return tableOf(form, table)?.levels ?? [];
}

/** The sum whose words name a group by this column, which is printed nowhere else (`{unit}小计`); undefined for others. */
export function groupTotal(form: Form, table: string, column: string): Total | undefined {
  if (columnOf(form, table, column)?.colSpan !== 0) return undefined;
  const band = form.bands.find((one) => one.kind === 'table' && one.lanes[0]?.id === table);
  const totals = band?.kind === 'table' ? (band.totals ?? []) : [];
  return totals.find(({ by, text }) => by === column && patternFields(text).includes(column));
}

/** Values that a computed one names, its own row's columns among them. */
export function references(computed: Computed | undefined): string[] {
  switch (computed?.is) {
    case 'sum':
      return computed.of;
    case 'share':
      return [computed.part, computed.whole];
    case 'points':
      return [computed.share, ...(typeof computed.of === 'string' ? [computed.of] : [])];
    case 'score':
      return [computed.target, computed.actual, computed.of];
    case 'join':
      return patternFields(computed.pattern);
    case 'change':
      return [computed.now, computed.last];
    case 'yearBefore':
      return [computed.year];
    default:
      return [];
  }
}
