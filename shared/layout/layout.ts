import { type Filing, summarise } from '../filing/filing.ts';
import type { Form } from '../form/form.ts';
import { type Block, type BlockCell, PLAIN } from './block.ts';
import { blocks } from './blocks.ts';
import { cellWidth, type Fitted, fitPages, repeatedHeights, sizeOf } from './fit.ts';
import { keepPages, keptCell, type Made } from './kept.ts';
import { linesThatFit } from './measure.ts';
import type { Part } from './paginate.ts';
import { placeSeal, SEAL_SPACE } from './seal.ts';
import type { Box, Page, Sheet, SheetCell, SheetRow } from './sheet.ts';

export { CELL_PADDING, linePitch } from './measure.ts';

export interface LayoutOptions {
  /** Diameter in mm of the seal's guide circle, or null for none. */
  seal: 42 | 45 | null;
  /** Whether rows of tables that are not printed (nothing beside the level names) are laid out, for editing. */
  blankRows: boolean;
}

/** Millimetres of the page's height that stay free against rounding in other programs. */
const RESERVE = 2;

/**
 * Lays a filing out on pages. Pure; nothing is ever clipped: each row is as high as its tallest text, and what does not
 * fit one page at 9 pt or more flows to further pages.
 */
export function layout(form: Form, filing: Filing, options: LayoutOptions): Sheet {
  return layOut(form, filing, options).sheet;
}

/** A laid-out filing, with what laying it out again after a change goes by (relayout.ts). */
export interface Laid extends Made {
  form: Form;
  options: LayoutOptions;
  /** Its blocks, without the empty line that keeps the seal's square free, which is among those that were placed. */
  list: readonly Block[];
  /** Index of that line among the blocks; null where there is none. */
  space: number | null;
  /** The lines of each cell, by block, with that line among them. */
  texts: readonly string[][][];
  /** The first grid row of each block, and behind them the number of grid rows. */
  firsts: readonly number[];
  /** Whether the pages go by the number of lines of each text alone: no other body size was tried. */
  flows: boolean;
}

/**
 * The same as `layout`; `list` are the filing's blocks. What shows the same as it did in `before`, laid out with the same
 * options, is the same object.
 */
export function layOut(
  form: Form,
  filing: Filing,
  options: LayoutOptions,
  list = blocks(form, filing, options.blankRows),
  before: Laid | null = null,
): Laid {
  const capacity = capacityOf(form);
  const plain = fitPages(form, list, capacity);
  const at = options.seal ? sealSpaceAt(form, list) : null;
  const spaced = at === null ? null : fitPages(form, withSealSpace(form, list, at), capacity);
  // The free square is kept where it costs neither a page nor a size.
  const free =
    spaced !== null && spaced.pagination.pages.length === plain.pagination.pages.length && spaced.size === plain.size;
  const fitted = free ? spaced : plain;
  const { sheet, amounts, firsts, indexes } = assemble(form, fitted, capacity, before);
  if (before) keepPages(before.sheet, sheet);
  sheet.title = sheetTitle(form, filing);
  if (options.seal && form.seal) sheet.seal = placeSeal(sheet, amounts, options.seal, free);
  const space = free ? at : null;
  const { texts, list: placed } = fitted;
  return { form, options, sheet, list, space, placed, texts, firsts, indexes, flows: plain.flows };
}

/** How many pages a filing is printed on, sooner than by its layout; the seal's square costs none. */
export function countPages(form: Form, filing: Filing): number {
  return fitPages(form, blocks(form, filing, false), capacityOf(form)).pagination.pages.length;
}

/** Millimetres of a page's height that there are for rows. */
function capacityOf({ page: { height, margin } }: Form): number {
  return height - margin.top - margin.bottom - RESERVE;
}

/** Title of a filing's sheet: its project, or what it is where that has no name yet. */
export function sheetTitle(form: Form, filing: Filing): string {
  return summarise(form, filing).name || form.name;
}

