import { readFile } from 'node:fs/promises';
import ExcelJS from 'exceljs';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { gate } from '../gate.ts';
import { seriousFaults } from './axe.ts';
import { launchBrowser } from './driver.ts';
import { filing, listOf, threeUnits } from './listed.ts';
import { ClerkWindow } from './window.ts';

let browser: Browser;
beforeAll(async () => {
  browser = await launchBrowser();
});
afterAll(async () => {
  await browser?.close();
});

test('filings are chosen with Ctrl, Shift, the mouse and their boxes; a plain click opens and chooses nothing', async () => {
  const { app, row, chosen, clerk, names, bar } = await listOf(browser, threeUnits());
  expect(await names()).toEqual(
    '2026 年（4）,档案馆（2）,甲档案数字化,乙库房维修,市政所（1）,丙路灯养护,卫生院（1）,丁消毒设备,2025 年（1）,档案馆（1）,甲旧档案整理'.split(
      ',',
    ),
  );
  await row('乙库房维修').click();
  await clerk.expectTexts({ projectName: '乙库房维修' });
  expect(await chosen()).toEqual([]);
  await row('丁消毒设备').click({ modifiers: ['Control'] });
  await bar.getByText('已选 2 张').waitFor();
  expect(await chosen()).toEqual(['乙库房维修', '丁消毒设备']);
  await row('乙库房维修').click({ modifiers: ['Control'] });
  await row('甲档案数字化').click({ modifiers: ['Control'] });
  expect(await chosen()).toEqual(['甲档案数字化', '丁消毒设备']);
  await row('丙路灯养护').click({ modifiers: ['Shift'] });
  expect(await chosen()).toEqual(['甲档案数字化', '乙库房维修', '丙路灯养护']);
  await clerk.expectTexts({ projectName: '乙库房维修' });
  await bar.getByRole('button', { name: '取消选择' }).click();
  expect(await chosen()).toEqual([]);

  // A box chooses its row alone, and opens nothing.
  await row('丁消毒设备').hover();
  await row('丁消毒设备').locator('.check').click();
  await row('档案馆（2）').first().locator('.check').click();
  expect(await chosen()).toEqual(['甲档案数字化', '乙库房维修', '丁消毒设备']);
  await row('丁消毒设备').locator('.check').click();
  expect(await chosen()).toEqual(['甲档案数字化', '乙库房维修']);
  await clerk.expectTexts({ projectName: '乙库房维修' });
  await app.close();
});

test('the keyboard alone moves, chooses, folds, opens and deletes, and what was deleted comes back', async () => {
  const { app, clerk, chosen, names, tree, row, bar, page, focusIn } = await listOf(browser, threeUnits());
  const active = async () =>
    tree.locator(`[id="${await tree.getAttribute('aria-activedescendant')}"] .name`).textContent();
  await clerk.press('Control+Shift+F', 'ArrowDown');
  await focusIn('.filing-tree');
  await clerk.press('End');
  expect(await active()).toBe('甲旧档案整理');
  await clerk.press('ArrowUp', 'ArrowUp', 'ArrowUp', 'Space', 'ArrowUp', 'ArrowUp', 'Space');
  expect(await chosen()).toEqual(['丙路灯养护', '丁消毒设备']);
  await clerk.press('Shift+ArrowUp', 'Shift+ArrowUp');
  expect(await chosen()).toEqual(['乙库房维修', '丙路灯养护']);
  await clerk.press('Escape');
  expect(await chosen()).toEqual([]);
  await clerk.press('Control+a');
  await bar.getByText('已选 5 张').waitFor();
  await clerk.press('Escape', 'ArrowLeft', 'ArrowLeft');
  expect(await active()).toBe('档案馆（2）');
  expect(await names()).not.toContain('甲档案数字化');
  await clerk.press('Space');
  await bar.getByText('已选 2 张').waitFor();
  await clerk.press('ArrowRight', 'ArrowRight', 'Enter');
  await clerk.expectTexts({ projectName: '甲档案数字化' });
  await focusIn('.editor');

  await row('丁消毒设备').click({ modifiers: ['Control'] });
  await row('甲档案数字化').click({ modifiers: ['Control'] });
  await row('乙库房维修').click({ modifiers: ['Control'] });
  expect(await chosen()).toEqual(['丁消毒设备']);
  await clerk.press('Delete');
  await clerk.message('已将 1 张表移到回收站');
  expect(await names()).not.toContain('丁消毒设备');
  await clerk.press('Control+z');
  await clerk.message('已恢复 1 张表');
  expect(await names()).toContain('丁消毒设备');
  await row('丁消毒设备').click({ modifiers: ['Control'] });
  await bar.getByRole('button', { name: '删除' }).click();
  await clerk.message('移到回收站');
  await page.getByRole('button', { name: '撤销删除' }).last().click();
  await clerk.message('已恢复');
  expect(await names()).toContain('丁消毒设备');
  await app.close();
});

