import { expect, test } from 'vitest';
import { checkFiling } from '../../shared/checks/run.ts';
import { exampleFiling, isExample } from '../../shared/filing/example.ts';
import { summarise } from '../../shared/filing/filing.ts';
import { formOf } from '../../shared/filing/form-of.ts';

test('the example is of the asked year in all its texts, and known as the example', () => {
  const filing = exampleFiling(2031);
  const summary = summarise(formOf(filing), filing);
  expect(summary).toMatchObject({ name: '示例：社区图书角建设', year: 2031 });
  expect(isExample(summary)).toBe(true);
  expect(isExample({ unit: '滨城区图书馆' })).toBe(false);
  expect(JSON.stringify(filing)).not.toContain('2026');
  expect(filing.values.implementationPeriod).toBe('2031年1月至2031年12月');
});

test('it leaves a cell to fill in, and a sum and a unit for the review to find', () => {
  const filing = exampleFiling(2027);
  const problems = checkFiling(formOf(filing), filing).filter(({ severity }) => severity !== 'hint');
  expect(problems.map(({ rule, path }) => `${rule} ${path}`).toSorted()).toEqual([
    'R02 supervisingDepartment',
    'R09 annualFunding.total',
    'R30 indicators[1].value',
  ]);
});
