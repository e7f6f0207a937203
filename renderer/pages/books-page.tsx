import { useEffect } from 'react';
import type { ActionContext } from '../actions/action.ts';
import { useObservable } from '../state/observable.ts';
import { BookList } from './book-list.tsx';
import { BookPage } from './book-page.tsx';
import { PageOver } from './page-over.tsx';
import './books.css';

/** 套表: every book, or the one that is open. */
export function BooksPage({ context }: { context: ActionContext }) {
  const { attempt, books, frame } = context.workspace;
  const { open } = useObservable(books);
  useEffect(() => attempt(() => books.show()), [attempt, books]);
  return (
    <PageOver frame={frame} title="套表">
      {open ? <BookPage context={context} open={open} key={open.id} /> : <BookList context={context} />}
    </PageOver>
  );
}
