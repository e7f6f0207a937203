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

test('a text that is being typed while the other window makes the table 定稿 waits, and goes in once it is unlocked', async () => {
  await one.goTo('supervisingDepartment');
  await app.page.keyboard.type('市文化和旅游局');
  await two.command('定稿');
  await two.page.getByRole('dialog', { name: '定稿' }).getByRole('button', { name: '定稿', exact: true }).click();
  const notice = app.page.getByRole('region', { name: '定稿', exact: true });
  await notice.waitFor();

  // The clerk is not held in the cell.
  await one.press('Enter');
  await one.message(/未保留：.*“市文化和旅游局”/);
  await lost().waitFor();
  await lost()
    .getByRole('button', { name: /用您填写的/ })
    .click();
  await one.message('此表已定稿，不能修改');
  await lost().waitFor();

  await notice.getByRole('button', { name: '解除定稿…' }).click();
  await app.page.getByLabel('理由（必填）').fill('补填主管部门');
  await one.press('Enter');
  await notice.waitFor({ state: 'detached' });
  await lost()
    .getByRole('button', { name: /用您填写的/ })
    .click();
  await lost().waitFor({ state: 'detached' });
  await two.expectTexts({ supervisingDepartment: '市文化和旅游局' });
});

test('a text that is being typed while the other window restores a backup is named whole', async () => {
  await two.press('Control+,');
  const data = two.page.getByRole('region', { name: '数据' });
  await data.getByRole('button', { name: '立即备份' }).click();
  await two.message('已备份');
  await data.getByRole('button', { name: '查看和恢复' }).click();
  await two.page.getByRole('button', { name: '恢复整份备份…' }).click();
  const long = '全年开出流动书车二百车次，服务乡镇中小学和敬老院，补足新书五千册，维修书车三辆';
  await one.goTo('annualGoal');
  await app.page.keyboard.type(long);
  await two.page.getByRole('button', { name: '恢复此备份' }).click();
  await two.message('已用备份');
  await one.message(/1 张表中还未保存的修改没有存入/);
  await app.page.getByText(`年度目标“${long}”未能存入`).waitFor();
  await one.goTo('annualGoal');
  await one.type('恢复之后填的');
  await one.saved();
  expect(await app.page.locator('[data-save-state="failed"]').count()).toBe(0);
});
