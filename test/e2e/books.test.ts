import { readFile } from 'node:fs/promises';
import type { Browser, Download } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { pdfRuns } from '../pdf-text.ts';
import { seriousFaults } from './axe.ts';
import { bookOf, pageOf, tables } from './book-page.ts';
import { launchBrowser } from './driver.ts';
import { dataWith, filing, listOf } from './listed.ts';

/** 套表: several tables are put together, ordered, saved by themselves, and go out as one document. */

let browser: Browser;
beforeAll(async () => {
  browser = await launchBrowser();
});
afterAll(async () => {
  await browser?.close();
});

test('a book is made of chosen tables, with cover and contents before them, and all its pages are counted', async () => {
  const listed = await listOf(browser, tables());
  const { row, fromMenu, app } = listed;
  await row('甲档案数字化').click();
  await row('丙消毒设备').click({ modifiers: ['Control'] });
  await fromMenu('更多', '编成套表');
  const { items, pages, book, item } = pageOf(listed);
  await expect.poll(items).toEqual(['封面', '目录', '丙消毒设备', '甲档案数字化']);
  await pages(3);
  await expect.poll(() => item('甲档案数字化').textContent()).toContain('第 3 页');
  expect(await book.getByLabel('书名').inputValue()).toBe('本级预算项目绩效目标表');
  await app.close();
});

test('keys move, remove and bring back; the page count follows', async () => {
  const { items, item, pages, clerk, page, app } = await bookOf(browser);
  await pages(4);
  await item('丙消毒设备').click();
  await clerk.press('Alt+ArrowUp', 'Alt+ArrowUp');
  await expect.poll(items).toEqual(['封面', '目录', '丙消毒设备', '甲档案数字化', '乙库房维修']);
  await expect.poll(() => item('甲档案数字化').textContent()).toContain('第 3 页');
  await clerk.press('ArrowDown', 'Delete');
  await expect.poll(items).toEqual(['封面', '目录', '丙消毒设备', '乙库房维修']);
  await pages(3);
  await clerk.press('Control+z');
  await expect.poll(items).toEqual(['封面', '目录', '丙消毒设备', '甲档案数字化', '乙库房维修']);
  await pages(4);
  await clerk.press('Control+z', 'Control+z');
  await expect.poll(items).toEqual(['封面', '目录', '甲档案数字化', '乙库房维修', '丙消毒设备']);
  expect(await seriousFaults(page, '.page-over'), '.page-over').toEqual([]);
  await clerk.press('End', 'Enter');
  await clerk.expectTexts({ projectName: '丙消毒设备' });
  await app.close();
});

test('a table is dragged to its place', async () => {
  const { items, item, page, app } = await bookOf(browser);
  const grip = await item('丙消毒设备').locator('.book-grip').boundingBox();
  const target = await item('甲档案数字化').boundingBox();
  if (!grip || !target) throw new Error('nothing is drawn');
  await page.mouse.move(grip.x + grip.width / 2, grip.y + grip.height / 2);
  await page.mouse.down();
  await page.mouse.move(target.x + 40, target.y + target.height, { steps: 4 });
  await page.mouse.move(target.x + 40, target.y + 2, { steps: 4 });
  await page.mouse.up();
  await expect.poll(items).toEqual(['封面', '目录', '丙消毒设备', '甲档案数字化', '乙库房维修']);
  await app.close();
});

test('tables and pages come and go; what was set is there after a restart', async () => {
  const data = await dataWith(tables());
  const first = await bookOf(browser, data);
  const { book, button, page, clerk, item } = first;
  await item('乙库房维修').click();
  await clerk.press('Delete');
  await button('添加表…').click();
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('checkbox', { name: '其他年度的也列出' }).check();
  await dialog.getByRole('checkbox', { name: '选择丁旧档案' }).check();
  await dialog.getByRole('button', { name: '添加 1 张' }).click();
  await book.getByRole('checkbox', { name: '送审汇总表' }).check();
  await book.getByRole('checkbox', { name: '双面打印' }).check();
  await book.getByLabel('书名').fill('送审本');
  await book.getByLabel('封面：填报人').fill('王敏');
  const all = ['封面', '目录', '送审汇总表', '甲档案数字化', '丙消毒设备', '丁旧档案'];
  await expect.poll(first.items).toEqual(all);
  await clerk.saved();
  await first.app.close();

  const again = await listOf(browser, data);
  await again.page.getByRole('button', { name: '套表', exact: true }).click();
  const read = pageOf(again);
  await expect.poll(read.items).toEqual(all);
  expect(await read.book.getByLabel('书名').inputValue()).toBe('送审本');
  expect(await read.book.getByLabel('封面：填报人').inputValue()).toBe('王敏');
  expect(await read.book.getByRole('checkbox', { name: '双面打印' }).isChecked()).toBe(true);
  await read.button('全部套表').click();
  await again.page.getByRole('row', { name: /送审本 档案馆 2026 3/ }).waitFor();
  await again.app.close();
});

