import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import ExcelJS from 'exceljs';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest';
import { toJson } from '../../shared/filing/json.ts';
import { catalog } from '../../shared/form/catalog/catalog.ts';
import type { Form } from '../../shared/form/form.ts';
import { dalianSample } from '../export/samples.ts';
import { seriousFaults } from './axe.ts';
import { type App, launchBrowser, openApp, stopServer } from './driver.ts';
import { ClerkWindow } from './window.ts';

let browser: Browser;
beforeAll(async () => {
  browser = await launchBrowser();
});
afterAll(async () => {
  await browser?.close();
});

async function open(): Promise<{ app: App; clerk: ClerkWindow }> {
  const app = await openApp({ browser });
  onTestFinished(() => stopServer(app.server));
  return { app, clerk: new ClerkWindow(app.page) };
}

const bar = (page: Page) => page.getByRole('region', { name: '所选的表' });
const comparison = (page: Page) => page.getByRole('region', { name: '对比', exact: true });
const notes = (page: Page) => page.getByRole('complementary', { name: '上年对照' });

/** Does a command by its name, as the command list has it. */
async function command({ page }: App, label: string): Promise<void> {
  await page.keyboard.press('Control+k');
  await page.locator('.palette').waitFor();
  await page.keyboard.insertText(label);
  await page.getByRole('option', { name: label }).first().waitFor();
  await page.keyboard.press('Enter');
}

async function workbook(app: App, start: () => Promise<void>): Promise<ExcelJS.Workbook> {
  const download = app.page.waitForEvent('download');
  await start();
  const book = new ExcelJS.Workbook();
  await book.xlsx.readFile(await (await download).path());
  return book;
}

const cellsOf = (sheet: ExcelJS.Worksheet | undefined) =>
  (sheet?.getSheetValues() ?? []).map((row) => (Array.isArray(row) ? Array.from(row.slice(1), (v) => v ?? '') : []));

const form = catalog.find('dalian-project') as Form;

/** Eight projects of one unit, as the file a clerk imports. */
function eight(): { name: string; bytes: Uint8Array } {
  const filings = Array.from({ length: 8 }, (_, k) =>
    toJson(form, {
      ...dalianSample,
      values: {
        ...dalianSample.values,
        projectName: `2024年第${k + 1}号大厅设备更新`,
        implementationPeriod: '2024年1月至2024年12月',
        annualGoal: `2024年完成${k + 1}个窗口的终端更换，依据〔2024〕${k + 1}号`,
        'annualFunding.total': `${40 + k}.5`,
        'annualFunding.fiscal': `${40 + k}.5`,
      },
    }),
  );
  return { name: '八个项目.json', bytes: new TextEncoder().encode(JSON.stringify(filings)) };
}

