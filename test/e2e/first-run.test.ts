import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { seriousFaults } from './axe.ts';
import { launchBrowser, openApp } from './driver.ts';
import { ClerkWindow } from './window.ts';

let browser: Browser;
beforeAll(async () => {
  browser = await launchBrowser();
});
afterAll(async () => {
  await browser?.close();
});

test('an empty data file begins on the home page; the example is tried and thrown away with a click', async () => {
  const app = await openApp({ browser, viewport: { width: 911, height: 512 } });
  const { page } = app;
  const clerk = new ClerkWindow(page);
  await page.clock.setFixedTime(new Date('2026-11-25T10:00'));
  const home = page.getByRole('region', { name: '首页', exact: true });
  await home.getByText('从这里开始：新建一张表，或导入去年的表').waitFor();
  expect(await page.getByRole('dialog').count()).toBe(0);
  expect(await seriousFaults(page, '.page-over')).toEqual([]);

  await home.getByRole('button', { name: '打开示例表' }).click();
  await clerk.expectTexts({ projectName: '示例：社区图书角建设', fiscalYear: '(2027年度)' });
  await clerk.goTo('supervisingDepartment');
  await clerk.type('示例主管部门');
  await clerk.saved();
  await clerk.expectTexts({ supervisingDepartment: '示例主管部门' });

  // No figure of the clerk's own holds anything of it.
  await clerk.press('Control+F7');
  await page.getByText('0 个单位，0 张表').waitFor();

  await clerk.press('Alt+Home');
  await home.getByRole('button', { name: '删除示例表' }).click();
  await clerk.message('已将 1 张表移到回收站');
  await home.getByText('从这里开始：新建一张表，或导入去年的表').waitFor();
  expect(await home.getByRole('button', { name: '删除示例表' }).count()).toBe(0);
  await app.close();
});

test('F1 tells the steps, the marks, where the data lies, and every key; Esc gives the keys back', async () => {
  const app = await openApp({ browser, viewport: { width: 911, height: 512 } });
  const { page } = app;
  const clerk = new ClerkWindow(page);
  await page.getByRole('button', { name: '打开示例表' }).click();
  await clerk.cell('projectName').click();
  await clerk.press('F1');
  const help = page.getByRole('dialog', { name: '帮助' });
  for (const text of [
    '三步完成一张表',
    '红色实心三角：错误',
    '红色数字：几个错误',
    '橙色圆点：有警告',
    '所有表都在本机',
    'Ctrl+Home / Ctrl+End',
  ])
    await help.getByText(text).first().waitFor();
  await clerk.press('Escape');
  await help.waitFor({ state: 'detached' });
  await page.waitForFunction(() => document.activeElement?.matches('.editor'));
  await clerk.press('ArrowDown');
  expect(await clerk.selected()).not.toBe('projectName');
  await app.close();
});
