import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type Filing, rowsOf, yearOf } from '../../shared/filing/filing.ts';
import { rollForward } from '../../shared/filing/roll-forward.ts';
import { catalog } from '../../shared/form/catalog/catalog.ts';
import type { Form } from '../../shared/form/form.ts';
import { dalianSample, hebeiSample } from '../export/samples.ts';
import { anyFiling, filingOf } from '../filings.ts';
import { textsAround } from './year-texts.ts';

const dalian = catalog.find('dalian-project') as Form;
const hebei = catalog.find('hebei-project') as Form;
const keep = { amounts: 'keep' } as const;

const withValues = (values: Record<string, string>): Filing => ({
  ...dalianSample,
  values: { ...dalianSample.values, ...values },
});
const rolled = (values: Record<string, string>) => rollForward(dalian, withValues(values), 2025, keep).values;

test('years move on in the title, the period, texts and indicators, and amounts stay when kept', () => {
  const filing = withValues({
    projectName: '2024年度叫号系统更新',
    implementationPeriod: '2024年1月至2024年12月',
    annualGoal: '2024年更换终端12台，比2023年多3台；2019年的旧终端报废。依据〔2024〕12号。',
  });
  const next = rollForward(dalian, filing, 2025, keep);
  expect(next.values).toMatchObject({
    fiscalYear: '2025',
    projectName: '2025年度叫号系统更新',
    implementationPeriod: '2025年1月至2025年12月',
    annualGoal: '2025年更换终端12台，比2024年多3台；2019年的旧终端报废。依据〔2024〕12号。',
    'periodFunding.total': '86.35',
    'annualFunding.total': '42.5',
  });
  expect(rowsOf(next, 'indicators')[3]?.value).toBe('2025年9月30日之前');
  expect(next.sections).toEqual(filing.sections);
});

test('emptied, every amount is, and nothing else', () => {
  const next = rollForward(hebei, hebeiSample, 2022, { amounts: 'empty' });
  const empty = { 'budget.total': '', 'budget.fiscal': '', 'budget.other': '' };
  expect(next).toEqual({ ...hebeiSample, values: { ...hebeiSample.values, fiscalYear: '2022', ...empty } });
});

test('the project code stays, also where it tells the year', () => {
  const { fiscalYear: _, ...values } = hebeiSample.values;
  const next = rollForward(hebei, { ...hebeiSample, values: { ...values, caption: '2021年维护费' } }, 2022, keep);
  expect(next.values).toMatchObject({ projectCode: values.projectCode, caption: '2022年维护费' });
  expect(yearOf(hebei, next)).toBe(2022);
});

test.each([
  ['2024年1月至2024年12月', '2025年1月至2025年12月'],
  ['2024年3月1日至2024年11月30日', '2025年3月1日至2025年11月30日'],
  ['2024.1-2024.12', '2025.1-2025.12'],
  ['2024年1-12月', '2025年1-12月'],
  ['202401-202412', '2025年1月至2025年12月'],
  ['2024', '2025年1月至2025年12月'],
  ['2024年1月1日至2024年2月29日', '2025年1月1日至2025年2月28日'],
  ['2024年1月至2026年12月', '2024年1月至2026年12月'],
  ['2022年1月至2024年12月', '2022年1月至2024年12月'],
  ['2023年1月至2023年12月', '2023年1月至2023年12月'],
  ['2024年6月', '2025年6月'],
  ['2024年12月至2024年1月', '2025年12月至2025年1月'],
  ['长期', '长期'],
  ['', ''],
])('the period “%s” becomes “%s”', (period, next) => {
  expect(rolled({ implementationPeriod: period }).implementationPeriod).toBe(next);
});

test('a filing without a year only gets one', () => {
  const filing = withValues({ fiscalYear: '', annualGoal: '2024年更换终端' });
  expect(rollForward(dalian, filing, 2030, keep)).toEqual({
    ...filing,
    values: { ...filing.values, fiscalYear: '2030' },
  });
});

test('a decimal number that is an amount of the table is no month', () => {
  const goal = '共2024.12，按季支付';
  expect(rolled({ annualGoal: goal, 'annualFunding.total': '2024.12' }).annualGoal).toBe(goal);
});

/** Filings in which every year is the table's own or next to it. */
const nearFiling = fc
  .tuple(fc.constantFrom(...catalog.all), fc.integer({ min: 2015, max: 2035 }))
  .chain(([form, year]) =>
    fc.tuple(
      filingOf(form, 6),
      fc.array(textsAround(year), { minLength: 6, maxLength: 6 }),
      fc.constantFrom('', `${year}年1月至${year}年12月`, `${year}年1月至${year + 2}年12月`, '2001年1月至2002年12月'),
      fc.constant({ form, year }),
    ),
  )
  .map(([filing, texts, period, { form, year }]) => {
    const values: Record<string, string> = { ...filing.values, fiscalYear: String(year) };
    for (const [index, { id, type }] of form.fields.entries()) {
      if (type === 'period') values[id] = period;
      if (type === 'line' || type === 'text') values[id] = texts[index % texts.length] ?? '';
    }
    const indicators = rowsOf(filing, 'indicators').map((row, index) => ({ ...row, value: texts[index] ?? '' }));
    return { form, year, filing: { ...filing, values, indicators } };
  });

test('a year on and a year back gives the same filing', () => {
  fc.assert(
    fc.property(nearFiling, ({ form, year, filing }) => {
      expect(rollForward(form, rollForward(form, filing, year + 1, keep), year, keep)).toEqual(filing);
    }),
    { numRuns: 300 },
  );
});

test('to its own year a filing stays as it is; any filing can be rolled to any year, twice as once', () => {
  const amounts = fc.constantFrom('keep' as const, 'empty' as const);
  fc.assert(
    fc.property(anyFiling, fc.integer({ min: 1990, max: 2100 }), amounts, ({ form, filing }, year, choice) => {
      const own = yearOf(form, filing);
      if (own !== null) expect(rollForward(form, filing, own, keep)).toEqual(filing);
      const once = rollForward(form, filing, year, { amounts: choice });
      expect(yearOf(form, once)).toBe(year);
      expect(rollForward(form, once, year, { amounts: choice })).toEqual(once);
    }),
    { numRuns: 300 },
  );
});
