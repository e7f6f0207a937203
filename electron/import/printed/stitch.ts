import { type Frame, findFrames } from './frames.ts';
import type { Box } from './geometry.ts';
import { linesOf } from './lines.ts';
import type { PrintedPage } from './page.ts';
import { upright } from './upright.ts';

/** Points within which two rules are at the same place. */
const SAME = 1.5;
/** Rows that two pages share at least where one is the right-hand part of the other. */
const LEAST_ROWS = 3;

/** The tables of a page as one. */
interface Extent extends Box {
  ys: number[];
  /** Whether cells go on over its sides. */
  open: { left: boolean; right: boolean };
  /** The text of its first cell. */
  first: string;
}

/** A page, or several of one sheet that was too wide for its paper. */
interface Sheet {
  /** Of its first page, counted from 1, and how far that was moved to the right in points. */
  number: number;
  by: number;
  /** What was put together; null for one page, which is not kept. */
  page: PrintedPage | null;
  /** The part that is furthest to the right, as it is on its own page. */
  last: Extent;
  /** The heights of all rows, and the right edge of what was put together. */
  ys: number[];
  right: number;
}

interface Placed {
  page: PrintedPage;
  /** Null where it has no tables. */
  extent: Extent | null;
  /** How far it was moved. */
  by: number;
}

/** A page that is the right-hand part of a sheet before it, or of none. */
export type Found = Placed & { left: Sheet | null };

/**
 * Pages turned upright, and those of one sheet that was too wide for its paper put side by side again: a spreadsheet
 * prints the columns that do not fit on further pages, with every row at the height it has on the first.
 */
export class Sheets {
  #isLabel: (text: string) => boolean;
  #sheets: Sheet[] = [];
  #before: Extent | null = null;

  constructor(isLabel: (text: string) => boolean) {
    this.#isLabel = isLabel;
  }

  /** Takes the next page, turned and moved, and finds the sheet that it goes on with. */
  place(given: PrintedPage, number: number): Found {
    const placed = inLine(upright(given), this.#before);
    const { extent, by } = placed;
    this.#before = extent ?? this.#before;
    const left = (extent && this.#sheets.findLast((sheet) => isBeside(sheet, extent, this.#isLabel))) ?? null;
    if (!left && extent)
      this.#sheets.push({ number, by, page: null, last: extent, ys: extent.ys, right: extent.right });
    return { ...placed, left };
  }

  /** Puts a page to the right of its sheet; `first` is the sheet's first page as it was read, for one that has no other. */
  join({ left, page, extent }: Found, first: PrintedPage | null): void {
    if (left && !left.page && first) left.page = moved(upright(first), left.by);
    if (left?.page && extent) add(left, left.page, page, extent);
  }

  /** The sheets of several pages. */
  get joined(): { page: PrintedPage; number: number }[] {
    return this.#sheets.flatMap(({ page, number }) => (page ? [{ page, number }] : []));
  }
}

/** How far in points the print of a page may be moved against that of the other side of the paper. */
const BINDING = 60;

/** A page with its extent, moved to where the page before has its tables: bound pages are moved away from the binding. */
function inLine(page: PrintedPage, before: Extent | null): Placed {
  const extent = extentOf(page, findFrames(page.rules));
  const by = before && extent ? before.left - extent.left : 0;
  const isMoved = before && extent && near(before.right - extent.right, by) && !near(by, 0) && Math.abs(by) <= BINDING;
  if (!isMoved) return { page, extent, by: 0 };
  return { page: moved(page, by), extent: { ...extent, left: extent.left + by, right: extent.right + by }, by };
}

/** Everything on a page, `by` points further to the right. */
function moved({ width, height, glyphs, rules }: PrintedPage, by: number): PrintedPage {
  return {
    width,
    height,
    glyphs: glyphs.map((glyph) =>
      glyph.turn === 0
        ? { ...glyph, left: glyph.left + by, right: glyph.right + by, x: glyph.x + by }
        : { ...glyph, x: glyph.x + by },
    ),
    rules: rules.map((rule) =>
      rule.vertical ? { ...rule, at: rule.at + by } : { ...rule, from: rule.from + by, to: rule.to + by },
    ),
  };
}

function extentOf({ glyphs }: PrintedPage, frames: Frame[]): Extent | null {
  const [frame] = frames;
  const cell = frame?.cells[0];
  if (!frame || !cell) return null;
  const [right, bottom] = [frame.xs[cell.col + cell.colSpan] as number, frame.ys[cell.row + cell.rowSpan] as number];
  const inside = glyphs.filter(({ x, y }) => x > frame.left && x < right && y > frame.top && y < bottom);
  return {
    left: Math.min(...frames.map((one) => one.left)),
    top: frame.top,
    right: Math.max(...frames.map((one) => one.right)),
    bottom: Math.max(...frames.map((one) => one.bottom)),
    ys: frames.flatMap(({ ys }) => ys),
    open: {
      left: frames.some(({ closed }) => !closed.left),
      right: frames.some(({ closed }) => !closed.right),
    },
    first: linesOf(inside)
      .map(({ text }) => text)
      .join(''),
  };
}

/**
 * Whether a page has the rows of a sheet, and either cells that go on over the edge between the two, or other columns
 * that do not begin a table.
 */
function isBeside({ last, ys }: Sheet, page: Extent, isLabel: (text: string) => boolean): boolean {
  const isOpen = last.open.right && page.open.left;
  const isOther =
    near(last.top, page.top) &&
    near(last.bottom, page.bottom) &&
    !(near(last.left, page.left) && near(last.right, page.right));
  // Of thousands of pages with the same sides nothing else is asked.
  if (!isOpen && !isOther) return false;
  const [few, many] = ys.length < page.ys.length ? [ys, page.ys] : [page.ys, ys];
  if (few.length <= LEAST_ROWS || !few.every((y) => many.some((other) => near(other, y)))) return false;
  return isOpen || !isLabel(page.first);
}

function near(a: number, b: number): boolean {
  return Math.abs(a - b) <= SAME;
}

/** Puts a page to the right of what there is of its sheet. */
function add(sheet: Sheet, whole: PrintedPage, page: PrintedPage, extent: Extent): void {
  const by = sheet.right - extent.left;
  const runs = whole.glyphs.reduce((most, { run }) => Math.max(most, run), 0);
  const { glyphs, rules } = moved(page, by);
  for (const glyph of glyphs) whole.glyphs.push({ ...glyph, run: glyph.run + runs });
  for (const rule of rules) whole.rules.push(rule);
  sheet.ys = [...sheet.ys, ...extent.ys];
  sheet.right = extent.right + by;
  sheet.last = extent;
  whole.width = Math.max(whole.width, page.width + by);
}
