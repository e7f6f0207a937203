import type { BookCount, BookFrame } from '../../shared/book/book.ts';

/**
 * What a file says about itself. Author is the budget unit, subject the kind of table; its times come from `now`, so
 * that the same input gives the same bytes.
 */
export interface DocumentInfo {
  title: string;
  author: string;
  subject?: string;
  now: Date;
  /** Of a book. */
  binding?: Binding;
}

/** How the pages of a book are numbered, and on which number each sheet begins; 0 for a cover. */
export type Binding = Pick<BookFrame, 'numbers' | 'twoSided'> & BookCount;