test('after a click the keys are about the list: Delete deletes the table, letters search, Enter and Tab go to the page', async () => {
  const { app, clerk, row, names, page, focusIn } = await listOf(browser, threeUnits());
  await row('乙库房维修').click();
  await clerk.press('Delete');
  await clerk.message('已将 1 张表移到回收站');
  expect(await names()).not.toContain('乙库房维修');
  await clerk.expectTexts({ projectName: '丙路灯养护', annualGoal: '完成丙路灯养护' });
  await focusIn('.filing-tree');
  await clerk.press('Control+z');
  await clerk.message('已恢复 1 张表');
  await clerk.expectTexts({ projectName: '乙库房维修', annualGoal: '完成乙库房维修' });

  await row('丙路灯养护').click();
  await focusIn('.filing-tree');
  await page.keyboard.type('xd');
  expect(await page.getByLabel('搜索项目名称和表中文字').inputValue()).toBe('xd');
  await clerk.press('Escape');
  await row('丙路灯养护').waitFor();
  await clerk.press('ArrowDown', 'Tab');
  await focusIn('.editor');
  await clerk.expectTexts({ projectName: '丙路灯养护' });
  await app.close();
});

/** Tables are read once `release` is called; `asked` resolves when the next one is asked for. */
async function holdTables(page: Page) {
  const { opened: held, open: release } = gate();
  const asked = page.waitForRequest('**/call/filings.open');
  await page.route('**/call/filings.open', async (route) => {
    await held;
    await route.continue();
  });
  return { asked, release };
}

test('a command called while the clicked table opens is about that one', async () => {
  const { app, clerk, row, page } = await listOf(browser, threeUnits());
  await row('乙库房维修').click();
  await clerk.expectTexts({ projectName: '乙库房维修' });
  const { asked, release } = await holdTables(page);
  await row('丙路灯养护').click();
  await asked;
  const judged = page.waitForRequest('**/call/review.judge');
  await clerk.press('Control+e');
  await clerk.expectTexts({ projectName: '乙库房维修' });
  release();
  expect((await judged).postDataJSON()).toEqual({ ids: [1] });
  await clerk.expectTexts({ projectName: '丙路灯养护' });
  await app.close();
});

test('what is typed right after Enter waits for the table that it opens', async () => {
  const { app, clerk, row, page, focusIn } = await listOf(browser, threeUnits());
  await row('乙库房维修').click();
  await clerk.expectTexts({ projectName: '乙库房维修' });
  const { asked, release } = await holdTables(page);
  await clerk.press('ArrowDown', 'ArrowDown', 'Enter');
  await asked;
  await page.keyboard.type('LD2026');
  release();
  await focusIn('.editor');
  await clerk.press('Enter');
  await clerk.expectTexts({ projectName: 'LD2026' });
  expect(await page.getByLabel('搜索项目名称和表中文字').inputValue()).toBe('');
  await row('乙库房维修').click();
  await clerk.expectTexts({ projectName: '乙库房维修' });
  await app.close();
});

