import { arrangeCells, type TableCell } from '../../shared/clipboard/table.ts';
import { cleanText } from '../../shared/filing/parse.ts';
import type { GridCell, GridRow } from './grid.ts';
import { tooManyCells } from './limits.ts';
import type { Note } from './note.ts';
import { numberAsShown } from './workbook/sheet-number.ts';
import { type TextShown, textNotes } from './workbook/text.ts';

/** Text with \n between its lines, or a table. */
export type HtmlContent = string | HtmlTable;

export interface HtmlTable {
  rows: { cells: HtmlCell[]; hidden: boolean }[];
  /** The cell that is being read. */
  open?: HtmlCell;
}

export interface HtmlCell {
  content: HtmlContent[];
  colSpan: number;
  rowSpan: number;
  /** The text flows over the columns of its span, which are cells of their own. */
  overflows: boolean;
  /** The number behind the text, as Excel and LibreOffice write it. */
  value: string | undefined;
  /** What was struck out of its text, and signs that are not known. */
  changed?: TextShown;
}

/** Hidden rows that are named. */
const MOST_NOTES = 50;

/**
 * The rows of a page in reading order: lines outside of tables, and the rows of tables. Of a table that only lays out
 * the page (tables within its cells hold more than it does) these are read; a small table within a cell is its text.
 * Throws `UnreadableError` for a table that is too large.
 */
export function htmlRows(page: HtmlContent[]): { rows: GridRow[]; notes: Note[] } {
  const found: GridRow[] = [];
  const notes: Note[] = [];
  let tables = 0;
  let paragraphs = 0;
  const add = (row: Omit<GridRow, 'line' | 'lastLine'>) => {
    const line = found.length + 1;
    found.push({ line, lastLine: line, ...row });
  };
  const open: HtmlContent[] = page.toReversed();
  for (let content = open.pop(); content !== undefined; content = open.pop()) {
    if (typeof content === 'string') {
      for (const text of content.split('\n')) {
        if (text.trim() === '') continue;
        const place = `第 ${++paragraphs} 段`;
        add({
          apart: true,
          tabular: false,
          cells: [{ text: cleanText(text).trim(), col: 0, colSpan: 1, rowSpan: 1, place }],
        });
      }
    } else if (isLayout(content)) {
      const inner = content.rows.flatMap((row) => row.cells.flatMap((cell) => cell.content));
      for (const one of inner.toReversed()) open.push(one);
    } else {
      tables++;
      for (const [row, { cells }] of content.rows.entries())
        for (const { changed } of cells)
          if (changed && notes.length < MOST_NOTES)
            for (const note of textNotes(changed))
              notes.push({ ...note, place: `第 ${tables} 个表格第 ${row + 1} 行` });
      for (const { hidden, ...row } of tableRows(content, tables)) {
        add(row);
        if (hidden)
          notes.push({ severity: 'hint', place: row.cells[0]?.place ?? '', message: '是隐藏的行，也已读入，请核对' });
      }
    }
  }
  return { rows: found, notes: notes.slice(0, MOST_NOTES) };
}

/** Cells with text in a table, those of tables within its cells not counted. */
function ownCells(table: HtmlTable): number {
  return table.rows.reduce((sum, row) => sum + row.cells.filter(({ content }) => content.some(isText)).length, 0);
}

function isText(content: HtmlContent): boolean {
  return typeof content === 'string';
}

function isLayout(table: HtmlTable): boolean {
  let inner = 0;
  for (const { cells } of table.rows)
    for (const { content } of cells)
      for (const one of content) if (typeof one !== 'string') inner = Math.max(inner, ownCells(one));
  return inner > 1 && inner >= ownCells(table);
}

function* tableRows(
  table: HtmlTable,
  number: number,
): Generator<Omit<GridRow, 'line' | 'lastLine'> & { hidden: boolean }> {
  const source = table.rows.map((row) => row.cells.flatMap(cellsOf));
  const { rows, cut } = arrangeCells(source);
  if (cut) throw tooManyCells();
  const place = (row: number) => `第 ${number} 个表格第 ${row + 1} 行`;
  const made: (GridCell | null)[][] = rows.map((row, r) =>
    row.map(
      (cell, col) => cell && { ...shown(cell), col, colSpan: cell.colSpan, rowSpan: cell.rowSpan, place: place(r) },
    ),
  );
  // Covered positions come after the cell that covers them.
  for (const [r, row] of rows.entries())
    for (const [col, cell] of row.entries()) {
      const master = made[r]?.[col];
      if (!cell || !master || (cell.rowSpan === 1 && cell.colSpan === 1)) continue;
      for (let down = 0; down < cell.rowSpan; down++)
        for (let right = 0; right < cell.colSpan; right++)
          if (down + right > 0 && made[r + down]?.[col + right] === null)
            (made[r + down] as (GridCell | null)[])[col + right] = {
              ...{ text: '', col: col + right, colSpan: 1, rowSpan: 1, place: place(r + down) },
              master,
            };
    }
  let apart = true;
  for (const [r, row] of made.entries()) {
    const cells = row.filter((cell) => cell !== null);
    const blank = cells.every((cell) => cell.text === '' && !cell.master);
    if (!blank) yield { apart, tabular: true, cells, hidden: table.rows[r]?.hidden ?? false };
    apart = blank;
  }
}

type ValuedCell = TableCell & { value?: string | undefined };

function cellsOf(cell: HtmlCell): ValuedCell[] {
  const text = cleanText(cell.content.map(asText).join('\n')).trim();
  const own: ValuedCell = {
    text,
    rowSpan: cell.rowSpan,
    colSpan: cell.overflows ? 1 : cell.colSpan,
    value: cell.value,
  };
  const empty = (): ValuedCell => ({ text: '', rowSpan: 1, colSpan: 1 });
  return [own, ...Array.from({ length: cell.overflows ? Math.min(1024, cell.colSpan) - 1 : 0 }, empty)];
}

function asText(content: HtmlContent): string {
  if (typeof content === 'string') return content;
  return content.rows.map((row) => row.cells.map((cell) => cell.content.map(asText).join('\n')).join(' ')).join('\n');
}

/** The text, or the number itself where its column was too narrow to show it. */
function shown(cell: ValuedCell): Pick<GridCell, 'text' | 'number'> {
  const value = Number(cell.value ?? Number.NaN);
  if (cell.value === undefined || cell.value.trim() === '' || !Number.isFinite(value)) return { text: cell.text };
  const { text, number } = numberAsShown(value, /^#+$/.test(cell.text) ? cell.value : cell.text);
  return number ? { text, number } : { text };
}
