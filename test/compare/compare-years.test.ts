import fc from 'fast-check';
import { expect, test } from 'vitest';
import { leftOut, yearsListing } from '../../shared/compare/compare-listing.ts';
import { compareYears, type YearFiling } from '../../shared/compare/compare-years.ts';
import { newFiling, withRows } from '../../shared/filing/filing.ts';
import { catalog } from '../../shared/form/catalog/catalog.ts';
import type { Form } from '../../shared/form/form.ts';
import { dalianSample, hebeiSample } from '../export/samples.ts';
import { filingOf } from '../filings.ts';

const dalian = catalog.find('dalian-project') as Form;
const hebei = catalog.find('hebei-project') as Form;

const filing = (id: number, values: Record<string, string>, previous: number | null = null): YearFiling => ({
  id,
  previous,
  form: dalian,
  filing: { ...dalianSample, values: { ...dalianSample.values, filingUnit: '', ...values } },
});
const coded = (id: number, values: Record<string, string>): YearFiling => ({
  id,
  previous: null,
  form: hebei,
  filing: { ...hebeiSample, values: { ...hebeiSample.values, ...values } },
});
const pairs = (before: YearFiling[], after: YearFiling[]) =>
  compareYears(before, after).rows.map(({ kind, before: was, after: is }) => [kind, was?.id, is?.id]);

test('projects are paired by 结转, then code, then unit and name, then name without its years', () => {
  const before = [
    filing(1, { projectName: '路灯养护' }),
    filing(2, { projectName: '2024年公园保洁' }),
    filing(3, { projectName: '网络租用', implementingUnit: '甲所' }),
    coded(4, { projectName: '旧名称', projectCode: '130399241A0Q7XK35MZLT' }),
    filing(5, { projectName: '已完成的工程' }),
  ];
  const after = [
    filing(11, { projectName: '公园保洁' }),
    filing(12, { projectName: '路灯养护和维修' }, 1),
    filing(13, { projectName: '网络租用', implementingUnit: '乙所' }),
    coded(14, { projectName: '新名称', projectCode: '130399241A0Q7XK35MZLT' }),
    filing(15, { projectName: '新工程' }),
  ];
  expect(pairs(before, after).sort()).toEqual(
    [
      ['changed', 2, 11],
      ['changed', 1, 12],
      ['changed', 3, 13],
      ['changed', 4, 14],
      ['added', undefined, 15],
      ['removed', 5, undefined],
    ].sort(),
  );
});

test('amounts of the year are summed by unit and in all, exactly; parts count where the total is empty', () => {
  const empty = { 'annualFunding.total': '', 'annualFunding.fiscal': '', 'annualFunding.other': '' };
  const before = [
    filing(1, { projectName: '甲', implementingUnit: '甲所', 'annualFunding.total': '0.1' }),
    filing(2, { projectName: '乙', implementingUnit: '乙所', 'annualFunding.total': '5' }),
  ];
  const after = [
    filing(
      3,
      {
        projectName: '甲',
        implementingUnit: '甲所',
        ...empty,
        'annualFunding.fiscal': '0.2',
        'annualFunding.other': '0.1',
      },
      1,
    ),
    filing(4, { projectName: '丙', implementingUnit: '甲所', 'annualFunding.total': '待定' }),
    filing(5, { projectName: '丁', implementingUnit: '丙所', ...empty }),
  ];
  const { units, total, rows, unread } = compareYears(before, after);
  expect(rows.map(({ unit, name, difference }) => [unit, name, difference?.amount, difference?.percent])).toEqual([
    ['甲所', '甲', '+0.2', '+200.0%'],
    ['甲所', '丙', undefined, undefined],
    ['丙所', '丁', undefined, undefined],
    ['乙所', '乙', '-5', '-100.0%'],
  ]);
  expect(
    units.map(({ unit, filings, before: was, after: is, difference }) => [unit, filings, was, is, difference?.amount]),
  ).toEqual([
    ['甲所', { before: 1, after: 2 }, '0.1', '0.3', '+0.2'],
    ['丙所', { before: 0, after: 1 }, '0', '0', '0'],
    ['乙所', { before: 1, after: 0 }, '5', '0', '-5'],
  ]);
  expect(total).toMatchObject({ before: '5.1', after: '0.3', difference: { amount: '-4.8', percent: '-94.1%' } });
  expect(unread).toBe(1);
});

