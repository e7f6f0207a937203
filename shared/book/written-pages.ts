import { type Filing, isPrinted, newFiling, type Row, rowsOf, summarise, textOf, withRows } from '../filing/filing.ts';
import { formOf } from '../filing/form-of.ts';
import { yearAmount, yearFiscal } from '../filing/year-amount.ts';
import { catalog } from '../form/catalog/catalog.ts';
import { contents } from '../form/catalog/contents.ts';
import { cover } from '../form/catalog/cover.ts';
import { submissionSummary } from '../form/catalog/submission-summary.ts';
import { indicatorTables, mainIndicators } from '../form/form.ts';
import type { BookFrame } from './book.ts';

/** The pages of a book that nobody fills in: each is a filing of a form of the catalogue, written from the book. */

/** A table of the book with the number of the page that it begins on, '' until that is known. */
export interface Numbered {
  filing: Filing;
  page: string;
}

export function coverFiling({ title, unit, year, cover: more }: BookFrame): Filing {
  const blank = newFiling(cover, year ?? 0);
  return {
    ...blank,
    values: { ...more, fiscalYear: year === null ? '' : String(year), title, filingUnit: unit },
  };
}

/** `entries`: the titles of what follows the contents, each with its page. */
export function contentsFiling(entries: readonly { title: string; page: string }[]): Filing {
  const rows = entries.map(({ title, page }, index): Row => ({ number: String(index + 1), title, page }));
  return withRows({ ...newFiling(contents, 0), values: {} }, 'entries', rows);
}

export function summaryFiling({ unit, year }: BookFrame, tables: readonly Numbered[]): Filing {
  const values = { fiscalYear: year === null ? '' : String(year), filingUnit: unit };
  const rows = tables.filter(({ filing }) => isSummarised(filing)).map(summaryRow);
  return withRows({ ...newFiling(submissionSummary, 0), values }, 'projects', rows);
}

/** The summary has a row for every table of indicators, none for a department's text. */
export function isSummarised(filing: Filing): boolean {
  return mainIndicators(formOf(filing)) !== null;
}

function summaryRow({ filing, page }: Numbered, index: number): Row {
  const form = formOf(filing);
  const rows = indicatorTables(form).flatMap(({ id }) => rowsOf(filing, id).filter(isPrinted));
  return {
    number: String(index + 1),
    projectName: titleOf(filing),
    supervisingDepartment: textOf(filing, 'supervisingDepartment'),
    amount: yearAmount(form, filing),
    fiscal: yearFiscal(form, filing),
    indicators: String(rows.length),
    page,
  };
}

/** What the contents and the summary call a table: its project, or what it is where it is of the whole unit. */
export function titleOf(filing: Filing): string {
  const form = formOf(filing);
  const { name, unit } = summarise(form, filing);
  return name === unit || name === '' ? form.name : name;
}

/** Whether a book has written this page itself; such a page that is read again is no table of the clerk's. */
export function isWritten(filing: Filing): boolean {
  return catalog.find(filing.form, filing.version)?.kind === 'book';
}
