import { type Filing, summarise } from '../filing/filing.ts';
import type { Form } from '../form/form.ts';
import type { Block, BlockCell } from './block.ts';
import { blocks } from './blocks.ts';
import { breakLines, CELL_PADDING, cellHeight, linesThatFit, roundUp } from './measure.ts';
import { type Measured, type Pagination, type Part, paginate } from './paginate.ts';
import { placeSeal, SEAL_SPACE } from './seal.ts';
import type { Box, Page, Sheet, SheetCell } from './sheet.ts';

export { CELL_PADDING, linePitch } from './measure.ts';

export interface LayoutOptions {
  /** Diameter in mm of the seal's guide circle, or null for none. */
  seal: 42 | 45 | null;
  /** Whether indicator rows that are not printed (nothing beside the level names) are laid out, for editing. */
  blankRows: boolean;
}

/**
 * Body sizes in points of a form that names none, tried in turn until the table fits one page; a table that fits with
 * none flows at the first.
 */
const BODY_SIZES = [10.5, 10, 9.5, 9];
/** Millimetres of the page's height that stay free against rounding in other programs. */
const RESERVE = 2;

/**
 * Lays a filing out on pages. Pure; nothing is ever clipped: each row is as high as its tallest text, and what does not
 * fit one page at 9 pt or more flows to further pages.
 */
export function layout(form: Form, filing: Filing, options: LayoutOptions): Sheet {
  const list = blocks(form, filing, options.blankRows);
  const capacity = form.page.height - form.page.margin.top - form.page.margin.bottom - RESERVE;
  const plain = fitPages(form, list, capacity);
  const spaced = options.seal && form.seal ? fitPages(form, withSealSpace(form, list), capacity) : null;
  // The free square is kept where it costs neither a page nor a size.
  const free =
    spaced !== null && spaced.pagination.pages.length === plain.pagination.pages.length && spaced.size === plain.size;
  const chosen = free ? spaced : plain;
  const sheet = assemble(form, chosen, capacity);
  sheet.title = summarise(form, filing).name || form.name;
  if (options.seal && form.seal) sheet.seal = placeSeal(sheet, amountPaths(list), options.seal, free);
  return sheet;
}

interface Fitted {
  size: number;
  list: Block[];
  texts: string[][][];
  pagination: Pagination;
  measured: Measured[];
}

function fitPages(form: Form, list: Block[], capacity: number): Fitted {
  // Most long tables need no measuring to tell that they do not fit one page.
  const least = list.reduce((sum, block) => sum + block.height, 0);
  const sizes = form.page.body ?? BODY_SIZES;
  const flows = least > capacity || list.some(({ page }) => page?.break);
  for (const size of flows ? [] : sizes) {
    const { measured, texts } = measure(form, list, size, false);
    const height = measured.reduce((sum, item) => sum + item.height, 0);
    if (height <= capacity) return { size, list, texts, measured, pagination: paginate(measured, capacity) };
  }
  const size = sizes[0] as number;
  const { measured, texts } = measure(form, list, size, true);
  return { size, list, texts, measured, pagination: paginate(measured, capacity) };
}

/**
 * Heights of all blocks. When the table flows (`cuts`), a page may end after any row, so each row must be able to hold
 * the level names on its own.
 */
function measure(
  form: Form,
  list: Block[],
  body: number,
  cuts: boolean,
): { measured: Measured[]; texts: string[][][] } {
  const texts = list.map((block) =>
    block.cells.map((cell) => breakLines(cell.text, cellWidth(form, cell) - 2 * CELL_PADDING, cell.style.size ?? body)),
  );
  const lines = (row: number, cell: number) => texts[row]?.[cell]?.length ?? 1;
  const measured = list.map((block, row): Measured => {
    let height = roundUp(block.height);
    let most = 1;
    block.cells.forEach((cell, k) => {
      if (cell.blocks > 1) return;
      height = Math.max(height, cellHeight(lines(row, k), cell.style.size ?? body));
      most = Math.max(most, lines(row, k));
    });
    return { block, height, lines: most, size: body };
  });
  for (const [row, block] of list.entries())
    for (const [k, cell] of block.cells.entries()) {
      if (cell.blocks === 1) continue;
      const size = cell.style.size ?? body;
      const needed = cellHeight(lines(row, k), size);
      const covered = measured.slice(row, row + cell.blocks);
      if (cuts && block.inTable && cell.cut) keepWhole(covered, block.head !== null, needed);
      else {
        // A text that flows over pages leaves up to a line free at each page's end.
        const spare = cuts && cell.cut === false && lines(row, k) > 1 ? 2 * cellHeight(1, size) : 0;
        const missing = needed + spare - covered.reduce((sum, item) => sum + item.height, 0);
        if (missing > 0) for (const item of covered) item.height = roundUp(item.height + missing / covered.length);
      }
    }
  return { measured, texts };
}