test('tables of the whole unit tell its money once more: the sums leave them out, and say so', () => {
  const of = (id: string): YearFiling => {
    const form = catalog.find(id) as Form;
    return { id: 9, previous: null, form, filing: newFiling(form, 2025) };
  };
  const project = filing(1, { projectName: '甲', 'annualFunding.total': '10' });
  const others = catalog.all.filter(({ kind }) => kind !== 'project');
  expect(others.length).toBeGreaterThan(0);
  for (const { id } of others) {
    const comparison = compareYears([], [project, of(id)]);
    expect(comparison.total.after, id).toBe('10');
    expect(leftOut(comparison), id).toEqual([expect.stringContaining('1 张表不重复计入')]);
  }
  expect(leftOut(compareYears([], [project]))).toEqual([]);
});

test('the table to hand over has every project with its amounts, and the units with their sums', () => {
  const before = [filing(1, { projectName: '甲', 'annualFunding.total': '10' })];
  const after = [filing(2, { projectName: '甲', 'annualFunding.total': '12' }, 1), filing(3, { projectName: '乙' })];
  const listing = yearsListing(2024, 2025, compareYears(before, after), true);
  expect(listing.tables.map(({ rows }) => rows)).toEqual([
    [
      ['海湾区政务服务中心', '1', '2', '10', '54.5', '44.5', '+445.0%'],
      ['合计', '1', '2', '10', '54.5', '44.5', '+445.0%'],
    ],
    [
      ['海湾区政务服务中心', '甲', '10', '12', '2', '+20.0%', '变化 1 处'],
      ['海湾区政务服务中心', '乙', '', '42.5', '42.5', '', '新增'],
    ],
  ]);
  expect(listing.lines).toContain('变化 1 · 新增 1');
  for (const { columns } of listing.tables) {
    const width = columns.reduce((sum, column) => sum + column.width, 0);
    expect(width).toBeLessThanOrEqual(297 - 2 * 15);
  }
});

const years = fc.array(
  fc.constantFrom(...catalog.all).chain((form) => fc.tuple(fc.constant(form), filingOf(form, 3))),
  {
    maxLength: 6,
  },
);
const asYear = (list: [Form, YearFiling['filing']][], first: number): YearFiling[] =>
  list.map(([form, one], index) => {
    const values = { ...one.values, projectName: `工程${one.values.projectName}` };
    return { id: first + index, previous: null, form, filing: { ...one, values } };
  });

test('a year compared with itself has no change', () => {
  fc.assert(
    fc.property(years, (list) => {
      const { rows, total } = compareYears(asYear(list, 1), asYear(list, 101));
      expect(rows.filter(({ kind }) => kind !== 'same')).toEqual([]);
      expect(total.difference === null || total.difference.amount === '0').toBe(true);
    }),
    { numRuns: 100 },
  );
});

test('swapped, what was added is removed, and every difference is negated', () => {
  fc.assert(
    fc.property(years, years, (a, b) => {
      const there = compareYears(asYear(a, 1), asYear(b, 101));
      const back = compareYears(asYear(b, 101), asYear(a, 1));
      const count = (rows: typeof there.rows, kind: string) => rows.filter((row) => row.kind === kind).length;
      expect(count(back.rows, 'removed')).toBe(count(there.rows, 'added'));
      expect(count(back.rows, 'added')).toBe(count(there.rows, 'removed'));
      const sign = (amount = '0') => Number(amount);
      expect(sign(back.total.difference?.amount)).toBeCloseTo(-sign(there.total.difference?.amount), 6);
      expect([back.total.before, back.total.after]).toEqual([there.total.after, there.total.before]);
    }),
    { numRuns: 100 },
  );
});

test('the year’s money is summed over a table where the form says so, once for each unit, in 万元', () => {
  const unit = catalog.find('unit-2015') as Form;
  const tasks = [
    { task: '窗口服务', fiscal: '10', other: '0.5' },
    { task: '系统运维', fiscal: '20', other: '' },
  ];
  const whole = withRows({ ...newFiling(unit, 2026), values: { unitName: '海湾区政务服务中心' } }, 'tasks', tasks);
  const goal = { ...dalianSample, values: { ...dalianSample.values, filingUnit: '海湾区政务服务中心' } };
  const list = [
    { id: 1, previous: null, form: dalian, filing: goal },
    { id: 2, previous: null, form: unit, filing: whole },
  ];
  const { rows, total } = compareYears([], list);
  expect(rows.map(({ name, after }) => [name, after?.amount])).toEqual([
    [dalianSample.values.projectName, '42.5'],
    ['部门（单位）整体支出绩效目标申报表', '30.5'],
  ]);
  expect([total.filings.after, total.after]).toEqual([2, '42.5']);
});
