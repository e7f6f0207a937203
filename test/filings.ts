import fc from 'fast-check';
import { type Filing, isPrinted, newFiling, type Row, rowsOf } from '../shared/filing/filing.ts';
import { cleanText } from '../shared/filing/parse.ts';
import { catalog } from '../shared/form/catalog/catalog.ts';
import { columnsOf, type Form, levelsOf } from '../shared/form/form.ts';

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

function fieldText(type: Form['fields'][number]['type']): fc.Arbitrary<string> {
  switch (type) {
    case 'amount':
      return amount;
    case 'percent':
      return fc.constantFrom('', '25.00%', '100.00%', '33.3%', '7%');
    case 'year':
      return fc.integer({ min: 2015, max: 2035 }).map(String);
    case 'number':
      return fc.constantFrom('', '3', '12.5', '6000');
    case 'date':
      return fc.constantFrom('', '2026年3月1日', '2026年12月31日');
    case 'choice':
    case 'tick':
      return fc.constant('');
    case 'integer':
      return fc.integer({ min: 1, max: 99 }).map(String);
    case 'period':
      return fc.constantFrom('', '2024年1月至2024年12月', '2024年1月1日至2026年12月31日');
    case 'text':
      return fc.oneof(fc.constant(''), paragraph(6));
    case 'line':
      return fc.oneof(fc.constant(''), word(24));
  }
}

export interface Sample {
  form: Form;
  filing: Filing;
}

/** A filing of the form, with at most `rows` indicator rows of the form's classification. */
export function filingOf(form: Form, rows = 30): fc.Arbitrary<Filing> {
  const levels = levelsOf(form, 'indicators').flatMap((level) =>
    level.level2.map((level2) => ({ level1: level.name, level2: level2.name })),
  );
  const texts = columnsOf(form, 'indicators').filter((column) => !column.merge);
  const row: fc.Arbitrary<Row> = fc
    .tuple(fc.constantFrom(...levels), fc.record(Object.fromEntries(texts.map((column) => [column.id, word(40)]))))
    .map(([level, cells]) => ({ ...level, ...cells }));
  const values = fc.record(Object.fromEntries(form.fields.map((field) => [field.id, fieldText(field.type)])));
  return fc
    .tuple(values, fc.array(row, { maxLength: rows }), fc.subarray(form.sections.map((section) => section.id)))
    .map(([given, indicators, sections]) => ({
      form: form.id,
      version: form.version,
      sections,
      values: given,
      tables: { indicators: indicators.filter(isPrinted) },
    }));
}

/** A filing of any form of the catalog.all. */
export const anyFiling: fc.Arbitrary<Sample> = fc
  .constantFrom(...catalog.all)
  .chain((form) => filingOf(form).map((filing) => ({ form, filing })));

/** A filing with one goal of `characters` characters and `rows` indicators, for the limits. */
export function largeFiling(form: Form, characters: number, rows: number): Filing {
  const filing = newFiling(form, 2024);
  filing.values.projectName = `窗口设备更新（${rows}项指标）`;
  const goal = form.fields.filter((field) => field.type === 'text');
  for (const field of goal)
    filing.values[field.id] = '保障窗口设备稳定运行，及时处置故障；'
      .repeat(Math.ceil(characters / 18))
      .slice(0, characters);
  const levels = rowsOf(filing, 'indicators');
  filing.tables.indicators = Array.from({ length: rows }, (_, k) => ({
    ...(levels[Math.floor((k * levels.length) / rows)] as Row),
    level3: `第${k + 1}项指标的完成情况与计划的符合程度`,
    value: '≥95%',
    ...(columnsOf(form, 'indicators').some((column) => column.id === 'basis')
      ? { description: '按台账统计', basis: '工作计划' }
      : {}),
  }));
  return filing;
}
