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

test('the whole program without a mouse: panes, list, toolbar, panel, dialogs', async () => {
  const app = await openApp({ browser });
  const clerk = new ClerkWindow(app.page);
  const { page } = app;
  const focused = (selector: string) =>
    page.waitForFunction((wanted) => document.activeElement?.closest(wanted) !== null, selector);
  await clerk.drop([
    { name: 'dalian.json', bytes: await readFile('resources/samples/dalian-project.json') },
    { name: 'hebei.json', bytes: await readFile('resources/samples/hebei-project.json') },
  ]);
  await clerk.message('已导入 2 张表');
  await clerk.press('F7');
  await page.locator('.panel').waitFor();

  // F6 goes round: table, rail, list, toolbar, panel and what was said, table.
  await focused('.editor');
  for (const pane of ['.rail', '.filing-list', '.toolbar', '.panel']) {
    await page.keyboard.press('F6');
    await focused(pane);
  }
  for (let far = 0; far < 4 && !(await page.evaluate(() => document.activeElement?.matches('.editor'))); far++)
    await page.keyboard.press('F6');
  await focused('.editor');
  await page.keyboard.press('Shift+F6');
  await page.keyboard.press('F6');
  await focused('.editor');

  // Esc leads back to the table from each pane, from an open menu only to its button.
  for (const pane of ['.rail', '.filing-list', '.toolbar', '.panel', '.status']) {
    for (
      let far = 0;
      far < 8 && !(await page.evaluate((wanted) => document.activeElement?.closest(wanted), pane));
      far++
    )
      await page.keyboard.press('F6');
    await focused(pane);
    await page.keyboard.press('Escape');
    await focused('.editor');
  }
  await page.getByRole('button', { name: '导出', exact: true }).press('Enter');
  await page.locator('[role=menuitem]:visible').first().waitFor();
  await page.keyboard.press('Escape');
  await page.locator('[role=menuitem]:visible').first().waitFor({ state: 'detached' });
  await focused('.toolbar');
  await page.keyboard.press('Escape');
  await focused('.editor');

  // Another table from the list: search, Enter; and back to all of them.
  await page.keyboard.press('Control+Shift+F');
  await focused('.filing-list');
  await page.keyboard.insertText('流动书车');
  await page.keyboard.press('Enter');
  await clerk.cell('periodGoal').waitFor();
  await focused('.editor');
  await clerk.press('Control+Shift+F', 'Control+a', 'Delete', 'ArrowDown', 'Tab');
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
  for (const pane of ['.rail', '.filing-list', '.toolbar']) {
    await page.keyboard.press('F6');
    await focused(pane);
  }
  for (let far = 0; far < 20; far++) {
    if (await page.evaluate(() => document.activeElement?.matches('[aria-label="撤销"]'))) break;
    await page.keyboard.press('Tab');
  }
  await page.keyboard.press('Enter');
  await focused('.editor');
  expect(await clerk.text('indicators[1].level3')).not.toBe(first);

  // To the bin and back.
  await page.keyboard.press('Control+Shift+Delete');
  await clerk.message('回收站');
  await page.keyboard.press('Control+g');
  await focused('.ant-modal');
  await expect.poll(() => page.getByRole('dialog').getByRole('option').count()).toBe(1);
  await page.keyboard.press('Escape');
  await focused('.editor');
  await app.close();
});
