import type { Block } from './block.ts';
import { cellHeight, linesThatFit, MAX_ROW_PT, roundDown, roundUp } from './measure.ts';

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

/** The first part of each of so many blocks, and behind them the number of parts. */
export function firstParts(blocks: number, parts: readonly Part[]): number[] {
  const firsts = new Array<number>(blocks + 1).fill(parts.length);
  for (let part = parts.length - 1; part >= 0; part--) firsts[(parts[part] as Part).block] = part;
  return firsts;
}

/** Below this share of a page left empty, a row moves to the next page as a whole; else it is split. */
const EMPTY_SHARE = 1 / 3;
/** Lines that a split row keeps at least on either side. */
const LEAST_LINES = 2;
const MAX_ROW = MAX_ROW_PT * (25.4 / 72);

/** What the pagination needs to know of a block. */
export interface Measured {
  block: Block;
  /** Millimetres. */
  height: number;
  /** The texts that begin and end in it: how many lines, and the size in points that their distance goes by. */
  texts: Lines[];
  /** Height in mm that a label which begins here, and goes on below, needs of the page. */
  least: number;
  /** How many blocks the tallest of its cells reaches over. */
  reach: number;
}

export interface Lines {
  lines: number;
  size: number;
}

/** Puts blocks on pages of `capacity` mm. Every line of every block is on exactly one page. */
export function paginate(measured: readonly Measured[], capacity: number): Pagination {
  const parts: Part[] = [];
  const pages: Pagination['pages'] = [{ repeats: [], used: 0 }];
  const page = () => pages[pages.length - 1] as Pagination['pages'][number];
  const isUsed = () => parts.at(-1)?.page === pages.length - 1;
  const room = () => capacity - page().used;
  const put = (block: number, height: number) => {
    for (const share of gridShares(height)) parts.push({ block, page: pages.length - 1, height: share });
    page().used += height;
  };
  const heightOf = (list: readonly number[]) => list.reduce((sum, index) => sum + (measured[index]?.height ?? 0), 0);
  const turn = (repeats: number[]) => pages.push({ repeats, used: heightOf(repeats) });

  /** Splits a row at line ends, filling each page; what it is higher than its texts is split anywhere. */
  const split = (index: number, item: Measured, header: number[]) => {
    let left = item.texts;
    let spare = item.height - textHeight(left);
    const rest = () => textHeight(left) + spare;
    while (rest() > room()) {
      const height = textHeight(left);
      const share = height <= room() ? roundDown(room()) : linesOf(left, room());
      if (share > 0) {
        put(index, share);
        left = left.map(({ lines, size }) => ({ lines: Math.max(0, lines - linesThatFit(share, size)), size }));
        if (share > height) spare -= share - height;
      } else if (!isUsed()) break;
      turn(header);
    }
    put(index, rest());
  };

  const heads = new Headings(measured, capacity);
  for (const [index, item] of measured.entries()) {
    const { block } = item;
    if (block.page && isUsed() && (block.page.break || heads.together(index) > room())) turn([]);
    const header = heads.above(index);
    // Labels stay with the row below them: at least with its first lines.
    const whole = heads.isHead(index) ? heads.company(index) : Math.max(item.height, item.least);
    const isLow = !block.flows && room() < capacity * EMPTY_SHARE && !heads.isHead(index - 1);
    const keeps = heads.isHead(index) || item.least > room() || isLow;
    const moves = whole > room() && whole <= capacity - heightOf(header) && keeps;
    if (moves && isUsed()) turn(header);
    if (moves || item.height <= room()) put(index, item.height);
    else split(index, item, header);
  }
  return { parts, pages };
}

/** Height in mm of the lines of a row that go on a page with `room` mm; 0 where too few would stand on either side. */
function linesOf(texts: readonly Lines[], room: number): number {
  const tallest = tallestOf(texts);
  if (!tallest) return 0;
  let fit = Math.min(linesThatFit(room, tallest.size), tallest.lines - LEAST_LINES);
  if (cellHeight(fit, tallest.size) > room) fit--;
  return fit >= LEAST_LINES ? cellHeight(fit, tallest.size) : 0;
}

