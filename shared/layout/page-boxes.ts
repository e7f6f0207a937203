import type { Form } from '../form/form.ts';
import type { BlockCell } from './block.ts';
import { cellWidth, type Fitted, repeatedHeights, sizeOf } from './fit.ts';
import { linesThatFit } from './measure.ts';
import type { Part } from './paginate.ts';
import type { Box, Page } from './sheet.ts';

/** Measured blocks in their grid rows. */
export interface Placed extends Fitted {
  /** The first grid row of each block, and behind them the number of grid rows. */
  firsts: readonly number[];
  /** Index of the first cell of the sheet made of each block's cells, and behind them that of the next block's. */
  indexes: readonly number[][];
}

/** The share of a cell on a page. */
interface Share {
  page: number;
  box: Box;
}

/** Makes the boxes of single pages. */
export class PageBoxes {
  readonly #form: Form;
  readonly #placed: Placed;
  /** Page positions in mm of the grid columns' edges, and of each grid row's top edge. */
  readonly #edges: number[];
  readonly #tops: number[];
  /** By page, the blocks that are on it or reach onto it. */
  readonly #blocks: number[][];
  /** The shares of the cells that several grid rows hold. */
  readonly #shares = new Map<BlockCell, Share[]>();
  readonly #raise: (page: number, row: number) => number;

  constructor(form: Form, placed: Placed) {
    this.#form = form;
    this.#placed = placed;
    const left = (form.page.width - form.columns.reduce((sum, width) => sum + width, 0)) / 2;
    this.#edges = [...form.columns, 0].map((_, col) => left + cellWidth(form, { col: 0, colSpan: col }));
    this.#tops = partTops(placed, form.page.margin.top);
    this.#blocks = blocksOfPages(placed);
    this.#raise = repeatedHeights(placed.pagination.pages, placed.measured);
  }

  /** From top to bottom, first those of headings that are printed again. */
  on(page: number): Box[] {
    const boxes = this.#repeatedOn(page);
    for (const row of this.#blocks[page] ?? [])
      for (const k of (this.#placed.list[row]?.cells ?? []).keys()) {
        const box = this.#boxOn(page, row, k);
        if (box) boxes.push(box);
      }
    return boxes;
  }

  /**
   * A page with those boxes, which are made when they are asked for: a row that grows moves the boxes of all pages behind
   * it, of which the screen shows two.
   */
  later(page: number, about: Omit<Page, 'boxes'>): Page {
    return laterPage(() => this.on(page), about);
  }

  #boxOn(page: number, row: number, k: number): Box | null {
    const { list, texts, firsts, indexes, pagination } = this.#placed;
    const cell = list[row]?.cells[k] as BlockCell;
    const [from, to] = [firsts[row] as number, firsts[row + cell.blocks] as number];
    if (to - from > 1) {
      const known = this.#shares.get(cell);
      const shares = known ?? this.#sharesOf(row, k, cell, { from, to });
      if (!known) this.#shares.set(cell, shares);
      return shares.find((share) => share.page === page)?.box ?? null;
    }
    // Most cells stand in one grid row.
    if (pagination.parts[from]?.page !== page) return null;
    return this.#box(cell, indexes[row]?.[k] as number, { from, to }, texts[row]?.[k] ?? []);
  }

  #sharesOf(row: number, k: number, cell: BlockCell, covered: Range): Share[] {
    const { texts, indexes, size, pagination } = this.#placed;
    const first = indexes[row]?.[k] as number;
    let rest = texts[row]?.[k] ?? [];
    return pageShares(pagination.parts, covered).map(({ page, ...share }, n, { length }) => {
      const box = this.#box(cell, cell.cut ? first + n : first, share, rest);
      // A label that starts beside a repeated heading reaches up over it.
      const raise = n > 0 ? this.#raise(page, row) : 0;
      const bottom = box.y + box.height;
      box.y -= raise;
      box.height = bottom - box.y;
      box.repeated = cell.cut && n > 0;
      box.continues = n < length - 1;
      if (!cell.cut && box.continues) {
        const room = linesThatFit(box.height, sizeOf(cell, size));
        if (room < rest.length) box.lines = rest.slice(0, room);
        rest = rest.slice(room);
      }
      return { page, box };
    });
  }

