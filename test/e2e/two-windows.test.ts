import { readFile } from 'node:fs/promises';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { launchBrowser, openApp, ready } from './driver.ts';
import { ClerkWindow } from './window.ts';

let browser: Browser;
beforeAll(async () => {
  browser = await launchBrowser();
});
afterAll(async () => {
  await browser?.close();
});

test('the same table in two windows: changes of other cells are joined, a conflict is told and blocks nothing', async () => {
  const app = await openApp({ browser });
  const one = new ClerkWindow(app.page);
  await one.drop([{ name: 'dalian.json', bytes: await readFile('resources/samples/dalian-project.json') }]);
  await one.cell('projectName').waitFor();
  const page = await app.context.newPage();
  await page.goto(app.page.url());
  await ready(page);
  const two = new ClerkWindow(page);
  await two.cell('projectName').waitFor();

  await one.goTo('supervisingDepartment');
  await one.type('甲主管部门');
  await one.saved();
  await two.goTo('implementingUnit');
  await two.type('乙实施单位');
  await two.expectTexts({ supervisingDepartment: '甲主管部门', implementingUnit: '乙实施单位' });
  await two.saved();

  await one.goTo('implementingUnit');
  await one.type('丙实施单位');
  await app.page.locator('.report').filter({ hasText: '另一个窗口' }).waitFor();
  await one.expectTexts({ implementingUnit: '乙实施单位' });
  await one.press('Control+s');
  await one.message('已全部保存');
  expect(await app.page.locator('[data-save-state="failed"]').count()).toBe(0);
  await app.close();
});
