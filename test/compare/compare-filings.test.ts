import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type ComparedRow, compareFilings, isChange } from '../../shared/compare/compare-filings.ts';
import { differenceOf } from '../../shared/compare/difference.ts';
import { markChange } from '../../shared/compare/mark-change.ts';
import { apply, type Edit, setText } from '../../shared/filing/edits.ts';
import {
  type Filing,
  newFiling,
  printedFields,
  rowsOf,
  typedColumns,
  typedText,
  withRows,
} from '../../shared/filing/filing.ts';
import type { Place } from '../../shared/filing/path.ts';
import { rollForward } from '../../shared/filing/roll-forward.ts';
import { catalog } from '../../shared/form/catalog/catalog.ts';
import { type Form, fieldOf, tablesOf } from '../../shared/form/form.ts';
import { dalianSample, hebeiSample } from '../export/samples.ts';
import { anyFiling, filingOf } from '../filings.ts';

const dalian = catalog.find('dalian-project') as Form;
const hebei = catalog.find('hebei-project') as Form;

const compare = (before: Filing, after: Filing) =>
  compareFilings({ form: dalian, filing: before }, { form: dalian, filing: after });
const row = (rows: ComparedRow[], name: string) => rows.find((candidate) => candidate.name === name);

test.each([
  ['200.6', '213', { amount: '+12.4', percent: '+6.2%' }],
  ['213', '200.6', { amount: '-12.4', percent: '-5.8%' }],
  ['4.00', '4', { amount: '0', percent: '0.0%' }],
  ['0', '5', { amount: '+5', percent: null }],
  ['', '5', { amount: '+5', percent: null }],
  ['5', '', { amount: '-5', percent: '-100.0%' }],
  ['-2', '1', { amount: '+3', percent: '+150.0%' }],
  ['0.1', '0.3', { amount: '+0.2', percent: '+200.0%' }],
  ['90071992547409.91', '90071992547409.93', { amount: '+0.02', percent: '0.0%' }],
  ['', '', null],
  ['约5', '6', null],
])('from “%s” to “%s” the difference is %j', (before, after, difference) => {
  expect(differenceOf(before, after)).toEqual(difference);
});

test.each([
  [
    '更换终端12台，完成培训',
    '更换终端15台，完成培训',
    ['更换终端', '*12', '台，完成培训'],
    ['更换终端', '*15', '台，完成培训'],
  ],
  ['甲', '甲乙', ['甲'], ['甲', '*乙']],
  ['', '甲', [], ['*甲']],
  ['2025.6', '2026.6', ['*2025.6'], ['*2026.6']],
])('of “%s” and “%s” the changed part is marked', (before, after, from, to) => {
  const told = markChange(before, after);
  const short = (parts: { text: string; changed: boolean }[]) =>
    parts.map(({ text, changed }) => (changed ? `*${text}` : text));
  expect([short(told.before), short(told.after)]).toEqual([from, to]);
});

test('amounts come with their difference, texts that only have other years are no change', () => {
  const before = { ...dalianSample, values: { ...dalianSample.values, annualGoal: '2024年更换12个窗口的终端' } };
  const next = rollForward(dalian, before, 2025, { amounts: 'keep' });
  next.values['annualFunding.total'] = '45';
  const rows = compare(before, next);
  expect(row(rows, '年度金额')).toMatchObject({
    kind: 'changed',
    before: '42.5',
    after: '45',
    difference: { amount: '+2.5', percent: '+5.9%' },
    beforePath: 'annualFunding.total',
    afterPath: 'annualFunding.total',
  });
  expect(row(rows, '年度')?.kind).toBe('moved');
  expect(row(rows, '年度目标')).toMatchObject({ kind: 'moved', after: '2025年更换12个窗口的终端' });
  expect(row(rows, '终端安装完成时间')?.kind).toBe('moved');
  expect(rows.filter(isChange).map(({ name }) => name)).toEqual(['年度金额']);
});

