import type { Form } from '../form/form.ts';
import type { Block, BlockCell } from './block.ts';
import { cellWidth, type Fitted, repeatedHeights, sizeOf } from './fit.ts';
import { keptCell, keptPages, type Made } from './kept.ts';
import { linesThatFit } from './measure.ts';
import { firstParts, type Part } from './paginate.ts';
import type { Box, Page, Sheet, SheetCell, SheetRow } from './sheet.ts';

/** The third step of the layout: puts the measured blocks into grid rows, cells and boxes. */
export function assemble(form: Form, fitted: Fitted, capacity: number, before: Made | null): Made {
  const { size, list, texts, measured, pagination } = fitted;
  const { parts, pages } = pagination;
  const { margin } = form.page;
  const left = (form.page.width - form.columns.reduce((sum, width) => sum + width, 0)) / 2;
  const edges = [...form.columns, 0].map((_, col) => left + cellWidth(form, { col: 0, colSpan: col }));
  const tops = partTops(fitted, margin.top);
  const firsts = firstParts(list.length, parts);
  const indexes = cellIndexes(list, parts, firsts);
  const made = { placed: list, texts, pagination, firsts, indexes };
  const kept = before?.sheet.bodySize === size ? keptPages(before, made) : [];
  const raise = repeatedHeights(pages, measured);
  const sheet: Sheet = {
    form,
    title: '',
    bodySize: size,
    columns: [...form.columns],
    rows: gridRows(list, parts),
    // Those of pages that are kept stay in their places.
    cells: before?.sheet.cells.slice(0, indexes.at(-1)?.at(-1) ?? 0) ?? [],
    pages: pages.map(({ used }, at): Page => kept[at] ?? { boxes: [], used, capacity }),
    heads: headsOf(list, firsts),
    seal: null,
  };
  const horizontal = ({ col, colSpan }: BlockCell) => {
    const x = edges[col] as number;
    return { x, width: (edges[col + colSpan] as number) - x };
  };
  const put = (row: number, k: number, n: number, cell: BlockCell, range: Range) => {
    const at = (indexes[row]?.[k] as number) + n;
    sheet.cells[at] = keptCell(before, row, k, n, cell, range, size) ?? sheetCell(cell, range, size);
  };
  const bottomOf = (part: number) => (tops[part] ?? 0) + (parts[part]?.height ?? 0);
  const pageAt = (part: number) => parts[part]?.page ?? 0;
  const push = (page: number, box: Box) => {
    if (!kept[page]) sheet.pages[page]?.boxes.push(box);
  };
  for (const [row, block] of list.entries()) {
    const most = block.cells.reduce((blocks, cell) => Math.max(blocks, cell.blocks), 1);
    const [first, last] = [pageAt(firsts[row] as number), pageAt((firsts[row + most] as number) - 1)];
    if (kept[first] && (first === last || !kept.slice(first, last + 1).includes(null))) continue;
    for (const [k, cell] of block.cells.entries()) {
      const covered = { from: firsts[row] as number, to: firsts[row + cell.blocks] as number };
      const first = indexes[row]?.[k] as number;
      const { x, width } = horizontal(cell);
      let rest = texts[row]?.[k] ?? [];
      // Most cells stand in one grid row.
      if (covered.to - covered.from === 1) {
        put(row, k, 0, cell, covered);
        const y = tops[covered.from] ?? 0;
        const height = bottomOf(covered.from) - y;
        push(pageAt(covered.from), {
          cell: first,
          x,
          y,
          width,
          height,
          lines: rest,
          repeated: false,
          continues: false,
        });
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
        push(share.page, box);
      }
    }
  }
  for (const page of pages.keys()) {
    const was = kept[page];
    if (!was || !before) repeatHeadings(sheet, page, fitted, indexes, horizontal);
    // Whoever goes by the page goes by its cells.
    else if (hasOtherHeadings(was, before.sheet, sheet)) sheet.pages[page] = { ...was };
  }
  return { sheet, ...made };
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

/** Grid rows, `to` not included. */
interface Range {
  from: number;
  to: number;
}

function gridRows(list: Block[], parts: readonly Part[]): SheetRow[] {
  return parts.map(({ block, height, page }, index) => {
    const above = parts[index - 1];
    const turns = above && above.block !== block && above.page !== page && list[block]?.page;
    return turns ? { height, page, turns: true } : { height, page };
  });
}

/** Index of the first cell that is made of each block's cells, and behind them that of the next block's. */
function cellIndexes(list: Block[], parts: readonly Part[], firsts: readonly number[]): number[][] {
  let next = 0;
  return list.map(({ cells }, row) => {
    const own: number[] = [];
    for (const { cut, blocks } of cells) {
      own.push(next);
      const [from, to] = [firsts[row] as number, firsts[row + blocks] as number];
      const isWhole = !cut || to - from === 1 || parts[from]?.page === parts[to - 1]?.page;
      next += isWhole ? 1 : pageShares(parts, { from, to }).length;
    }
    own.push(next);
    return own;
  });
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
  page: number,
  { list, texts, measured, pagination }: Fitted,
  indexes: number[][],
  horizontal: (cell: BlockCell) => { x: number; width: number },
): void {
  const repeats = pagination.pages[page]?.repeats ?? [];
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

/** Whether a page that is kept prints headings again whose cells are others now: they stand on another page. */
function hasOtherHeadings({ boxes }: Page, before: Sheet, sheet: Sheet): boolean {
  const end = boxes.findIndex(({ repeated }) => !repeated);
  return boxes.slice(0, end < 0 ? undefined : end).some(({ cell }) => before.cells[cell] !== sheet.cells[cell]);
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
