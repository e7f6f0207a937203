import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  bookOfYear,
  filingsOf,
  hasPage,
  moveItem,
  withFilings,
  withoutItem,
  withPage,
} from '../../shared/book/arrange.ts';
import { type Book, type BookPage, newBook } from '../../shared/book/book.ts';

const bookOf = (ids: number[]): Book => newBook({ title: '书', unit: '馆', year: 2026, cover: {} }, ids);
const someIds = fc.uniqueArray(fc.integer({ min: 1, max: 500 }), { maxLength: 12 });
const named = ({ items }: Book) => items.map((item) => ('page' in item ? item.page : item.filing));

test('moving an item puts it before the one that was meant, and changes the order of no others', () => {
  fc.assert(
    fc.property(someIds, fc.nat(), fc.nat(), (ids, some, other) => {
      const book = bookOf(ids);
      const all = named(book);
      const [from, before] = [some % all.length, other % (all.length + 1)];
      const moved = named(moveItem(book, from, before));
      expect(moved.filter((name) => name !== all[from])).toEqual(all.filter((_, index) => index !== from));
      const next = all.slice(before).find((_, index) => before + index !== from);
      expect(moved[moved.indexOf(all[from] as never) + 1]).toBe(next);
    }),
  );
});

test('a page is put in behind those that come before it, once, and taken out again', () => {
  const pages = ['cover', 'contents', 'summary'] as const;
  fc.assert(
    fc.property(someIds, fc.shuffledSubarray([...pages]), (ids, order) => {
      const bare: Book = { ...bookOf(ids), items: ids.map((filing) => ({ filing })) };
      const full = order.reduce<Book>((book, page: BookPage) => withPage(withPage(book, page, true), page, true), bare);
      expect(named(full)).toEqual([...pages.filter((page) => order.includes(page)), ...ids]);
      expect(pages.filter((page) => hasPage(full, page))).toEqual(pages.filter((page) => order.includes(page)));
      expect(order.reduce<Book>((book, page) => withPage(book, page, false), full)).toEqual(bare);
    }),
  );
});

test('tables are added once, behind the others; taking one out leaves the rest', () => {
  const book = withFilings(bookOf([3, 1]), [1, 7, 7, 2]);
  expect(filingsOf(book)).toEqual([3, 1, 7, 2]);
  expect(filingsOf(withoutItem(book, 3))).toEqual([3, 7, 2]);
});

test('the next book has the next tables in the same order; title and date move on, a telephone number does not', () => {
  const book: Book = {
    ...bookOf([5, 6, 7]),
    title: '档案馆2026年度绩效目标表',
    cover: { date: '2026年1月5日', telephone: '0411-20262026' },
  };
  const next = bookOfYear(
    book,
    2027,
    new Map([
      [7, 17],
      [5, 15],
    ]),
  );
  expect(next).toMatchObject({
    title: '档案馆2027年度绩效目标表',
    year: 2027,
    cover: { date: '2027年1月5日', telephone: '0411-20262026' },
  });
  expect(named(next)).toEqual(['cover', 'contents', 15, 17]);
});
