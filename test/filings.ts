import fc from 'fast-check';
import { apply, setText } from '../shared/filing/edits.ts';
import { type Filing, isPrinted, newFiling, type Row, rowsOf, typedColumns } from '../shared/filing/filing.ts';
import { cleanText } from '../shared/filing/parse.ts';
import type { Place } from '../shared/filing/path.ts';
import { catalog } from '../shared/form/catalog/catalog.ts';
import { type Column, type Field, type Form, levelsOf, type Table, tablesOf } from '../shared/form/form.ts';
import { everyForm } from './forms/every-form.ts';

/** Generated filings for property tests: any form, texts as clerks and their templates write them. */

const CHARACTERS = '预算绩效目标数量质量时效成本保障维护系统运行，。、；：“”（）《》0123456789.%≥≤ABCxyz ,-=+@㎡①';
const word = (max: number) =>
  fc
    .array(fc.constantFrom(...CHARACTERS), { minLength: 1, maxLength: max })
    .map((list) => cleanText(list.join('')).trim() || '文');
const paragraph = (max: number) => fc.array(word(60), { minLength: 1, maxLength: max }).map((list) => list.join('\n'));
const amount = fc.oneof(
  fc.constant(''),
  fc.constantFrom('0', '4.00', '200.6', '8200', '0.50', '10606.7522'),
  fc
    .integer({ min: 0, max: 99999999 })
    .map((cents) => `${Math.floor(cents / 100)}.${String(cents % 100).padStart(2, '0')}`),
);

/** A text that may stand in a value of this type; in lines of at most `most` characters. */
function typed({ type, options = [] }: Pick<Field | Column, 'type' | 'options'>, most: number): fc.Arbitrary<string> {
  switch (type) {
    case 'amount':
      return amount;
    case 'percent':
      return fc.constantFrom('', '25.00%', '100.00%', '33.3%', '7%');
    case 'year':
      return fc.integer({ min: 2015, max: 2035 }).map(String);
    case 'integer':
      return fc.integer({ min: 1, max: 99 }).map(String);
    case 'number':
      return fc.constantFrom('', '3', '12.5', '6000');
    case 'period':
      return fc.constantFrom('', '2024年1月至2024年12月', '2024年1月1日至2026年12月31日');
    case 'date':
      return fc.constantFrom('', '2026年3月1日', '2026年12月31日');
    case 'choice':
      return fc.constantFrom('', ...options);
    case 'tick':
      return fc.constantFrom('', '✔');
    case 'text':
      return fc.oneof(fc.constant(''), paragraph(6));
    case 'line':
    case undefined:
      return fc.oneof({ weight: 1, arbitrary: fc.constant('') }, { weight: 9, arbitrary: word(most) });
  }
}

/** What is typed into a value: nothing where it is worked out, and sometimes another one where that may be typed over. */
function entry(value: Field | Column, most: number): fc.Arbitrary<string> {
  if (!value.computed) return typed(value, most);
  return fc.oneof({ weight: 3, arbitrary: fc.constant('') }, { weight: 1, arbitrary: typed(value, most) });
}

export interface Sample {
  form: Form;
  filing: Filing;
}

/** A filing of the form, with at most `rows` rows in each table; indicators have the table's classification. */
export function filingOf(form: Form, rows = 30): fc.Arbitrary<Filing> {
  const fields = form.fields.filter(({ computed, override }) => !computed || override !== undefined);
  const values = fc.record(Object.fromEntries(fields.map((field) => [field.id, entry(field, 24)])));
  const tables = fc.record(
    Object.fromEntries(
      tablesOf(form).map((table) => [table.id, fc.array(rowOf(form, table), { maxLength: rows }).map(printed)]),
    ),
  );
  return fc
    .tuple(values, tables, fc.subarray(form.sections.map((section) => section.id).toSorted()))
    .map(([given, filled, sections]) => ({
      form: form.id,
      version: form.version,
      sections,
      values: given,
      tables: filled,
    }));
}

const printed = (rows: Row[]) => rows.filter(isPrinted);

function rowOf(form: Form, table: Table): fc.Arbitrary<Row> {
  const levels = levelRows(form, table);
  const classified = Object.keys(levels[0] ?? {});
  const columns = typedColumns(form, table.id).filter(({ id }) => !classified.includes(id));
  const cells = fc.record(Object.fromEntries(columns.map((column) => [column.id, cellText(table, column)])));
  return fc.tuple(fc.constantFrom(...levels), cells).map(([level, given]) => ({ ...level, ...given }));
}

/** Level 1 and 2 of each row that a table of indicators may have; one empty row for a plain table. */
function levelRows(form: Form, { id }: Table): Row[] {
  const columns = typedColumns(form, id).map((column) => column.id);
  const levels = levelsOf(form, id).flatMap((level) =>
    level.level2.map((level2) => ({ level1: level.name, level2: level2.name })),
  );
  const known = levels.map((row) => Object.fromEntries(Object.entries(row).filter(([key]) => columns.includes(key))));
  return known.length > 0 ? known : [{}];
}

