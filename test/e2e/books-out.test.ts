import { readFile } from 'node:fs/promises';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { readBytes } from '../../electron/import/read-bytes.ts';
import { textOf } from '../../shared/filing/filing.ts';
import { bookOf, pageOf } from './book-page.ts';
import { launchBrowser, ready } from './driver.ts';
import { filing } from './listed.ts';
import { ClerkWindow } from './window.ts';

/** 套表: what is handed out of the window, and what other windows do with the same book. */

let browser: Browser;
beforeAll(async () => {
  browser = await launchBrowser();
});
afterAll(async () => {
  await browser?.close();
});

type Book = Awaited<ReturnType<typeof bookOf>>;

/** Hands the book out by its menu; the bytes of the file. */
async function handedOut({ page, button, clerk }: Book, kind: 'Excel' | 'PDF' | 'Word' | 'OFD'): Promise<Buffer> {
  await button('导出').click();
  const coming = page.waitForEvent('download');
  await page.getByRole('menuitem', { name: `导出 ${kind}` }).click();
  await clerk.exportAnyway();
  const bytes = await readFile(await (await coming).path());
  await clerk.message(/^已导出 .+\.\w+$/);
  return bytes;
}

/** Titles of the cover and names of the tables that a reader finds in a file. */
async function namesIn(name: string, bytes: Uint8Array): Promise<string[]> {
  const { filings } = await readBytes(name, bytes);
  return filings.map((one) => textOf(one, one.form === 'cover' ? 'title' : 'projectName')).toSorted();
}

test.each([
  ['Excel', 'xlsx'],
  ['Word', 'docx'],
  ['OFD', 'ofd'],
  ['PDF', 'pdf'],
] as const)('a book goes out as %s, with everything that is in it', async (kind, extension) => {
  const book = await bookOf(browser);
  const names = await namesIn(`套表.${extension}`, await handedOut(book, kind));
  expect(names).toEqual(['丙消毒设备', '乙库房维修', '本级预算项目绩效目标表', '甲档案数字化']);
  await book.app.close();
});

test('a book is a PDF for the archive where the settings say so', async () => {
  const book = await bookOf(browser);
  const plain = await handedOut(book, 'PDF');
  expect(plain.includes('pdfaid:part')).toBe(false);
  const { page, clerk } = book;
  await clerk.press('Control+,');
  await page.getByRole('switch', { name: '存档 PDF/A' }).click();
  await page.getByRole('button', { name: '套表', exact: true }).click();
  await book.book.waitFor();
  expect((await handedOut(book, 'PDF')).includes('<pdfaid:part>2</pdfaid:part>')).toBe(true);
  await book.app.close();
});

test('a table that is restored is in its place in the book again', async () => {
  const { row, clerk, page, item, items, book, pages, app } = await bookOf(browser);
  await pages(4);
  await row('乙库房维修').click();
  await clerk.press('Delete');
  await clerk.message('已将 1 张表移到回收站');
  await page.getByRole('button', { name: '套表', exact: true }).click();
  await book.getByText('1 张表已删除').waitFor();
  await pages(3);
  await page.getByRole('button', { name: '回收站', exact: true }).click();
  const trash = page.getByRole('region', { name: '回收站' });
  await trash.getByRole('checkbox', { name: '选择乙库房维修' }).click();
  await trash.getByRole('button', { name: /^恢复 1 张/ }).click();
  await page.getByRole('button', { name: '套表', exact: true }).click();
  await pages(4);
  await expect.poll(() => item('乙库房维修').textContent()).toContain('第 3 页');
  expect(await book.getByText('已删除').count()).toBe(0);
  expect(await items()).toEqual(['封面', '目录', '甲档案数字化', '乙库房维修', '丙消毒设备']);
  await app.close();
});

test('what one window does with a book the other shows; each keeps what it can take back', async () => {
  const one = await bookOf(browser);
  await one.pages(4);
  const page = await one.app.context.newPage();
  await page.goto(one.app.page.url());
  await ready(page);
  const two = pageOf({ ...one, page, clerk: new ClerkWindow(page) });
  await page.getByRole('button', { name: '套表', exact: true }).click();
  await two.book.waitFor();

  await one.item('丙消毒设备').click();
  await one.clerk.press('Alt+ArrowUp');
  const moved = ['封面', '目录', '甲档案数字化', '丙消毒设备', '乙库房维修'];
  await expect.poll(two.items).toEqual(moved);
  await two.book.getByRole('checkbox', { name: '送审汇总表' }).check();
  const both = ['封面', '目录', '送审汇总表', '甲档案数字化', '丙消毒设备', '乙库房维修'];
  await expect.poll(one.items).toEqual(both);
  await one.pages(5);
  await two.pages(5);
  await two.item('送审汇总表').click();
  await two.clerk.press('Control+z');
  await expect.poll(one.items).toEqual(moved);

  await two.button('删除').click();
  await two.clerk.message('已删除套表《本级预算项目绩效目标表》');
  await one.book.waitFor({ state: 'detached' });
  await page.getByRole('button', { name: '撤销删除' }).click();
  await expect.poll(two.items).toEqual(moved);
  await one.app.close();
});

test('a book that is being made is given up with one click; nothing goes out, and it can be made again', async () => {
  const many = Array.from({ length: 250 }, (_, index) => filing(`项目${index + 1}`));
  const book = await bookOf(browser, many);
  const { page, button, clerk } = book;
  let downloads = 0;
  page.on('download', () => downloads++);
  await button('导出').click();
  await page.getByRole('menuitem', { name: '导出 OFD' }).click();
  await clerk.exportAnyway();
  await page.getByRole('button', { name: '取消导出' }).click();
  await clerk.message('已取消，原有文件未改动');
  expect(downloads).toBe(0);
  expect(await page.locator('.job').count()).toBe(0);
  expect(await namesIn('套表.ofd', await handedOut(book, 'OFD'))).toHaveLength(251);
  await book.app.close();
});
