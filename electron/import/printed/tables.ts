import { cleanText } from '../../../shared/filing/parse.ts';
import type { FrameItem } from './items.ts';
import { HARD, isFull, type PrintedLine, paragraphs, SOFT } from './lines.ts';

/** A cell of a table that goes over pages, with the lines of text it has on them. */
export interface TableCell {
  col: number;
  colSpan: number;
  /** Rows it reaches over within its page. */
  rowSpan: number;
  lines: PrintedLine[];
  /** Points between the rules beside it and above and below. */
  left: number;
  right: number;
  top: number;
  bottom: number;
  /** Texts stand over one another or over a rule. */
  smeared: boolean;
  /** Text in it that is struck out. */
  struck: string;
}

export interface TableRow {
  /** Page and row on the page where it begins, counted from 1. */
  page: number;
  number: number;
  /** Cells that begin in this row, left to right. */
  cells: TableCell[];
  /** The last row above a page's end without a rule under it, or the first one without a rule over it. */
  open: { above: boolean; below: boolean };
}

/** A table with all its pages; columns are counted over all of them. */
export interface Table {
  columns: number;
  rows: TableRow[];
  /** The last page says that its text goes on, and no page does. */
  unfinished: { page: number } | null;
  /** First rows of pages that may as well be the rest of the row above. */
  doubtful: TableRow[];
}

const SAME = 4;

/** Whether a table of the page after goes on with one: between the same sides. */
export function sameSides(a: FrameItem, b: FrameItem): boolean {
  return Math.abs(a.frame.left - b.frame.left) < SAME && Math.abs(a.frame.right - b.frame.right) < SAME;
}

/** One table of frames that follow one another; `isLabel` tells the labels of the known forms. */
export function joinFrames(items: readonly FrameItem[], isLabel: (text: string) => boolean): Table {
  const columns = mergeColumns(items.map(({ frame }) => frame.xs));
  const rows: TableRow[] = [];
  let unfinished: Table['unfinished'] = null;
  const doubtful: TableRow[] = [];
  for (const item of items) {
    let own = rowsOf(item, columns);
    const last = rows.at(-1);
    if (last && last.page < item.page) {
      own = withoutRepeats(own, rows, isLabel);
      const first = own[0];
      const goesOn = last.cells.some(({ lines }) => runsOn(lines));
      if (first && (goesOn || continues(rows, first, isLabel))) {
        join(rows, first, isLabel);
        own = own.slice(1);
      } else if (goesOn) unfinished ??= { page: last.page };
      else if (first && mayContinue(rows, first, isLabel)) doubtful.push(first);
    }
    rows.push(...own);
  }
  const end = rows.at(-1);
  if (end?.cells.some(({ lines }) => runsOn(lines))) unfinished ??= { page: end.page };
  return { columns: columns.length - 1, rows, unfinished, doubtful };
}

function mergeColumns(all: number[][]): number[] {
  const places = all.flat().sort((a, b) => a - b);
  const merged: number[] = [];
  for (const place of places) if (place - (merged.at(-1) ?? Number.NEGATIVE_INFINITY) > SAME) merged.push(place);
  return merged;
}

function nearest(places: number[], at: number): number {
  return places.reduce(
    (best, place, k) => (Math.abs(place - at) < Math.abs((places[best] as number) - at) ? k : best),
    0,
  );
}

