import { expect, test } from 'vitest';
import { type ReviewedTable, reviewListing } from '../../shared/checks/review-listing.ts';
import type { Waiver } from '../../shared/checks/waivers.ts';
import { dalianProject } from '../../shared/form/catalog/dalian-project.ts';
import type { Problem } from '../../shared/problem.ts';

const problem = (change: Partial<Problem>): Problem => ({
  rule: 'R28',
  severity: 'warning',
  message: '请补充',
  path: '',
  ...change,
});
const waiver: Waiver = {
  id: 1,
  unit: '甲',
  rule: 'R45',
  filing: null,
  path: null,
  reason: '项目小',
  createdAt: new Date(2026, 2, 5, 0, 30).toISOString(),
};
const table = (change: Partial<ReviewedTable>): ReviewedTable => ({
  form: dalianProject,
  unit: '甲',
  name: '一',
  standing: [],
  waived: [],
  ...change,
});

test('every problem has its place in words, the worst first, with who says so and what to do', () => {
  const standing = [
    problem({ severity: 'hint' }),
    problem({ path: 'indicators[2].value', fix: { label: '改为“≥95%”', edits: [] } }),
    problem({ severity: 'error', path: 'annualFunding.total' }),
  ];
  const [problems] = reviewListing([table({ standing })], [], null).tables;
  expect(problems?.rows.map(([unit, name, place, severity, , , todo]) => [unit, name, place, severity, todo])).toEqual([
    ['甲', '一', '年度金额', '错误', '须修改'],
    ['甲', '一', '指标第 3 行·年度指标值', '警告', '可自动修复：改为“≥95%”'],
    ['甲', '一', '全表', '提示', '请核对，或写明理由后关闭'],
  ]);
  expect(problems?.rows[0]?.[5]).toContain('88号');
});

test('a year is counted, its units are named, and what concerns a unit as a whole comes first', () => {
  const error = problem({ severity: 'error' });
  const tables = [
    table({ standing: [error, error, problem({})] }),
    table({ unit: '乙', standing: [problem({ severity: 'hint' })] }),
    table({ unit: '', waived: [{ problem: problem({ severity: 'hint' }), waiver }] }),
  ];
  const whole = table({ form: null, name: '', standing: [problem({ rule: 'R61', message: '合计不符' })] });
  const listing = reviewListing(tables, [whole], 2026);
  expect(listing.title).toBe('2026年度审核报告');
  expect(listing.lines).toEqual([
    '预算单位：甲、乙、未填单位',
    '共 3 张表：1 张有错误，1 张有警告或提示，1 张没有问题',
    '错误 2 个，警告 2 个，提示 1 个；已关闭的提醒 1 个',
  ]);
  expect(listing.tables[0]?.rows[0]?.slice(0, 4)).toEqual(['甲', '', '全单位', '警告']);
  expect(listing.tables[1]?.rows).toEqual([
    ['', '一', '全表', '提示', '请补充', '项目小', '本单位所有表\n2026年3月5日'],
  ]);
});

test('a form that is not known, and no problem at all, are told in words', () => {
  const unread = table({ form: null, standing: [problem({ rule: 'import', path: 'x' })] });
  expect(reviewListing([unread], [], null).tables[0]?.rows[0]).toEqual([
    '甲',
    '一',
    '全表',
    '警告',
    '请补充',
    '',
    '请核对，或写明理由后关闭',
  ]);
  expect(reviewListing([table({})], [], null).tables.map(({ rows, empty }) => [rows.length, empty])).toEqual([
    [0, '没有发现问题'],
    [0, '没有关闭的提醒'],
  ]);
});