test('indicators are found again under another level 2 and another wording; the others are new or gone', () => {
  const indicators = [
    { level1: '产出指标', level2: '数量指标', level3: '更换叫号终端的数量', value: '≥15台' },
    { level1: '产出指标', level2: '质量指标', level3: '培训窗口人员', value: '36人次' },
    { level1: '产出指标', level2: '质量指标', level3: '设备验收合格率', value: '≥98%' },
    { level1: '产出指标', level2: '成本指标', level3: '单台终端采购成本', value: '≤1.2万元' },
  ];
  const before = withRows(dalianSample, 'indicators', rowsOf(dalianSample, 'indicators').slice(0, 4));
  const rows = compare(before, { ...dalianSample, tables: { indicators } }).filter((each) => each.group !== '');
  expect(rows.map(({ kind, name, before: was, after: is }) => [kind, name, was, is])).toEqual([
    ['changed', '更换叫号终端的数量', '≥12台', '≥15台'],
    ['changed', '更换叫号终端的数量 · 三级指标', '更换叫号终端数量', '更换叫号终端的数量'],
    ['same', '培训窗口人员', '36人次', '36人次'],
    ['changed', '培训窗口人员 · 二级指标', '数量指标', '质量指标'],
    ['changed', '设备验收合格率', '100%', '≥98%'],
    ['added', '单台终端采购成本', '', '≤1.2万元'],
    ['removed', '终端安装完成时间', '2024年9月30日之前', ''],
  ]);
  expect(rows[0]).toMatchObject({ beforePath: 'indicators[0].value', afterPath: 'indicators[0].value' });
});

test('filings of two forms are compared in what both have, by name', () => {
  const rows = compareFilings({ form: hebei, filing: hebeiSample }, { form: dalian, filing: dalianSample });
  expect(row(rows, '项目名称')).toMatchObject({ kind: 'changed', before: hebeiSample.values.projectName });
  expect(row(rows, '其他资金')).toBeUndefined();
  expect(row(rows, '设备验收合格率')?.kind).toBe('added');
  expect(row(rows, '档案完好率')?.kind).toBe('removed');
});

const twoFilings = fc
  .constantFrom(...catalog.all)
  .chain((form) => fc.tuple(fc.constant(form), filingOf(form, 8), filingOf(form, 8)));

test('a filing compared with itself has no change', () => {
  fc.assert(
    fc.property(twoFilings, ([form, filing]) => {
      const rows = compareFilings({ form, filing }, { form, filing });
      expect(rows.filter(({ kind }) => kind !== 'same')).toEqual([]);
    }),
    { numRuns: 200 },
  );
});

/** Every printed value that can be typed, but for the year: that one moves on. */
function typedPlaces(form: Form, filing: Filing): Place[] {
  const fields = printedFields(form, filing.sections)
    .filter((id) => id !== 'fiscalYear' && !fieldOf(form, id).computed)
    .map((field): Place => ({ field }));
  const cells = tablesOf(form).flatMap(({ id: table }) =>
    rowsOf(filing, table).flatMap((_, index) =>
      typedColumns(form, table)
        .filter(({ computed }) => !computed)
        .map((column): Place => ({ table, row: index, column: column.id })),
    ),
  );
  return [...fields, ...cells];
}

test('every change of a printed value is told, with what is printed before and after', () => {
  fc.assert(
    fc.property(anyFiling, fc.nat(), ({ form, filing }, at) => {
      const places = typedPlaces(form, filing);
      const place = places[at % Math.max(1, places.length)];
      if (!place) return;
      const edit = setText(filing, place, '98765432.1');
      const after = apply(filing, edit as Edit);
      const rows = compareFilings({ form, filing }, { form, filing: after });
      // With another name or group it may be another row.
      const told = rows.filter(isChange).flatMap(({ group, name, before, after: next }) => [group, name, before, next]);
      expect(told.some((text) => text.includes('98765432.1') || text === typedText(filing, place))).toBe(true);
    }),
    { numRuns: 400 },
  );
});

test('rows of a plain table are one by their id, else by their text; sums are compared as printed', () => {
  const form = catalog.find('unit-2015') as Form;
  const task = (name: string, fiscal: string, id: string) => ({ task: name, content: '', fiscal, other: '1', '#': id });
  const base = newFiling(form, 2026);
  const before = withRows(base, 'tasks', [
    task('窗口服务', '10', 'a'),
    task('系统运维', '20', 'b'),
    task('培训', '3', 'c'),
  ]);
  const after = withRows(base, 'tasks', [
    task('系统运行维护', '20.5', 'b'),
    task('培训', '3', 'x'),
    task('宣传', '4', 'y'),
  ]);
  const rows = compareFilings({ form, filing: before }, { form, filing: after }).filter(isChange);
  expect(
    rows.map((each) => [each.kind, each.group, each.name, each.before, each.after, each.difference?.amount]),
  ).toEqual([
    ['changed', '年度主要任务', '系统运行维护', '21.00', '21.50', '+0.5'],
    ['changed', '年度主要任务', '系统运行维护 · 任务名称', '系统运维', '系统运行维护', undefined],
    ['changed', '年度主要任务', '系统运行维护 · 财政拨款', '20', '20.5', '+0.5'],
    ['added', '年度主要任务', '宣传', '', '5.00', '+5'],
    ['removed', '年度主要任务', '窗口服务', '11.00', '', '-11'],
  ]);
});