test('eight filings are rolled forward, one is changed beside last year, and the years are compared', async () => {
  const { app, clerk } = await open();
  const { page } = app;
  await clerk.drop([eight()]);
  await clerk.message('已导入 8 张表');
  await command(app, '整个年度结转下年');
  const question = page.getByRole('form', { name: '结转下年' });
  await page.getByRole('button', { name: '结转 8 张' }).waitFor();
  expect(await question.getByRole('spinbutton').inputValue()).toBe('2025');
  expect(await seriousFaults(page), 'question of 结转').toEqual([]);
  await clerk.press('Enter');
  await clerk.message('已结转 8 张表到 2025 年度');
  await page.getByRole('button', { name: '撤销结转' }).waitFor();
  await clerk.expectTexts({
    fiscalYear: '(2025年度)',
    projectName: '2025年第1号大厅设备更新',
    implementationPeriod: '2025年1月至2025年12月',
    annualGoal: '2025年完成1个窗口的终端更换，依据〔2024〕1号',
    'annualFunding.total': '40.5',
  });
  await notes(page).getByText('上年 40.5 年度金额').waitFor();

  await clerk.cell('annualFunding.total').click();
  await clerk.type('45.6');
  await clerk.saved();
  const note = notes(page).getByText('上年 40.5（+5.1，+12.6%） 年度金额');
  await note.waitFor();
  const [beside, cell] = [await note.boundingBox(), await clerk.cell('annualFunding.total').boundingBox()];
  expect(beside?.x ?? 0).toBeGreaterThan((cell?.x ?? 0) + (cell?.width ?? 0));
  expect(
    Math.abs((beside?.y ?? 0) + (beside?.height ?? 0) / 2 - (cell?.y ?? 0) - (cell?.height ?? 0) / 2),
  ).toBeLessThan(cell?.height ?? 0);
  expect(await seriousFaults(page), 'values of last year').toEqual([]);

  await command(app, '两个年度对比');
  const view = comparison(page);
  await view.getByText('变化 1 · 相同 7').waitFor();
  await expect
    .poll(() => view.locator('tr.total').first().locator('td').allTextContents())
    .toEqual(['8 张 352.0', '8 张 357.1', '+5.1', '+1.4%', '']);
  expect(await view.locator('tbody tr:not(.total)').count()).toBe(1);
  expect(await seriousFaults(page), 'two years compared').toEqual([]);
  await view.getByRole('checkbox', { name: '只看变化' }).click();
  await expect.poll(() => view.locator('tbody tr:not(.total)').count()).toBe(8);
  const book = await workbook(app, () => view.getByRole('button', { name: '导出 Excel' }).click());
  expect(cellsOf(book.getWorksheet('各项目'))).toContainEqual([
    dalianSample.values.filingUnit,
    '2025年第1号大厅设备更新',
    40.5,
    45.6,
    5.1,
    '+12.6%',
    '变化 1 处',
  ]);
  expect(cellsOf(book.getWorksheet('各单位合计')).at(-1)).toEqual(['合计', 8, 8, 352, 357.1, 5.1, '+1.4%']);

  await view.getByRole('button', { name: '2025年第1号大厅设备更新：变化 1 处，逐项对比' }).click();
  await view.getByRole('checkbox', { name: '只看变化' }).click();
  await expect.poll(() => view.locator('tbody tr').allTextContents()).toEqual(['年度金额40.545.6+5.1+12.6%变化']);
  expect(await seriousFaults(page), 'two filings compared').toEqual([]);
  await clerk.press('Escape');
  await expect
    .poll(() => view.getByRole('button', { name: '返回编辑' }).evaluate((button) => button === document.activeElement))
    .toBe(true);
  await view.getByText('变化 1 · 相同 7').waitFor();
  await clerk.press('Escape');
  expect(await view.count()).toBe(0);
  await clerk.press('Control+Shift+H');
  expect(await seriousFaults(page), 'values of last year in high contrast').toEqual([]);
  await app.close();
});

test('what is opened from the command list has the keys, and gives them back to the table', async () => {
  const { app, clerk } = await open();
  const { page } = app;
  await clerk.drop([eight()]);
  await clerk.message('已导入 8 张表');
  await command(app, '此表结转下年');
  await page.getByRole('form', { name: '结转下年' }).waitFor();
  await clerk.press('Enter');
  await clerk.message('已结转 1 张表到 2025 年度');
  await page.waitForFunction(() => document.activeElement?.matches('.editor'));
  await clerk.goTo('annualFunding.total');
  await clerk.type('2639.15');
  await clerk.saved();
  const name = await clerk.text('projectName');
  await clerk.goTo('projectName');
  const opened: [label: string, selector: string][] = [
    ['此表与上年对比', '.comparison'],
    ['年度审核汇总', '.year-review'],
    ['指标库', '.library-panel'],
    ['推荐指标', '.proposal-panel'],
  ];
  for (const [label, selector] of opened) {
    await command(app, label);
    await page.waitForFunction((view) => document.activeElement?.closest(view), selector);
    if (label === '此表与上年对比')
      await expect
        .poll(() => comparison(page).locator('tbody tr').allTextContents())
        .toContain('年度金额40.502,639.15+2,598.65+6416.4%变化');
    await page.keyboard.type('ab');
    expect(await page.evaluate((view) => document.activeElement?.closest(view) !== null, selector), label).toBe(true);
    await clerk.press('Escape');
    await page.waitForFunction(() => document.activeElement?.matches('.editor'));
    if (label !== '指标库' && label !== '推荐指标') expect(await page.locator(selector).count()).toBe(0);
    await clerk.expectTexts({ projectName: name });
  }
  await app.close();
});

