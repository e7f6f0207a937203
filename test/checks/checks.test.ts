import fc from 'fast-check';
import { expect, test } from 'vitest';
import { checkFiling } from '../../shared/checks/run.ts';
import type { Filing } from '../../shared/filing/filing.ts';
import { parseFiling } from '../../shared/filing/parse.ts';
import { dalianProject } from '../../shared/form/catalog/dalian-project.ts';
import { hebeiProject } from '../../shared/form/catalog/hebei-project.ts';

const indicators: Filing['indicators'] = ['产出指标', '效益指标', '满意度指标'].map((level1) => ({
  level1,
  level2: '',
  level3: '一项',
  value: '≥1个',
}));

/** A Dalian filing without a fault, changed as the test wants it. */
function dalian(values: Record<string, string>, more: Partial<Filing> = {}): Filing {
  const sound = {
    fiscalYear: '2026',
    projectName: '路灯养护',
    supervisingDepartment: '城市管理局',
    implementingUnit: '市政所',
    periodGoal: '照明完好',
    annualGoal: '照明完好',
    'periodFunding.total': '30.5',
    'periodFunding.fiscal': '20',
    'periodFunding.other': '10.5',
    'annualFunding.total': '10',
    'annualFunding.fiscal': '10.00',
  };
  return {
    form: 'dalian-project',
    version: '2023',
    sections: [],
    values: { ...sound, ...values },
    indicators,
    ...more,
  };
}

const rulesOf = (filing: Filing) =>
  checkFiling(dalianProject, filing).map(({ rule, severity, path }) => [rule, severity, path]);

test.each([
  ['a sound filing', {}, []],
  ['spaces for a name', { projectName: ' ' }, [['R01', 'error', 'projectName']]],
  ['no supervising department', { supervisingDepartment: '' }, [['R02', 'error', 'supervisingDepartment']]],
  ['no implementing unit', { implementingUnit: '' }, [['R02', 'hint', 'implementingUnit']]],
  ['no annual goal', { annualGoal: '' }, [['R03', 'error', 'annualGoal']]],
  ['a total that is off by a cent', { 'periodFunding.total': '30.51' }, [['R08', 'error', 'periodFunding.total']]],
  ['an annual total that is off', { 'annualFunding.total': '9' }, [['R09', 'error', 'annualFunding.total']]],
  ['an empty total over filled parts', { 'annualFunding.total': '' }, [['R09', 'error', 'annualFunding.total']]],
  ['a total without parts', { 'annualFunding.fiscal': '' }, [['R09', 'error', 'annualFunding.total']]],
  ['no amounts at all', { 'annualFunding.total': '', 'annualFunding.fiscal': '' }, []],
  ['zero in all', { 'annualFunding.total': '0', 'annualFunding.fiscal': '0' }, []],
  ['a zero total without parts', { 'annualFunding.total': '0', 'annualFunding.fiscal': '' }, []],
  ['words for an amount', { 'annualFunding.fiscal': '约10万' }, [['R11', 'error', 'annualFunding.fiscal']]],
  [
    'a sum that binary floats get wrong',
    { 'periodFunding.total': '0.3', 'periodFunding.fiscal': '0.1', 'periodFunding.other': '0.2' },
    [],
  ],
] as [string, Record<string, string>, string[][]][])('%s', (_name, values, expected) => {
  expect(rulesOf(dalian(values))).toEqual(expected);
});

test('a negative amount is an error even when the sum is right', () => {
  const values = { 'annualFunding.total': '-1', 'annualFunding.fiscal': '-1' };
  expect(rulesOf(dalian(values)).map(([rule]) => rule)).toEqual(['R11', 'R11']);
});

test('an empty total says what its parts are', () => {
  const values = { 'periodFunding.total': '', 'periodFunding.fiscal': '324.73', 'periodFunding.other': '324.73' };
  expect(checkFiling(dalianProject, dalian(values)).map((problem) => problem.message)).toEqual([
    '实施期金额为空，但财政拨款 324.73、其他资金 324.73；合计应等于两者之和',
  ]);
});

test('a required level 1 must have an indicator with content; its short name counts', () => {
  expect(rulesOf(dalian({}, { indicators: [] })).map(([rule]) => rule)).toEqual(['R19', 'R19', 'R19']);
  const [first, second, third] = indicators as [
    Filing['indicators'][number],
    Filing['indicators'][number],
    Filing['indicators'][number],
  ];
  expect(rulesOf(dalian({}, { indicators: [{ ...first, level1: ' 产出 ' }, second, third] }))).toEqual([]);
  expect(rulesOf(dalian({}, { indicators: [first, { ...second, level3: '', value: '' }, third] }))).toEqual([
    ['R19', 'error', ''],
  ]);
});

test('Hebei: the budget is the sum of its sources', () => {
  const values = {
    projectName: '一',
    goals: '二',
    'budget.total': '4.00',
    'budget.fiscal': '3.99',
    'budget.other': '0',
  };
  const filing = { form: 'hebei-project', version: '2021', sections: [], values, indicators };
  expect(checkFiling(hebeiProject, filing).map(({ rule, path }) => [rule, path])).toEqual([['R14', 'budget.total']]);
});

test('no filing that can be read makes a check throw', () => {
  fc.assert(
    fc.property(
      fc.dictionary(fc.constantFrom(...dalianProject.fields.map((field) => field.id)), fc.string({ unit: 'grapheme' })),
      fc.array(fc.dictionary(fc.constantFrom('level1', 'level2', 'level3', 'value'), fc.string({ unit: 'grapheme' }))),
      (values, rows) => {
        const parsed = parseFiling({ form: 'dalian-project', version: '2023', values, indicators: rows });
        if ('error' in parsed) throw new Error(parsed.error);
        expect(() => checkFiling(parsed.form, parsed.filing)).not.toThrow();
      },
    ),
  );
});