  /** The labels of headings printed again at the top of a page; labels that reach below them are raised instead. */
  #repeatedOn(page: number): Box[] {
    const { list, texts, measured, indexes, pagination } = this.#placed;
    const repeats = pagination.pages[page]?.repeats ?? [];
    const boxes: Box[] = [];
    let y = this.#form.page.margin.top;
    for (const [at, block] of repeats.entries()) {
      for (const [k, cell] of (list[block]?.cells ?? []).entries()) {
        const covered = repeats.slice(at, at + cell.blocks);
        if (cell.blocks > covered.length) continue;
        boxes.push({
          cell: indexes[block]?.[k] ?? 0,
          ...this.#across(cell),
          y,
          height: covered.reduce((sum, one) => sum + (measured[one]?.height ?? 0), 0),
          lines: texts[block]?.[k] ?? [],
          repeated: true,
          continues: false,
        });
      }
      y += measured[block]?.height ?? 0;
    }
    return boxes;
  }

  #across({ col, colSpan }: BlockCell): { x: number; width: number } {
    const x = this.#edges[col] as number;
    return { x, width: (this.#edges[col + colSpan] as number) - x };
  }

  /** The box of a cell in grid rows of one page. */
  #box(cell: BlockCell, index: number, { from, to }: Range, lines: string[]): Box {
    const { x, width } = this.#across(cell);
    const y = this.#tops[from] ?? 0;
    const bottom = (this.#tops[to - 1] ?? 0) + (this.#placed.pagination.parts[to - 1]?.height ?? 0);
    return { cell: index, x, y, width, height: bottom - y, lines, repeated: false, continues: false };
  }
}

/** Grid rows, `to` not included. */
export interface Range {
  from: number;
  to: number;
}

/** The grid rows by page. */
export function pageShares(parts: readonly Part[], { from, to }: Range): (Range & { page: number })[] {
  const shares: (Range & { page: number })[] = [];
  for (let row = from; row < to; row++) {
    const page = parts[row]?.page ?? 0;
    const open = shares.at(-1);
    if (open?.page === page) open.to = row + 1;
    else shares.push({ from: row, to: row + 1, page });
  }
  return shares;
}

/** Page position in mm of each grid row's top edge. */
function partTops({ measured, pagination: { parts, pages } }: Fitted, top: number): number[] {
  const used = pages.map(({ repeats }) => repeats.reduce((sum, index) => sum + (measured[index]?.height ?? 0), 0));
  return parts.map((part) => {
    const y = top + (used[part.page] ?? 0);
    used[part.page] = (used[part.page] ?? 0) + part.height;
    return y;
  });
}

function blocksOfPages({ measured, firsts, pagination: { parts, pages } }: Placed): number[][] {
  const blocks: number[][] = pages.map(() => []);
  for (const [row, { reach }] of measured.entries()) {
    const last = parts[(firsts[row + reach] as number) - 1]?.page as number;
    for (let page = parts[firsts[row] as number]?.page as number; page <= last; page++) blocks[page]?.push(row);
  }
  return blocks;
}

/** What `make` holds on to stays until the boxes are made. */
function laterPage(make: () => Box[], about: Omit<Page, 'boxes'>): Page {
  const page: Page = {
    get boxes() {
      const boxes = make();
      unmade.delete(page);
      // From now on a plain property.
      Object.defineProperty(page, 'boxes', { value: boxes, writable: true });
      return boxes;
    },
    ...about,
  };
  unmade.add(page);
  return page;
}

const unmade = new WeakSet<Page>();

/** Whether the boxes of a page are made. */
export function isMade(page: Page): boolean {
  return !unmade.has(page);
}