test('nothing is rolled to an earlier year; a question that a command asked gives the keys back to the table', async () => {
  const { app, clerk } = await open();
  const { page } = app;
  await clerk.drop([eight()]);
  await clerk.message('已导入 8 张表');
  await command(app, '整个年度结转下年');
  const question = page.getByRole('form', { name: '结转下年' });
  await question.waitFor();
  await page.keyboard.type('2019');
  await clerk.press('Enter');
  await question
    .getByRole('alert')
    .filter({ hasText: '不能结转到 2019 年度：所选的表中有 2024 年度的，请填更晚的年度' })
    .waitFor();
  await clerk.press('Escape');
  expect(await question.count()).toBe(0);
  await page.waitForFunction(() => document.activeElement?.matches('.editor'));
  expect(await page.getByRole('treeitem').filter({ hasText: '2019' }).count()).toBe(0);

  // Asked from the list, it gives them back to the list.
  await clerk.press('Control+Shift+F', 'ArrowDown');
  await clerk.press('Control+a');
  await bar(page).getByRole('button', { name: '结转下年' }).click();
  await question.waitFor();
  await clerk.press('Escape');
  await page.waitForFunction(() => document.activeElement?.closest('nav')?.querySelector('.filing-tree'));

  await app.close();
});

test('the tables of a published year are rolled forward and compared', async () => {
  const seed = '../shared/seeds/dalian-2023.txt';
  if (!existsSync(seed)) return console.info(`${seed} is not there: the published tables are not rolled forward`);
  const { app, clerk } = await open();
  await clerk.drop([{ name: 'dalian-2023.txt', bytes: await readFile(seed) }]);
  await clerk.message('已导入 8 张表');
  await command(app, '整个年度结转下年');
  await app.page.getByRole('radio', { name: '金额清空' }).check();
  await app.page.getByRole('button', { name: '结转 8 张' }).click();
  await clerk.message('已结转 8 张表到 2024 年度');
  await clerk.expectTexts({ fiscalYear: '(2024年度)', 'annualFunding.total': '' });
  await expect.poll(() => clerk.text('implementationPeriod')).toBe('2024年1月至2024年12月');
  await command(app, '两个年度对比');
  await comparison(app.page).getByText('变化 8').waitFor();
  await app.close();
});

test('chosen filings: rolled twice they are made once; two are compared, and a click goes to the cell', async () => {
  const { app, clerk } = await open();
  const { page } = app;
  await clerk.drop([eight()]);
  await clerk.message('已导入 8 张表');
  await clerk.press('Control+Shift+F', 'ArrowDown');
  await clerk.press('Control+a');
  await bar(page).getByRole('button', { name: '结转下年' }).click();
  await page.keyboard.type('2025');
  await clerk.press('Enter');
  await clerk.message('已结转 8 张表到 2025 年度');
  await command(app, '整个年度结转下年');
  // What is there already is told row by row, and not chosen; chosen all the same it is not made twice.
  const question = page.getByRole('form', { name: '结转下年' });
  await question.waitFor();
  await page.keyboard.type('2025');
  await question.getByText('其中 8 张在 2025 年度已有').waitFor();
  expect(await question.getByText('已有', { exact: true }).count()).toBe(8);
  expect(await page.getByRole('button', { name: '结转 0 张' }).isDisabled()).toBe(true);
  await question.getByRole('checkbox').first().check();
  await page.getByRole('button', { name: '结转 8 张' }).click();
  await clerk.message('所选的表都已在 2025 年度，没有重复结转');
  await question.waitFor({ state: 'detached' });

  const row = (name: string) => page.getByRole('tree').getByRole('treeitem').filter({ hasText: name }).last();
  await row('2025年第3号').click();
  await clerk.expectTexts({ projectName: '2025年第3号大厅设备更新' });
  await clerk.cell('indicators[0].value').click();
  await clerk.type('≥15台');
  await clerk.saved();
  await row('2025年第3号').click({ modifiers: ['Control'] });
  await row('2024年第3号').click({ modifiers: ['Control'] });
  await bar(page).getByRole('button', { name: '更多' }).click();
  await page.getByRole('menuitem', { name: '两张表对比' }).click();
  await comparison(page).getByRole('button', { name: '更换叫号终端数量' }).click();
  await expect.poll(() => comparison(page).count()).toBe(0);
  await expect.poll(() => clerk.selected()).toBe('indicators[0].value');
  await clerk.expectTexts({ projectName: '2025年第3号大厅设备更新' });
  await app.close();
});