test('what is typed right after Enter in Ctrl+G waits for the table that it opens', async () => {
  const { app, clerk, row, page, focusIn } = await listOf(browser, threeUnits());
  await row('乙库房维修').click();
  await clerk.expectTexts({ projectName: '乙库房维修' });
  const { asked, release } = await holdTables(page);
  await clerk.press('Control+g');
  await page.getByRole('combobox', { name: '切换到另一张表' }).fill('丙路灯');
  await page.getByRole('option', { name: /丙路灯/ }).waitFor();
  await clerk.press('Enter');
  await asked;
  await page.keyboard.type('LD2026');
  release();
  await clerk.expectTexts({ projectName: '丙路灯养护' });
  await focusIn('.editor');
  await clerk.press('Enter');
  await clerk.expectTexts({ projectName: 'LD2026' });
  await row('乙库房维修').click();
  await clerk.expectTexts({ projectName: '乙库房维修' });
  await app.close();
});

test('nothing moves under the pointer: opening changes no order, and a double click is about one table', async () => {
  const { app, clerk, row, names } = await listOf(browser, threeUnits());
  const before = await names();
  for (const name of ['丁消毒设备', '甲旧档案整理', '乙库房维修']) {
    const box = await row(name).boundingBox();
    await row(name).dblclick();
    await clerk.expectTexts({ projectName: name });
    expect(await row(name).boundingBox()).toEqual(box);
  }
  expect(await names()).toEqual(before);
  await app.close();
});

test('names have two lines before they are cut, and are whole in the tooltip, at every width of the window', async () => {
  const long = '档案数字化加工与异地备份库建设（二期）项目经费及设备购置';
  const { app, row, tree, page } = await listOf(browser, [filing(long), filing('路灯养护')], {
    width: 1280,
    height: 720,
  });
  const name = row(long).locator('.name');
  const { height = 0, width = 0 } = (await name.boundingBox()) ?? {};
  expect(height).toBeGreaterThan(36);
  expect(width).toBeGreaterThan(100);
  expect(await row(long).getAttribute('title')).toBe(long);
  expect((await row('路灯养护').boundingBox())?.height).toBe(32);
  // Every row ends where the next begins.
  const tops = await tree
    .locator('.filing-row')
    .evaluateAll((rows) =>
      rows.map((one) => [Math.round(one.getBoundingClientRect().top), Math.round(one.getBoundingClientRect().bottom)]),
    );
  for (const [at, [top]] of tops.slice(1).entries()) expect(top).toBe(tops[at]?.[1]);
  expect(
    await page
      .locator('.filing-row .name')
      .evaluateAll((all) => all.every((one) => one.scrollWidth <= one.clientWidth + 1)),
  ).toBe(true);
  await app.close();
});

