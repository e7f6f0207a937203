import { type Frame, findFrames } from './frames.ts';
import type { Box } from './geometry.ts';
import { linesOf } from './lines.ts';
import type { PdfPage } from './page.ts';
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

interface Sheet {
  page: PdfPage;
  /** The part that is furthest to the right, as it is on its own page. */
  last: Extent;
  /** The heights of all rows, and the right edge of what was put together. */
  ys: number[];
  right: number;
}

interface Placed {
  page: PdfPage | null;
  extent: Extent | null;
}

/**
 * Pages turned upright, and those of one sheet that was too wide for its paper put side by side again: a spreadsheet
 * prints the columns that do not fit on further pages, with every row at the height it has on the first. A page that
 * became part of one before it is null.
 */
export function stitchPages(
  given: readonly (PdfPage | null)[],
  isLabel: (text: string) => boolean,
): (PdfPage | null)[] {
  const sheets: Sheet[] = [];
  const pages: (PdfPage | null)[] = [];
  let before: Extent | null = null;
  for (const one of given.map((each) => each && upright(each))) {
    const { page, extent }: Placed = one ? inLine(one, before) : { page: null, extent: null };
    before = extent ?? before;
    const left = extent && sheets.findLast((sheet) => isBeside(sheet, extent, isLabel));
    if (page && left) {
      add(left, page, extent);
      pages.push(null);
      continue;
    }
    const own = page && { ...page, glyphs: [...page.glyphs], rules: [...page.rules] };
    if (own && extent) sheets.push({ page: own, last: extent, ys: extent.ys, right: extent.right });
    pages.push(own);
  }
  return pages;
}

/** How far in points the print of a page may be moved against that of the other side of the paper. */
const BINDING = 60;

/** A page with its extent, moved to where the page before has its tables: bound pages are moved away from the binding. */
function inLine(page: PdfPage, before: Extent | null): Placed {
  const extent = extentOf(page, findFrames(page.rules));
  const by = before && extent ? before.left - extent.left : 0;
  const isMoved = before && extent && near(before.right - extent.right, by) && !near(by, 0) && Math.abs(by) <= BINDING;
  if (!isMoved) return { page, extent };
  return {
    page: { ...page, ...moved(page, by) },
    extent: { ...extent, left: extent.left + by, right: extent.right + by },
  };
}

/** Everything on a page, `by` points further to the right. */
function moved({ glyphs, rules }: PdfPage, by: number): Pick<PdfPage, 'glyphs' | 'rules'> {
  return {
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

function extentOf({ glyphs }: PdfPage, frames: Frame[]): Extent | null {
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
  const [few, many] = ys.length < page.ys.length ? [ys, page.ys] : [page.ys, ys];
  if (few.length <= LEAST_ROWS || !few.every((y) => many.some((other) => near(other, y)))) return false;
  if (last.open.right && page.open.left) return true;
  const sameSides = near(last.left, page.left) && near(last.right, page.right);
  return !sameSides && near(last.top, page.top) && near(last.bottom, page.bottom) && !isLabel(page.first);
}

function near(a: number, b: number): boolean {
  return Math.abs(a - b) <= SAME;
}

/** Puts a page to the right of what there is of its sheet. */
function add(sheet: Sheet, page: PdfPage, extent: Extent): void {
  const by = sheet.right - extent.left;
  const runs = sheet.page.glyphs.reduce((most, { run }) => Math.max(most, run), 0);
  const { glyphs, rules } = moved(page, by);
  for (const glyph of glyphs) sheet.page.glyphs.push({ ...glyph, run: glyph.run + runs });
  for (const rule of rules) sheet.page.rules.push(rule);
  sheet.ys = [...sheet.ys, ...extent.ys];
  sheet.right = extent.right + by;
  sheet.last = extent;
  sheet.page.width = Math.max(sheet.page.width, page.width + by);
}
