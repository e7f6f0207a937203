import { readFile } from 'node:fs/promises';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type App, launchBrowser, openApp, ready } from './driver.ts';
import { ClerkWindow } from './window.ts';

/** A text that another window was faster than is not lost: it is named, its cell is shown, and it can be had back. */

let browser: Browser;
let app: App;
let one: ClerkWindow;
let two: ClerkWindow;

beforeAll(async () => {
  browser = await launchBrowser();
  app = await openApp({ browser });
  one = new ClerkWindow(app.page);
  const sample = JSON.parse(await readFile('resources/samples/dalian-project.json', 'utf8'));
  const tables = [sample, { ...sample, projectName: '古树保护' }];
  await one.drop([{ name: '表.json', bytes: Buffer.from(JSON.stringify(tables)) }]);
  await one.message('已导入 2 张表');
  const page = await app.context.newPage();
  await page.goto(app.page.url());
  await ready(page);
  two = new ClerkWindow(page);
});
afterAll(async () => {
  await app?.close();
  await browser?.close();
});

const lost = () => app.page.getByRole('region', { name: '未保存的内容' });

test('the lost text is named with its cell, the tab opens by itself and the page shows where, the caret stays', async () => {
  await one.goTo('indicators[0].value');
  await app.page.keyboard.type('9个');
  await two.goTo('indicators[0].value');
  await two.type('7个');
  await two.saved();
  await one.press('Enter');
  await one.message(/未保留：.*第 ?1 ?行.*年度指标值“9个”/);
  await lost()
    .getByRole('button', { name: /未保留：.*年度指标值“9个”/ })
    .waitFor();
  const cell = one.cell('indicators[0].value');
  await expect.poll(() => cell.getAttribute('class')).toContain('marked');
  expect(await cell.textContent()).toContain('未保留');
  // What is typed next goes into the table, not into the panel.
  await one.type('接着填写');
  await one.expectTexts({ 'indicators[1].value': '接着填写' });
});

test('it stays while another table is open, names its table there, and leads back to its cell', async () => {
  await app.page.getByRole('treeitem', { name: '古树保护' }).last().click();
  await one.expectTexts({ projectName: '古树保护' });
  await lost()
    .getByRole('button', { name: /流动书车.*未保留：.*“9个”/ })
    .click();
  await expect.poll(() => one.selected()).toBe('indicators[0].value');
  await one.expectTexts({ 'indicators[0].value': '7个' });
});

test('it is had back with one click, here and in the other window, and the mark goes', async () => {
  await lost()
    .getByRole('button', { name: /用您填写的/ })
    .click();
  await lost().waitFor({ state: 'detached' });
  await one.expectTexts({ 'indicators[0].value': '9个' });
  await two.expectTexts({ 'indicators[0].value': '9个' });
  expect(await one.cell('indicators[0].value').textContent()).not.toContain('未保留');
});