test('the menu of the right button is about its row, or about all chosen ones', async () => {
  const { app, clerk, row, chosen, page, focusIn, names } = await listOf(browser, threeUnits());
  const menu = page.locator('.ant-dropdown:not(.ant-dropdown-hidden)');
  const entries = async () => (await menu.getByRole('menuitem').allTextContents()).map((text) => text.trim());
  await row('甲档案数字化').click({ modifiers: ['Control'] });
  await row('乙库房维修').click({ modifiers: ['Control'] });
  await row('丁消毒设备').click({ button: 'right' });
  expect(await entries()).toEqual([
    '打开Enter',
    '在新窗口打开',
    '历史版本',
    '结转下年…',
    '编成套表',
    '复制到其他年度…',
    '与上年对比',
    '导出 Excel',
    '导出 PDF',
    '导出 OFD',
    '打印',
    '定稿…',
    '删除Del',
  ]);
  await menu.getByRole('menuitem', { name: '打开', exact: false }).first().click();
  await clerk.expectTexts({ projectName: '丁消毒设备' });
  await focusIn('.editor');
  expect(await chosen()).toEqual(['甲档案数字化', '乙库房维修']);

  await row('乙库房维修').click({ button: 'right' });
  await menu.getByRole('menuitem', { name: '两张表对比（2 张）' }).waitFor();
  expect(await seriousFaults(page, '.ant-dropdown'), '.ant-dropdown').toEqual([]);
  await menu.getByRole('menuitem', { name: '删除（2 张）' }).click();
  await clerk.message('已将 2 张表移到回收站');
  expect(await names()).not.toContain('甲档案数字化');
  await focusIn('.filing-tree');

  // The menu key does the same at the row that the keys are on; Esc gives the list the focus back.
  await row('丙路灯养护').click();
  await clerk.press('Shift+F10');
  await menu.getByRole('menuitem', { name: '与上年对比' }).waitFor();
  await focusIn('.ant-dropdown');
  await clerk.press('Escape');
  await focusIn('.filing-tree');
  await clerk.press('ContextMenu');
  await menu.getByRole('menuitem', { name: '与上年对比' }).click();
  await clerk.message('不是由上年的表结转来的');
  await row('甲旧档案整理').click({ button: 'right' });
  const opened = app.context.waitForEvent('page');
  await menu.getByRole('menuitem', { name: '在新窗口打开' }).click();
  const other = new ClerkWindow(await opened);
  await other.page.getByText('甲旧档案整理').first().waitFor();
  await other.cell('projectName').waitFor();
  await expect.poll(() => other.text('projectName'), { timeout: 10_000 }).toBe('甲旧档案整理');
  await clerk.expectTexts({ projectName: '丙路灯养护' });
  await app.close();
});

test('the open filing is deleted: the next one in the list opens; taken back, it opens with its undo', async () => {
  const { app, clerk, row, names, page } = await listOf(browser, threeUnits());
  await row('乙库房维修').click();
  await clerk.expectTexts({ projectName: '乙库房维修' });
  await clerk.cell('annualGoal').click();
  await clerk.type('修好门窗');
  await clerk.saved();
  await clerk.press('Control+Shift+Delete');
  await clerk.expectTexts({ projectName: '丙路灯养护' });
  expect(await names()).not.toContain('乙库房维修');
  await page.getByRole('button', { name: '撤销删除' }).click();
  await clerk.expectTexts({ projectName: '乙库房维修', annualGoal: '修好门窗' });
  await clerk.press('Control+z');
  await clerk.expectTexts({ annualGoal: '完成乙库房维修' });
  await app.close();
});

test('Delete pressed again and again in the list deletes filings, never what stands in a cell', async () => {
  const { app, clerk, names, focusIn } = await listOf(browser, threeUnits());
  await clerk.press('Control+Shift+F', 'ArrowDown', 'Home', 'ArrowDown', 'ArrowDown');
  for (const name of ['乙库房维修', '丙路灯养护', '丁消毒设备']) {
    const listed = (await names()).length;
    await clerk.press('Delete');
    await clerk.expectTexts({ projectName: name });
    await focusIn('.filing-tree');
    await expect.poll(async () => (await names()).length).toBeLessThan(listed);
  }
  expect((await names()).filter((name) => !/（/.test(name))).toEqual(['丁消毒设备', '甲旧档案整理']);
  await clerk.expectTexts({ projectName: '丁消毒设备' });
  await app.close();
});

