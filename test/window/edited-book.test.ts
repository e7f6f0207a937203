import { beforeEach, expect, test, vi } from 'vitest';
import { EditedBook } from '../../renderer/state/edited-book.ts';
import type { OpenBook } from '../../shared/api.ts';
import { ApiError } from '../../shared/api-error.ts';
import { withFilings, withoutItem } from '../../shared/book/arrange.ts';
import { type Book, newBook } from '../../shared/book/book.ts';

/** The backend: what it holds, and how saving fails if it does. */
let stored: Book;
let time = 0;
let failure: ApiError | null = null;
let saves = 0;
/** What an answer to books.get waits for, though it says what was there when it was asked. */
let late: Promise<void> | null = null;
const calls: string[] = [];
const opened = (): OpenBook => ({
  id: 1,
  savedAt: `${time}`,
  book: stored,
  tables: [1, 2, 3].map((id) => ({
    id,
    form: 'dalian-project',
    name: `表${id}`,
    unit: '馆',
    year: 2026,
    trashed: id === 3,
  })),
});
vi.mock('../../renderer/bridge.ts', () => ({
  call: async (method: string, request: { book: Book }) => {
    calls.push(method);
    await Promise.resolve();
    if (method === 'books.save') {
      if (failure) throw failure;
      saves++;
      stored = request.book;
      return { id: 1, savedAt: `${++time}` };
    }
    if (method === 'books.count') return { count: { pages: 9, firsts: stored.items.map((_, index) => index) } };
    const answer = opened();
    await late;
    return answer;
  },
}));

beforeEach(() => {
  stored = newBook({ title: '书', unit: '馆', year: 2026, cover: {} }, [1, 2]);
  [time, failure, saves, late] = [0, null, 0, null];
  vi.useFakeTimers();
});

test('every change is saved; what is typed on in one field is one step back', async () => {
  const book = new EditedBook(opened());
  for (const title of ['书一', '书一二', '书一二三']) book.change({ ...book.book, title }, 'title');
  book.change(withoutItem(book.book, 0));
  await book.flush();
  expect(stored).toEqual(book.book);
  expect(saves, 'changes that come while one is written are written together').toBe(2);
  book.undo();
  book.undo();
  expect(book.book.title).toBe('书');
  expect(book.canUndo).toBe(false);
  book.redo();
  await book.flush();
  expect(stored.title).toBe('书一二三');
});

test('what could not be saved is told, stays, and is saved at the next try', async () => {
  const book = new EditedBook(opened());
  failure = new ApiError('store-full');
  book.change({ ...book.book, title: '新' });
  await expect(book.flush()).rejects.toThrow('磁盘空间不足');
  expect(book.saving.state).toBe('failed');
  expect(book.book.title).toBe('新');
  failure = null;
  await book.flush();
  expect(stored.title).toBe('新');
  expect(book.saving.state).toBe('saved');
});

test('what another window has saved is taken over, and its tables are known', async () => {
  const book = new EditedBook(opened());
  stored = withFilings({ ...stored, title: '别处' }, [3, 4]);
  time = 50;
  await book.refresh();
  expect([book.book.title, book.printed, book.missing]).toEqual(['别处', [1, 2], 2]);
});

test('pages are counted once after changes that come together, and not after the book was closed', async () => {
  const book = new EditedBook(opened());
  calls.length = 0;
  book.change({ ...book.book, twoSided: true });
  book.change({ ...book.book, numbers: false });
  await book.flush();
  await vi.runAllTimersAsync();
  expect(calls.filter((method) => method === 'books.count')).toHaveLength(1);
  expect(book.count?.pages).toBe(9);
  book.change({ ...book.book, twoSided: false });
  book.close();
  await vi.runAllTimersAsync();
  expect(calls.filter((method) => method === 'books.count')).toHaveLength(1);
});

test('an answer that was asked for before a change does not take it back, though it is saved by then', async () => {
  const book = new EditedBook(opened());
  book.change(withoutItem(book.book, 0));
  await book.flush();
  let answer = () => {};
  late = new Promise((resolve) => {
    answer = resolve;
  });
  const asked = book.refresh();
  await vi.advanceTimersByTimeAsync(1);
  const changed = withoutItem(book.book, 0);
  book.change(changed);
  await book.flush();
  answer();
  await asked;
  expect(book.book).toEqual(changed);
  expect(book.canUndo).toBe(true);
});
