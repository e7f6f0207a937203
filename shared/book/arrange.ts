import { moveYears } from '../filing/move-years.ts';
import type { Book, BookItem, BookPage } from './book.ts';

/** What a clerk does to a book; each answers with another book. */

/** In which order the pages of a book stand before its tables, where they are put in anew. */
const FRONT: readonly BookPage[] = ['cover', 'contents', 'summary'];

const isPage = (item: BookItem | undefined, page: BookPage) =>
  item !== undefined && 'page' in item && item.page === page;

export function hasPage({ items }: Book, page: BookPage): boolean {
  return items.some((item) => isPage(item, page));
}

/** With or without one of its own pages, which comes behind those that stand before it. */
export function withPage(book: Book, page: BookPage, on: boolean): Book {
  const items = book.items.filter((item) => !isPage(item, page));
  if (!on) return { ...book, items };
  const before = FRONT.slice(0, FRONT.indexOf(page));
  const last = items.findLastIndex((item) => before.some((one) => isPage(item, one)));
  return { ...book, items: items.toSpliced(last + 1, 0, { page }) };
}

/** The item at `from` goes before the one that is at `before` now; the number of items is behind all. */
export function moveItem(book: Book, from: number, before: number): Book {
  const item = book.items[from];
  if (!item) return book;
  const items = book.items.toSpliced(from, 1);
  return { ...book, items: items.toSpliced(before > from ? before - 1 : before, 0, item) };
}

export function withoutItem(book: Book, index: number): Book {
  return { ...book, items: book.items.toSpliced(index, 1) };
}

/** With these filings behind all that is in it; those that it has already stay where they are. */
export function withFilings(book: Book, ids: readonly number[]): Book {
  const there = new Set(filingsOf(book));
  const added = [...new Set(ids)].filter((id) => !there.has(id)).map((filing) => ({ filing }));
  return { ...book, items: [...book.items, ...added] };
}

export function filingsOf({ items }: Book): number[] {
  return items.flatMap((item) => ('filing' in item ? [item.filing] : []));
}

/**
 * The book of another year: title and date move on with it, and each table is the one that it has become there (`next`);
 * what has become none is left out.
 */
export function bookOfYear(book: Book, year: number, next: ReadonlyMap<number, number>): Book {
  const { year: from } = book;
  const moved = (text: string) => (from === null ? text : moveYears(text, from, year - from, () => false));
  const { date } = book.cover;
  const items = book.items.flatMap((item): BookItem[] => {
    if ('page' in item) return [item];
    const filing = next.get(item.filing);
    return filing === undefined ? [] : [{ filing }];
  });
  return {
    ...book,
    title: moved(book.title),
    year,
    cover: { ...book.cover, ...(date !== undefined && { date: moved(date) }) },
    items,
  };
}
