import type { Sheet, SheetCell } from '../../shared/layout/sheet.ts';
import { type Element, element } from './pdf-structure.ts';

/**
 * A sheet as whoever hears it read has it: headings and paragraphs without a frame, and each run of framed rows as a
 * table. `of` has the element of each cell by its index; a blank outside of a frame has none.
 */
export interface SheetStructure {
  section: Element;
  of: ReadonlyMap<number, Element>;
}

interface Placed {
  index: number;
  cell: SheetCell;
  /** Row after its last one. A label that is printed again on a further page reaches over that too. */
  end: number;
}

export function sheetStructure(sheet: Sheet): SheetStructure {
  const section = element('Sect', { title: sheet.title });
  const of = new Map<number, Element>();
  const title = titleOf(sheet);
  let table = new Frame();
  const endTable = () => {
    if (table.placed.length > 0) section.children.push(tableOf(table, sheet, of));
    table = new Frame();
  };
  const again = repeatedCells(sheet);
  const order = sheet.cells.map((cell, index): Placed => ({ index, cell, end: cell.row + cell.rowSpan }));
  for (const placed of order.sort((a, b) => a.cell.row - b.cell.row || a.cell.col - b.cell.col)) {
    const { cell, index } = placed;
    if (again.has(index)) table.extend(placed);
    else if (cell.style.frame) table.add(placed);
    else {
      endTable();
      if (cell.text.trim() === '') continue;
      const text = element(cell === title ? 'H1' : cell.style.font === 'hei' ? 'H2' : 'P');
      section.children.push(text);
      of.set(index, text);
    }
  }
  endTable();
  return { section, of };
}

/** What a row counts in a key; a worksheet has fewer columns. */
const ROW = 1 << 16;

/** The cells of one table, by row and column. */
class Frame {
  readonly placed: Placed[] = [];
  readonly #at = new Map<number, Placed>();

  add(placed: Placed): void {
    this.placed.push(placed);
    this.#cover(placed, placed.cell.row);
  }

  /** The cell above reaches over the rows of this one too. */
  extend({ cell, end }: Placed): void {
    const above = this.at(cell.row - 1, cell.col);
    if (!above) return;
    above.end = end;
    this.#cover(above, cell.row);
  }

  /** The cell that begins in the column and covers the row. */
  at(row: number, col: number): Placed | undefined {
    return this.#at.get(row * ROW + col);
  }

  #cover(placed: Placed, from: number): void {
    for (let row = from; row < placed.end; row++) this.#at.set(row * ROW + placed.cell.col, placed);
  }
}

/** The first of the largest texts outside of a frame, where it is set as a heading. */
function titleOf({ cells }: Sheet): SheetCell | undefined {
  const headings = cells.filter(({ style, text }) => !style.frame && style.font === 'hei' && text.trim() !== '');
  const largest = Math.max(...headings.map(({ style }) => style.size));
  return headings.find(({ style }) => style.size === largest);
}

/** Cells of which nothing is printed but a label that was printed before. */
function repeatedCells({ pages }: Sheet): Set<number> {
  const again = new Set<number>();
  const own = new Set<number>();
  for (const { boxes } of pages) for (const { cell, repeated } of boxes) (repeated ? again : own).add(cell);
  for (const index of own) again.delete(index);
  return again;
}

/**
 * Rows and columns are those in which a cell begins: the grid has more, for a tall text takes several rows of a
 * worksheet.
 */
function tableOf(frame: Frame, sheet: Sheet, of: Map<number, Element>): Element {
  const rows = linesBefore(frame.placed.map(({ cell }) => cell.row));
  const columns = linesBefore(frame.placed.map(({ cell }) => cell.col));
  const table = element('Table');
  let last = -1;
  for (const placed of frame.placed) {
    const { cell, index, end } = placed;
    if (cell.row !== last) table.children.push(element('TR'));
    last = cell.row;
    const spans = {
      rowSpan: rows(end) - rows(cell.row),
      colSpan: columns(cell.col + cell.colSpan) - columns(cell.col),
    };
    const one = isHeading(cell)
      ? element('TH', { ...spans, scope: scopeOf(placed, frame, sheet) })
      : element('TD', spans);
    table.children.at(-1)?.children.push(one);
    of.set(index, one);
  }
  return table;
}

/** How many different ones of these lines of the grid there are before a line. */
function linesBefore(lines: readonly number[]): (line: number) => number {
  const begins = new Set(lines);
  const before = [0];
  for (let line = 0; line <= Math.max(...lines); line++) before.push((before[line] ?? 0) + (begins.has(line) ? 1 : 0));
  return (line) => before[line] ?? begins.size;
}

/** Labels, the levels of indicators, and what else rows have in common. */
function isHeading({ kind, text, run, path }: SheetCell): boolean {
  return text.trim() !== '' && (kind === 'label' || run !== null || /\.level[12]$/.test(path));
}

/**
 * A heading is of what stands below it in the heading rows of a table, and where only other headings stand beside it and
 * a value below.
 */
function scopeOf({ cell, end }: Placed, frame: Frame, { heads }: Sheet): Element['scope'] {
  if (heads.some(({ from, to }) => cell.row >= from && end <= to)) return 'Column';
  const beside = frame.at(cell.row, cell.col + cell.colSpan);
  if (beside && !isHeading(beside.cell)) return 'Row';
  const below = frame.at(end, cell.col);
  return below && !isHeading(below.cell) ? 'Column' : 'Row';
}