test('the chosen filings are exported in the order of the list into one workbook and one PDF', async () => {
  const { app, clerk, row, page, fromMenu } = await listOf(browser, threeUnits());
  await row('丁消毒设备').click({ modifiers: ['Control'] });
  await row('甲档案数字化').click({ modifiers: ['Control'] });
  const workbook = page.waitForEvent('download');
  await fromMenu('导出', '导出 Excel');
  await clerk.exportAnyway();
  const book = new ExcelJS.Workbook();
  await book.xlsx.readFile(await (await workbook).path());
  expect(book.worksheets.map((sheet) => sheet.name)).toEqual(['甲档案数字化', '丁消毒设备']);
  const pdf = page.waitForEvent('download');
  await fromMenu('导出', '导出 PDF');
  await clerk.exportAnyway();
  const file = await pdf;
  expect(file.suggestedFilename()).toBe('绩效目标表(2张).pdf');
  expect((await readFile(await file.path())).subarray(0, 5).toString()).toBe('%PDF-');
  await row('丁消毒设备').click({ modifiers: ['Control'] });
  const one = page.waitForEvent('download');
  await page.keyboard.press('Control+e');
  await clerk.exportAnyway();
  expect((await one).suggestedFilename()).toBe('甲档案数字化.xlsx');
  await app.close();
});

test('200 filings are exported with their progress; cancelled, nothing is handed out', async () => {
  const many = Array.from({ length: 200 }, (_, k) => filing(`第${k + 1}号工程`));
  const { app, clerk, tree, page, fromMenu } = await listOf(browser, many);
  let downloads = 0;
  page.on('download', () => downloads++);
  await tree.focus();
  await clerk.press('Control+a');
  const progress = page.locator('.status .job');
  await fromMenu('导出', '导出 PDF');
  await clerk.exportAnyway();
  await progress.getByRole('button', { name: '取消导出' }).click();
  await clerk.message('已取消，原有文件未改动');
  expect(downloads).toBe(0);
  expect(await progress.count()).toBe(0);
  await page.evaluate(() => {
    const told: string[] = [];
    const status = document.querySelector('.status') as Element;
    const look = () => told.push(status.querySelector('.job')?.textContent ?? '');
    new MutationObserver(look).observe(status, { subtree: true, childList: true, characterData: true });
    Object.assign(window, { told });
  });
  const workbook = page.waitForEvent('download');
  await fromMenu('导出', '导出 Excel');
  await clerk.exportAnyway();
  expect((await workbook).suggestedFilename()).toBe('绩效目标表(200张).xlsx');
  await clerk.message('已导出');
  const told = await page.evaluate(() => (window as unknown as { told: string[] }).told.join('\n'));
  expect(told).toMatch(/正在导出 [1-9]\d* \/ 200/);
  await app.close();
});

test('filings are copied to another year, the first copy opens, and the originals stay', async () => {
  const { app, row, clerk, names, page, fromMenu } = await listOf(browser, threeUnits());
  await row('丁消毒设备').click({ modifiers: ['Control'] });
  await row('乙库房维修').click({ modifiers: ['Control'] });
  await fromMenu('更多', '复制到其他年度');
  const year = page.getByRole('spinbutton');
  await expect.poll(() => year.evaluate((box) => box === document.activeElement)).toBe(true);
  expect(await year.inputValue()).toBe('2027');
  expect(await seriousFaults(page, '.ant-modal'), '.ant-modal').toEqual([]);
  await clerk.press('Escape');
  await year.waitFor({ state: 'detached' });
  await fromMenu('更多', '复制到其他年度');
  await expect.poll(() => year.evaluate((box) => box === document.activeElement)).toBe(true);
  await page.keyboard.type('2030');
  await clerk.press('Enter');
  await clerk.message('已复制 2 张表到 2030 年度');
  await clerk.expectTexts({ fiscalYear: '(2030年度)', projectName: '乙库房维修', annualGoal: '完成乙库房维修' });
  expect((await names()).slice(0, 5)).toEqual([
    '2030 年（2）',
    '档案馆（1）',
    '乙库房维修',
    '卫生院（1）',
    '丁消毒设备',
  ]);
  expect(await names()).toContain('2026 年（4）');
  await app.close();
});

test('axe finds nothing serious while filings are chosen', async () => {
  const { app, row, page } = await listOf(browser, threeUnits());
  await row('丁消毒设备').click({ modifiers: ['Control'] });
  expect(await seriousFaults(page, '.filing-list'), '.filing-list').toEqual([]);
  await app.close();
});
