import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { seriousFaults } from './axe.ts';
import { launchBrowser } from './driver.ts';
import { filing, type Listed, listOf } from './listed.ts';

let browser: Browser;
beforeAll(async () => {
  browser = await launchBrowser();
});
afterAll(async () => {
  await browser?.close();
});

const tables = () => [
  filing('库房维修', '档案馆', 2026),
  filing('库房消毒', '卫生院', 2026),
  filing('旧库房清理', '档案馆', 2025),
];

async function open(): Promise<Listed> {
  const listed = await listOf(browser, tables());
  await listed.row('库房维修').click();
  await listed.clerk.expectTexts({ projectName: '库房维修' });
  return listed;
}

/** The marked texts on the page: all that was found, and the one that was gone to with its cell. */
const marked = ({ page }: Listed) =>
  page.evaluate(() => {
    const ranges = (name: string) => [...(CSS.highlights.get(name) ?? [])] as Range[];
    const [here] = ranges('found-here');
    const cell = here?.startContainer.parentElement?.closest('[data-path]')?.getAttribute('data-path') ?? null;
    return { found: ranges('found').map(String), here: here ? `${cell}: ${here}` : null };
  });

test('what is found is marked and counted; Enter, Shift+Enter and F3 go round; Esc gives the table the focus there', async () => {
  const listed = await open();
  const { clerk, page, app, focusIn } = listed;
  await clerk.press('Control+f');
  await focusIn('.find');
  await page.keyboard.type('库房');
  const count = page.locator('.find-count');
  await expect.poll(() => count.textContent()).toBe('共 3 处');
  await expect.poll(() => marked(listed)).toEqual({ found: ['库房', '库房', '库房'], here: null });
  const places = ['projectName', 'annualGoal', 'indicators[0].level3'];
  for (const [at, place] of places.entries()) {
    await clerk.press('Enter');
    await expect.poll(() => count.textContent()).toBe(`${at + 1} / 3`);
    await expect.poll(() => clerk.selected()).toBe(place);
    await expect.poll(async () => (await marked(listed)).here).toBe(`${place}: 库房`);
  }
  await clerk.press('Enter', 'Shift+Enter');
  await expect.poll(() => clerk.selected()).toBe('indicators[0].level3');
  expect(await seriousFaults(page, '.find'), '.find').toEqual([]);

  // From every control of the bar; and F3 goes on where the table has the focus.
  await page.getByRole('button', { name: '上一处' }).focus();
  await clerk.press('Escape');
  await focusIn('.editor');
  expect(await clerk.selected()).toBe('indicators[0].level3');
  expect(await page.evaluate(() => CSS.highlights.size)).toBe(0);
  await clerk.press('F3');
  await expect.poll(() => clerk.selected()).toBe('projectName');
  await clerk.press('Shift+F3', 'Shift+F3');
  await expect.poll(() => clerk.selected()).toBe('annualGoal');
  await focusIn('.editor');

  // The last words are there again, to be typed over.
  await clerk.press('Control+f');
  expect(await page.getByLabel('查找内容').inputValue()).toBe('库房');
  await page.keyboard.type('无此词');
  await page.getByText('没有找到').first().waitFor();
  await page.getByLabel('区分大小写').focus();
  await clerk.press('Escape');
  await focusIn('.editor');
  await app.close();
});

test('replacing goes to a place before it changes it, and on to the next; all at once is one step', async () => {
  const listed = await open();
  const { clerk, page, app } = listed;
  await clerk.press('Control+h');
  await page.getByLabel('查找内容').fill('库房');
  await page.getByLabel('替换为').fill('仓库');
  await page.getByLabel('替换为').press('Enter');
  await expect.poll(() => clerk.selected()).toBe('projectName');
  await clerk.expectTexts({ projectName: '库房维修' });
  await page.getByLabel('替换为').press('Enter');
  await clerk.expectTexts({ projectName: '仓库维修', annualGoal: '完成库房维修' });
  await expect.poll(() => clerk.selected()).toBe('annualGoal');
  await page.getByRole('button', { name: '全部替换' }).click();
  await clerk.message('已替换 2 处，可一步撤销');
  await clerk.expectTexts({ annualGoal: '完成仓库维修', 'indicators[0].level3': '仓库维修数量' });
  await page.getByRole('button', { name: '关闭查找' }).click();
  await clerk.press('Control+z');
  await clerk.expectTexts({
    annualGoal: '完成库房维修',
    'indicators[0].level3': '库房维修数量',
    projectName: '仓库维修',
  });
  await app.close();
});

