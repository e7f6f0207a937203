import type { Block } from './block.ts';
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
    /** The heading blocks printed again at the top, in order. */
    repeats: number[];
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
  const pages: Pagination['pages'] = [{ repeats: [], used: 0 }];
  const page = () => pages[pages.length - 1] as Pagination['pages'][number];
  const put = (block: number, height: number) => {
    for (const share of gridShares(height)) parts.push({ block, page: pages.length - 1, height: share });
    page().used += height;
  };
  const heightOf = (list: readonly number[]) => list.reduce((sum, index) => sum + (measured[index]?.height ?? 0), 0);
  const turn = (repeats: number[]) => pages.push({ repeats, used: heightOf(repeats) });

  /** Splits a row at line ends, filling each page. */
  const split = (index: number, item: Measured, header: number[], room: () => number) => {
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

  const heads = headRuns(measured);
  for (const [index, item] of measured.entries()) {
    const isUsed = () => parts.some((part) => part.page === pages.length - 1);
    if (
      item.block.page &&
      isUsed() &&
      (item.block.page.break || movesTogether(measured, index, capacity - page().used, capacity))
    )
      turn([]);
    // Labels stay with the row below them: at least with its first lines.
    const head = heads[index] as Head;
    const company = item.block.head
      ? heightOf(head.run.filter((other) => other > index)) + firstLines(measured[head.next])
      : 0;
    const header = headerFor(measured, heads, index);
    const room = () => capacity - page().used;
    const fresh = capacity - heightOf(header);
    const whole = item.height + company;
    const moves = whole > room() && whole <= fresh && (item.block.head || room() < capacity * EMPTY_SHARE);
    if (moves && isUsed()) turn(header);
    if (moves || whole <= room()) put(index, item.height);
    else split(index, item, header, room);
  }
  return { parts, pages };
}

/** Whether a band that begins here goes to the next page as a whole: it fits there, and not on this one. */
function movesTogether(measured: readonly Measured[], index: number, room: number, capacity: number): boolean {
  const first = measured[index]?.block;
  if (!first?.page?.together) return false;
  const height = measured.filter(({ block }) => block.band === first.band).reduce((sum, item) => sum + item.height, 0);
  return height > room && height <= capacity;
}

interface Head {
  /** The heading blocks that stand together with this one; none for other blocks. */
  run: number[];
  /** The block below them. */
  next: number;
}

/** Heading blocks that follow each other in one band are one heading. */
function headRuns(measured: readonly Measured[]): Head[] {
  const result: Head[] = [];
  let run: number[] = [];
  for (const [index, { block }] of measured.entries()) {
    const above = measured[index - 1]?.block;
    if (!block.head) run = [];
    else run = above?.head && above.band === block.band ? run : [];
    if (block.head) run.push(index);
    result.push({ run, next: index + 1 });
  }
  for (const { run: own } of result) for (const index of own) (result[index] as Head).next = (own.at(-1) as number) + 1;
  return result;
}

function firstLines(item: Measured | undefined): number {
  if (!item) return 0;
  return Math.min(item.height, cellHeight(Math.min(item.lines, LEAST_LINES + 1), item.size));
}

/**
 * The heading to repeat when `index` begins or goes on at the top of a page: that of its table, else the labels just
 * above it.
 */
function headerFor(measured: readonly Measured[], heads: readonly Head[], index: number): number[] {
  const block = measured[index]?.block;
  if (!block || block.head) return [];
  const above = measured[index - 1]?.block;
  if (!block.inTable)
    return above?.head === 'repeated' && above.band === block.band ? (heads[index - 1]?.run ?? []) : [];
  const first = measured.findIndex((other) => other.block.band === block.band && other.block.head);
  return heads[first]?.run ?? [];
}

/** A height as rows that a worksheet can have: equal shares of at most `most` mm, by default 409 pt. */
export function gridShares(height: number, most = MAX_ROW): number[] {
  const count = Math.ceil(height / most - 1e-9);
  if (count <= 1) return [height];
  const share = Math.min(roundUp(height / count), most);
  return Array.from({ length: count }, (_, k) => (k < count - 1 ? share : height - share * (count - 1)));
}
