import { type Filing, summarise } from '../filing/filing.ts';
import { formOf } from '../filing/form-of.ts';
import { groupBy } from '../group-by.ts';
import { type Book, type BookFrame, type BookPart, newBook } from './book.ts';
import { inBookOrder } from './order.ts';
import { isWritten } from './written-pages.ts';

/**
 * The book that filings make: in the order of a book, with the cover that is among them, else one that says what they
 * have in common. Contents and summary that were read with them are written anew; a summary only where there was one.
 */
export function gatherBook(filings: readonly Filing[]): { frame: BookFrame; parts: BookPart[] } {
  const given = filings.find(({ form }) => form === 'cover');
  const tables = filings.filter((filing) => !isWritten(filing) && filing !== given);
  const common = given ? ofCover(given) : { title: '', unit: unitOf(tables), year: yearOf(tables), cover: {} };
  const title = common.title || bookTitle(tables);
  const { items: _, ...frame } = newBook({ ...common, title }, []);
  const hasSummary = filings.some(({ form }) => form === 'submission-summary');
  return {
    frame,
    parts: [
      { page: 'cover' },
      { page: 'contents' },
      ...(hasSummary ? [{ page: 'summary' } as const] : []),
      ...inBookOrder(tables, (filing) => filing).map((filing) => ({ filing })),
    ],
  };
}

/** What a book is called where nobody says otherwise; the cover names year and unit apart. */
export function bookTitle(filings: readonly Filing[]): string {
  const forms = new Set(filings.map(formOf).filter(({ kind }) => kind !== 'disclosure'));
  const [only] = forms;
  return forms.size === 1 && only ? only.name : '预算绩效目标表';
}

/** What a filled-in cover says of its book. */
function ofCover(filing: Filing): Pick<Book, 'title' | 'unit' | 'year' | 'cover'> {
  const { fiscalYear: _, title = '', filingUnit = '', ...cover } = filing.values;
  const { year } = summarise(formOf(filing), filing);
  return { title, unit: filingUnit, year, cover };
}

/** The unit that they are all of, else that of the department's own text or table; '' where there is none. */
function unitOf(filings: readonly Filing[]): string {
  const told = filings.map((filing) => ({ kind: formOf(filing).kind, unit: summarise(formOf(filing), filing).unit }));
  const units = new Set(told.map(({ unit }) => unit).filter((unit) => unit !== ''));
  const [only = ''] = units;
  if (units.size === 1) return only;
  return told.find(({ kind, unit }) => (kind === 'disclosure' || kind === 'unit') && unit !== '')?.unit ?? '';
}

/** The year that most of them are of; null where none has one. */
function yearOf(filings: readonly Filing[]): number | null {
  const byYear = groupBy(filings, (filing) => summarise(formOf(filing), filing).year);
  byYear.delete(null);
  const [most] = [...byYear].toSorted(([, a], [, b]) => b.length - a.length);
  return most?.[0] ?? null;
}
