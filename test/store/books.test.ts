import { copyFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import Sqlite from 'better-sqlite3';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { salvage } from '../../electron/store/salvage.ts';
import { unwatched } from '../../electron/store/salvage-progress.ts';
import { type Book, type BookItem, newBook } from '../../shared/book/book.ts';
import { filingOf, newStore, storeAt } from './with-store.ts';

const bookOf = (title: string, filings: number[] = []): Book =>
  newBook({ title, unit: '水务事务中心', year: 2026, cover: { filledBy: '王敏' } }, filings);

const anyItem = fc.oneof(
  fc.record({ page: fc.constantFrom('cover' as const, 'contents' as const, 'summary' as const) }),
  fc.record({ filing: fc.integer({ min: 1, max: 9_000_000 }) }),
) as fc.Arbitrary<BookItem>;
const anyBook: fc.Arbitrary<Book> = fc.record({
  title: fc.string({ unit: 'grapheme' }),
  unit: fc.string({ unit: 'grapheme' }),
  year: fc.option(fc.integer({ min: 1990, max: 2100 })),
  cover: fc.dictionary(fc.constantFrom('head', 'filledBy', 'telephone', 'date'), fc.string({ unit: 'grapheme' })),
  numbers: fc.boolean(),
  twoSided: fc.boolean(),
  seals: fc.constantFrom('none' as const, 'cover' as const, 'tables' as const, 'all' as const),
  items: fc.array(anyItem, { maxLength: 20 }),
});

test('whatever a book holds is read back as it was saved, also after the file was closed', async () => {
  const { store, path } = await newStore();
  const saved = fc
    .sample(anyBook, { numRuns: 40, seed: 12 })
    .map((book) => ({ ...store.books.save(null, book), book }));
  await store.close();
  const again = await storeAt(path);
  for (const { id, savedAt, book } of saved) expect(again.books.get(id)).toMatchObject({ id, savedAt, book });
  expect(again.books.list()).toHaveLength(40);
});

test('a book names its tables as lists do; one in 回收站 is marked and one that is gone is not there', async () => {
  const { store } = await newStore();
  const ids = store.add(
    [1, 2, 3].map((n) => filingOf({ projectName: `项目${n}` })),
    '新建',
  );
  const { id } = store.books.save(null, bookOf('送审', ids));
  store.trash(ids.slice(1));
  store.purge(ids.slice(2));
  const told = () => store.books.get(id).tables.map(({ name, trashed }) => `${name}${trashed ? ' 已删除' : ''}`);
  expect(told()).toEqual(['项目1', '项目2 已删除']);
  store.restore(ids.slice(1, 2));
  expect(told()).toEqual(['项目1', '项目2']);
  expect(store.books.list()).toMatchObject([{ id, title: '送审', unit: '水务事务中心', year: 2026, tables: 3 }]);
});

test('a book that was removed in another window is not written again', async () => {
  const { store } = await newStore();
  const { id } = store.books.save(null, bookOf('一'));
  store.books.remove(id);
  expect(() => store.books.save(id, bookOf('二'))).toThrow('此套表已不存在');
  expect(() => store.books.get(id)).toThrow('此套表已不存在');
  expect(store.books.list()).toEqual([]);
});

test('a table is found in the next year by what it was rolled forward from, else by the only one of its name', async () => {
  const { store } = await newStore();
  const ofYear = (projectName: string, year: number) => filingOf({ projectName, fiscalYear: String(year) });
  const [one, two, three, four] = store.add(
    ['渠道清淤', '河道保洁', '水质监测', '泵站维修'].map((name) => ofYear(name, 2026)),
    '新建',
  ) as [number, number, number, number];
  const [rolled] = store.add([ofYear('渠道清淤二期', 2027)], '结转', [one]) as [number];
  const [alike] = store.add([ofYear('河道保洁', 2027)], '新建') as [number];
  store.add([ofYear('水质监测', 2027), ofYear('水质监测', 2027)], '新建');
  expect([...store.books.inYear([one, two, three, four], 2027)]).toEqual([
    [one, rolled],
    [two, alike],
  ]);
});

test('books are read out of a damaged file, and are in its backups', async () => {
  const { store, path } = await newStore();
  const ids = store.add([filingOf()], '新建');
  const { id } = store.books.save(null, bookOf('送审', ids));
  await store.close();
  const draft = join(dirname(path), 'draft.db');
  const alone = join(dirname(path), 'alone.db');
  copyFileSync(path, alone);
  expect(salvage(alone, draft, null, unwatched)).toMatchObject({ filings: 1 });
  const titles = (file: string) => {
    const database = new Sqlite(file, { readonly: true });
    const found = database.prepare("SELECT id, body ->> 'title' AS title FROM books").all();
    database.close();
    return found;
  };
  expect(titles(draft)).toEqual([{ id, title: '送审' }]);
});
