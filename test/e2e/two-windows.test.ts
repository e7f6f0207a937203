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

/** Two windows on a sample. */
async function twoWindows(sample = 'dalian-project', cell = 'projectName') {
  const app = await openApp({ browser });
  const one = new ClerkWindow(app.page);
  await one.drop([{ name: `${sample}.json`, bytes: await readFile(`resources/samples/${sample}.json`) }]);
  await one.cell(cell).waitFor();
  const page = await app.context.newPage();
  await page.goto(app.page.url());
  await ready(page);
  const two = new ClerkWindow(page);
  await two.cell(cell).waitFor();
  return { app, one, two };
}

test('what one window saves the other shows by itself: texts, rows, tables that come and go; Ctrl+Z takes it back there', async () => {
  const { app, one, two } = await twoWindows();
  await one.goTo('projectName');
  await one.type('改了名称');
  await two.expectTexts({ projectName: '改了名称' });
  await two.page.getByRole('treeitem', { name: '改了名称' }).waitFor();
  await one.goTo('indicators[0].level3');
  const names = [await one.text('indicators[0].level3'), await one.text('indicators[1].level3')];
  await one.press('Control+Enter');
  await two.expectTexts({ 'indicators[1].level3': '', 'indicators[2].level3': names[1] as string });
  await two.goTo('indicators[1].level3');
  await two.type('后加的指标');
  await one.expectTexts({ 'indicators[1].level3': '后加的指标' });
  await one.press('Control+z', 'Control+z');
  await two.expectTexts({ 'indicators[0].level3': names[0] as string, 'indicators[1].level3': names[1] as string });

  const sample = JSON.parse((await readFile('resources/samples/dalian-project.json')).toString());
  await one.drop([{ name: 'b.json', bytes: Buffer.from(JSON.stringify({ ...sample, projectName: '又一张表' })) }]);
  const row = two.page.getByRole('treeitem', { name: '又一张表' });
  await row.waitFor();
  await one.press('Control+Shift+Delete');
  await row.waitFor({ state: 'detached' });
  await app.close();
});

test('the same table in two windows: changes of other cells are joined, K3: of a cell changed in both either text is taken with one click', async () => {
  const { app, one, two } = await twoWindows();

  await one.goTo('supervisingDepartment');
  await one.type('甲主管部门');
  await one.saved();
  // While the one types, the other saves the same cell.
  await one.goTo('implementingUnit');
  await app.page.keyboard.type('丙实施单位');
  await two.goTo('implementingUnit');
  await two.type('乙实施单位');
  await two.expectTexts({ supervisingDepartment: '甲主管部门', implementingUnit: '乙实施单位' });
  await two.saved();

  // K3: the text that came second is not lost, but stands beside the one that is saved.
  await one.press('Enter');
  await one.message('未保留：实施单位“丙实施单位”');
  const clash = app.page.getByRole('region', { name: '未保存的内容' });
  await clash.filter({ hasText: '丙实施单位' }).filter({ hasText: '乙实施单位' }).waitFor();
  await one.expectTexts({ implementingUnit: '乙实施单位' });
  await one.press('Control+s');
  await one.message('已全部保存');
  expect(await app.page.locator('[data-save-state="failed"]').count()).toBe(0);

  // It stays while the clerk goes on; the keyboard reaches it.
  await one.goTo('annualGoal');
  await one.type('后来写的');
  await one.saved();
  await clash.waitFor();
  const panel = app.page.getByRole('complementary', { name: '面板' });
  const mine = clash.getByRole('button', { name: /用您填写的$/ });
  for (let step = 0; step < 30; step++) {
    await one.press((await panel.evaluate((pane) => pane.contains(document.activeElement))) ? 'Tab' : 'F6');
    if (await mine.evaluate((button) => button === document.activeElement)) break;
  }
  await one.press('Enter');
  await clash.waitFor({ state: 'detached' });
  await one.expectTexts({ implementingUnit: '丙实施单位' });
  await one.saved();
  await one.press('Control+z');
  await one.expectTexts({ implementingUnit: '乙实施单位', annualGoal: '后来写的' });
  await one.saved();
  await app.close();
});

test('K2: a text typed into an empty cell stays with its row when the other window inserts one above', async () => {
  const { app, one, two } = await twoWindows();
  const [second, third] = [await two.text('indicators[1].level3'), await two.text('indicators[2].level3')];

  // What is typed meanwhile into the cell below goes along with its row.
  await two.goTo('indicators[1].value');
  await two.page.keyboard.type('=7项');
  await one.goTo('indicators[0].level3');
  await one.press('Control+Enter');
  await one.saved();
  await two.press('Enter');
  await two.type('=8项');
  await two.expectTexts({
    'indicators[1].level3': '',
    'indicators[2].level3': second,
    'indicators[2].value': '=7项',
    'indicators[3].level3': third,
    'indicators[3].value': '=8项',
  });
  await two.saved();
  await app.close();
});

