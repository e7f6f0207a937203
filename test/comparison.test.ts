import { join } from 'node:path';
import ExcelJS from 'exceljs';
import { expect, test } from 'vitest';
import { comparisonHandlers } from '../electron/comparison.ts';
import { writeListing } from '../electron/export/exporter.ts';
import type { Handlers } from '../shared/api.ts';
import { exampleFiling } from '../shared/filing/example.ts';
import { fakeShell } from './fake-shell.ts';
import { filingOf, handClock, newStore, ownFolder } from './store/with-store.ts';

/** The calls over a real store; files go into a folder. */
async function comparing() {
  const { store } = await newStore();
  const folder = ownFolder();
  const handlers = comparisonHandlers({
    store,
    now: handClock().now,
    writeListing,
    shell: fakeShell({
      deliver: async (name, _kind, write) => {
        await write(join(folder, name));
        return { outcome: 'saved', name };
      },
      openPdf: async () => ({ outcome: 'cancelled' }),
    }),
  });
  const [a, b] = store.add(
    [
      filingOf({ fiscalYear: '2025', projectName: '2025年河道保洁', 'annualFunding.total': '200.6' }),
      filingOf({ fiscalYear: '2025', projectName: '闸门维修', 'annualFunding.total': '8' }),
    ],
    '导入',
  ) as [number, number];
  const [c, d] = store.add(
    [
      filingOf({ projectName: '2026年河道保洁', 'annualFunding.total': '213', annualGoal: '每日清理' }),
      filingOf({ projectName: '泵站更新', 'annualFunding.total': '30' }),
    ],
    '结转到 2026 年度',
    [a],
  ) as [number, number];
  return { store, folder, handlers: handlers as Pick<Handlers, 'compare.years' | 'compare.export'>, a, b, c, d };
}

const sheetsOf = async (path: string) => {
  const book = new ExcelJS.Workbook();
  await book.xlsx.readFile(path);
  return book.worksheets.map((sheet) => ({
    name: sheet.name,
    rows: sheet
      .getSheetValues()
      .map((row) => (Array.isArray(row) ? Array.from(row.slice(1), (value) => value ?? '') : []))
      .filter((row) => row.length > 0),
  }));
};

test('the example table is no part of a year', async () => {
  const { store, handlers } = await comparing();
  const before = await handlers['compare.years']({ before: 2025, after: 2026 });
  store.add([exampleFiling(2025), exampleFiling(2026)], '打开示例表');
  expect(await handlers['compare.years']({ before: 2025, after: 2026 })).toEqual(before);
});

test('two years are compared without what lies in 回收站', async () => {
  const { store, handlers, a, b, c, d } = await comparing();
  const { rows, total } = await handlers['compare.years']({ before: 2025, after: 2026 });
  expect(rows.map(({ kind, before, after, changes }) => [kind, before?.id, after?.id, changes])).toEqual([
    ['changed', a, c, 2],
    ['added', undefined, d, 0],
    ['removed', b, undefined, 0],
  ]);
  expect(total).toMatchObject({ before: '208.6', after: '243', difference: { amount: '+34.4', percent: '+16.5%' } });
  store.trash([b, d]);
  expect((await handlers['compare.years']({ before: 2025, after: 2026 })).rows).toHaveLength(1);
  expect((await handlers['compare.years']({ before: 1999, after: 2026 })).total).toMatchObject({ before: '0' });
});

test('the comparison of two years is handed out as a workbook with the sums and the projects', async () => {
  const { handlers, folder } = await comparing();
  const subject = { kind: 'years', before: 2025, after: 2026 } as const;
  expect(await handlers['compare.export']({ subject, changesOnly: false })).toMatchObject({
    outcome: 'saved',
    name: '2025、2026年度对比.xlsx',
  });
  const [units, projects] = await sheetsOf(join(folder, '2025、2026年度对比.xlsx'));
  expect([units?.name, projects?.name]).toEqual(['各单位合计', '各项目']);
  expect(units?.rows.at(-1)).toEqual(['合计', 2, 2, 208.6, 243, 34.4, '+16.5%']);
  expect(projects?.rows).toContainEqual(['水务事务中心', '2026年河道保洁', 200.6, 213, 12.4, '+6.2%', '变化 2 处']);
});

test('the comparison of two filings is handed out value by value, or its changes alone', async () => {
  const { handlers, folder, a, c } = await comparing();
  const subject = { kind: 'filings', before: a, after: c } as const;
  await handlers['compare.export']({ subject, changesOnly: true });
  const [changes] = await sheetsOf(join(folder, '绩效目标表对比.xlsx'));
  const values = changes?.rows.map((row) => [row[1], row[2], row[3], row[6]]).slice(-2);
  expect(values).toEqual([
    ['年度目标', '', '每日清理', '新增'],
    ['年度金额', '200.6', '213', '变化'],
  ]);
  await handlers['compare.export']({ subject, changesOnly: false });
  const [all] = await sheetsOf(join(folder, '绩效目标表对比.xlsx'));
  expect(all?.rows.map((row) => [row[1], row[6]])).toContainEqual(['项目名称', '仅年份不同']);
});

test('a filing that is gone cannot be compared', async () => {
  const { handlers, a } = await comparing();
  const subject = { kind: 'filings', before: a, after: 99 } as const;
  await expect(handlers['compare.export']({ subject, changesOnly: true })).rejects.toMatchObject({ code: 'not-found' });
});
