import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import AxeBuilder from '@axe-core/playwright';
import ExcelJS from 'exceljs';
import type { Browser, Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest';
import { openStore } from '../../electron/store/store.ts';
import { type Filing, newFiling, rowsOf } from '../../shared/filing/filing.ts';
import { catalog } from '../../shared/form/catalog/catalog.ts';
import type { Form } from '../../shared/form/form.ts';
import { type App, launchBrowser, openApp, ready, stopServer } from './driver.ts';
import { ClerkWindow } from './window.ts';

let browser: Browser;
beforeAll(async () => {
  browser = await launchBrowser();
});
afterAll(async () => {
  await browser?.close();
});

const form = catalog.find('dalian-project') as Form;

/** A filing as a clerk has it after a few minutes. */
function filing(name: string, unit = '档案馆', year = 2026): Filing {
  const blank = newFiling(form, year);
  const values = { ...blank.values, projectName: name, implementingUnit: unit, annualGoal: `完成${name}` };
  const indicators = rowsOf(blank, 'indicators').map((row, at) =>
    at === 0 ? { ...row, level3: `${name}数量`, value: '≥1项' } : row,
  );
  return { ...blank, values, tables: { indicators } };
}

/** A data folder that holds these filings, gone when the test ends. */
async function dataWith(filings: Filing[]): Promise<string> {
  const data = await mkdtemp(join(tmpdir(), 'jixiaobiao-list-'));
  onTestFinished(() => rm(data, { recursive: true, force: true }));
  const store = await openStore(join(data, 'jixiaobiao.db'), { now: () => new Date() });
  store.add(filings, '导入');
  await store.close();
  return data;
}

const threeUnits = () => [
  filing('丙路灯养护', '市政所'),
  filing('甲档案数字化'),
  filing('乙库房维修'),
  filing('丁消毒设备', '卫生院'),
  filing('甲旧档案整理', '档案馆', 2025),
];

interface Listed {
  app: App;
  clerk: ClerkWindow;
  tree: Locator;
  /** The row of a filing in its group, not under 最近打开. */
  row(name: string): Locator;
  /** Names of all rows that are drawn, groups too, from top to bottom; 最近打开 left out. */
  names(): Promise<string[]>;
  chosen(): Promise<string[]>;
}

async function listOf(filings: Filing[], data?: string): Promise<Listed> {
  const app = await openApp({ browser, data: data ?? (await dataWith(filings)) });
  // A test that fails leaves no server behind.
  onTestFinished(() => stopServer(app.server));
  const tree = app.page.getByRole('tree');
  /** The rows that are drawn, those under 最近打开 left out. */
  const rows = async () => {
    const all = await tree.locator('.filing-row').evaluateAll((drawn) =>
      drawn.map((row) => ({
        name: row.querySelector('.name')?.textContent ?? '',
        level: Number(row.getAttribute('aria-level')),
        group: row.classList.contains('group'),
        chosen: row.classList.contains('chosen'),
      })),
    );
    return all[0]?.name === '最近打开' ? all.slice(1).slice(all.slice(1).findIndex((row) => row.level === 1)) : all;
  };
  return {
    app,
    clerk: new ClerkWindow(app.page),
    tree,
    row: (name) => tree.getByRole('treeitem').filter({ hasText: name }).last(),
    names: async () => (await rows()).map(({ name }) => name),
    chosen: async () => (await rows()).flatMap(({ name, group, chosen }) => (chosen && !group ? [name] : [])),
  };
}

async function expectAccessible(page: Page, screen: string): Promise<void> {
  const { violations } = await new AxeBuilder({ page }).analyze();
  const serious = violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.html.slice(0, 160)).join('\n')}`);
  expect(serious, screen).toEqual([]);
}

const bar = (page: Page) => page.getByRole('region', { name: '所选的表' });

test('filings are chosen with Ctrl, Shift and the mouse; a plain click opens and chooses nothing', async () => {
  const { app, row, chosen, clerk, names } = await listOf(threeUnits());
  expect(await names()).toEqual(
    '2026 年（4）,档案馆（2）,甲档案数字化,乙库房维修,市政所（1）,丙路灯养护,卫生院（1）,丁消毒设备,2025 年（1）,档案馆（1）,甲旧档案整理'.split(
      ',',
    ),
  );
  await row('乙库房维修').click();
  await clerk.expectTexts({ projectName: '乙库房维修' });
  expect(await chosen()).toEqual([]);
  await row('丁消毒设备').click({ modifiers: ['Control'] });
  await bar(app.page).getByText('已选 2 张').waitFor();
  expect(await chosen()).toEqual(['乙库房维修', '丁消毒设备']);
  await row('乙库房维修').click({ modifiers: ['Control'] });
  await row('甲档案数字化').click({ modifiers: ['Control'] });
  expect(await chosen()).toEqual(['甲档案数字化', '丁消毒设备']);
  await row('丙路灯养护').click({ modifiers: ['Shift'] });
  expect(await chosen()).toEqual(['甲档案数字化', '乙库房维修', '丙路灯养护']);
  await clerk.expectTexts({ projectName: '乙库房维修' });
  await bar(app.page).getByRole('button', { name: '取消选择' }).click();
  expect(await chosen()).toEqual([]);
  await app.close();
});

test('the keyboard alone moves, chooses, folds, opens and deletes, and what was deleted comes back', async () => {
  const { app, clerk, chosen, names, tree, row } = await listOf(threeUnits());
  const active = async () =>
    tree.locator(`[id="${await tree.getAttribute('aria-activedescendant')}"] .name`).textContent();
  await clerk.press('Control+Shift+F', 'ArrowDown');
  await expect.poll(() => tree.evaluate((element) => element === document.activeElement)).toBe(true);
  await clerk.press('End');
  expect(await active()).toBe('甲旧档案整理');
  await clerk.press('ArrowUp', 'ArrowUp', 'ArrowUp', 'Space', 'ArrowUp', 'ArrowUp', 'Space');
  expect(await chosen()).toEqual(['丙路灯养护', '丁消毒设备']);
  await clerk.press('Shift+ArrowUp', 'Shift+ArrowUp');
  expect(await chosen()).toEqual(['乙库房维修', '丙路灯养护']);
  await clerk.press('Escape');
  expect(await chosen()).toEqual([]);
  await clerk.press('Control+a');
  await bar(app.page).getByText('已选 5 张').waitFor();
  await clerk.press('Escape', 'ArrowLeft', 'ArrowLeft');
  expect(await active()).toBe('档案馆（2）');
  expect(await names()).not.toContain('甲档案数字化');
  await clerk.press('Space');
  await bar(app.page).getByText('已选 2 张').waitFor();
  await clerk.press('ArrowRight', 'ArrowRight', 'Enter');
  await clerk.expectTexts({ projectName: '甲档案数字化' });
  await expect.poll(() => app.page.locator('.editor').evaluate((box) => box === document.activeElement)).toBe(true);

  await row('丁消毒设备').click({ modifiers: ['Control'] });
  await row('甲档案数字化').click({ modifiers: ['Control'] });
  await row('乙库房维修').click({ modifiers: ['Control'] });
  expect(await chosen()).toEqual(['丁消毒设备']);
  await clerk.press('Delete');
  await clerk.message('已将 1 张表移到回收站');
  expect(await names()).not.toContain('丁消毒设备');
  await clerk.press('Control+z');
  await clerk.message('已恢复');
  expect(await names()).toContain('丁消毒设备');
  await clerk.press('Delete');
  await clerk.message('已将 1 张表移到回收站');
  await clerk.press('Control+z');
  await clerk.message('已恢复');
  await row('丁消毒设备').click({ modifiers: ['Control'] });
  await bar(app.page).getByRole('button', { name: '删除（1 张）' }).click();
  await clerk.message('移到回收站');
  await app.page.getByRole('button', { name: '撤销删除' }).click();
  await clerk.message('已恢复');
  expect(await names()).toContain('丁消毒设备');
  await app.close();
});

test('the open filing is deleted: the next one in the list opens; taken back, it opens with its undo', async () => {
  const { app, clerk, row, names } = await listOf(threeUnits());
  await row('乙库房维修').click();
  await clerk.expectTexts({ projectName: '乙库房维修' });
  await clerk.cell('annualGoal').click();
  await clerk.type('修好门窗');
  await clerk.saved();
  await clerk.press('Control+Shift+Delete');
  await clerk.expectTexts({ projectName: '丙路灯养护' });
  expect(await names()).not.toContain('乙库房维修');
  await app.page.getByRole('button', { name: '撤销删除' }).click();
  await clerk.expectTexts({ projectName: '乙库房维修', annualGoal: '修好门窗' });
  await clerk.press('Control+z');
  await clerk.expectTexts({ annualGoal: '完成乙库房维修' });
  await app.close();
});

test('Delete pressed again and again in the list deletes filings, never what stands in a cell', async () => {
  const { app, clerk, names, tree } = await listOf(threeUnits());
  const focused = () => tree.evaluate((element) => element === document.activeElement);
  await clerk.press('Control+Shift+F', 'ArrowDown', 'Home', 'ArrowDown');
  for (const name of ['乙库房维修', '丙路灯养护', '丁消毒设备']) {
    const listed = (await names()).length;
    await clerk.press('Delete');
    await clerk.expectTexts({ projectName: name });
    await expect.poll(focused).toBe(true);
    await expect.poll(async () => (await names()).length).toBeLessThan(listed);
  }
  expect((await names()).filter((name) => !/（/.test(name))).toEqual(['丁消毒设备', '甲旧档案整理']);
  await clerk.expectTexts({ projectName: '丁消毒设备' });
  await app.close();
});

test('the chosen filings are exported in the order of the list into one workbook and one PDF', async () => {
  const { app, clerk, row } = await listOf(threeUnits());
  await row('丁消毒设备').click({ modifiers: ['Control'] });
  await row('甲档案数字化').click({ modifiers: ['Control'] });
  const workbook = app.page.waitForEvent('download');
  await bar(app.page).getByRole('button', { name: '导出 Excel' }).click();
  await clerk.exportAnyway();
  const book = new ExcelJS.Workbook();
  await book.xlsx.readFile(await (await workbook).path());
  expect(book.worksheets.map((sheet) => sheet.name)).toEqual(['甲档案数字化', '丁消毒设备']);
  const pdf = app.page.waitForEvent('download');
  await bar(app.page).getByRole('button', { name: '导出 PDF' }).click();
  await clerk.exportAnyway();
  const file = await pdf;
  expect(file.suggestedFilename()).toBe('绩效目标表(2张).pdf');
  expect((await readFile(await file.path())).subarray(0, 5).toString()).toBe('%PDF-');
  await row('丁消毒设备').click({ modifiers: ['Control'] });
  const one = app.page.waitForEvent('download');
  await app.page.keyboard.press('Control+e');
  await clerk.exportAnyway();
  expect((await one).suggestedFilename()).toBe('甲档案数字化.xlsx');
  await app.close();
});

test('200 filings are exported with their progress; cancelled, nothing is handed out', async () => {
  const { app, clerk, tree } = await listOf(Array.from({ length: 200 }, (_, k) => filing(`第${k + 1}号工程`)));
  let downloads = 0;
  app.page.on('download', () => downloads++);
  await tree.focus();
  await clerk.press('Control+a');
  const progress = app.page.locator('.status .job');
  await bar(app.page).getByRole('button', { name: '导出 PDF' }).click();
  await clerk.exportAnyway();
  await progress.getByRole('button', { name: '取消导出' }).click();
  await clerk.message('已取消，原有文件未改动');
  expect(downloads).toBe(0);
  expect(await progress.count()).toBe(0);
  await app.page.evaluate(() => {
    const told: string[] = [];
    const status = document.querySelector('.status') as Element;
    const look = () => told.push(status.querySelector('.job')?.textContent ?? '');
    new MutationObserver(look).observe(status, { subtree: true, childList: true, characterData: true });
    Object.assign(window, { told });
  });
  const workbook = app.page.waitForEvent('download');
  await bar(app.page).getByRole('button', { name: '导出 Excel' }).click();
  await clerk.exportAnyway();
  expect((await workbook).suggestedFilename()).toBe('绩效目标表(200张).xlsx');
  await clerk.message('已导出');
  const told = await app.page.evaluate(() => (window as unknown as { told: string[] }).told.join('\n'));
  expect(told).toMatch(/正在导出 [1-9]\d* \/ 200/);
  await app.close();
});

test('sorted and grouped as the clerk likes, folded, scrolled, and all of it there again after a restart', async () => {
  const many = Array.from({ length: 300 }, (_, k) => filing(`第${k + 1}号工程`, k < 150 ? '市政所' : '档案馆'));
  const data = await dataWith([...threeUnits(), ...many]);
  const { app, names, tree, clerk } = await listOf([], data);
  const choose = async (box: string, option: string) => {
    await app.page.getByRole('combobox', { name: box }).click();
    await app.page.locator('.ant-select-item-option', { hasText: option }).click();
  };
  await choose('分组', '不分组');
  await choose('排序', '按编号');
  await expect.poll(async () => (await names()).slice(0, 3)).toEqual(['全部（305）', '丙路灯养护', '甲档案数字化']);
  await choose('排序', '按名称');
  await expect.poll(async () => (await names())[1]).toBe('丙路灯养护');
  await choose('分组', '年度和单位');
  await tree.focus();
  await clerk.press('End', 'ArrowUp', 'ArrowUp', 'ArrowUp', 'ArrowLeft', 'ArrowLeft');
  await expect.poll(async () => (await names()).includes('丁消毒设备')).toBe(false);
  await clerk.press('Home', ...Array(40).fill('ArrowDown'), 'Enter');
  const name = '第187号工程';
  await clerk.expectTexts({ projectName: name });
  const settled = app.page.waitForResponse(
    (reply) => reply.request().postData()?.includes('"list.top","value":"3000"') ?? false,
  );
  await tree.evaluate((element) => element.scrollTo(0, 3000));
  await settled;
  await app.page.reload();
  await ready(app.page);
  await clerk.expectTexts({ projectName: name });
  await expect.poll(() => tree.evaluate((element) => element.scrollTop)).toBe(3000);
  await tree.focus();
  await clerk.press('Control+a');
  await bar(app.page).getByText('已选 305 张').waitFor();
  await clerk.press('End');
  await expect.poll(async () => (await names()).at(-1)).toBe('甲旧档案整理');
  expect(await names()).not.toContain('丁消毒设备');
  await app.close();
});

test('the selected cell is there again after another table and after a restart', async () => {
  const { app, row, clerk } = await listOf(threeUnits());
  await row('乙库房维修').click();
  await clerk.expectTexts({ projectName: '乙库房维修' });
  const settled = app.page.waitForResponse((reply) => reply.request().postData()?.includes('"annualGoal"') ?? false);
  await clerk.cell('annualGoal').click();
  await settled;
  await row('甲档案数字化').click();
  await clerk.expectTexts({ projectName: '甲档案数字化' });
  expect(await clerk.selected()).toBe('projectName');
  const written = app.page.waitForResponse((reply) => reply.request().postData()?.includes('"annualGoal"') ?? false);
  await row('乙库房维修').click();
  await clerk.expectTexts({ projectName: '乙库房维修' });
  expect(await clerk.selected()).toBe('annualGoal');
  await written;
  await app.page.reload();
  await ready(app.page);
  await clerk.expectTexts({ projectName: '乙库房维修' });
  expect(await clerk.selected()).toBe('annualGoal');
  await app.close();
});

test('最近打开 has the filings opened last, newest first', async () => {
  const { app, row, clerk, tree } = await listOf(threeUnits());
  for (const name of ['丁消毒设备', '乙库房维修', '丁消毒设备']) {
    await row(name).click();
    await clerk.expectTexts({ projectName: name });
  }
  const top = async () => (await tree.locator('.filing-row .name').allTextContents()).slice(0, 3);
  expect(await top()).toEqual(['最近打开', '丁消毒设备', '乙库房维修']);
  await app.close();
});

test('filings are copied to another year, the first copy opens, and the originals stay', async () => {
  const { app, row, clerk, names } = await listOf(threeUnits());
  await row('丁消毒设备').click({ modifiers: ['Control'] });
  await row('乙库房维修').click({ modifiers: ['Control'] });
  await bar(app.page).getByRole('button', { name: '复制到其他年度' }).click();
  const year = app.page.getByRole('spinbutton');
  await expect.poll(() => year.evaluate((box) => box === document.activeElement)).toBe(true);
  expect(await year.inputValue()).toBe('2027');
  await clerk.press('Escape');
  expect(await year.count()).toBe(0);
  await bar(app.page).getByRole('button', { name: '复制到其他年度' }).click();
  await app.page.keyboard.type('2030');
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

test('回收站: single filings are restored or deleted for good, which is asked in its own place', async () => {
  const { app, row, clerk, names, tree } = await listOf(threeUnits());
  await tree.focus();
  await clerk.press('Control+a', 'Delete');
  await clerk.message('已将 5 张表移到回收站');
  await app.page.getByRole('button', { name: '回收站' }).click();
  await row('丁消毒设备').click({ modifiers: ['Control'] });
  await app.page.getByRole('button', { name: '恢复 1 张' }).click();
  await clerk.message('已恢复');
  await row('丙路灯养护').click({ modifiers: ['Control'] });
  await row('乙库房维修').click({ modifiers: ['Control'] });
  await clerk.press('Delete');
  await app.page.getByText('彻底删除 2 张表？').waitFor();
  await clerk.press('Enter');
  expect(await names()).toHaveLength(4);
  await app.page.getByRole('button', { name: '彻底删除' }).click();
  await expectAccessible(app.page, 'question before deleting for good');
  await app.page.getByRole('button', { name: '确认彻底删除' }).click();
  await clerk.message('已彻底删除');
  expect((await names()).sort()).toEqual(['甲旧档案整理', '甲档案数字化']);
  await app.page.getByRole('button', { name: '返回列表' }).click();
  await row('丁消毒设备').waitFor();
  await app.close();
});

test('what was found is marked, in the name and in the text, whatever its width', async () => {
  const { app, clerk, tree } = await listOf(threeUnits());
  await clerk.press('Control+Shift+F');
  await app.page.keyboard.type('档案 ≥１');
  const marks = tree.locator('mark');
  await expect.poll(() => marks.allTextContents()).toEqual(['档案', '≥1', '档案', '档案', '≥1']);
  await tree.getByText('年度指标值：≥1项').first().waitFor();
  await clerk.press('Escape');
  await expect.poll(() => marks.count()).toBe(0);
  await app.close();
});

test('of two answers that cross, that to the later question stays', async () => {
  const { app, clerk, names, tree } = await listOf(threeUnits());
  let release: () => void = () => undefined;
  const held = new Promise<void>((resolve) => {
    release = resolve;
  });
  await app.page.route('**/call/filings.list', async (route) => {
    if (route.request().postData()?.includes('"档"')) await held;
    await route.continue();
  });
  await clerk.press('Control+Shift+F');
  await app.page.keyboard.insertText('档');
  await app.page.keyboard.press('Control+a');
  await app.page.keyboard.insertText('路灯');
  await tree.getByText('丙路灯养护').waitFor();
  const late = app.page.waitForResponse((reply) => reply.request().postData()?.includes('"档"') ?? false);
  release();
  await (await late).finished();
  expect((await names()).filter((name) => !/（/.test(name))).toEqual(['丙路灯养护']);
  await app.close();
});

test('Ctrl+P goes to a filing by words of its name and unit, and back with Enter alone', async () => {
  const { app, clerk, row } = await listOf(threeUnits());
  await row('乙库房维修').click();
  await clerk.expectTexts({ projectName: '乙库房维修' });
  await clerk.press('Control+p');
  const box = app.page.getByRole('combobox', { name: '切换到另一张表' });
  await expect.poll(() => box.evaluate((input) => input === document.activeElement)).toBe(true);
  await app.page.keyboard.insertText('档案馆 2025');
  await expect.poll(() => app.page.getByRole('option').count()).toBe(1);
  await expectAccessible(app.page, 'quick switch');
  await clerk.press('Enter');
  await clerk.expectTexts({ projectName: '甲旧档案整理' });
  await expect
    .poll(() => app.page.locator('.editor').evaluate((editor) => editor === document.activeElement))
    .toBe(true);
  await clerk.press('Control+p');
  await app.page.getByRole('option').first().waitFor();
  await clerk.press('Enter');
  await clerk.expectTexts({ projectName: '乙库房维修' });
  await clerk.press('Control+p');
  await app.page.getByRole('option').first().waitFor();
  await clerk.press('ArrowDown', 'Escape');
  await expect.poll(() => box.count()).toBe(0);
  await clerk.expectTexts({ projectName: '乙库房维修' });
  await app.close();
});

test('of 5,000 filings only those in view are drawn, and End reaches the last one', async () => {
  const { app, clerk, tree } = await listOf(Array.from({ length: 5000 }, (_, k) => filing(`第${k + 1}号工程`)));
  await clerk.press('Control+Shift+F', 'ArrowDown', 'End');
  await tree.getByText('第5000号工程').waitFor();
  expect(await tree.locator('.filing-row').count()).toBeLessThan(120);
  await clerk.press('Home');
  await tree.getByText('最近打开').waitFor();
  await clerk.press('Control+a');
  await bar(app.page).getByText('已选 5000 张').waitFor();
  await app.close();
});

test('axe finds nothing serious while filings are chosen and a year is asked', async () => {
  const { app, row } = await listOf(threeUnits());
  await row('丁消毒设备').click({ modifiers: ['Control'] });
  await expectAccessible(app.page, 'chosen filings');
  await bar(app.page).getByRole('button', { name: '复制到其他年度' }).click();
  await expectAccessible(app.page, 'year of copies');
  await app.close();
});
