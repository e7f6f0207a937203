import type { Block } from './blocks.ts';
import { cellHeight, linesThatFit, MAX_ROW_PT, roundUp } from './measure.ts';

/** A block's share of a page: several where a tall row goes on over page ends. Millimetres. */
export interface Part {
  block: number;
  page: number;
  height: number;
}

export interface Pagination {
  /** In printed order. */
  parts: Part[];
  pages: {
    /** The header block printed again at the top, or null. */
    repeats: number | null;
    used: number;
  }[];
}

/** Below this share of a page left empty, a row moves to the next page as a whole; else it is split. */
const EMPTY_SHARE = 1 / 3;
/** Lines that a split row keeps at least on either side. */
const LEAST_LINES = 2;
const MAX_ROW = MAX_ROW_PT * (25.4 / 72);

/** What the pagination needs to know of a block: its whole height and how many lines its tallest cell has. */
export interface Measured {
  block: Block;
  height: number;
  lines: number;
  size: number;
}

/** Puts blocks on pages of `capacity` mm. Every line of every block is on exactly one page. */
export function paginate(measured: readonly Measured[], capacity: number): Pagination {
  const parts: Part[] = [];
  const pages: Pagination['pages'] = [{ repeats: null, used: 0 }];
  const page = () => pages[pages.length - 1] as Pagination['pages'][number];
  const put = (block: number, height: number) => {
    for (const share of gridShares(height)) parts.push({ block, page: pages.length - 1, height: share });
    page().used += height;
  };
  const turn = (repeats: number | null) =>
    pages.push({ repeats, used: repeats === null ? 0 : (measured[repeats]?.height ?? 0) });

  /** Splits a row at line ends, filling each page. */
  const split = (index: number, item: Measured, header: number | null, room: () => number) => {
    let left = item.lines;
    let rest = item.height;
    while (rest > room()) {
      let fit = Math.min(linesThatFit(room(), item.size), left - LEAST_LINES);
      if (cellHeight(fit, item.size) > room()) fit--;
      if (fit >= LEAST_LINES) {
        put(index, cellHeight(fit, item.size));
        left -= fit;
        rest = cellHeight(left, item.size);
      }
      turn(header);
    }
    put(index, rest);
  };

  for (const [index, item] of measured.entries()) {
    // Labels stay with the row below them: at least with its first lines.
    const company = item.block.heads ? firstLines(measured[index + 1]) : 0;
    const header = headerFor(measured, index);
    const room = () => capacity - page().used;
    const fresh = capacity - (header === null ? 0 : (measured[header]?.height ?? 0));
    const whole = item.height + company;
    const moves = whole > room() && whole <= fresh && (item.block.heads || room() < capacity * EMPTY_SHARE);
    if (moves && parts.length > 0) turn(header);
    if (moves || whole <= room()) put(index, item.height);
    else split(index, item, header, room);
  }
  return { parts, pages };
}

function firstLines(item: Measured | undefined): number {
  if (!item) return 0;
  return Math.min(item.height, cellHeight(Math.min(item.lines, LEAST_LINES + 1), item.size));
}

/** The header block to repeat when `index` begins or goes on at the top of a page. */
function headerFor(measured: readonly Measured[], index: number): number | null {
  const item = measured[index];
  if (!item || item.block.heads) return null;
  if (measured[index - 1]?.block.heads === 'text') return index - 1;
  if (item.block.indicator === null) return null;
  const header = measured.findIndex((candidate) => candidate.block.heads === 'indicators');
  return header === -1 ? null : header;
}

/** A height as rows that a worksheet can have: equal shares of at most `most` mm, by default 409 pt. */
export function gridShares(height: number, most = MAX_ROW): number[] {
  const count = Math.ceil(height / most - 1e-9);
  if (count <= 1) return [height];
  const share = Math.min(roundUp(height / count), most);
  return Array.from({ length: count }, (_, k) => (k < count - 1 ? share : height - share * (count - 1)));
}