test('how far an amount has moved is shown whole beside the page, or where there is no room not at all', async () => {
  const { app, clerk } = await open();
  const { page } = app;
  await page.setViewportSize({ width: 1280, height: 720 });
  await clerk.drop([eight()]);
  await clerk.message('已导入 8 张表');
  await command(app, '此表结转下年');
  await page.getByRole('form', { name: '结转下年' }).waitFor();
  await clerk.press('Enter');
  await notes(page).waitFor();
  await clerk.cell('annualFunding.total').click();
  await clerk.type('63.9');
  const moved = notes(page).locator('.moved');
  await moved.filter({ hasText: '+23.4' }).waitFor({ state: 'attached' });
  /** Of each, whether it is seen: whole, in part or not. */
  const seen = () =>
    moved.evaluateAll((all) =>
      all.map((element) => {
        const [own, line] = [element, element.parentElement as Element].map((box) => box.getBoundingClientRect());
        if (!own || !line || own.top >= line.bottom - 1) return 'not';
        return own.right <= line.right + 1 && own.bottom <= line.bottom + 1 ? 'whole' : 'in part';
      }),
    );
  await expect.poll(seen).toContain('whole');
  expect(await seen()).not.toContain('in part');
  await clerk.press('F7');
  await page.getByRole('tab', { name: '审核' }).waitFor();
  await expect.poll(seen).not.toContain('in part');
  await app.close();
});

test('上年对照 is switched off and on, stays as it was left, and goes when last year’s table does', async () => {
  const { app, clerk } = await open();
  const { page } = app;
  await clerk.drop([eight()]);
  await clerk.message('已导入 8 张表');
  expect(await notes(page).count()).toBe(0);
  await command(app, '此表结转下年');
  await page.getByRole('form', { name: '结转下年' }).waitFor();
  await clerk.press('Enter');
  await clerk.message('已结转 1 张表到 2025 年度');
  await notes(page).waitFor();
  const settled = page.waitForResponse(
    (reply) => reply.request().postData()?.includes('"lastYear","value":"off"') ?? false,
  );
  await command(app, '上年对照');
  await expect.poll(() => notes(page).count()).toBe(0);
  await settled;
  await page.reload();
  await clerk.cell('projectName').waitFor();
  expect(await notes(page).count()).toBe(0);
  await command(app, '上年对照');
  await notes(page).waitFor();
  const row = (name: string) => page.getByRole('tree').getByRole('treeitem').filter({ hasText: name }).last();
  await row('2024年第1号').click({ modifiers: ['Control'] });
  await bar(page).getByRole('button', { name: '删除' }).click();
  await clerk.message('已将 1 张表移到回收站');
  await expect.poll(() => notes(page).count()).toBe(0);
  await page.getByRole('button', { name: '撤销删除' }).click();
  await notes(page).waitFor();
  // Also where it lay in 回收站 when the table was opened.
  await row('2024年第1号').click({ modifiers: ['Control'] });
  await bar(page).getByRole('button', { name: '删除' }).click();
  await expect.poll(() => notes(page).count()).toBe(0);
  await page.reload();
  await clerk.cell('projectName').waitFor();
  await page.getByRole('button', { name: '回收站' }).click();
  const trash = page.getByRole('region', { name: '回收站', exact: true });
  await trash.getByRole('checkbox', { name: /^选择2024年第1号/ }).check();
  await trash.getByRole('button', { name: /^恢复/ }).click();
  await notes(page).waitFor();
  await app.close();
});