function rowsOf({ page, frame, lines, smeared, struck }: FrameItem, columns: number[]): TableRow[] {
  const rows = Array.from(
    { length: frame.ys.length - 1 },
    (_, k): TableRow => ({
      page,
      number: k + 1,
      cells: [],
      open: { above: k === 0 && !frame.closed.top, below: k === frame.ys.length - 2 && !frame.closed.bottom },
    }),
  );
  for (const [index, cell] of frame.cells.entries()) {
    const [left, right] = [frame.xs[cell.col] as number, frame.xs[cell.col + cell.colSpan] as number];
    const [top, bottom] = [frame.ys[cell.row] as number, frame.ys[cell.row + cell.rowSpan] as number];
    const col = nearest(columns, left);
    const colSpan = Math.max(1, nearest(columns, right) - col);
    rows[cell.row]?.cells.push({
      col,
      colSpan,
      rowSpan: cell.rowSpan,
      lines: lines[index] ?? [],
      left,
      right,
      top,
      bottom,
      smeared: smeared[index] ?? false,
      struck: struck[index] ?? '',
    });
  }
  for (const row of rows) row.cells.sort((a, b) => a.col - b.col);
  return rows;
}

/** Our own PDF says that the text goes on on the next page. */
function runsOn(lines: PrintedLine[]): boolean {
  const end = lines.at(-1)?.end;
  return end === SOFT || end === HARD;
}

/** A row of nothing else is a sum of blank amounts, and no heading. */
const SUM = /^(?:小计|合计|总计)$/;

/** The rows of a further page without the header rows that are printed there again. */
function withoutRepeats(own: TableRow[], before: TableRow[], isLabel: (text: string) => boolean): TableRow[] {
  const known = new Map(before.map((row) => [wording(row), leftmost(row)]));
  // Another label beside the same headings is of another table.
  const isKnown = (row: TableRow) => {
    const beside = known.get(wording(row));
    return beside !== undefined && [beside, ''].includes(leftmost(row));
  };
  const isRepeat = (row: TableRow) => {
    const filled = row.cells.filter(({ lines }) => lines.length > 0);
    if (filled.length === 0) return false;
    const labels = filled.every(({ lines }) => isLabel(textOf(lines)));
    const sum = filled.every(({ lines }) => SUM.test(textOf(lines)));
    return filled.every(({ lines }) => lines.every(({ again }) => again)) || (labels && !sum && isKnown(row));
  };
  const first = own.findIndex((row) => !isRepeat(row));
  return first === -1 ? [] : own.slice(first);
}

function wording(row: TableRow): string {
  // A label beside the header reaches up over it where it is printed again.
  return row.cells
    .filter(({ lines, rowSpan }) => lines.length > 0 && rowSpan === 1)
    .map(({ col, lines }) => `${col} ${textOf(lines)}`)
    .join('\n');
}

/** The text of the first cell of a row. */
function leftmost({ cells }: TableRow): string {
  return textOf(cells.find(({ col }) => col === 0)?.lines ?? []);
}

function textOf(lines: PrintedLine[]): string {
  return lines.map(({ text }) => text).join('');
}

/** Whether the first row of a page is the rest of the last one of the page before, by how they look. */
function continues(rows: TableRow[], first: TableRow, isLabel: (text: string) => boolean): boolean {
  const last = rows.at(-1) as TableRow;
  if (last.cells.some(({ lines }) => lines.some(({ end }) => end !== null))) return false;
  const isOpen = last.open.below && first.open.above;
  const pairs = first.cells.flatMap((cell) => {
    const above = last.cells.find(isAt(cell));
    return cell.lines.length === 0 || isAgain(rows, cell, isLabel) ? [] : [{ cell, above }];
  });
  if (pairs.length === 0) return isOpen;
  const flows = ({ cell, above }: (typeof pairs)[number]) =>
    above !== undefined &&
    above.lines.length > 0 &&
    !isLabel(textOf(above.lines)) &&
    !isLabel(textOf(cell.lines)) &&
    (isOpen || isTight(above));
  if (!pairs.every(flows)) return false;
  // Above the indicators every row but those of long texts begins with a label.
  if (!rows.some((row) => isHeader(row, isLabel))) return true;
  if (!isOpen && !pairs.some(({ cell, above }) => above && endsFull(above, cell))) return false;
  // It is the rest of a row when a cell of that row has ended above, or when every cell above has three lines or more.
  const from = pairs[0]?.cell.col ?? 0;
  const usedUp = last.cells.some(
    ({ col, lines }) =>
      col > from && lines.length > 0 && !isLabel(textOf(lines)) && !pairs.some(({ cell }) => cell.col === col),
  );
  return usedUp || pairs.every(({ above }) => (above?.lines.length ?? 0) >= 3);
}

