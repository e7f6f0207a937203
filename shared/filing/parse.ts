import { catalog } from '../form/catalog/catalog.ts';
import {
  cellFields,
  columnOf,
  columnsOf,
  type Form,
  paragraphFields,
  printedRows,
  tableOf,
  tablesOf,
  type ValueType,
} from '../form/form.ts';
import type { Forms } from '../form/forms.ts';
import type { Problem } from '../problem.ts';
import { readAmount } from './amount.ts';
import { type Filing, ROW_ID, type Row, typedColumns } from './filing.ts';
import { isPlainText, normalText } from './normal-text.ts';
import { pathOf } from './path.ts';
import { withAllRowIds, withoutId } from './row-ids.ts';
import { joinedColumns, splitValue } from './split-value.ts';

/**
 * Longest text of one cell: what an Excel cell holds.
 * https://support.microsoft.com/office/1672b34d-7043-467e-8e27-269d656771c3
 */
export const MAX_TEXT = 32767;
/** Most rows of one table. Real tables of indicators have 5 to 15. */
export const MAX_ROWS = 2000;

export interface Parsed {
  filing: Filing;
  form: Form;
  /** What had to be repaired or left out. */
  problems: Problem[];
}

type Loose = Record<string, unknown>;

const isObject = (input: unknown): input is Loose =>
  typeof input === 'object' && input !== null && !Array.isArray(input);

/**
 * A filing as the store keeps it, every table a key of its own beside these; or one in memory, with its `tables`. Null
 * when it is neither.
 */
function bodyOf(input: Loose) {
  const { form, version, sections = [], values = {}, tables = {}, ...stored } = input;
  if (typeof form !== 'string' || typeof version !== 'string' || !isObject(values) || !isObject(tables)) return null;
  if (!Array.isArray(sections) || !sections.every((id) => typeof id === 'string')) return null;
  return { form, version, sections: sections as string[], values, rest: { ...stored, ...tables } };
}

/** What the store keeps of a filing. */
export function toBody({ tables, ...rest }: Filing): Record<string, unknown> {
  return { ...rest, ...tables };
}

/**
 * Makes a filing of anything that comes in: a database row, a JSON file, an import. Repairs what can be repaired and
 * says so; returns one Chinese sentence when it is no filing at all. With `owner`, which only the store names, rows
 * without an id get one that begins with it (row-ids.ts).
 */
export function parseFiling(input: unknown, owner?: string, forms: Forms = catalog): Parsed | { error: string } {
  const parsed = parse(input, forms);
  if ('error' in parsed || owner === undefined) return parsed;
  return { ...parsed, filing: withAllRowIds(parsed.filing, owner) };
}

function parse(input: unknown, forms: Forms): Parsed | { error: string } {
  const body = isObject(input) ? bodyOf(input) : null;
  if (body) {
    const { form: id, version, sections, values, rest } = body;
    const form = forms.find(id, version);
    if (!form) return { error: `没有表样“${id} ${version}”，请更新软件后再打开` };
    const tables = tableRows(form, rest);
    if ('error' in tables) return tables;
    const { filing, problems } = build(form, sections, new Map(Object.entries(values)), withoutIds(tables.rows));
    for (const [table, rows] of Object.entries(filing.tables))
      filing.tables[table] = rows.map((row, index) => {
        const own = tables.rows.get(table)?.[index]?.[ROW_ID];
        return typeof own === 'string' ? { ...row, [ROW_ID]: own } : row;
      });
    return { form, problems, filing };
  }
  // The JSON shape of the command line: the values nested by the dots of their ids, the tables beside them.
  const { form: id, unitOfMoney, ...rest } = isObject(input) ? input : {};
  if (typeof id !== 'string') return { error: '不是绩效目标表的数据：缺少 form（表样）' };
  const form = forms.find(id);
  if (!form) return { error: `没有表样“${id}”，可用的表样请用 forms 命令查看` };
  if (unitOfMoney !== undefined && unitOfMoney !== form.unitOfMoney)
    return { error: `金额单位应为“${form.unitOfMoney}”，文件中是“${text(unitOfMoney)}”` };
  const tables = tableRows(form, rest);
  if ('error' in tables) return tables;
  const values = new Map<string, unknown>();
  for (const [key, value] of Object.entries(rest)) {
    if (tableOf(form, key)) continue;
    if (value !== null && typeof value === 'object' && !Array.isArray(value))
      for (const [part, inner] of Object.entries(value)) values.set(`${key}.${part}`, inner);
    else values.set(key, value);
  }
  const known = form.sections.map((section) => section.id);
  return build(form, printedSections(form, known, values, tables.rows), values, tables.rows);
}

function withoutIds(tables: ReadonlyMap<string, Record<string, unknown>[]>): Map<string, Record<string, unknown>[]> {
  return new Map([...tables].map(([id, rows]) => [id, rows.map(withoutId)]));
}

/** The rows of the form's tables in what came in. */
function tableRows(
  form: Form,
  input: Record<string, unknown>,
): { rows: Map<string, Record<string, unknown>[]> } | { error: string } {
  const rows = new Map<string, Record<string, unknown>[]>();
  for (const { id, name } of tablesOf(form)) {
    const read = input[id] ?? [];
    if (!Array.isArray(read) || !read.every(isObject))
      return { error: `不是绩效目标表的数据：${id}（${name}）应为若干行` };
    rows.set(id, read);
  }
  return { rows };
}

