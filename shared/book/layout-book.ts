import type { Filing } from '../filing/filing.ts';
import { formOf } from '../filing/form-of.ts';
import { rowPlaceOf } from '../filing/path.ts';
import { layout } from '../layout/layout.ts';
import type { Sheet } from '../layout/sheet.ts';
import { bindPages } from './bind-pages.ts';
import { type BookCount, type BookFrame, type BookPage, type BookPart, PAGE_NAMES } from './book.ts';
import { contentsFiling, coverFiling, isSummarised, summaryFiling, titleOf } from './written-pages.ts';

/** A book laid out: a sheet for each of its parts. */
export interface LaidBook extends BookCount {
  sheets: Sheet[];
}

/** Diameter in mm of the guide circle for a unit's seal, where the clerk has set none. */
const SEAL = 42;

/**
 * Lays out every part of a book and numbers its pages; the cover has no number. Contents and summary are laid out
 * twice: how many pages they take is known only then, and what they say depends on it. `onSheet` hears of every sheet.
 * Takes a filing at a time, so that a long book can be told about and given up. `seal` is the diameter of the guide
 * circles in mm; where they are, the book says.
 */
export function* layOutBook(
  frame: BookFrame,
  parts: readonly BookPart[],
  seal?: 42 | 45 | null,
): Generator<number, LaidBook> {
  const diameter = seal ?? SEAL;
  const sheets: Sheet[] = [];
  for (const part of parts) {
    sheets.push(
      'page' in part ? writtenPage(part.page, frame, parts, [], diameter) : tableSheet(frame, part.filing, diameter),
    );
    yield sheets.length;
  }
  // A number never breaks a line more, so the second time takes as many pages as the first; the loop is the proof.
  for (;;) {
    const numbers = firstPages(parts, sheets);
    let grown = false;
    for (const [index, part] of parts.entries()) {
      if (!('page' in part) || part.page === 'cover') continue;
      const before = sheets[index]?.pages.length;
      const sheet = writtenPage(part.page, frame, parts, numbers, diameter);
      sheets[index] = sheet;
      if (sheet.pages.length !== before) grown = true;
    }
    if (!grown) return bound(frame, parts, sheets, numbers);
  }
}

function tableSheet({ seals }: BookFrame, filing: Filing, diameter: 42 | 45): Sheet {
  const seal = seals === 'tables' || seals === 'all' ? diameter : null;
  return { ...layout(formOf(filing), filing, { seal, blankRows: false }), title: titleOf(filing) };
}

function writtenPage(
  page: BookPage,
  frame: BookFrame,
  parts: readonly BookPart[],
  numbers: readonly number[],
  diameter: 42 | 45,
): Sheet {
  const filing = writtenFiling(page, frame, parts, numbers);
  const sealed = page === 'cover' ? ['cover', 'all'] : page === 'summary' ? ['tables', 'all'] : [];
  const seal = sealed.includes(frame.seals) ? diameter : null;
  return { ...layout(formOf(filing), filing, { seal, blankRows: false }), title: PAGE_NAMES[page] };
}

function writtenFiling(
  page: BookPage,
  frame: BookFrame,
  parts: readonly BookPart[],
  numbers: readonly number[],
): Filing {
  const number = (index: number) => String(numbers[index] ?? '');
  if (page === 'cover') return coverFiling(frame);
  if (page === 'contents')
    return contentsFiling(listed(parts).map(({ title, index }) => ({ title, page: number(index) })));
  const tables = parts.flatMap((part, index) =>
    'filing' in part ? [{ filing: part.filing, page: number(index) }] : [],
  );
  return summaryFiling(frame, tables);
}

/** What the contents list: the summary and every table. */
function listed(parts: readonly BookPart[]): { title: string; index: number }[] {
  return parts.flatMap((part, index) => {
    if ('filing' in part) return [{ title: titleOf(part.filing), index }];
    return part.page === 'summary' ? [{ title: PAGE_NAMES.summary, index }] : [];
  });
}

/** The number of the page on which each part begins; 0 for a cover. */
function firstPages(parts: readonly BookPart[], sheets: readonly Sheet[]): number[] {
  let next = 1;
  return parts.map((part, index) => {
    if (isCover(part)) return 0;
    const first = next;
    next += sheets[index]?.pages.length ?? 0;
    return first;
  });
}

function isCover(part: BookPart): boolean {
  return 'page' in part && part.page === 'cover';
}

function bound(
  frame: BookFrame,
  parts: readonly BookPart[],
  sheets: readonly Sheet[],
  numbers: readonly number[],
): LaidBook {
  const pages = sheets.reduce(
    (sum, sheet, index) => sum + (isCover(parts[index] as BookPart) ? 0 : sheet.pages.length),
    0,
  );
  const made = sheets.map((sheet, index) => {
    const part = parts[index] as BookPart;
    const linked = 'page' in part ? withLinks(sheet, part.page, parts) : sheet;
    if (isCover(part)) return { ...linked, pages: linked.pages.map((page) => ({ ...page, label: '封面' })) };
    return bindPages(linked, numbers[index] as number, pages, frame);
  });
  return { sheets: made, pages, firsts: [...numbers] };
}

/** The rows of contents and summary lead to what they name. */
function withLinks(sheet: Sheet, page: BookPage, parts: readonly BookPart[]): Sheet {
  if (page === 'cover') return sheet;
  const targets =
    page === 'contents'
      ? listed(parts).map(({ index }) => index)
      : parts.flatMap((part, index) => ('filing' in part && isSummarised(part.filing) ? [index] : []));
  const cells = sheet.cells.map((cell) => {
    const target = targets[rowPlaceOf(cell.path)?.row ?? -1];
    return target === undefined ? cell : { ...cell, leads: target };
  });
  return { ...sheet, cells };
}
