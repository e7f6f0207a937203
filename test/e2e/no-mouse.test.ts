import { readFile } from 'node:fs/promises';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { launchBrowser, openApp } from './driver.ts';
import { ClerkWindow } from './window.ts';

let browser: Browser;
beforeAll(async () => {
  browser = await launchBrowser();
});
afterAll(async () => {
  await browser?.close();
});

test('the whole program without a mouse: panes, list, toolbar, report, dialogs', async () => {
  const app = await openApp({ browser });
  const clerk = new ClerkWindow(app.page);
  const { page } = app;
  const focused = (selector: string) =>
    page.waitForFunction((wanted) => document.activeElement?.closest(wanted) !== null, selector);
  await clerk.drop([
    { name: 'dalian.json', bytes: await readFile('resources/samples/dalian-project.json') },
    { name: 'hebei.json', bytes: await readFile('resources/samples/hebei-project.json') },
    { name: 'broken.xlsx', bytes: new Uint8Array([1]) },
  ]);
  await clerk.message('已导入 2 张表');

  // F6 goes round: table, list, toolbar, report, table.
  await focused('.editor');
  for (const pane of ['.filing-list', '.toolbar', '.report', '.editor']) {
    await page.keyboard.press('F6');
    await focused(pane);
  }
  await page.keyboard.press('Shift+F6');
  await focused('.report');
  await page.keyboard.press('Enter');
  await page.locator('.report').waitFor({ state: 'detached' });

  // Another table from the list: search, down, Enter.
  await page.keyboard.press('Control+Shift+F');
  await focused('.filing-list');
  await page.keyboard.type('流动书车');
  await page.keyboard.press('Enter');
  await clerk.cell('periodGoal').waitFor();
  await focused('.editor');
  for (const key of ['Control+Shift+F', 'Control+a', 'Delete', 'Shift+F6']) await page.keyboard.press(key);
  await focused('.editor');

  // A row from the command list, undone from the toolbar.
  await clerk.goTo('indicators[0].level3');
  const first = await clerk.text('indicators[0].level3');
  await page.keyboard.press('Control+k');
  await focused('.ant-modal');
  await page.keyboard.type('复制指标行');
  await page.keyboard.press('Enter');
  await clerk.expectTexts({ 'indicators[1].level3': first });
  await focused('.editor');
  await page.keyboard.press('Shift+F6');
  await focused('.toolbar');
  while ((await page.evaluate(() => document.activeElement?.textContent)) !== '撤销') await page.keyboard.press('Tab');
  await page.keyboard.press('Enter');
  await focused('.editor');
  expect(await clerk.text('indicators[1].level3')).not.toBe(first);

  // To the bin and back.
  await page.keyboard.press('Control+Shift+Delete');
  await clerk.message('回收站');
  await page.keyboard.press('Control+p');
  await focused('.ant-modal');
  expect(await page.getByRole('dialog').getByRole('option').count()).toBe(1);
  await page.keyboard.press('Escape');
  await focused('.editor');
  await app.close();
});