test('a row that is dragged while the other window inserts one is the row that moves', async () => {
  const { app, one, two } = await twoWindows();
  const names = await Promise.all([0, 1, 2, 3].map((row) => one.text(`indicators[${row}].level3`)));
  const [first, second, third, fourth] = names as [string, string, string, string];
  const boxOf = async (row: number) => {
    const box = await app.page.locator(`.row-handle[data-table="indicators"][data-row="${row}"]`).boundingBox();
    if (!box) throw new Error(`no handle beside row ${row}`);
    return box;
  };
  await one.goTo('indicators[4].level3');
  const [from, to] = [await boxOf(2), await boxOf(0)];
  await app.page.mouse.move(from.x + from.width / 2, from.y + from.height / 2);
  await app.page.mouse.down();
  await app.page.mouse.move(to.x + to.width / 2, to.y + 2, { steps: 4 });
  await two.goTo('indicators[0].level3');
  await two.press('Control+Enter');
  await two.saved();
  await app.page.mouse.up();
  const after = { 0: third, 1: first, 2: '', 3: second, 4: fourth };
  const texts = Object.fromEntries(Object.entries(after).map(([row, text]) => [`indicators[${row}].level3`, text]));
  await one.expectTexts(texts);
  await two.expectTexts(texts);
  await app.close();
});

test('the reason for a score stays with its row when the other window inserts one while it is written', async () => {
  const { app, one, two } = await twoWindows('evaluation-2020', 'indicators[0].score');
  const reason = app.page.getByLabel('改分理由');
  await one.goTo('indicators[1].score');
  await one.type('1');
  await expect.poll(() => reason.evaluate((field) => field === document.activeElement)).toBe(true);
  await app.page.keyboard.type('两个窗口');
  await two.goTo('indicators[0].level3');
  await two.press('Control+Enter');
  await two.saved();
  await app.page.keyboard.type('未参加评议');
  await one.press('Enter');
  await one.expectTexts({ 'indicators[1].level3': '', 'indicators[2].score': '1' });
  for (const window of [one, two]) {
    await window.goTo('indicators[2].score');
    await window.press('Alt+r');
    await expect.poll(() => window.page.getByLabel('改分理由').inputValue()).toBe('两个窗口未参加评议');
  }
  await app.close();
});

test('a window that is opened for one table shows it, whatever was open last, and is named after it', async () => {
  const { app, one } = await twoWindows();
  const sample = JSON.parse((await readFile('resources/samples/dalian-project.json')).toString());
  await one.drop([{ name: 'b.json', bytes: Buffer.from(JSON.stringify({ ...sample, projectName: '又一张表' })) }]);
  await one.expectTexts({ projectName: '又一张表' });
  await expect.poll(() => app.page.title()).toBe(`绩效表 — 又一张表（${sample.fiscalYear}）`);
  const page = await app.context.newPage();
  await page.goto(`${app.page.url()}?filing=1`);
  await ready(page);
  await new ClerkWindow(page).expectTexts({ projectName: sample.projectName });
  await app.close();
});

test('when one window puts a backup in the place of the data, the other shows what it holds and works on that', async () => {
  const { app, one, two } = await twoWindows();
  const before = await one.text('projectName');
  await one.press('Control+,');
  const data = one.page.getByRole('region', { name: '数据' });
  await data.getByRole('button', { name: '立即备份' }).click();
  await one.message('已备份 1 张表');
  await one.press('Escape');
  await one.goTo('projectName');
  await one.type('备份之后的名称');
  await two.expectTexts({ projectName: '备份之后的名称' });

  await one.press('Control+,');
  await data.getByRole('button', { name: '查看和恢复' }).click();
  await one.page.getByRole('button', { name: '恢复整份备份…' }).click();
  await one.page.getByRole('button', { name: '恢复此备份' }).click();
  await two.message('已用备份');
  await two.expectTexts({ projectName: before });
  await two.page.getByRole('treeitem', { name: before }).first().waitFor();
  await two.goTo('supervisingDepartment');
  await two.type('恢复之后填的');
  await two.saved();
  await one.expectTexts({ projectName: before, supervisingDepartment: '恢复之后填的' });
  await app.close();
});
