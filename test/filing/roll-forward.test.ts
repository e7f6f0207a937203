import fc from 'fast-check';
import { expect, test } from 'vitest';
import { textAt } from '../../shared/filing/computed.ts';
import { cellsOf, type Filing, rowsOf, yearOf } from '../../shared/filing/filing.ts';
import { rollForward, rollsForward } from '../../shared/filing/roll-forward.ts';
import { catalog } from '../../shared/form/catalog/catalog.ts';
import { columnsOf, type Form, tablesOf } from '../../shared/form/form.ts';
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
    const near = (type: string | undefined, text: string, index: number): string => {
      if (type === 'period') return period;
      if (type === 'date') return `${year}年3月1日`;
      if (type === 'year') return String(year);
      return type === 'line' || type === 'text' ? (texts[index % texts.length] ?? '') : text;
    };
    const values = Object.fromEntries(
      form.fields.map(({ id, type }, index) => [id, near(type, filing.values[id] ?? '', index)]),
    );
    const tables = tablesOf(form).map(({ id }) => {
      const types = new Map(columnsOf(form, id).map((column) => [column.id, column.type]));
      const rows = rowsOf(filing, id).map((row, index) =>
        Object.fromEntries(
          cellsOf(row).map(([column, text]) => [
            column,
            near(types.get(column) ?? (/^(level\d|sign)$/.test(column) ? undefined : 'line'), text, index),
          ]),
        ),
      );
      return [id, rows] as const;
    });
    return { form, year, filing: { ...filing, values, tables: Object.fromEntries(tables) } };
  });

/** What follows from this year's amounts in the next one, and is not known the way back. */
function withoutLast(form: Form, filing: Filing): Filing {
  const values = { ...filing.values };
  for (const { computed } of form.fields) if (computed?.is === 'change') delete values[computed.last];
  return { ...filing, values };
}

test('a year on and a year back gives the same filing', () => {
  fc.assert(
    fc.property(nearFiling, ({ form, year, filing }) => {
      const back = rollForward(form, rollForward(form, filing, year + 1, keep), year, keep);
      expect(withoutLast(form, back)).toEqual(withoutLast(form, filing));
    }),
    { numRuns: 300 },
  );
});

test('what the form compares with the year before is this year’s amount in the next one, and unknown after two', () => {
  const change = catalog.all.flatMap((form) =>
    form.fields.flatMap(({ computed }) => (computed?.is === 'change' ? [{ form, computed }] : [])),
  );
  expect(change.length).toBeGreaterThan(0);
  for (const { form, computed } of change)
    fc.assert(
      fc.property(filingOf(form, 3), fc.constantFrom('keep' as const, 'empty' as const), (filing, amounts) => {
        const year = yearOf(form, filing) ?? 2020;
        const known = { ...filing, values: { ...filing.values, fiscalYear: String(year) } };
        const next = rollForward(form, known, year + 1, { amounts });
        expect(next.values[computed.last]).toBe(textAt(form, known, { field: computed.now }));
        expect(rollForward(form, known, year + 2, { amounts }).values[computed.last]).toBe('');
      }),
      { numRuns: 20 },
    );
});

test('自评 and 监控 tell of one year and begin no other', () => {
  const results = catalog.all.filter((form) => !rollsForward(form)).map(({ kind }) => kind);
  expect(new Set(results)).toEqual(new Set(['evaluation', 'monitor']));
});

test('to its own year a filing stays as it is; any filing can be rolled to any year, twice as once', () => {
  const amounts = fc.constantFrom('keep' as const, 'empty' as const);
  fc.assert(
    fc.property(anyFiling, fc.integer({ min: 1990, max: 2100 }), amounts, ({ form, filing }, year, choice) => {
      const own = yearOf(form, filing);
      if (own !== null) expect(rollForward(form, filing, own, keep)).toEqual(filing);
      const once = rollForward(form, filing, year, { amounts: choice });
      if (form.fields.some(({ id }) => id === 'fiscalYear')) expect(yearOf(form, once)).toBe(year);
      expect(rollForward(form, once, year, { amounts: choice })).toEqual(once);
    }),
    { numRuns: 300 },
  );
});