async function textsOf(download: Download): Promise<string[]> {
  const runs = await pdfRuns(new Uint8Array(await readFile(await download.path())));
  return runs.map((page) => page.map(({ text }) => text).join(''));
}

test('a table that was deleted stays in its place, is told of, and is left out of the PDF until it is restored', async () => {
  const { row, clerk, page, item, book, button, pages, app } = await bookOf(browser);
  await pages(4);
  await row('甲档案数字化').click();
  await clerk.press('Delete');
  await clerk.message('已将 1 张表移到回收站');
  await page.getByRole('button', { name: '套表', exact: true }).click();
  await book.getByText('1 张表已删除，导出和打印时不含“甲档案数字化”').waitFor();
  await expect.poll(() => item('甲档案数字化').textContent()).toContain('已删除');
  await pages(3);
  await button('导出').click();
  const coming = page.waitForEvent('download');
  await page.getByRole('menuitem', { name: '导出 PDF' }).click();
  await clerk.exportAnyway();
  const texts = await textsOf(await coming);
  await clerk.message(/其中 1 张已删除的表没有印入/);
  expect(texts).toHaveLength(4);
  expect(texts[0]).toContain('2026年');
  expect(texts[1]).toContain('乙库房维修');
  expect(texts[2]?.replaceAll(' ', '')).toContain('第2页共3页');
  await app.close();
});

test('next year a book is made of what its tables have become; those that are missing are named and rolled forward', async () => {
  const { button, page, items, clerk, book, app } = await bookOf(browser);
  await book.getByLabel('封面：填报日期').fill('2026年1月5日');
  await clerk.saved();
  await button('明年套表…').click();
  const dialog = page.getByRole('dialog');
  await expect.poll(() => dialog.locator('li').allTextContents()).toEqual(['甲档案数字化', '乙库房维修', '丙消毒设备']);
  expect(await seriousFaults(page, '[role=dialog]'), '[role=dialog]').toEqual([]);
  await dialog.getByRole('button', { name: '结转 3 张并编成' }).click();
  await clerk.message('已编成 2027 年度的套表《本级预算项目绩效目标表》，3 张表');
  await expect.poll(items).toEqual(['封面', '目录', '甲档案数字化', '乙库房维修', '丙消毒设备']);
  expect(await book.getByLabel('封面：填报日期').inputValue()).toBe('2027年1月5日');
  await button('删除').click();
  await clerk.message('已删除套表《本级预算项目绩效目标表》');
  await page.getByRole('button', { name: '撤销删除' }).click();
  await expect.poll(items).toHaveLength(5);
  await app.close();
});

test('the preview shows the whole book, and Esc goes back to it', async () => {
  const { page, clerk, book, item, app } = await bookOf(browser);
  await item('目录').click();
  await clerk.press('Control+Shift+V');
  await page.getByText('共 5 页').waitFor();
  await page.locator('canvas[data-page="5"]').waitFor();
  await clerk.press('Escape');
  await book.waitFor();
  await app.close();
});

test('a preview draws the pages near its view only, each no wider than its pane', async () => {
  const { app, page, button, pages } = await bookOf(
    browser,
    Array.from({ length: 12 }, (_, n) => filing(`项目${n + 1}`)),
  );
  await pages(13);
  await page.setViewportSize({ width: 911, height: 600 });
  await button('预览').click();
  await page.locator('.preview canvas').first().waitFor();
  const drawn = () =>
    page.locator('.preview canvas').evaluateAll((all) =>
      all.flatMap((canvas) => {
        const { width, dataset } = canvas as HTMLCanvasElement;
        return width > 1000 ? [Number(dataset.page)] : [];
      }),
    );
  await expect.poll(async () => (await drawn())[0]).toBe(1);
  await page.locator('.preview canvas').last().scrollIntoViewIfNeeded();
  await expect.poll(async () => (await drawn()).at(-1)).toBe(14);
  await expect.poll(drawn).not.toContain(1);
  const fits = await page
    .getByRole('region', { name: '页面' })
    .evaluate(({ scrollWidth, clientWidth }) => scrollWidth <= clientWidth);
  expect(fits).toBe(true);
  expect(await page.evaluate(() => document.activeElement?.textContent)).toContain('返回套表');
  await app.close();
});
