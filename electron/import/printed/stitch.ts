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
  /** Left, top, right and bottom of the last part of each sheet: of thousands of sheets nothing else is looked at. */
  #edges: number[] = [];
  #before: Extent | null = null;

  constructor(isLabel: (text: string) => boolean) {
    this.#isLabel = isLabel;
  }

  /** Takes the next page, turned and moved, and finds the sheet that it goes on with. */
  place(given: PrintedPage, number: number): Found {
    const placed = inLine(upright(given), this.#before);
    const { extent, by } = placed;
    this.#before = extent ?? this.#before;
    const left = extent && this.#leftOf(extent);
    if (!left && extent) {
      this.#edges.push(extent.left, extent.top, extent.right, extent.bottom);
      this.#sheets.push({ number, by, page: null, last: extent, ys: extent.ys, right: extent.right });
    }
    return { ...placed, left };
  }

  /** The last sheet whose right-hand part a page is. */
  #leftOf(page: Extent): Sheet | null {
    const edges = this.#edges;
    for (let at = edges.length - 4; at >= 0; at -= 4) {
      const isOther =
        near(edges[at + 1] as number, page.top) &&
        near(edges[at + 3] as number, page.bottom) &&
        !(near(edges[at] as number, page.left) && near(edges[at + 2] as number, page.right));
      const sheet = this.#sheets[at / 4];
      if ((isOther || page.open.left) && sheet && isBeside(sheet, page, isOther, this.#isLabel)) return sheet;
    }
    return null;
  }

  /** Puts a page to the right of its sheet; `first` is the sheet's first page as it was read, for one that has no other. */
  join({ left, page, extent }: Found, first: PrintedPage | null): void {
    if (left && !left.page && first) left.page = moved(upright(first), left.by);
    if (!left?.page || !extent) return;
    add(left, left.page, page, extent);
    this.#edges.splice(4 * this.#sheets.indexOf(left), 4, extent.left, extent.top, extent.right, extent.bottom);
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
 * (`isOther`) that do not begin a table.
 */
function isBeside({ last, ys }: Sheet, page: Extent, isOther: boolean, isLabel: (text: string) => boolean): boolean {
  const isOpen = last.open.right && page.open.left;
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
