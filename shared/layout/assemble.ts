import type { Form } from '../form/form.ts';
import { type Block, type BlockCell, isAlike } from './block.ts';
import type { Fitted } from './fit.ts';
import { isSamePage, type KeptPage, keptCell, keptPages, type Made, type SeenPage } from './kept.ts';
import { isMade, PageBoxes, type Placed, pageShares, type Range } from './page-boxes.ts';
import { firstParts, type Part } from './paginate.ts';
import type { Page, Sheet, SheetCell, SheetRow } from './sheet.ts';

/**
 * The third step of the layout: puts the measured blocks into grid rows, cells and boxes.
 *
 * `later`: the boxes of a page are made when they are asked for, and what they are made of stays as long.
 */
export function assemble(form: Form, fitted: Fitted, capacity: number, before: Made | null, later: boolean): Made {
  const { size, list, texts, measured, pagination } = fitted;
  const firsts = firstParts(list.length, pagination.parts);
  const indexes = cellIndexes(fitted, firsts, before);
  const placed = { ...fitted, firsts, indexes };
  const made = { placed: list, texts, measured, pagination, firsts, indexes };
  const kept = before?.sheet.bodySize === size ? keptPages(before, made) : null;
  const sheet: Sheet = {
    form,
    title: '',
    bodySize: size,
    columns: [...form.columns],
    rows: gridRows(list, pagination.parts),
    cells: cellsOf(placed, before, kept),
    pages: [],
    heads: headsOf(list, firsts),
    seal: null,
  };
  const boxes = new PageBoxes(form, placed);
  sheet.pages = pagination.pages.map(({ used }, page): Page => {
    const was = before?.sheet.pages[page];
    // Of a page that nobody has seen, only what it would be made of is kept.
    const seen = before && was && isMade(was) ? { sheet: before.sheet, page: was } : null;
    if (seen && kept?.[page] === 'same') return withHeadings(seen, sheet);
    const about = { used, capacity };
    const now = later ? boxes.later(page, about) : { boxes: boxes.on(page), ...about };
    return seen && kept?.[page] === 'unmoved' && isSamePage(seen, { sheet, page: now }) ? seen.page : now;
  });
  return { sheet, ...made };
}

/** The cells of the sheet. Those of pages that are kept are the same objects, in their places. */
function cellsOf(placed: Placed, before: Made | null, kept: readonly KeptPage[] | null): SheetCell[] {
  const { measured, size, firsts, indexes, pagination } = placed;
  const { parts } = pagination;
  const cells = before?.sheet.cells.slice(0, indexes.at(-1)?.at(-1) ?? 0) ?? [];
  const pageAt = (part: number) => parts[part]?.page ?? 0;
  const isKept = (from: number, to: number) => {
    for (let page = from; page <= to; page++) if (kept?.[page] !== 'same') return false;
    return true;
  };
  for (const [row, { block, reach }] of measured.entries()) {
    const [from, end] = [firsts[row] as number, firsts[row + 1] as number];
    if (kept && isKept(pageAt(from), pageAt((firsts[row + reach] as number) - 1))) continue;
    const isUnmoved =
      kept &&
      end - from === 1 &&
      block === before?.placed[row] &&
      from === before.firsts[row] &&
      end === before.firsts[row + 1];
    for (const [k, cell] of block.cells.entries()) {
      const first = indexes[row]?.[k] as number;
      if (isUnmoved && cell.blocks === 1) {
        cells[first] = before.sheet.cells[before.indexes[row]?.[k] as number] as SheetCell;
        continue;
      }
      const covered = { from, to: firsts[row + cell.blocks] as number };
      const ranges = cell.cut && covered.to - from > 1 ? pageShares(parts, covered) : [covered];
      for (const [n, range] of ranges.entries())
        cells[first + n] = keptCell(before, row, k, n, cell, range, size) ?? sheetCell(cell, range, size);
    }
  }
  return cells;
}

/** Indexes of the cells that hold an amount. */
export function amountsIn({ placed, indexes }: Pick<Made, 'placed' | 'indexes'>): Set<number> {
  const amounts = new Set<number>();
  for (const [row, { cells }] of placed.entries())
    for (const [k, { amount }] of cells.entries()) {
      const [from, to] = [indexes[row]?.[k] as number, indexes[row]?.[k + 1] as number];
      for (let cell = from; amount && cell < to; cell++) amounts.add(cell);
    }
  return amounts;
}

function gridRows(list: Block[], parts: readonly Part[]): SheetRow[] {
  return parts.map(({ block, height, page }, index) => {
    const above = parts[index - 1];
    const turns = above && above.block !== block && above.page !== page && list[block]?.page;
    return turns ? { height, page, turns: true } : { height, page };
  });
}

/**
 * Index of the first cell that is made of each block's cells, and behind them that of the next block's. The same array
 * as `before` where they are the same.
 */
function cellIndexes({ measured, pagination }: Fitted, firsts: readonly number[], before: Made | null): number[][] {
  const { parts } = pagination;
  let next = 0;
  return measured.map(({ block: { cells }, reach }, row) => {
    const was = before?.indexes[row];
    const [from, end] = [firsts[row] as number, firsts[row + 1] as number];
    // Most blocks are one grid row: each of their cells is one.
    const isPlain = reach === 1 && end - from === 1;
    if (isPlain && was?.length === cells.length + 1 && was[0] === next && was[cells.length] === next + cells.length) {
      next += cells.length;
      return was;
    }
    const own: number[] = [];
    for (const { cut, blocks } of cells) {
      own.push(next);
      const to = firsts[row + blocks] as number;
      const isWhole = !cut || to - from === 1 || parts[from]?.page === parts[to - 1]?.page;
      next += isWhole ? 1 : pageShares(parts, { from, to }).length;
    }
    own.push(next);
    return was && isAlike(was, own) ? was : own;
  });
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

/** A page that is kept; another object where it prints headings again whose cells are others now. */
function withHeadings({ sheet: before, page }: SeenPage, sheet: Sheet): Page {
  const end = page.boxes.findIndex(({ repeated }) => !repeated);
  const headings = page.boxes.slice(0, end < 0 ? undefined : end);
  return headings.some(({ cell }) => before.cells[cell] !== sheet.cells[cell]) ? { ...page } : page;
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