test('a value in columns of its own is one value, also beside a form that has it in one', () => {
  const split = catalog.find('project-split') as Form;
  const level = { level1: '产出指标', level2: '数量指标', level3: '更换终端数量' };
  const early = withRows(newFiling(split, 2025), 'indicators', [{ ...level, sign: '≥', number: '12', unit: '台' }]);
  const late = withRows(newFiling(split, 2026), 'indicators', [{ ...level, sign: '≥', number: '15', unit: '台' }]);
  const plain = withRows(newFiling(dalian, 2026), 'indicators', [{ ...level, value: '≥15台' }]);
  const lines = (form: Form, filing: Filing) =>
    compareFilings({ form: split, filing: early }, { form, filing })
      .filter((each) => each.group !== '' && isChange(each))
      .map((each) => [each.name, each.before, each.after]);
  expect(lines(split, late)).toEqual([['更换终端数量', '≥12台', '≥15台']]);
  expect(lines(dalian, plain)).toEqual([['更换终端数量', '≥12台', '≥15台']]);
});

test('two versions of a form are compared in the fields, tables and columns that both have', () => {
  const form = catalog.find('unit-2015') as Form;
  const old: Form = {
    ...form,
    version: '2014',
    fields: form.fields.filter(({ id }) => id !== 'annualGoal'),
    bands: form.bands.filter((band) => band.kind !== 'table' || band.lanes[0]?.id !== 'tasks'),
  };
  const filing = { ...newFiling(form, 2026), values: { fiscalYear: '2026', unitName: '档案馆', annualGoal: '目标' } };
  const tasks = withRows(filing, 'tasks', [{ task: '窗口服务', fiscal: '1' }]);
  const rows = compareFilings({ form: old, filing: { ...filing, version: '2014' } }, { form, filing: tasks });
  expect(rows.map(({ kind, name }) => [kind, name])).toEqual([
    ['same', '年度'],
    ['same', '部门（单位）名称'],
  ]);
});

test('swapped, what was added is removed, and differences are negated', () => {
  const opposite = { same: 'same', moved: 'moved', changed: 'changed', added: 'removed', removed: 'added' } as const;
  const negated = (amount: string) =>
    /^[+-]/.test(amount) ? amount.replace(/^./, (s) => (s === '+' ? '-' : '+')) : amount;
  const key = ({ beforePath, afterPath, kind, before, after, difference }: ComparedRow) =>
    JSON.stringify([beforePath, afterPath, kind, before, after, difference?.amount ?? null]);
  const swapped = (row: ComparedRow) =>
    JSON.stringify([
      row.afterPath,
      row.beforePath,
      opposite[row.kind],
      row.after,
      row.before,
      row.difference ? negated(row.difference.amount) : null,
    ]);
  fc.assert(
    fc.property(twoFilings, ([form, a, b]) => {
      const there = compareFilings({ form, filing: a }, { form, filing: b }).map(key);
      const back = compareFilings({ form, filing: b }, { form, filing: a }).map(swapped);
      expect(back.sort()).toEqual(there.sort());
    }),
    { numRuns: 300 },
  );
});

test('joined, the marked parts are always the texts', () => {
  const text = fc.array(fc.constantFrom(...'更换终端12.5台%AB，\n'), { maxLength: 12 }).map((list) => list.join(''));
  fc.assert(
    fc.property(text, text, (before, after) => {
      const parts = markChange(before, after);
      expect(parts.before.map((part) => part.text).join('')).toBe(before);
      expect(parts.after.map((part) => part.text).join('')).toBe(after);
      expect([...parts.before, ...parts.after].some(({ changed }) => changed)).toBe(before !== after);
    }),
  );
});
