import type { OpenBook } from '../shared/api.ts';
import type { BookFrame, BookPart } from '../shared/book/book.ts';
import type { Filing } from '../shared/filing/filing.ts';

/** What of a book can be printed, without the tables that lie in 回收站 or are gone. */
export interface PrintedBook {
  frame: BookFrame;
  parts: BookPart[];
  /** The places of the parts among the book's items. */
  places: number[];
}

/** `open` opens the filings of the book that are there, in its order. */
export async function printedBook(
  { book, tables }: OpenBook,
  open: (ids: readonly number[]) => Promise<Filing[]>,
): Promise<PrintedBook> {
  const { items, ...frame } = book;
  const there = new Set(tables.filter(({ trashed }) => !trashed).map(({ id }) => id));
  const kept = items.flatMap((item, place) => ('page' in item || there.has(item.filing) ? [{ item, place }] : []));
  const ids = kept.flatMap(({ item }) => ('filing' in item ? [item.filing] : []));
  const filings = (await open(ids)).values();
  return {
    frame,
    parts: kept.map(({ item }) => ('page' in item ? item : { filing: filings.next().value as Filing })),
    places: kept.map(({ place }) => place),
  };
}