/**
 * A label that is printed on each page of its rows fits into the least of them: a name into each row, a label beside a
 * heading into the heading and one row below it.
 */
function keepWhole(covered: Measured[], besideHead: boolean, needed: number): void {
  if (!besideHead) {
    for (const item of covered) item.height = Math.max(item.height, needed);
    return;
  }
  const head = covered.filter(({ block }) => block.head);
  const rest = covered.filter(({ block }) => !block.head).map(({ height }) => height);
  const least = rest.length === 0 ? 0 : Math.min(...rest);
  const missing = needed - least - head.reduce((sum, item) => sum + item.height, 0);
  if (missing > 0) for (const item of head) item.height = roundUp(item.height + missing / head.length);
}

function cellWidth(form: Form, cell: { col: number; colSpan: number }): number {
  return form.columns.slice(cell.col, cell.col + cell.colSpan).reduce((sum, width) => sum + width, 0);
}

/** Puts the measured blocks into grid rows, cells and boxes. */
function assemble(form: Form, { size, list, texts, measured, pagination }: Fitted, capacity: number): Sheet {
  const { parts } = pagination;
  const { margin } = form.page;
  const left = (form.page.width - form.columns.reduce((sum, width) => sum + width, 0)) / 2;
  const lefts = form.columns.map((_, col) => left + cellWidth(form, { col: 0, colSpan: col }));
  const tops = partTops(pagination, margin.top);
  const sheet: Sheet = {
    form,
    title: '',
    bodySize: size,
    columns: [...form.columns],
    rows: parts.map(({ height, page }) => ({ height, page })),
    cells: [],
    pages: pagination.pages.map(({ used }): Page => ({ boxes: [], used, capacity })),
    heads: headsOf(list, parts),
    seal: null,
  };
  const horizontal = (cell: BlockCell) => ({ x: lefts[cell.col] ?? 0, width: cellWidth(form, cell) });

  for (const [row, block] of list.entries())
    for (const [k, cell] of block.cells.entries()) {
      const covered = gridRange(parts, row, cell.blocks);
      const lines = texts[row]?.[k] ?? [];
      const shares = pageShares(parts, covered);
      const ranges = cell.cut ? shares : [covered];
      for (const range of ranges) sheet.cells.push(sheetCell(cell, range, size));
      let rest = lines;
      shares.forEach((share, n) => {
        const index = sheet.cells.length - (cell.cut ? ranges.length - n : 1);
        const repeats = pagination.pages[share.page]?.repeats ?? [];
        // A label that starts beside a repeated header reaches up over it.
        const raised = n > 0 && repeats.includes(row);
        const y = raised ? margin.top : (tops[share.from] ?? 0);
        const bottom = (tops[share.to - 1] ?? 0) + (parts[share.to - 1]?.height ?? 0);
        const last = n === shares.length - 1;
        const room = cell.cut || last ? rest.length : linesThatFit(bottom - y, cell.style.size ?? size);
        const shown = rest.slice(0, room);
        if (!cell.cut) rest = rest.slice(room);
        const box: Box = {
          cell: index,
          ...horizontal(cell),
          y,
          height: bottom - y,
          lines: shown,
          repeated: cell.cut && n > 0,
          continues: !last,
        };
        sheet.pages[share.page]?.boxes.push(box);
      });
    }
  const heights = measured.map(({ height }) => height);
  repeatHeaders(sheet, list, texts, pagination, heights, horizontal);
  return sheet;
}

