import type { Form } from '../form/form.ts';
import type { Block, BlockCell } from './block.ts';
import { breakLines, CELL_PADDING, cellHeight, lineSize, linesThatFit, roundUp } from './measure.ts';
import { firstParts, type Measured, type Pagination, type Part, paginate } from './paginate.ts';

/**
 * The second step of the layout: how high each block is, and which page it is on. Nothing is clipped: each row is as
 * high as its tallest text; a text that reaches over several rows and page ends has room for all its lines in its
 * shares of the pages; a label is printed whole on each page of its rows.
 */
export interface Fitted {
  /** Points of the texts without a size of their own. */
  size: number;
  list: Block[];
  /** The lines of each cell, by block. */
  texts: string[][][];
  measured: Measured[];
  pagination: Pagination;
  /** Whether it was clear without measuring that the table fits on no page: then no other size was tried. */
  flows: boolean;
}

/**
 * Body sizes in points of a form that names none, tried in turn until the table fits one page; a table that fits with
 * none flows at the first.
 */
const BODY_SIZES = [10.5, 10, 9.5, 9];

export function fitPages(form: Form, list: Block[], capacity: number, known: FittedBlocks | null): Fitted {
  // Most long tables need no measuring to tell that they do not fit one page.
  const least = list.reduce((sum, block) => sum + block.height, 0);
  const sizes = form.page.body ?? BODY_SIZES;
  const flows = least > capacity || list.some(({ page }, index) => index > 0 && page?.break);
  let texts: string[][][] | undefined;
  for (const size of flows ? [] : sizes) {
    texts = breakAll(form, list, size, known, texts);
    const measured = measure(list, texts, size, new Map(), known);
    const height = measured.reduce((sum, item) => sum + item.height, 0);
    if (height <= capacity) return { size, list, texts, measured, pagination: paginate(measured, capacity), flows };
  }
  return { ...overPages(form, list, sizes[0] as number, capacity, known), flows };
}

/** The lines that each cell is printed in. `larger` are those at a larger size: what is one line there stays one. */
function breakAll(
  form: Form,
  list: Block[],
  body: number,
  known: FittedBlocks | null,
  larger?: string[][][],
): string[][][] {
  return list.map((block, row) => {
    const own = known?.broken.get(block);
    if (own?.body === body) return own.texts;
    const texts = block.cells.map((cell, k) => {
      const before = larger?.[row]?.[k];
      if (before && (before.length === 1 || cell.style.size !== null)) return before;
      return linesOf(form, cell, body);
    });
    known?.broken.set(block, { body, texts });
    return texts;
  });
}

/** The lines and heights of blocks at the size in points that they had last. */
export interface FittedBlocks {
  broken: WeakMap<Block, { body: number; texts: string[][] }>;
  measuredAlone: WeakMap<Block, { body: number } & Pick<Measured, 'height' | 'texts' | 'reach'>>;
}

export function fittedBlocks(): FittedBlocks {
  return { broken: new WeakMap(), measuredAlone: new WeakMap() };
}

/** The lines that a cell is printed in, at a body size in points. */
export function linesOf(form: Form, cell: BlockCell, body: number): string[] {
  return breakLines(cell.text, cellWidth(form, cell) - 2 * CELL_PADDING, cell.style.size ?? body);
}

/** After so many rounds a label that still finds no room on a page flows over the pages of its rows. */
const ROUNDS = 2;
/** Rounds at most; each gives every text that lacks room a line more than it lacks. */
const MOST_ROUNDS = 40;

/** Pages of a table that no page holds: rows grow where what reaches over a page end lacks room there. */
function overPages(
  form: Form,
  given: Block[],
  size: number,
  capacity: number,
  known: FittedBlocks | null,
): Omit<Fitted, 'flows'> {
  let list = given;
  const texts = breakAll(form, list, size, known);
  /** Millimetres that a block is higher than its texts, for the sake of what stands beside it. */
  const grown = new Map<number, number>();
  for (let round = 0; ; round++) {
    const measured = measure(list, texts, size, grown, known);
    const pagination = paginate(measured, capacity);
    const short = round < MOST_ROUNDS ? shortShares(list, texts, size, { measured, pagination }) : [];
    if (short.length === 0) return { size, list, texts, measured, pagination };
    const flowing = new Set<BlockCell>();
    for (const { cell, rows, missing } of short) {
      const flows = cell.cut && (rows.length === 0 || round >= ROUNDS);
      if (flows) flowing.add(cell);
      else for (const row of rows) grown.set(row, (grown.get(row) ?? 0) + missing / rows.length);
    }
    if (flowing.size > 0) list = list.map((block) => withFlowing(block, flowing));
  }
}

function withFlowing(block: Block, flowing: ReadonlySet<BlockCell>): Block {
  if (!block.cells.some((cell) => flowing.has(cell))) return block;
  return { ...block, cells: block.cells.map((cell) => (flowing.has(cell) ? { ...cell, cut: false } : cell)) };
}

