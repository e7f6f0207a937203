import { readFile } from 'node:fs/promises';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { readFilings } from '../../electron/import/read-file.ts';
import { pdfText } from '../pdf-text.ts';
import { launchBrowser, openApp, ready } from './driver.ts';
import { ClerkWindow } from './window.ts';

let browser: Browser;
beforeAll(async () => {
  browser = await launchBrowser();
});
afterAll(async () => {
  await browser?.close();
});

/** Exports the table, in which errors stand, with the keyboard alone. */
async function downloaded(page: Page, keys: string): Promise<{ name: string; bytes: Uint8Array }> {
  const download = page.waitForEvent('download');
  await page.keyboard.press(keys);
  await page.waitForFunction(() => document.activeElement?.textContent === '去修改');
  await page.keyboard.press('Tab');
  await page.keyboard.press('Enter');
  const file = await download;
  return { name: file.suggestedFilename(), bytes: await readFile(await file.path()) };
}

async function newFiling(clerk: ClerkWindow): Promise<void> {
  await clerk.press('Alt+n');
  await clerk.page.locator('.new-filing input:checked').waitFor();
  await clerk.page.waitForFunction(() => document.activeElement?.closest('.new-filing') !== null);
  await clerk.press('Enter');
  await clerk.cell('projectName').waitFor();
  await clerk.page.waitForFunction(() => document.activeElement?.classList.contains('editor'));
}

test('with the keyboard alone: new filing, Chinese typing, two indicator rows, undo, redo, both exports, reload', async () => {
  const app = await openApp({ browser });
  const clerk = new ClerkWindow(app.page);
  await newFiling(clerk);

  await clerk.goTo('projectName');
  await clerk.compose('dangan', '档案', 'Enter');
  expect(await clerk.selected(), 'the Enter that confirms a candidate moves no cell').toBe('projectName');
  await clerk.compose('saomiao', '扫描', 'Space');
  await clerk.press('Enter');
  await clerk.expectTexts({ projectName: '档案扫描' });
  await clerk.goTo('annualFunding.total');
  await clerk.type('1,234.50');
  await clerk.goTo('annualGoal');
  await clerk.type('整理馆藏档案', 'Alt+Enter');
  await clerk.type('建立检索目录', 'Tab');
  await clerk.expectTexts({ 'annualFunding.total': '1234.50', annualGoal: '整理馆藏档案建立检索目录' });

  await clerk.goTo('indicators[0].level3');
  await clerk.type('扫描档案页数', 'Tab');
  await clerk.type('≥45万页');
  await clerk.goTo('indicators[0].level3');
  for (const [name, value] of [
    ['整理案卷数', '≥3000卷'],
    ['编制目录数', '=12册'],
  ] as const) {
    await clerk.press('Control+Enter');
    await clerk.type(name, 'Tab');
    await clerk.type(value, 'Shift+Tab');
  }
  await clerk.expectTexts({ 'indicators[1].level3': '整理案卷数', 'indicators[2].value': '=12册' });

  await clerk.press('Control+z', 'Control+z');
  await clerk.expectTexts({ 'indicators[2].level3': '' });
  await clerk.press('Control+y', 'Control+y');
  await clerk.expectTexts({ 'indicators[2].level3': '编制目录数', 'indicators[2].value': '=12册' });
  await clerk.saved();

  const workbook = await downloaded(app.page, 'Control+e');
  expect(workbook.name).toBe('档案扫描.xlsx');
  await clerk.message('已导出');
  const pdf = await downloaded(app.page, 'Control+Shift+E');
  expect(pdf.name).toBe('档案扫描.pdf');
  const { filings, notes } = await readFilings(workbook.name, workbook.bytes);
  expect(notes).toEqual([]);
  expect(filings[0]?.values).toMatchObject({ projectName: '档案扫描', annualGoal: '整理馆藏档案\n建立检索目录' });
  expect(filings[0]?.tables.indicators?.map((row) => row.value)).toEqual(['≥45万页', '≥3000卷', '=12册']);
  const printed = (await pdfText(pdf.bytes)).join('');
  for (const text of ['档案扫描', '1234.50', '整理馆藏档案', '编制目录数', '≥3000卷']) expect(printed).toContain(text);

  await app.page.reload();
  await ready(app.page);
  await clerk.expectTexts({
    projectName: '档案扫描',
    'annualFunding.total': '1234.50',
    'indicators[0].value': '≥45万页',
    'indicators[2].level3': '编制目录数',
  });
  await app.close();
});

describe('input method', () => {
  test.each(['Enter', 'Space', 'Digit1'] as const)(
    'the first letter is not lost and %s takes the candidate',
    async (confirm) => {
      const app = await openApp({ browser });
      const clerk = new ClerkWindow(app.page);
      await newFiling(clerk);
      await clerk.goTo('supervisingDepartment');
      await clerk.compose('x', '小', confirm);
      await clerk.compose('zu', '组', confirm);
      expect(await clerk.selected()).toBe('supervisingDepartment');
      expect(await app.page.locator('.editor').inputValue()).toBe('小组');
      await clerk.press('Enter');
      await clerk.expectTexts({ supervisingDepartment: '小组' });
      await app.close();
    },
  );
});

test('a text that cannot stand in a cell is refused with an example, and nothing typed is lost', async () => {
  const app = await openApp({ browser });
  const clerk = new ClerkWindow(app.page);
  await newFiling(clerk);
  await clerk.goTo('fiscalYear');
  await clerk.type('明年');
  await app.page.locator('.desk').getByRole('alert').filter({ hasText: '请输入四位年度，如 2027' }).waitFor();
  expect(await app.page.locator('.editor').inputValue()).toBe('明年');
  await clerk.press('Control+a');
  await clerk.type('2027');
  await clerk.expectTexts({ fiscalYear: '(2027年度)' });
  await app.close();
});

test('dropped files are read, listed by year and unit, found by their text, deleted and restored', async () => {
  const app = await openApp({ browser });
  const clerk = new ClerkWindow(app.page);
  const sample = await readFile('resources/samples/hebei-project.json');
  await clerk.drop([
    { name: 'hebei.json', bytes: sample },
    { name: 'broken.xlsx', bytes: new Uint8Array([1, 2, 3]) },
  ]);
  await clerk.message(/已导入 1 张表/);
  await app.page.getByRole('tabpanel', { name: '导入' }).filter({ hasText: 'broken.xlsx' }).waitFor();
  const indicator = await clerk.text('indicators[0].level3');
  await app.page.keyboard.press('Control+Shift+F');
  await app.page.keyboard.type(indicator.slice(0, 4));
  const found = app.page.getByRole('treeitem');
  await found
    .filter({ hasText: indicator.slice(0, 4) })
    .first()
    .waitFor();
  await app.page.keyboard.press('Enter');
  await clerk.press('Control+Shift+Delete');
  await clerk.message('回收站');
  await app.page.getByRole('navigation', { name: '主要功能' }).getByRole('button', { name: '回收站' }).click();
  await app.page.getByRole('table').getByRole('checkbox').first().click();
  await app.page.getByRole('button', { name: /^恢复/ }).click();
  await clerk.message('已恢复');
  await app.close();
});