/** Puts the measured blocks into grid rows, cells and boxes; `amounts` are the indexes of cells that hold one. */
function assemble(
  form: Form,
  fitted: Fitted,
  capacity: number,
  before: Laid | null,
): Pick<Laid, 'sheet' | 'firsts' | 'indexes'> & { amounts: Set<number> } {
  const { size, list, texts, measured, pagination } = fitted;
  const { parts, pages } = pagination;
  const { margin } = form.page;
  const left = (form.page.width - form.columns.reduce((sum, width) => sum + width, 0)) / 2;
  const edges = [...form.columns, 0].map((_, col) => left + cellWidth(form, { col: 0, colSpan: col }));
  const tops = partTops(fitted, margin.top);
  const firsts = firstParts(list, parts);
  const raise = repeatedHeights(pages, measured);
  const amounts = new Set<number>();
  const sheet: Sheet = {
    form,
    title: '',
    bodySize: size,
    columns: [...form.columns],
    rows: gridRows(list, parts),
    cells: [],
    pages: pages.map(({ used }): Page => ({ boxes: [], used, capacity })),
    heads: headsOf(list, firsts),
    seal: null,
  };
  const horizontal = ({ col, colSpan }: BlockCell) => {
    const x = edges[col] as number;
    return { x, width: (edges[col + colSpan] as number) - x };
  };
  const indexes = list.map((): number[] => []);

  const put = (row: number, k: number, n: number, cell: BlockCell, range: Range) => {
    if (cell.amount) amounts.add(sheet.cells.length);
    sheet.cells.push(keptCell(before, row, k, n, cell, range, size) ?? sheetCell(cell, range, size));
  };
  const bottomOf = (part: number) => (tops[part] ?? 0) + (parts[part]?.height ?? 0);
  for (const [row, block] of list.entries())
    for (const [k, cell] of block.cells.entries()) {
      const covered = { from: firsts[row] as number, to: firsts[row + cell.blocks] as number };
      const first = sheet.cells.length;
      const { x, width } = horizontal(cell);
      let rest = texts[row]?.[k] ?? [];
      indexes[row]?.push(first);
      // Most cells stand in one grid row.
      if (covered.to - covered.from === 1) {
        put(row, k, 0, cell, covered);
        const y = tops[covered.from] ?? 0;
        const height = bottomOf(covered.from) - y;
        const page = sheet.pages[parts[covered.from]?.page ?? 0];
        page?.boxes.push({ cell: first, x, y, width, height, lines: rest, repeated: false, continues: false });
        continue;
      }
      const shares = pageShares(parts, covered);
      for (const [n, range] of (cell.cut ? shares : [covered]).entries()) put(row, k, n, cell, range);
      for (const [n, share] of shares.entries()) {
        // A label that starts beside a repeated heading reaches up over it.
        const y = (tops[share.from] ?? 0) - (n > 0 ? raise(share.page, row) : 0);
        const height = bottomOf(share.to - 1) - y;
        const last = n === shares.length - 1;
        const room = cell.cut || last ? rest.length : linesThatFit(height, sizeOf(cell, size));
        const box: Box = {
          cell: cell.cut ? first + n : first,
          x,
          y,
          width,
          height,
          lines: room >= rest.length ? rest : rest.slice(0, room),
          repeated: cell.cut && n > 0,
          continues: !last,
        };
        if (!cell.cut) rest = rest.slice(room);
        sheet.pages[share.page]?.boxes.push(box);
      }
    }
  repeatHeadings(sheet, fitted, indexes, horizontal);
  return { sheet, amounts, firsts, indexes };
}

/** Grid rows, `to` not included. */
interface Range {
  from: number;
  to: number;
}

function gridRows(list: Block[], parts: readonly Part[]): SheetRow[] {
  return parts.map(({ block, height, page }, index) => {
    const above = parts[index - 1];
    const turns = above && above.block !== block && above.page !== page && list[block]?.page;
    return { height, page, ...(turns && { turns: true }) };
  });
}

/** The first grid row of each block, and behind them the number of grid rows. */
function firstParts(list: Block[], parts: readonly Part[]): number[] {
  const firsts = new Array<number>(list.length + 1).fill(parts.length);
  for (let part = parts.length - 1; part >= 0; part--) firsts[(parts[part] as Part).block] = part;
  return firsts;
}

