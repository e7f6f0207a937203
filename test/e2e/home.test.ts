import type { Browser, Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest';
import { cleanTable, wrongTable } from '../review-samples.ts';
import { seriousFaults } from './axe.ts';
import { type App, launchBrowser, openApp, ready, stopServer } from './driver.ts';
import { ClerkWindow } from './window.ts';

let browser: Browser;
beforeAll(async () => {
  browser = await launchBrowser();
});
afterAll(async () => {
  await browser?.close();
});

async function open(): Promise<{ app: App; page: Page; clerk: ClerkWindow; home: Locator }> {
  const app = await openApp({ browser });
  onTestFinished(() => stopServer(app.server));
  const { page } = app;
  return { app, page, clerk: new ClerkWindow(page), home: page.getByRole('region', { name: '首页', exact: true }) };
}

const file = (...tables: unknown[]) => ({ name: '去年.json', bytes: Buffer.from(JSON.stringify(tables)) });

test('what was opened last is listed with its amount and how far it is; a click opens it, the order stays', async () => {
  const { app, page, clerk, home } = await open();
  await clerk.drop([file(cleanTable(), wrongTable('书车维修'))]);
  await clerk.message('已导入 2 张表');
  const tree = page.getByRole('tree', { name: '表' });
  for (const name of ['社区流动书车运行经费', '书车维修']) {
    await tree.getByRole('treeitem', { name }).first().click();
    await expect.poll(() => clerk.text('projectName')).toBe(name);
  }
  await clerk.press('Alt+Home');
  const rows = home.getByRole('row');
  await expect
    .poll(() => rows.nth(1).getByRole('cell').allTextContents())
    .toEqual(['书车维修', '滨城区图书馆', '2026', '649.46', expect.stringMatching(/^错误 \d/), expect.any(String)]);
  await expect
    .poll(() => rows.nth(2).getByRole('cell').allTextContents())
    .toEqual(['社区流动书车运行经费', '滨城区图书馆', '2026', '86.45', '已完成', expect.any(String)]);
  expect(await seriousFaults(page, '.page-over'), 'home').toEqual([]);
  await rows.nth(2).getByRole('button').click();
  await expect.poll(() => home.count()).toBe(0);
  await clerk.expectTexts({ projectName: '社区流动书车运行经费' });
  await clerk.press('Alt+Home');
  await home.waitFor();
  // Esc leads back to the table.
  await clerk.press('Escape');
  await expect.poll(() => home.count()).toBe(0);
  await app.close();
});

test('from September on this year’s tables are offered for the next, until it has them', async () => {
  const { app, page, clerk, home } = await open();
  await page.clock.setFixedTime(new Date('2026-08-31T10:00'));
  await clerk.drop([file(cleanTable())]);
  await clerk.message('已导入 1 张表');
  await clerk.press('Alt+Home');
  await home.getByRole('button', { name: '新建' }).waitFor();
  const roll = home.getByRole('button', { name: '结转到 2027 年度' });
  expect(await roll.count()).toBe(0);
  await page.clock.setFixedTime(new Date('2026-09-01T10:00'));
  await page.reload();
  await ready(page);
  await clerk.press('Alt+Home');
  await roll.click();
  await page.getByRole('form', { name: '结转下年' }).waitFor();
  await clerk.press('Enter');
  await clerk.message('已结转 1 张表到 2027 年度');
  await clerk.press('Alt+Home');
  await home.getByRole('button', { name: '新建' }).waitFor();
  expect(await roll.count()).toBe(0);
  // Taken back, it is offered again.
  await page.getByRole('button', { name: '撤销结转' }).click();
  await clerk.message('移到回收站');
  await clerk.press('Alt+Home');
  await roll.waitFor();
  await app.close();
});
