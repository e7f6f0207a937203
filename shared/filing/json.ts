import { type Column, columnsOf, type Form, fieldOf, tablesOf } from '../form/form.ts';
import { isOnlyComputed, textAt } from './computed.ts';
import { type Filing, isPrinted, printedFields, rowsOf, textOf } from './filing.ts';

/**
 * The JSON shape of a filing, as the command line writes it: fields nested by the dots of their ids, each table an array
 * of rows under its id. What is worked out is left out, except the joined value of split columns (`value`).
 */
export function toJson(form: Form, filing: Filing): Record<string, unknown> {
  const json: Record<string, unknown> = { form: form.id, unitOfMoney: form.unitOfMoney };
  for (const id of printedFields(form, filing.sections)) {
    const field = fieldOf(form, id);
    const text = textOf(filing, id);
    if (isOnlyComputed(field) || (field.optional && text === '')) continue;
    const [key = '', part] = id.split('.');
    if (part === undefined) json[key] = jsonValue(field.type, text);
    else json[key] = { ...(json[key] as object | undefined), [part]: jsonValue(field.type, text) };
  }
  for (const { id: table } of tablesOf(form)) {
    const columns = columnsOf(form, table).filter(
      (column) => !isOnlyComputed(column) || column.computed?.is === 'join',
    );
    json[table] = rowsOf(filing, table).flatMap((row, index) =>
      isPrinted(row)
        ? [Object.fromEntries(columns.map((column) => [column.id, cellValue(form, filing, table, index, column)]))]
        : [],
    );
  }
  return json;
}

function cellValue(form: Form, filing: Filing, table: string, row: number, column: Column): string | number | null {
  const place = { table, row, column: column.id };
  if (column.computed?.is === 'join') return textAt(form, filing, place);
  return jsonValue(column.type ?? 'line', rowsOf(filing, table)[row]?.[column.id] ?? '');
}

function jsonValue(type: string, text: string): string | number | null {
  if (type === 'amount') return text === '' ? null : text;
  if (type === 'year' || type === 'integer') return /^\d{1,9}$/.test(text) ? Number(text) : text === '' ? null : text;
  return text;
}
