import * as z from 'zod';
import type { Filing } from '../filing/filing.ts';

/** The pages that a book has beside its tables. */
export type BookPage = 'cover' | 'contents' | 'summary';

const item = z.union([
  z.strictObject({ page: z.enum(['cover', 'contents', 'summary']) }),
  z.strictObject({ filing: z.int().positive() }),
]);

/** How a book (套表) is printed: everything but what is in it. */
const frameShape = {
  /** What the cover calls it. */
  title: z.string(),
  unit: z.string(),
  year: z.int().nullable(),
  /** What else is filled in on the cover, by field of its form: 单位负责人, 填报人, 联系电话, 填报日期. */
  cover: z.record(z.string(), z.string()),
  /** Whether every page but the cover says 第 n 页 共 m 页. */
  numbers: z.boolean(),
  /** Printed on both sides: room for the binding, page numbers at the outer edge, nothing on the back of the cover. */
  twoSided: z.boolean(),
  /** Where room for the unit's seal is kept. */
  seals: z.enum(['none', 'cover', 'tables', 'all']),
};

export const bookSchema = z.strictObject({ ...frameShape, items: z.array(item) });

/** A book as the store has it: filings by id. */
export type Book = z.infer<typeof bookSchema>;
export type BookItem = z.infer<typeof item>;
export type BookFrame = Omit<Book, 'items'>;

/** What is in a book, in order, with the filings themselves. */
export type BookPart = { page: BookPage } | { filing: Filing };

/** How many pages of a book have a number, and the number of the page that each part begins on; 0 for a cover. */
export interface BookCount {
  pages: number;
  firsts: number[];
}

/** A new book: cover, contents, then what is in it. */
export function newBook(said: Pick<Book, 'title' | 'unit' | 'year' | 'cover'>, filings: readonly number[]): Book {
  return {
    ...said,
    numbers: true,
    twoSided: false,
    seals: 'cover',
    items: [{ page: 'cover' }, { page: 'contents' }, ...filings.map((filing) => ({ filing }))],
  };
}