/** The grid rows by page. */
function pageShares(parts: readonly Part[], { from, to }: Range): (Range & { page: number })[] {
  const shares: (Range & { page: number })[] = [];
  for (let row = from; row < to; row++) {
    const page = parts[row]?.page ?? 0;
    const open = shares.at(-1);
    if (open?.page === page) open.to = row + 1;
    else shares.push({ from: row, to: row + 1, page });
  }
  return shares;
}

/** The cell of the grid rows `from` to `to` (not included), at a body size in points. */
export function sheetCell(cell: BlockCell, { from, to }: Range, body: number): SheetCell {
  const { kind, path, pattern, run, text, number, name, col, colSpan, style, adds } = cell;
  const { font, size, align, frame, spaced } = style;
  return {
    row: from,
    col,
    rowSpan: to - from,
    colSpan,
    kind,
    path,
    pattern,
    run,
    ...(adds && { adds }),
    text,
    number,
    name,
    style: { font, size: size ?? body, align, frame, ...(spaced && { spaced }) },
  };
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

/** The labels of headings printed again at the top of a page; labels that reach below them are raised instead. */
function repeatHeadings(
  sheet: Sheet,
  { list, texts, measured, pagination }: Fitted,
  indexes: number[][],
  horizontal: (cell: BlockCell) => { x: number; width: number },
): void {
  for (const [page, { repeats }] of pagination.pages.entries()) {
    let y = sheet.form.page.margin.top;
    const boxes: Box[] = [];
    for (const [at, block] of repeats.entries()) {
      for (const [k, cell] of (list[block]?.cells ?? []).entries()) {
        const covered = repeats.slice(at, at + cell.blocks);
        if (cell.blocks > covered.length) continue;
        boxes.push({
          cell: indexes[block]?.[k] ?? 0,
          ...horizontal(cell),
          y,
          height: covered.reduce((sum, one) => sum + (measured[one]?.height ?? 0), 0),
          lines: texts[block]?.[k] ?? [],
          repeated: true,
          continues: false,
        });
      }
      y += measured[block]?.height ?? 0;
    }
    sheet.pages[page]?.boxes.unshift(...boxes);
  }
}

/** The grid rows of each table's headings and where its band ends. */
function headsOf(list: Block[], firsts: readonly number[]): Sheet['heads'] {
  const heads: Sheet['heads'] = [];
  for (const [index, { band, inTable, head }] of list.entries()) {
    if (!inTable) continue;
    const last = heads.at(-1);
    const end = firsts[index + 1] as number;
    if (last?.band !== band) heads.push({ band, from: firsts[index] as number, to: end, end });
    else {
      last.end = end;
      if (head === 'repeated') last.to = end;
    }
  }
  return heads;
}

/** Where the empty line below the seal's words goes that keeps its square free; null where there is no place for it. */
function sealSpaceAt(form: Form, list: readonly Block[]): number | null {
  const at = list.findIndex((block) => block.cells.some((cell) => cell.pattern === form.seal?.pattern));
  const words = list[at];
  if (!form.seal || !words) return null;
  const reachesOver = list.slice(0, at + 1).some(({ cells }, row) => cells.some(({ blocks }) => row + blocks > at + 1));
  // A line inside a table would be seen.
  return reachesOver || words.cells.some(({ style }) => style.frame) ? null : at + 1;
}

/** The same blocks with that line at its place. */
function withSealSpace(form: Form, list: Block[], at: number): Block[] {
  const words = list[at - 1] as Block;
  const blank: BlockCell = {
    ...PLAIN,
    kind: 'blank',
    text: '',
    name: '',
    col: 0,
    colSpan: form.columns.length,
    blocks: 1,
    run: null,
    cut: false,
    style: { font: 'song', size: null, align: 'left', frame: false },
  };
  const space: Block = {
    band: words.band,
    cells: [blank],
    height: (SEAL_SPACE - words.height) / 2,
    head: null,
    flows: false,
    inTable: false,
    rows: [],
    page: null,
  };
  return list.toSpliced(at, 0, space);
}