/** Height in mm of the tallest of texts; 0 of none. */
export function textHeight(texts: readonly Lines[]): number {
  const tallest = tallestOf(texts);
  return tallest ? cellHeight(tallest.lines, tallest.size) : 0;
}

function tallestOf(texts: readonly Lines[]): Lines | null {
  let tallest: Lines | null = null;
  for (const one of texts)
    if (one.lines > 0 && (!tallest || one.lines * one.size > tallest.lines * tallest.size)) tallest = one;
  return tallest;
}

/** Which blocks are headings, of what, and what stays with them. */
class Headings {
  private readonly measured: readonly Measured[];
  private readonly capacity: number;
  /** Heading blocks that are repeated as one, by the band of a table. */
  private readonly ofTable = new Map<number, number[]>();
  /** Height in mm of each heading with what stays with it. */
  private readonly companies: number[];

  constructor(measured: readonly Measured[], capacity: number) {
    this.measured = measured;
    this.capacity = capacity;
    for (const [index, { block }] of measured.entries())
      if (block.inTable && block.head === 'repeated' && this.isHead(index)) {
        const run = this.ofTable.get(block.band);
        if (run) run.push(index);
        else this.ofTable.set(block.band, [index]);
      }
    this.companies = measured.map(() => 0);
    for (let index = measured.length - 1; index >= 0; index--) {
      const own = measured[index] as Measured;
      this.companies[index] = Math.max(own.height + this.below(index), own.least);
    }
  }

  /** Labels above what they are of; a long text that nobody changes is none, nor one that leaves no room below it. */
  isHead(index: number): boolean {
    const item = this.measured[index];
    if (!item || item.block.head === null) return false;
    if (item.block.head === 'repeated') return item.height <= this.capacity * EMPTY_SHARE;
    return (tallestOf(item.texts)?.lines ?? 0) <= LEAST_LINES;
  }

  /** Height in mm of a heading with all headings below it and the first lines of what they are of. */
  company(index: number): number {
    return this.companies[index] ?? 0;
  }

  /** Height in mm of a whole band that begins here and stays on one page; 0 where it does not, or no page holds it. */
  together(index: number): number {
    const first = this.measured[index]?.block;
    if (!first?.page?.together) return 0;
    let height = 0;
    for (let k = index; this.measured[k]?.block.band === first.band; k++) height += this.measured[k]?.height ?? 0;
    return height <= this.capacity ? height : 0;
  }

  private below(index: number): number {
    const next = this.measured[index + 1];
    if (!next || next.block.page?.break) return 0;
    const together = this.together(index + 1);
    // A band may be nothing but headings.
    if (this.isHead(index + 1)) return Math.max(together, this.company(index + 1));
    if (together > 0) return together;
    const heading = this.above(index + 1).reduce((sum, k) => sum + (this.measured[k]?.height ?? 0), 0);
    return Math.max(firstLines(next), heading + next.least <= this.capacity ? next.least : 0);
  }

  /**
   * The heading to repeat when a block begins or goes on at the top of a page: that of its table, else the labels just
   * above it.
   */
  above(index: number): number[] {
    const block = this.measured[index]?.block;
    if (!block || block.head === 'repeated') return [];
    if (block.inTable) return this.ofTable.get(block.band) ?? [];
    const run: number[] = [];
    for (let k = index - 1; ; k--) {
      const other = this.measured[k]?.block;
      if (other?.head !== 'repeated' || other.band !== block.band || !this.isHead(k)) return run;
      run.unshift(k);
    }
  }
}

function firstLines({ height, texts }: Measured): number {
  const tallest = tallestOf(texts);
  return tallest ? Math.min(height, cellHeight(Math.min(tallest.lines, LEAST_LINES + 1), tallest.size)) : height;
}

/** A height as rows that a worksheet can have: equal shares of at most `most` mm, by default 409 pt. */
export function gridShares(height: number, most = MAX_ROW): number[] {
  const count = Math.ceil(height / most - 1e-9);
  if (count <= 1) return [height];
  const share = Math.min(roundUp(height / count), most);
  return Array.from({ length: count }, (_, k) => (k < count - 1 ? share : height - share * (count - 1)));
}
