import { z } from 'zod';
import { findForm } from '../form/catalog/catalog.ts';
import type { Form } from '../form/form.ts';
import type { Problem } from '../problem.ts';
import { readAmount } from './amount.ts';
import { type Filing, type Indicator, ROW_ID } from './filing.ts';
import { normalText } from './normal-text.ts';
import { withoutId, withRowIds } from './row-ids.ts';

/**
 * Longest text of one cell: what an Excel cell holds.
 * https://support.microsoft.com/office/1672b34d-7043-467e-8e27-269d656771c3
 */
export const MAX_TEXT = 32767;
/** Most indicator rows of one table. Real tables have 5 to 15. */
export const MAX_ROWS = 2000;

export interface Parsed {
  filing: Filing;
  form: Form;
  /** What had to be repaired or left out. */
  problems: Problem[];
}

/** A filing as the store keeps it. */
const bodySchema = z.object({
  form: z.string(),
  version: z.string(),
  sections: z.array(z.string()).default([]),
  values: z.record(z.string(), z.unknown()).default({}),
  indicators: z.array(z.record(z.string(), z.unknown())).default([]),
});

/** The JSON shape of the command line: the same values nested by the dots of their ids. */
const jsonSchema = z.looseObject({
  form: z.string(),
  indicators: z.array(z.record(z.string(), z.unknown())).default([]),
});

/**
 * Makes a filing of anything that comes in: a database row, a JSON file, an import. Repairs what can be repaired and
 * says so; returns one Chinese sentence when it is no filing at all. With `owner`, which only the store names, rows
 * without an id get one that begins with it (row-ids.ts).
 */
export function parseFiling(input: unknown, owner?: string): Parsed | { error: string } {
  const parsed = parse(input);
  if ('error' in parsed || owner === undefined) return parsed;
  return { ...parsed, filing: { ...parsed.filing, indicators: withRowIds(parsed.filing.indicators, owner) } };
}

function parse(input: unknown): Parsed | { error: string } {
  const body = bodySchema.safeParse(input);
  if (body.success) {
    const form = findForm(body.data.form, body.data.version);
    if (!form) return { error: `没有表样“${body.data.form} ${body.data.version}”，请更新软件后再打开` };
    const { sections, values, indicators: rows } = body.data;
    const { filing, problems } = build(form, sections, new Map(Object.entries(values)), rows.map(withoutId));
    const indicators = filing.indicators.map((row, index) => {
      const id = rows[index]?.[ROW_ID];
      return typeof id === 'string' ? { ...row, [ROW_ID]: id } : row;
    });
    return { form, problems, filing: { ...filing, indicators } };
  }
  const json = jsonSchema.safeParse(input);
  if (!json.success) return { error: '不是绩效目标表的数据：缺少 form（表样）或 indicators（指标）' };
  const form = findForm(json.data.form);
  if (!form) return { error: `没有表样“${json.data.form}”，可用的表样请用 forms 命令查看` };
  if (json.data.unitOfMoney !== undefined && json.data.unitOfMoney !== form.unitOfMoney)
    return { error: `金额单位应为“${form.unitOfMoney}”，文件中是“${text(json.data.unitOfMoney)}”` };
  const { indicators, form: _form, unitOfMoney: _unit, ...rest } = json.data;
  const values = new Map<string, unknown>();
  for (const [key, value] of Object.entries(rest)) {
    if (value !== null && typeof value === 'object' && !Array.isArray(value))
      for (const [part, inner] of Object.entries(value)) values.set(`${key}.${part}`, inner);
    else values.set(key, value);
  }
  const sections = form.sections
    .map((section) => section.id)
    .filter((id) =>
      form.rows.some(
        (row) => row.section === id && row.cells.some((cell) => cell.kind === 'field' && values.has(cell.field)),
      ),
    );
  return build(form, sections, values, indicators);
}

function build(form: Form, sections: string[], values: Map<string, unknown>, rows: Record<string, unknown>[]): Parsed {
  const problems: Problem[] = [];
  const report = (path: string, message: string) =>
    problems.push({ rule: 'import', severity: 'warning', message, path });
  const cap = (path: string, value: unknown): string => {
    const typed = text(value);
    if (typed.length <= MAX_TEXT) return typed;
    report(path, `文字超过 ${MAX_TEXT} 字，只保留前 ${MAX_TEXT} 字`);
    return typed.slice(0, MAX_TEXT);
  };

  const filing: Filing = { form: form.id, version: form.version, sections: [], values: {}, indicators: [] };
  const known = new Set(form.sections.map((section) => section.id));
  filing.sections = [...new Set(sections)].filter((id) => known.has(id)).sort();
  const fields = new Map(form.fields.map((field) => [field.id, field]));
  for (const [id, value] of values) {
    const field = fields.get(id);
    if (!field) {
      if (text(value) !== '') report('', `表样中没有“${id}”，其内容“${shorten(text(value))}”未读入`);
      continue;
    }
    const typed = cap(id, value);
    const amount = field.type === 'amount' ? readAmount(typed) : typed;
    if (amount === null) report(id, `${field.name}“${shorten(typed)}”不是金额，请改为数字`);
    filing.values[id] = amount ?? typed;
  }
  if (rows.length > MAX_ROWS) report('', `指标超过 ${MAX_ROWS} 行，只读入前 ${MAX_ROWS} 行`);
  filing.indicators = rows.slice(0, MAX_ROWS).map((row, index) => {
    const cells: Indicator = {};
    for (const column of form.indicators.columns)
      cells[column.id] = cap(`indicators[${index}].${column.id}`, row[column.id]);
    for (const [id, value] of Object.entries(row))
      if (!(id in cells) && text(value) !== '')
        report(`indicators[${index}].level3`, `指标表中没有“${id}”列，其内容“${shorten(text(value))}”未读入`);
    return cells;
  });
  return { filing, form, problems };
}

/**
 * Text that every surface can carry, in one spelling (`normalText`): line breaks as \n (also those of Word, \v, and of
 * pages, \f), no control characters (neither XML nor a printed page has them), no half of a surrogate pair.
 */
export function cleanText(value: string): string {
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
  return [...line].length <= length ? line : `${[...line].slice(0, length).join('')}…`;
}
