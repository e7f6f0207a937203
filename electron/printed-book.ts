import type { OpenBook } from '../shared/api.ts';
import type { BookFrame, BookPart } from '../shared/book/book.ts';
import type { Store } from './store/store.ts';

/** What of a book can be printed, without the tables that lie in 回收站 or are gone. */
export interface PrintedBook {
  frame: BookFrame;
  parts: BookPart[];
  /** The places of the parts among the book's items. */
  places: number[];
  /** The filings among them. */
  ids: number[];
}

export function printedBook(store: Pick<Store, 'open'>, { book, tables }: OpenBook): PrintedBook {
  const { items, ...frame } = book;
  const there = new Set(tables.filter(({ trashed }) => !trashed).map(({ id }) => id));
  const kept = items.flatMap((item, place) => ('page' in item || there.has(item.filing) ? [{ item, place }] : []));
  return {
    frame,
    parts: kept.map(({ item }) => ('page' in item ? item : { filing: store.open(item.filing).filing })),
    places: kept.map(({ place }) => place),
    ids: kept.flatMap(({ item }) => ('filing' in item ? [item.filing] : [])),
  };
}
