import { type Band, type BandedTable, LISTING_PAGE } from './listing-bands.ts';
import { cellHeight, linesThatFit } from './measure.ts';

/** A band, or the lines of it from `from` up to `to`, at its place on a page. Millimetres. */
export interface PlacedBand {
  table: BandedTable;
  band: Band;
  y: number;
  height: number;
  from: number;
  to: number;
}

const CAPACITY = LISTING_PAGE.height - LISTING_PAGE.top - LISTING_PAGE.bottom;
const TABLE_GAP = 6;
/** Below this share of a page left empty, a row moves to the next page as a whole; else it is split. */
const EMPTY_SHARE = 1 / 3;
/** Lines that a split row keeps at least on either side. */
const LEAST_LINES = 2;

/**
 * Puts the tables one after the other on pages, title and lines before the first only. Heading rows stay with the row
 * below them and are repeated on further pages; a row that is too high goes on there. Every line of every band is on
 * exactly one page, but for the repeated headings.
 */
export function placeListing(tables: readonly BandedTable[]): PlacedBand[][] {
  const pages: PlacedBand[][] = [[]];
  let used = 0;
  const room = () => CAPACITY - used;
  const put = (table: BandedTable, band: Band, height: number, from: number, to: number) => {
    pages[pages.length - 1]?.push({ table, band, y: LISTING_PAGE.top + used, height, from, to });
    used += height;
  };
  for (const [index, table] of tables.entries()) {
    const bands = index === 0 ? table.bands : table.bands.filter(({ kind }) => kind !== 'title' && kind !== 'line');
    const headings = bands.filter((band) => band.kind === 'heading');
    const repeated = totalHeight(headings) <= CAPACITY * EMPTY_SHARE ? headings : [];
    const turn = (band: Band) => {
      pages.push([]);
      used = 0;
      if (band.kind !== 'row') return;
      for (const heading of repeated) put(table, heading, heading.height, 0, linesOf(heading));
    };
    if (index > 0) used += TABLE_GAP;
    for (const [at, band] of bands.entries()) {
      const whole = band.height + company(bands, at);
      const fresh = CAPACITY - (band.kind === 'row' ? totalHeight(repeated) : 0);
      const moves = whole > room() && whole <= fresh && (band.kind !== 'row' || room() < CAPACITY * EMPTY_SHARE);
      if (moves && pages.at(-1)?.length) turn(band);
      const lines = linesOf(band);
      let from = 0;
      let height = band.height;
      while (height > room()) {
        let fit = Math.min(linesThatFit(room(), band.style.size), lines - from - LEAST_LINES);
        if (cellHeight(fit, band.style.size) > room()) fit--;
        if (fit >= LEAST_LINES) {
          put(table, band, cellHeight(fit, band.style.size), from, from + fit);
          from += fit;
          height = cellHeight(lines - from, band.style.size);
        }
        turn(band);
      }
      put(table, band, height, from, lines);
    }
  }
  return pages;
}

/**
 * Height of what has to follow a name or heading on its page: further headings and the first lines of the first row.
 */
function company(bands: readonly Band[], at: number): number {
  const kind = bands[at]?.kind;
  const next = bands[at + 1];
  if ((kind !== 'name' && kind !== 'heading') || !next) return 0;
  if (next.kind === 'heading') return next.height + company(bands, at + 1);
  return Math.min(next.height, cellHeight(LEAST_LINES + 1, next.style.size));
}

function linesOf(band: Band): number {
  return Math.max(...band.cells.map((cell) => cell.lines.length));
}

function totalHeight(bands: readonly Band[]): number {
  return bands.reduce((sum, band) => sum + band.height, 0);
}
