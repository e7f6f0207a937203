import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { cleanTable } from '../review-samples.ts';
import { launchBrowser, openApp } from './driver.ts';
import { ClerkWindow } from './window.ts';

let browser: Browser;
beforeAll(async () => {
  browser = await launchBrowser();
});
afterAll(async () => {
  await browser?.close();
});

const LONG = '古树名木保护与复壮工程（含信息化监测平台建设与运行维护）';

/** Widths in px of the cells that hold text, the narrowest first. */
const narrowest = (page: Page, table: string) =>
  page.locator(`${table} tbody th`).evaluateAll((cells) => Math.min(...cells.map((cell) => cell.clientWidth)));

describe.each([
  [911, 512],
  [1280, 720],
])('at %i × %i, with a panel open', (width, height) => {
  test('the pages of 年度 open from their cards, and names have room in them', async () => {
    const app = await openApp({ browser, viewport: { width, height } });
    const { page } = app;
    const clerk = new ClerkWindow(page);
    const years = page.getByRole('region', { name: '年度', exact: true });
    const tables = [
      { ...cleanTable(), projectName: LONG, fiscalYear: 2025 },
      { ...cleanTable(), projectName: LONG, annualGoal: '全年复壮古树名木 86 株，建成监测平台并投入使用。' },
    ];
    await clerk.drop([{ name: '表.json', bytes: Buffer.from(JSON.stringify(tables)) }]);
    await clerk.message('已导入 2 张表');
    await clerk.press('F7');
    await page.getByRole('tab', { name: '审核' }).waitFor();
    const toYears = () => page.getByRole('button', { name: '年度', exact: true }).click();

    await toYears();
    await years.getByRole('button', { name: '对比两个年度' }).click();
    await page.locator('.years-table').getByRole('button', { name: LONG, exact: true }).waitFor();
    expect(await narrowest(page, '.years-table')).toBeGreaterThan(150);
    await page.getByRole('button', { name: new RegExp(`^${LONG.slice(0, 6)}.*逐项对比`) }).click();
    await page.getByRole('table', { name: '逐项对比' }).waitFor();
    expect(await narrowest(page, '.compared')).toBeGreaterThan(100);

    await toYears();
    await years.getByRole('button', { name: '查看审核汇总' }).click();
    await page.locator('.year-review [data-sum]').first().waitFor();
    expect(await narrowest(page, '.year-units')).toBeGreaterThan(150);

    await toYears();
    await years.getByRole('button', { name: '选择要结转的表…' }).click();
    await page.getByRole('form', { name: '结转下年' }).waitFor();
    await clerk.press('Escape');
    await page.getByRole('form', { name: '结转下年' }).waitFor({ state: 'detached' });
    await years.waitFor();
    await app.close();
  });
});

test('without a table the cards say what is missing', async () => {
  const app = await openApp({ browser });
  const { page } = app;
  await page.getByRole('button', { name: '年度', exact: true }).click();
  await page.getByText('还没有表，请先新建或导入').first().waitFor();
  expect(await page.getByRole('button', { name: '对比两个年度' }).isDisabled()).toBe(true);
  await app.close();
});
