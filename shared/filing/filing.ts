import {
  type Column,
  cellFields,
  columnsOf,
  type Form,
  leaves,
  paragraphFields,
  printedBands,
  type Table,
  type TableBand,
  tablesOf,
} from '../form/form.ts';
import { patternFields } from '../form/pattern.ts';
import type { Place } from './path.ts';

/**
 * One row of a table: text by column id of the form (`level1`, `level2`, `level3`, `value` …), and in filings of the
 * store its id under `ROW_ID` (row-ids.ts).
 */
export type Row = Record<string, string>;

/** Key of a row's id, which is no column: it is neither shown, searched, exported nor copied. */
export const ROW_ID = '#';

/** The texts of a row by column, without its id. */
export function cellsOf(row: Row): [column: string, text: string][] {
  return Object.entries(row).filter(([column]) => column !== ROW_ID);
}

/**
 * A filled-in form. Every value is kept as typed; amounts are decimal strings without separators, '' is an empty cell.
 */
export interface Filing {
  form: string;
  version: string;
  /** Sections of the form (rows that are printed or not) that are switched on. */
  sections: string[];
  /** Text by field id. A field that is not here is empty. */
  values: Record<string, string>;
  /** Rows by the id of their table. A table that is not here has none. */
  tables: Record<string, Row[]>;
}

/** The rows of a table. */
export function rowsOf(filing: Filing, table: string): readonly Row[] {
  return filing.tables[table] ?? [];
}

/** The filing with other rows in a table. */
export function withRows(filing: Filing, table: string, rows: Row[]): Filing {
  return { ...filing, tables: { ...filing.tables, [table]: rows } };
}

/** The text of a field, '' when empty. */
export function textOf(filing: Filing, field: string): string {
  return filing.values[field] ?? '';
}

/** What is typed in a field or in a cell of a row, '' when empty; `textAt` of computed.ts also works out. */
export function typedText(filing: Filing, place: Place): string {
  return 'field' in place
    ? textOf(filing, place.field)
    : (rowsOf(filing, place.table)[place.row]?.[place.column] ?? '');
}

/** What the lists show of a filing: its project's name, its unit, and its year (null when nothing tells it). */
export function summarise(form: Form, filing: Filing): { name: string; unit: string; year: number | null } {
  const first = (ids: string[]) => ids.map((id) => textOf(filing, id).trim()).find((text) => text !== '') ?? '';
  return { name: first(form.list.name), unit: first(form.list.unit), year: yearOf(form, filing) };
}

/** The fiscal year: printed, or told by the code that `form.yearFrom` names. */
export function yearOf(form: Form, filing: Filing): number | null {
  const printed = textOf(filing, 'fiscalYear');
  if (/^\d{4}$/.test(printed)) return Number(printed);
  if (!form.yearFrom) return null;
  const { field, start, end, base } = form.yearFrom;
  const digits = textOf(filing, field).slice(start, end);
  return /^\d+$/.test(digits) && digits.length === end - start ? base + Number(digits) : null;
}

/** A new filing: the year, what fields begin with, and in each table the rows that it begins with. */
export function newFiling(form: Form, year: number): Filing {
  const begun = form.fields.flatMap(({ id, begins }) => {
    const text = id === 'fiscalYear' ? String(year) : begins;
    return text === undefined ? [] : [[id, text] as const];
  });
  return {
    form: form.id,
    version: form.version,
    sections: [],
    values: Object.fromEntries(begun),
    tables: Object.fromEntries(tablesOf(form).map((table) => [table.id, firstRows(form, table)])),
  };
}

function firstRows(form: Form, { id, begins, levels = [] }: Table): Row[] {
  const blank = Object.fromEntries(typedColumns(form, id).map((column) => [column.id, '']));
  if (begins !== 'levels') return Array.from({ length: begins }, () => ({ ...blank }));
  return levels.flatMap((level) =>
    level.level2.map((level2) => ({
      ...blank,
      level1: level.name,
      ...('level2' in blank ? { level2: level2.name } : {}),
    })),
  );
}

/** Columns whose texts are stored: those that are typed, and computed ones that the clerk may type over. */
export function typedColumns(form: Form, table: string): Column[] {
  return columnsOf(form, table).filter(({ computed, override }) => !computed || override !== undefined);
}

/** A row that is printed: one whose cells beside the levels hold something (empty level-2 rows are left out). */
export function isPrinted(row: Row): boolean {
  for (const column in row)
    if (column !== 'level1' && column !== 'level2' && column !== ROW_ID && (row[column] ?? '').trim() !== '')
      return true;
  return false;
}

/**
 * Ids of the fields that the form prints for these sections, in the order of the form's fields; last year's amount is
 * printed in how this year's has changed.
 */
export function printedFields(form: Form, sections: readonly string[]): readonly string[] {
  let ofForm = printedOf.get(form);
  if (!ofForm) {
    ofForm = new Map();
    printedOf.set(form, ofForm);
  }
  const key = sections.join(' ');
  const known = ofForm.get(key);
  if (known) return known;
  const fields = findPrinted(form, sections);
  ofForm.set(key, fields);
  return fields;
}

/** By form and sections, of which a form has few. */
const printedOf = new WeakMap<Form, Map<string, readonly string[]>>();

function findPrinted(form: Form, sections: readonly string[]): string[] {
  const printed = new Set(
    printedBands(form, sections).flatMap((band) => {
      const on = ({ section }: { section?: string | undefined }) => !section || sections.includes(section);
      if (band.kind === 'fixed') return band.rows.filter(on).flatMap((row) => row.cells.flatMap(cellFields));
      return band.kind === 'text' ? band.paragraphs.filter(on).flatMap(paragraphFields) : headingFields(band);
    }),
  );
  for (const { id, computed } of form.fields)
    if (computed?.is === 'change' && printed.has(id)) printed.add(computed.last);
  return form.fields.map((field) => field.id).filter((id) => printed.has(id));
}

function headingFields(band: TableBand): string[] {
  const columns = [...(band.shared ?? []), ...band.lanes.flatMap((lane) => leaves(lane.columns))];
  return columns.flatMap((column) => patternFields(column.name));
}