/** Rows that stand together have the same text: merged cells and groups of sums come of it. */
function cellText({ id: table }: Table, column: Column): fc.Arbitrary<string> {
  const name = column.name;
  if (!column.merge && column.colSpan !== 0) return entry(column, 40);
  return fc.oneof(
    { weight: 8, arbitrary: fc.constantFrom('', `${name}一`, `${name}二：${table}`) },
    { weight: 1, arbitrary: entry(column, 40) },
  );
}

/** A filing of one of these forms; a failing test shows the form by its id. */
const sampleOf = (forms: readonly Form[]): fc.Arbitrary<Sample> =>
  fc.constantFrom(...forms).chain((form) => filingOf(form).map((filing) => shown({ form, filing })));

function shown(sample: Sample): Sample {
  return Object.assign(sample, { [fc.toStringMethod]: () => JSON.stringify(sample.filing) });
}

/** A filing of any form. */
export const anyFiling = sampleOf(everyForm.all);

/** The same with some texts of up to 4,000 characters in any place that holds text: rows higher than a page. */
export const anyTallFiling: fc.Arbitrary<Sample> = fc
  .tuple(anyFiling, fc.array(fc.tuple(fc.nat(), fc.integer({ min: 100, max: 4000 })), { minLength: 1, maxLength: 5 }))
  .map(([{ form, filing }, long]) =>
    shown({
      form,
      filing: long.reduce((changed, [nth, characters]) => {
        const places = textPlaces(form, changed);
        const place = places[nth % places.length];
        const edit = place && setText(changed, place, goal(characters));
        return edit ? apply(changed, edit) : changed;
      }, filing),
    }),
  );

/** Every place of a filing that holds a line or a text, merged columns among them. */
function textPlaces(form: Form, filing: Filing): Place[] {
  const holds = ({ type, computed }: Field | Column) => !computed && (type ?? 'line').match(/^(line|text)$/) !== null;
  return [
    ...form.fields.filter(holds).map(({ id }) => ({ field: id })),
    ...tablesOf(form).flatMap(({ id: table }) =>
      rowsOf(filing, table).flatMap((_, row) =>
        typedColumns(form, table)
          .filter(holds)
          .map(({ id: column }) => ({ table, row, column })),
      ),
    ),
  ];
}

/** A filing of any form of the catalog, for what a store holds and a clerk may open. */
export const catalogFiling = sampleOf(catalog.all);

/** A filing with goals of `characters` characters and `rows` rows in each table, for the limits. */
export function largeFiling(form: Form, characters: number, rows: number): Filing {
  const filing = newFiling(form, 2024);
  const [name] = form.list.name;
  if (name !== undefined) filing.values[name] = `窗口设备更新（${rows}项指标）`;
  const goals = form.fields.filter((field) => field.type === 'text' && !field.computed);
  for (const field of goals) filing.values[field.id] = goal(characters);
  for (const { id } of tablesOf(form)) {
    const levels = rowsOf(filing, id);
    const columns = typedColumns(form, id).filter(({ computed }) => !computed);
    filing.tables[id] = Array.from({ length: rows }, (_, k) => ({
      ...Object.fromEntries(columns.map((column) => [column.id, largeText(column, k)])),
      ...levelsIn(levels[Math.floor((k * levels.length) / rows)] ?? {}),
    }));
  }
  return filing;
}

function goal(characters: number): string {
  return '保障窗口设备稳定运行，及时处置故障；'.repeat(Math.ceil(characters / 18)).slice(0, characters);
}

function levelsIn(row: Row): Row {
  return Object.fromEntries(Object.entries(row).filter(([id, text]) => /^level[12]$/.test(id) && text !== ''));
}

function largeText({ id, name, type, merge, colSpan, options = [] }: Column, k: number): string {
  if (merge || colSpan === 0) return `${name}${Math.floor(k / 7) + 1}`;
  switch (type) {
    case 'amount':
      return `${k * 3}.50`;
    case 'number':
    case 'integer':
      return String(k + 1);
    case 'percent':
      return `${k % 100}.5%`;
    case 'choice':
      return options[k % options.length] ?? '';
    case 'tick':
      return k % 2 === 0 ? '✔' : '';
    case 'date':
      return `2024年${(k % 12) + 1}月1日`;
    case 'year':
      return '2024';
    case 'period':
      return '2024年1月至2024年12月';
    default:
      return LARGE[id] ?? `第${k + 1}项指标的完成情况与计划的符合程度`;
  }
}

const LARGE: Record<string, string> = { value: '≥95%', description: '按台账统计', basis: '工作计划' };