/** Heights of all blocks. */
function measure(
  list: Block[],
  texts: string[][][],
  body: number,
  grown: ReadonlyMap<number, number>,
  known: FittedBlocks | null,
): Measured[] {
  const lines = (row: number, cell: number) => texts[row]?.[cell]?.length ?? 1;
  const measured = list.map((block, row): Measured => {
    const alone = known?.measuredAlone.get(block);
    if (alone?.body === body) return { block, height: alone.height, texts: alone.texts, reach: alone.reach, least: 0 };
    const own: Measured['texts'] = [];
    let height = roundUp(block.height);
    let reach = 1;
    for (const [k, cell] of block.cells.entries()) {
      reach = Math.max(reach, cell.blocks);
      if (cell.blocks > 1) continue;
      const one = { lines: lines(row, k), size: sizeOf(cell, body) };
      own.push(one);
      height = Math.max(height, cellHeight(one.lines, one.size));
    }
    known?.measuredAlone.set(block, { body, height, texts: own, reach });
    return { block, height, texts: own, reach, least: 0 };
  });
  for (const [row, block] of list.entries()) {
    if (measured[row]?.reach === 1) continue;
    for (const [k, cell] of block.cells.entries()) {
      if (cell.blocks === 1) continue;
      const needed = cellHeight(lines(row, k), sizeOf(cell, body));
      const covered = measured.slice(row, row + cell.blocks);
      const first = measured[row] as Measured;
      if (cell.cut) first.least = Math.max(first.least, needed);
      // A heading stays as low as it is where there are rows below it.
      const rows = covered.some((item) => item.block.head === null)
        ? covered.filter((item) => item.block.head === null)
        : covered;
      const missing = needed - covered.reduce((sum, item) => sum + item.height, 0);
      if (missing > 0) for (const item of rows) item.height = roundUp(item.height + missing / rows.length);
    }
  }
  for (const [row, more] of grown) {
    const item = measured[row];
    if (item) item.height = roundUp(item.height + more);
  }
  return measured;
}

interface Short {
  cell: BlockCell;
  /** Blocks that can grow for it. */
  rows: number[];
  /** Millimetres that it lacks. */
  missing: number;
}

/** Cells that lack room for their lines in their shares of the pages. */
function shortShares(
  list: Block[],
  texts: string[][][],
  body: number,
  { measured, pagination: { parts, pages } }: Pick<Fitted, 'measured' | 'pagination'>,
): Short[] {
  const firsts = firstParts(list.length, parts);
  const firstPage = (block: number) => parts[firsts[block] as number]?.page;
  const lastPage = (block: number) => parts[(firsts[block + 1] as number) - 1]?.page;
  const raise = repeatedHeights(pages, measured);
  const isWhole = (at: number) => firstPage(at) === lastPage(at);
  const shortOf = (row: number, cell: BlockCell, lines: number): Short[] => {
    const end = row + cell.blocks;
    if (firstPage(row) === lastPage(end - 1)) return [];
    const onPage: OnPage = new Map();
    for (let part = firsts[row] as number; part < (firsts[end] as number); part++) {
      const { page, height, block: at } = parts[part] as Part;
      const entry = onPage.get(page) ?? { height: onPage.size > 0 ? raise(page, row) : 0, rows: [] };
      entry.height += height;
      if (list[at]?.head === null && entry.rows.at(-1) !== at) entry.rows.push(at);
      onPage.set(page, entry);
    }
    const size = sizeOf(cell, body);
    if (cell.cut) return shortLabel(cell, lines, size, onPage, isWhole);
    const all = Array.from({ length: cell.blocks }, (_, at) => row + at);
    return shortText(cell, lines, size, onPage, all);
  };
  const short: Short[] = [];
  // Most blocks reach over no page end.
  for (const [row, { block, reach }] of measured.entries())
    if (firstPage(row) !== lastPage(row + reach - 1))
      for (const [k, cell] of block.cells.entries()) short.push(...shortOf(row, cell, texts[row]?.[k]?.length ?? 0));
  return short;
}

/** By page: how much of a cell is on it, and the rows beside it there. */
type OnPage = Map<number, { height: number; rows: number[] }>;

/** A label is whole on each page. */
function shortLabel(
  cell: BlockCell,
  lines: number,
  size: number,
  onPage: OnPage,
  isWhole: (row: number) => boolean,
): Short[] {
  const needed = cellHeight(lines, size);
  return [...onPage.values()].flatMap(({ height, rows }) =>
    height < needed - 0.01 ? [{ cell, rows: rows.filter(isWhole), missing: needed - height }] : [],
  );
}

/** A text goes on in its share of the next page. In a heading, with no row beside it, its own rows grow: `all`. */
function shortText(cell: BlockCell, lines: number, size: number, onPage: OnPage, all: number[]): Short[] {
  let left = lines;
  for (const { height } of onPage.values()) left -= linesThatFit(height, size);
  if (left <= 0) return [];
  const beside = [...new Set([...onPage.values()].flatMap((share) => share.rows))];
  const missing = cellHeight(left, size) + cellHeight(1, size);
  return [{ cell, rows: beside.length > 0 ? beside : all, missing }];
}

/** Height in mm that a label which begins beside a heading has more on a page where that is repeated. */
export function repeatedHeights(
  pages: Pagination['pages'],
  measured: readonly Measured[],
): (page: number, row: number) => number {
  return (page, row) => {
    const repeats = pages[page]?.repeats ?? [];
    const at = repeats.indexOf(row);
    return at < 0 ? 0 : repeats.slice(at).reduce((sum, index) => sum + (measured[index]?.height ?? 0), 0);
  };
}

/** Size in points that the distance of a cell's lines goes by. */
export function sizeOf({ style }: BlockCell, body: number): number {
  return lineSize(style.size ?? body, style.spaced);
}

export function cellWidth(form: Form, cell: { col: number; colSpan: number }): number {
  let width = 0;
  for (let col = cell.col; col < cell.col + cell.colSpan; col++) width += form.columns[col] ?? 0;
  return width;
}