/** Sections that print something of what came in. */
function printedSections(
  form: Form,
  sections: readonly string[],
  values: ReadonlyMap<string, unknown>,
  rows: ReadonlyMap<string, unknown[]>,
): string[] {
  const has = (id: string) =>
    printedRows(form, [id]).some(
      (row) => row.section === id && row.cells.some((cell) => cellFields(cell).some((field) => values.has(field))),
    );
  const hasBand = (id: string) =>
    form.bands.some((band) => {
      if (band.kind === 'text')
        return band.paragraphs.some(
          (one) => (one.section ?? band.section) === id && paragraphFields(one).some((field) => values.has(field)),
        );
      if (band.section !== id) return false;
      if (band.kind === 'table') return band.lanes.some((lane) => (rows.get(lane.id) ?? []).length > 0);
      return band.rows.some((row) => row.cells.some((cell) => cellFields(cell).some((field) => values.has(field))));
    });
  return sections.filter((id) => has(id) || hasBand(id));
}

function build(
  form: Form,
  sections: string[],
  values: ReadonlyMap<string, unknown>,
  tables: ReadonlyMap<string, Record<string, unknown>[]>,
): Parsed {
  const problems: Problem[] = [];
  const report = (path: string, message: string) =>
    problems.push({ rule: 'import', severity: 'warning', message, path });
  const cap = (path: () => string, value: unknown): string => {
    const typed = text(value);
    if (typed.length <= MAX_TEXT) return typed;
    report(path(), `文字超过 ${MAX_TEXT} 字，只保留前 ${MAX_TEXT} 字`);
    return typed.slice(0, MAX_TEXT);
  };
  /** The text of a value; amounts in the one spelling that a filing has. Few values have to be named. */
  const read = (path: () => string, type: ValueType | undefined, name: () => string, value: unknown): string => {
    const typed = cap(path, value);
    const amount = type === 'amount' ? readAmount(typed) : typed;
    if (amount === null) report(path(), `${name()}“${shorten(typed)}”不是金额，请改为数字`);
    return amount ?? typed;
  };

  const filing: Filing = { form: form.id, version: form.version, sections: [], values: {}, tables: {} };
  const known = new Set(form.sections.map((section) => section.id));
  filing.sections = [...new Set(sections)].filter((id) => known.has(id)).sort();
  const fields = new Map(form.fields.map((field) => [field.id, field]));
  for (const [id, value] of values) {
    const field = fields.get(id);
    if (!field) {
      if (text(value) !== '') report('', `表样中没有“${id}”，其内容“${shorten(text(value))}”未读入`);
      continue;
    }
    if (field.computed && field.override === undefined) continue;
    filing.values[id] = read(
      () => id,
      field.type,
      () => field.name,
      value,
    );
  }
  for (const { id, name } of tablesOf(form)) {
    const rows = tables.get(id) ?? [];
    if (rows.length > MAX_ROWS) report('', `${name}超过 ${MAX_ROWS} 行，只读入前 ${MAX_ROWS} 行`);
    const columns = typedColumns(form, id);
    const first = columns.find((column) => column.id === 'level3') ?? columns[0];
    filing.tables[id] = rows.slice(0, MAX_ROWS).map((row, index) => {
      const path = (column: string) => pathOf({ table: id, row: index, column });
      const cells: Row = {};
      for (const { id: column, type, name: heading } of columns)
        cells[column] = read(
          () => path(column),
          type,
          () => `${name}第${index + 1}行${heading}`,
          row[column],
        );
      for (const [column, value] of Object.entries(row))
        if (!columnOf(form, id, column) && text(value) !== '')
          report(path(first?.id ?? ''), `${name}中没有“${column}”列，其内容“${shorten(text(value))}”未读入`);
      return splitJoined(form, id, cells, row);
    });
  }
  return { filing, form, problems };
}

/** A value that came in one text goes into its columns, where those came empty. */
function splitJoined(form: Form, table: string, cells: Row, given: Record<string, unknown>): Row {
  for (const { id } of columnsOf(form, table)) {
    const parts = joinedColumns(form, table, id);
    const whole = text(given[id]);
    if (parts.length > 0 && whole.trim() !== '' && parts.every((part) => cells[part] === ''))
      Object.assign(cells, splitValue(form, table, id, whole));
  }
  return cells;
}

/**
 * Text that every surface can carry, in one spelling (`normalText`): line breaks as \n (also those of Word, \v, and of
 * pages, \f), no control characters (neither XML nor a printed page has them), no half of a surrogate pair.
 */
export function cleanText(value: string): string {
  if (isPlainText(value)) return value;
  return normalText(
    value
      .replace(/\r\n?|\v|\f|[\u0085\u2028\u2029]/g, '\n')
      // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what is taken out
      .replace(/[\u0000-\u0008\u000e-\u001f\u007f-\u0084\u0086-\u009f\ufffe\uffff]/g, '')
      .toWellFormed(),
  );
}

function text(value: unknown): string {
  if (typeof value === 'string') return cleanText(value);
  return typeof value === 'number' || typeof value === 'boolean'
    ? String(value)
    : value == null
      ? ''
      : JSON.stringify(value);
}

/** A sentence in which every text that it quotes is a short line. */
export function shortQuotes(sentence: string): string {
  return sentence.replace(/“([^“”]*)”/g, (_, quoted: string) => `“${shorten(quoted, 24)}”`);
}

/** A long text in one short line, for messages. */
export function shorten(value: string, length = 20): string {
  const line = value.replace(/\s+/g, ' ').trim();
  return line.length <= length || [...line].length <= length ? line : `${[...line].slice(0, length).join('')}…`;
}
