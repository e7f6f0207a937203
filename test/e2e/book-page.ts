import type { Browser } from 'playwright-core';
import type { Filing } from '../../shared/filing/filing.ts';
import { filing, type Listed, listOf } from './listed.ts';

export const tables = () => [
  filing('甲档案数字化'),
  filing('乙库房维修'),
  filing('丙消毒设备'),
  filing('丁旧档案', '档案馆', 2025),
];

/** What is done in the page of a book. */
export function pageOf({ page, clerk }: Listed) {
  const book = page.locator('.book');
  const items = () => book.locator('li .book-name').allTextContents();
  const item = (name: string) => book.getByRole('listitem', { name });
  const button = (name: string) => book.getByRole('button', { name });
  const pages = (count: number) =>
    book
      .getByRole('status')
      .filter({ hasText: `共 ${count} 页` })
      .waitFor();
  return { book, items, item, button, pages, clerk };
}

/** A window with a book of the tables of 2026. */
export async function bookOf(browser: Browser, data: string | Filing[] = tables()) {
  const listed = await listOf(browser, data);
  await listed.clerk.command('新建套表');
  await listed.page
    .getByRole('dialog')
    .getByRole('button', { name: /编成套表/ })
    .click();
  const made = pageOf(listed);
  await made.book.waitFor();
  return { ...listed, ...made };
}