interface Range {
  /** Grid rows, `to` not included. */
  from: number;
  to: number;
  page: number;
}

function gridRange(parts: readonly Part[], block: number, count: number): Range {
  const from = parts.findIndex((part) => part.block === block);
  const after = parts.findIndex((part) => part.block >= block + count);
  return { from, to: after === -1 ? parts.length : after, page: parts[from]?.page ?? 0 };
}

function pageShares(parts: readonly Part[], { from, to }: Range): Range[] {
  const shares: Range[] = [];
  for (let row = from; row < to; row++) {
    const page = parts[row]?.page ?? 0;
    const open = shares.at(-1);
    if (open?.page === page) open.to = row + 1;
    else shares.push({ from: row, to: row + 1, page });
  }
  return shares;
}

function sheetCell(cell: BlockCell, { from, to }: Range, body: number): SheetCell {
  const { blocks: _blocks, cut: _cut, amount: _amount, style, ...rest } = cell;
  return { ...rest, row: from, rowSpan: to - from, style: { ...style, size: style.size ?? body } };
}

/** Page position in mm of each grid row's top edge. */
function partTops({ parts, pages }: Pagination, top: number): number[] {
  const used = pages.map(({ repeats, used: total }, page) => {
    const own = parts.filter((part) => part.page === page).reduce((sum, part) => sum + part.height, 0);
    return repeats.length === 0 ? 0 : total - own;
  });
  return parts.map((part) => {
    const y = top + (used[part.page] ?? 0);
    used[part.page] = (used[part.page] ?? 0) + part.height;
    return y;
  });
}

/** The labels of headings printed again at the top of a page; labels that reach below them are raised instead. */
function repeatHeaders(
  sheet: Sheet,
  list: Block[],
  texts: string[][][],
  { parts, pages }: Pagination,
  heights: readonly number[],
  horizontal: (cell: BlockCell) => { x: number; width: number },
): void {
  pages.forEach(({ repeats }, page) => {
    let y = sheet.form.page.margin.top;
    const boxes = repeats.flatMap((block, at): Box[] => {
      const top = y;
      y += heights[block] ?? 0;
      const first = parts.findIndex((part) => part.block === block);
      return (list[block]?.cells ?? []).flatMap((cell, k): Box[] => {
        const covered = repeats.slice(at, at + cell.blocks);
        if (cell.blocks > covered.length) return [];
        const index = sheet.cells.findIndex((candidate) => candidate.row === first && candidate.col === cell.col);
        return [
          {
            cell: index,
            ...horizontal(cell),
            y: top,
            height: covered.reduce((sum, one) => sum + (heights[one] ?? 0), 0),
            lines: texts[block]?.[k] ?? [],
            repeated: true,
            continues: false,
          },
        ];
      });
    });
    sheet.pages[page]?.boxes.unshift(...boxes);
  });
}

/** The grid rows of each table's headings. */
function headsOf(list: Block[], parts: readonly Part[]): Sheet['heads'] {
  const bands = [...new Set(list.filter(({ inTable, head }) => inTable && head).map(({ band }) => band))];
  return bands.map((band) => {
    const isHead = (part: Part) => list[part.block]?.band === band && list[part.block]?.head !== null;
    return { band, from: parts.findIndex(isHead), to: parts.findLastIndex(isHead) + 1 };
  });
}

/** The same blocks with the empty line below the seal's words that keeps its square free. */
function withSealSpace(form: Form, list: Block[]): Block[] {
  const at = list.findIndex((block) => block.cells.some((cell) => cell.pattern === form.seal?.pattern));
  const words = list[at];
  if (!words) return list;
  const blank: BlockCell = {
    kind: 'blank',
    path: '',
    pattern: '',
    text: '',
    number: null,
    name: '',
    amount: false,
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
    inTable: false,
    rows: [],
    page: null,
  };
  return list.toSpliced(at + 1, 0, space);
}

function amountPaths(list: Block[]): Set<string> {
  return new Set(list.flatMap((block) => block.cells.filter((cell) => cell.amount).map((cell) => cell.path)));
}