test('a panel or a table that opens takes no focus from where the clerk is', async () => {
  const { clerk, page, app, row, focusIn } = await open();
  await clerk.press('Control+f');
  await page.keyboard.type('库房');
  await row('库房消毒').click();
  await clerk.expectTexts({ projectName: '库房消毒' });
  await focusIn('.filing-tree');
  await clerk.press('Delete');
  await clerk.message('已将 1 张表移到回收站');
  await clerk.expectTexts({ projectName: '旧库房清理' });
  await focusIn('.filing-tree');
  await app.close();
});

test('在所有表中替换 shows each place first, for this year; what is chosen is replaced and taken back at once', async () => {
  const { clerk, page, app, row } = await open();
  await clerk.press('Control+h');
  await page.getByLabel('查找内容').fill('库房');
  await page.getByLabel('替换为').fill('仓库');
  await page.getByRole('button', { name: '在所有表中替换' }).click();
  const dialog = page.getByRole('dialog', { name: '在所有表中替换' });
  await dialog.getByText('在 2 张表中找到 6 处，将替换 6 处').waitFor();
  await clerk.expectTexts({ projectName: '库房维修' });
  await expect.poll(() => dialog.locator('del').count()).toBe(6);
  expect(await dialog.locator('ins').first().textContent()).toBe('仓库');
  expect(await seriousFaults(page, '.ant-modal'), '.ant-modal').toEqual([]);
  await dialog.getByText('所有年度').click();
  await dialog.getByText('在 3 张表中找到 9 处，将替换 9 处').waitFor();
  await dialog.getByText('2026 年度').click();
  await dialog.getByText('在 2 张表中找到 6 处').waitFor();
  // One place and one table are left out.
  await dialog.locator('.ant-tree-treenode', { hasText: '年度目标' }).first().locator('.ant-tree-checkbox').click();
  await dialog.locator('.ant-tree-treenode', { hasText: '卫生院' }).locator('.ant-tree-checkbox').click();
  await dialog.getByRole('button', { name: '替换 1 张表中的 2 处' }).click();
  await clerk.message('已在 1 张表中替换 2 处');
  await clerk.expectTexts({
    projectName: '仓库维修',
    annualGoal: '完成库房维修',
    'indicators[0].level3': '仓库维修数量',
  });
  await row('库房消毒').waitFor();
  await page.getByRole('button', { name: '撤销全部替换' }).click();
  await clerk.message('已撤销 1 张表中的替换');
  await clerk.expectTexts({ projectName: '库房维修', 'indicators[0].level3': '库房维修数量' });
  await app.close();
});

test('a replacement is taken back from the dialog, too; a table changed since keeps it and is named', async () => {
  const { clerk, page, app, row } = await open();
  await clerk.press('Control+h');
  await page.getByLabel('查找内容').fill('库房');
  await page.getByLabel('替换为').fill('仓库');
  const dialog = page.getByRole('dialog', { name: '在所有表中替换' });
  await page.getByRole('button', { name: '在所有表中替换' }).click();
  await dialog.getByRole('button', { name: '替换 2 张表中的 6 处' }).click();
  await clerk.message('已在 2 张表中替换 6 处');
  await clerk.expectTexts({ projectName: '仓库维修' });
  await dialog.waitFor({ state: 'detached' });
  await clerk.cell('annualGoal').click();
  await clerk.type('门窗完好');
  await clerk.saved();
  await page.getByRole('button', { name: '在所有表中替换' }).click();
  await dialog.getByText('上次已在 2 张表中替换').waitFor();
  await dialog.getByRole('button', { name: '撤销全部替换' }).click();
  await clerk.message('已撤销 1 张表中的替换；1 张未撤销或未保存，见右侧');
  await clerk.press('Escape');
  await page.getByText('仓库维修：替换之后又有修改，未撤销').waitFor();
  await clerk.expectTexts({ projectName: '仓库维修', annualGoal: '门窗完好' });
  await row('库房消毒').waitFor();
  await app.close();
});
