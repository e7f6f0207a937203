import { type Frame, findFrames } from './pdf-frames.ts';
import { type PdfPage, upright } from './pdf-page.ts';

/** Points within which two rules are at the same height. */
const SAME = 1.5;
/** Rows that two pages share at least where one is the right-hand part of the other. */
const LEAST_ROWS = 3;

interface Sheet {
  page: PdfPage;
  /** The table of the part that is furthest to the right. */
  frame: Frame;
  /** The right edge of what was put together. */
  right: number;
}

/**
 * Pages turned upright, and those of one sheet that was too wide for its paper put side by side again: a spreadsheet
 * prints the columns that do not fit on further pages, with every row at the height it has on the first. A page that
 * became part of one before it is null.
 */
export function stitchPages(given: readonly (PdfPage | null)[]): (PdfPage | null)[] {
  const sheets: Sheet[] = [];
  const pages: (PdfPage | null)[] = [];
  for (const page of given.map((one) => one && upright(one))) {
    const frame = page && findFrames(page.rules)[0];
    const left = frame && sheets.find((sheet) => isBeside(sheet.frame, frame));
    if (page && left) {
      add(left, page, frame);
      pages.push(null);
      continue;
    }
    const own = page && { ...page, glyphs: [...page.glyphs], rules: [...page.rules] };
    if (own && frame) sheets.push({ page: own, frame, right: frame.right });
    pages.push(own);
  }
  return pages;
}

/** The same rows, between other sides or going on over the edge between the two. */
function isBeside(a: Frame, b: Frame): boolean {
  if (Math.abs(a.bottom - b.bottom) > SAME) return false;
  const sameSides = Math.abs(a.left - b.left) < SAME && Math.abs(a.right - b.right) < SAME;
  if (sameSides && (a.closed.right || b.closed.left)) return false;
  const [few, many] = a.ys.length < b.ys.length ? [a.ys, b.ys] : [b.ys, a.ys];
  return few.length > LEAST_ROWS && few.every((y) => many.some((other) => Math.abs(other - y) <= SAME));
}

/** Puts a page to the right of what there is of its sheet. */
function add(sheet: Sheet, { glyphs, rules, width }: PdfPage, frame: Frame): void {
  const by = sheet.right - frame.left;
  const runs = Math.max(0, ...sheet.page.glyphs.map(({ run }) => run));
  for (const glyph of glyphs)
    sheet.page.glyphs.push(
      glyph.turn === 0
        ? { ...glyph, left: glyph.left + by, right: glyph.right + by, x: glyph.x + by, run: glyph.run + runs }
        : { ...glyph, x: glyph.x + by, run: glyph.run + runs },
    );
  for (const rule of rules)
    sheet.page.rules.push(
      rule.vertical ? { ...rule, at: rule.at + by } : { ...rule, from: rule.from + by, to: rule.to + by },
    );
  sheet.right = frame.right + by;
  sheet.frame = frame;
  sheet.page.width = Math.max(sheet.page.width, width + by);
}