/** Whether the first row of a page lacks what the last one has, and goes on with a text that ends at the rule below it. */
function mayContinue(rows: TableRow[], first: TableRow, isLabel: (text: string) => boolean): boolean {
  const last = rows.at(-1) as TableRow;
  if (last.cells.some(({ lines }) => lines.some(({ end }) => end !== null))) return false;
  const own = first.cells.filter((cell) => cell.lines.length > 0 && !isAgain(rows, cell, isLabel));
  if (own.length === 0 || own.some(({ lines }) => isLabel(textOf(lines)))) return false;
  const above = own.map((cell) => last.cells.find(isAt(cell)));
  const from = own[0]?.col ?? 0;
  return (
    above.every((cell) => cell !== undefined && cell.lines.length > 0 && isTight(cell)) &&
    last.cells.some(({ col, lines }) => col > from && lines.length > 0 && !own.some((cell) => cell.col === col))
  );
}

/** A label that is printed on every page of its cell, as LibreOffice does with merged cells. */
function isAgain(rows: TableRow[], cell: TableCell, isLabel: (text: string) => boolean): boolean {
  const text = textOf(cell.lines);
  if (!isLabel(text)) return false;
  const row = rows.findLast(({ cells }) => cells.some(isAt(cell)));
  return textOf(row?.cells.find(isAt(cell))?.lines ?? []) === text;
}

function isAt({ col, colSpan }: TableCell): (other: TableCell) => boolean {
  return (other) => other.col === col && other.colSpan === colSpan;
}

/** The header of the indicators: labels only, one of them a level. */
function isHeader(row: TableRow, isLabel: (text: string) => boolean): boolean {
  const texts = row.cells.filter(({ lines }) => lines.length > 0).map(({ lines }) => textOf(lines));
  return texts.length >= 3 && texts.every(isLabel) && texts.some((text) => /级.*指标/.test(text.replace(/\s/g, '')));
}

/** The text reaches down to the rule below it. */
function isTight({ lines, bottom }: TableCell): boolean {
  const line = lines.at(-1);
  return line !== undefined && bottom - line.baseline < line.size * 1.3;
}

function endsFull(above: TableCell, below: TableCell): boolean {
  const [last, next] = [above.lines.at(-1), below.lines[0]];
  return last !== undefined && next !== undefined && isFull(last, next, roomOf(above));
}

/**
 * Adds the rest of a row that a page's end has cut. Labels, levels and merged cells that are printed again add nothing.
 */
function join(rows: TableRow[], rest: TableRow, isLabel: (text: string) => boolean): void {
  const row = rows.at(-1) as TableRow;
  for (const cell of rest.cells) {
    const lines = cell.lines.filter(({ again }) => !again);
    const above = row.cells.find(isAt(cell));
    if (lines.length === 0 || isAgain(rows, cell, isLabel) || textOf(above?.lines ?? []) === textOf(lines)) continue;
    if (above) {
      above.lines.push(...lines);
      above.bottom = cell.bottom;
    } else row.cells.push({ ...cell, lines, rowSpan: 1 });
  }
  row.cells.sort((a, b) => a.col - b.col);
  row.open.below = rest.open.below;
}

/** Points that a line of the cell may be long. */
function roomOf({ left, right, lines }: TableCell): number {
  const gaps = lines.flatMap((line) => [line.left - left, right - line.right]);
  const padding = Math.min(8, Math.max(0, Math.min(...gaps)));
  return right - left - 2 * padding;
}

/** The text of a cell with the line breaks that were typed. */
export function cellText(cell: TableCell): string {
  return cleanText(paragraphs(cell.lines, roomOf(cell))).trim();
}
