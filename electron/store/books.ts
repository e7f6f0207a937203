import type Sqlite from 'better-sqlite3';
import { ApiError, type BookSummary, type BookTable, type OpenBook } from '../../shared/api.ts';
import { type Book, bookSchema } from '../../shared/book/book.ts';
import { parseJson } from './body-text.ts';

interface BookRow {
  id: number;
  body: string;
  saved_at: string;
}

/** The books (套表) in the data file. Each call is one transaction. */
export function createBooks(database: Sqlite.Database, now: () => Date) {
  /** The newest year first. */
  function list(): BookSummary[] {
    const rows = database.prepare<[], BookRow>('SELECT id, body, saved_at FROM books').all();
    const read = rows.flatMap(({ id, body, saved_at: savedAt }) => {
      // A newer program may write what this one does not know; its book is then kept and not shown.
      const book = readBook(body);
      if (!book) return [];
      const { title, unit, year, items } = book;
      return [{ id, title, unit, year, tables: items.filter((item) => 'filing' in item).length, savedAt }];
    });
    return read.sort((a, b) => (b.year ?? 0) - (a.year ?? 0) || a.id - b.id);
  }

  /** A book with what lists show of its tables. @throws ApiError `not-found` */
  function get(id: number): OpenBook {
    const row = database.prepare<[number], BookRow>('SELECT id, body, saved_at FROM books WHERE id = ?').get(id);
    const book = row && readBook(row.body);
    if (!book) throw gone();
    return { id, savedAt: row.saved_at, book, tables: tablesOf(book) };
  }

  function tablesOf({ items }: Book): BookTable[] {
    const table = database.prepare<[number], Omit<BookTable, 'trashed'> & { trashed: 0 | 1 }>(
      'SELECT id, form, name, unit, year, trashed_at IS NOT NULL AS trashed FROM filings WHERE id = ?',
    );
    return items.flatMap((item) => {
      const row = 'filing' in item && table.get(item.filing);
      return row ? [{ ...row, trashed: row.trashed === 1 }] : [];
    });
  }

  /** Writes a book, a new one without an id. @throws ApiError `not-found` where it was removed meanwhile */
  function save(id: number | null, book: Book): { id: number; savedAt: string } {
    const savedAt = now().toISOString();
    const body = JSON.stringify(book);
    if (id === null) {
      const { lastInsertRowid } = database
        .prepare('INSERT INTO books (body, saved_at) VALUES (?, ?)')
        .run(body, savedAt);
      return { id: Number(lastInsertRowid), savedAt };
    }
    const { changes } = database.prepare('UPDATE books SET body = ?, saved_at = ? WHERE id = ?').run(body, savedAt, id);
    if (changes === 0) throw gone();
    return { id, savedAt };
  }

  function remove(id: number): void {
    database.prepare('DELETE FROM books WHERE id = ?').run(id);
  }

  /**
   * The filing of a year that each of these has become, as far as there is one: the one that it was rolled forward to,
   * else the only one of its form, unit and name.
   */
  function inYear(ids: readonly number[], year: number): Map<number, number> {
    const rolled = database
      .prepare<[number, number], number>(
        'SELECT id FROM filings WHERE rolled_from = ? AND year = ? AND trashed_at IS NULL ORDER BY id LIMIT 1',
      )
      .pluck();
    const alike = database
      .prepare<[number, number], number>(
        `SELECT other.id FROM filings AS own JOIN filings AS other
           ON other.form = own.form AND other.unit = own.unit AND other.name = own.name AND other.trashed_at IS NULL
         WHERE own.id = ? AND other.year = ? AND other.id <> own.id`,
      )
      .pluck();
    const found = ids.flatMap((id): [number, number][] => {
      const to = rolled.get(id, year);
      if (to !== undefined) return [[id, to]];
      const [only, further] = alike.all(id, year);
      return only !== undefined && further === undefined ? [[id, only]] : [];
    });
    return new Map(found);
  }

  return { list, get, save, remove, inYear };
}

export type BookTables = ReturnType<typeof createBooks>;

function readBook(body: string): Book | null {
  const { success, data } = bookSchema.safeParse(parseJson(body));
  return success ? data : null;
}

const gone = () => new ApiError('not-found', '此套表已不存在，可能已在另一个窗口中删除');
