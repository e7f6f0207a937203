import { readFile } from 'node:fs/promises';
import type { Browser, Locator, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { type App, launchBrowser, openApp } from './driver.ts';
import { ClerkWindow } from './window.ts';

/** What comes in from files is told before it doubles or replaces anything, and can be taken back as a whole. */

let browser: Browser;
let app: App;
let page: Page;
let clerk: ClerkWindow;
let sample: Record<string, unknown>;

beforeAll(async () => {
  browser = await launchBrowser();
  sample = JSON.parse(await readFile('resources/samples/dalian-project.json', 'utf8'));
});
afterAll(async () => {
  await browser?.close();
});
beforeEach(async () => {
  app = await openApp({ browser, viewport: { width: 911, height: 512 } });
  page = app.page;
  clerk = new ClerkWindow(page);
});
afterEach(async () => {
  await app?.close();
});

const named = (projectName: string, more = {}) => ({ ...sample, projectName, ...more });
const dropTables = (...tables: unknown[]) =>
  clerk.drop([{ name: '去年的表.json', bytes: Buffer.from(JSON.stringify(tables)) }]);

/** How many tables there are, told by the list that every window asks for. */
async function count(): Promise<number> {
  const answer = await page.evaluate(async () => {
    const response = await fetch('call/filings.list', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ query: '', trashed: false }),
    });
    return response.json();
  });
  return answer.value.found;
}

const dialog = () => page.getByRole('dialog', { name: '导入' });
const row = (name: string) => dialog().getByRole('row').filter({ hasText: name });
const choice = (within: Locator, name: string) => within.getByText(name, { exact: true });

test('new tables come in at once, are told with what can be done, and are taken back with one click', async () => {
  await dropTables(named('书车维修'), named('古树保护'));
  await clerk.message('已导入 2 张表');
  await clerk.expectTexts({ projectName: '书车维修' });
  expect(await dialog().count()).toBe(0);
  await page.getByRole('button', { name: '撤销导入' }).click();
  await clerk.message('已撤销导入');
  expect(await count()).toBe(0);
});

test('what is there already is not doubled without a word: the same is skipped, the rest comes in', async () => {
  await dropTables(named('书车维修'), named('古树保护'));
  await clerk.message('已导入 2 张表');
  await dropTables(named('书车维修'), named('古树保护', { annualGoal: '保护古树一百棵' }), named('路灯改造'));
  await dialog().waitFor();
  expect(await dialog().textContent()).toContain('去年的表.json 中有 3 张表：新 1，已存在 2，需核对 0');
  expect(await row('书车维修').textContent()).toContain('已存在，相同');
  expect(await row('古树保护').textContent()).toContain('已存在，不同');
  // All of it is within the smallest window, and what was offered before does not lie over it.
  await page.getByRole('button', { name: '撤销导入' }).waitFor({ state: 'detached' });
  const { y = -1, height = 999 } = (await dialog().getByRole('button', { name: '导入 2 张' }).boundingBox()) ?? {};
  expect(y + height).toBeLessThanOrEqual(512);
  await clerk.press('Enter');
  await clerk.message('已导入 2 张表，跳过 1 张');
  await dialog().waitFor({ state: 'detached' });
  expect(await count()).toBe(4);
});

test('a table that is there is written over, keeps its place, and holds again what it held when that is taken back', async () => {
  await dropTables(named('书车维修', { annualGoal: '原来的目标' }));
  await clerk.message('已导入 1 张表');
  await dropTables(named('书车维修', { annualGoal: '新的目标' }));
  await choice(row('书车维修'), '覆盖').click();
  await dialog().getByRole('button', { name: '导入 1 张' }).click();
  await clerk.message('已导入 1 张表，其中覆盖 1 张');
  await clerk.expectTexts({ annualGoal: '新的目标' });
  expect(await count()).toBe(1);
  // What is typed into it goes on from there.
  await clerk.goTo('supervisingDepartment');
  await clerk.type('某主管部门');
  await clerk.saved();
  await page.getByRole('button', { name: '撤销导入' }).last().click();
  await clerk.message('已撤销导入；其中 1 张后来有修改，未撤销');
  await clerk.expectTexts({ annualGoal: '新的目标', supervisingDepartment: '某主管部门' });

  await dropTables(named('书车维修', { annualGoal: '又一个目标' }));
  await choice(row('书车维修'), '覆盖').click();
  await dialog().getByRole('button', { name: '导入 1 张' }).click();
  await clerk.expectTexts({ annualGoal: '又一个目标' });
  await page.getByRole('button', { name: '撤销导入' }).last().click();
  await clerk.message(/^已撤销导入$/);
  await clerk.expectTexts({ annualGoal: '新的目标' });
});

test('one choice serves for all that are there; nothing chosen brings nothing, Esc leaves everything as it is', async () => {
  await dropTables(named('书车维修'), named('古树保护'));
  await clerk.message('已导入 2 张表');
  await dropTables(named('书车维修'), named('古树保护'));
  await dialog().getByRole('button', { name: '全部跳过' }).waitFor();
  await choice(dialog().getByRole('radiogroup', { name: '已存在的表：全部' }), '另存').click();
  await dialog().getByRole('button', { name: '导入 2 张' }).waitFor();
  await clerk.press('Escape');
  await dialog().waitFor({ state: 'detached' });
  expect(await count()).toBe(2);
  await clerk.press('Tab');
  expect(await clerk.selected(), 'the table has the focus again').not.toBeNull();
  await dropTables(named('书车维修'), named('古树保护'));
  await dialog().getByRole('button', { name: '全部跳过' }).click();
  await clerk.message('没有导入任何表，跳过 2 张');
  expect(await count()).toBe(2);
});

test('a line of what is to be checked leads to its table and cell, then and later', async () => {
  const text = await readFile('test/fixtures/import/rows.txt', 'utf8');
  const [table = ''] = text.split('\n\n\n\n本级预算项目绩效目标表 (2025年度)');
  await clerk.drop([
    { name: '错位.txt', bytes: Buffer.from(table) },
    { name: '坏的.xlsx', bytes: Buffer.from('x') },
  ]);
  // It is doubtful: what there is to be checked is told before, a click away.
  await dialog().getByText('需核对', { exact: false }).first().waitFor();
  await dialog().getByRole('button', { name: '展开行' }).first().click();
  await dialog()
    .getByText(/该行列错位，已识别为：指标“/)
    .first()
    .waitFor();
  await dialog().getByRole('button', { name: '导入 1 张' }).click();
  await clerk.message('已导入 1 张表');
  const result = page.getByRole('region', { name: '导入结果' });
  await result.getByText('内容不是 Excel 工作簿或 Word 文档').waitFor();
  const shifted = result.getByRole('button', { name: /该行列错位，已识别为：指标“/ }).first();
  await shifted.click();
  await expect.poll(() => clerk.selected()).toMatch(/^indicators\[\d+\]\.level3$/);
  const place = await clerk.selected();

  await dropTables(named('书车维修'));
  await clerk.expectTexts({ projectName: '书车维修' });
  // The tab tells of the last import; the lines of the one before are gone with it.
  await page.getByRole('button', { name: '查看结果' }).last().click();
  await result.getByText('导入结果：共 1 张表').waitFor();
  expect(place).not.toBeNull();
});
