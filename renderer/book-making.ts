import type { BookTable } from '../shared/api.ts';
import { YEARS } from '../shared/api-limits.ts';
import { bookOfYear } from '../shared/book/arrange.ts';
import { call } from './bridge.ts';
import type { Amounts } from './other-years.ts';
import type { EditedBook } from './state/edited-book.ts';
import type { Workspace } from './workspace.ts';

/** Books (套表) are made, made for the next year, and removed. */

/** Makes a book of filings, in the order of a book, and opens it. */
export async function makeBook(workspace: Workspace, ids: readonly number[]): Promise<void> {
  await workspace.flush(ids);
  const { id } = await call('books.make', { ids: [...ids] });
  workspace.list.choose([]);
  await showBook(workspace, id);
  workspace.say(`已编成套表《${workspace.books.open?.book.title ?? ''}》`);
}

async function showBook(workspace: Workspace, id: number): Promise<void> {
  await workspace.books.flush();
  await workspace.books.openBook(id);
  workspace.frame.show('books');
}

/** Removes the open book; its tables stay. */
export async function removeBook(workspace: Workspace, { id, book }: EditedBook): Promise<void> {
  await workspace.books.flush();
  await call('books.remove', { id });
  workspace.books.forget();
  await workspace.books.refresh();
  const take = async () => showBook(workspace, (await call('books.save', { id: null, book })).id);
  workspace.say(`已删除套表《${book.title}》，其中的表都还在`, { label: '撤销删除', take, undoes: true });
}

/** Makes the next year's book of the open one; asks first where some of its tables are not there yet in that year. */
export async function nextBook(workspace: Workspace, { id, book }: EditedBook): Promise<void> {
  const year = (book.year ?? workspace.year) + 1;
  if (year > YEARS.last) return;
  await workspace.flush();
  const { tables } = await call('books.ahead', { id, year });
  const missing = tables.filter(({ next }) => next === null);
  if (missing.length > 0) workspace.frame.ask({ kind: 'next-book', year, missing });
  else await makeNextBook(workspace, year);
}

/** Rolls tables of the open book forward, then makes its next year's book; with `missing` empty of what is there. */
export async function rollIntoNextBook(
  workspace: Workspace,
  missing: readonly BookTable[],
  year: number,
  amounts: Amounts,
): Promise<void> {
  const ids = missing.map(({ id }) => id);
  const made = await workspace.jobs.run('结转', ids.length, (job) =>
    call('filings.rollForward', { job, ids, year, amounts }),
  );
  await workspace.filings.refresh();
  if (made && !made.cancelled) await makeNextBook(workspace, year);
  else workspace.say('已取消结转，没有编成明年的套表');
}

/** Makes the book of that year out of what is there of the open one's tables. */
export async function makeNextBook(workspace: Workspace, year: number): Promise<void> {
  const { open } = workspace.books;
  if (!open) return;
  const { tables } = await call('books.ahead', { id: open.id, year });
  const next = new Map(tables.flatMap(({ id, next }): [number, number][] => (next === null ? [] : [[id, next]])));
  const book = bookOfYear(open.book, year, next);
  const { id } = await call('books.save', { id: null, book });
  await showBook(workspace, id);
  workspace.say(`已编成 ${year} 年度的套表《${book.title}》，${next.size} 张表`);
}
