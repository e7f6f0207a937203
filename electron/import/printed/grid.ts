import { cleanText, shorten } from '../../../shared/filing/parse.ts';
import { LOST_SYMBOL } from '../document/drawn.ts';
import type { Grid, GridCell, GridRow } from '../grid.ts';
import { LIMITS, UnreadableError } from '../limits.ts';
import type { Note } from '../note.ts';
import { withoutFurniture } from './furniture.ts';
import { type FrameItem, joinOverPages, type PageItem, type TextItem } from './items.ts';
import type { Format } from './pages.ts';
import { cellText, joinFrames, sameSides, type Table } from './tables.ts';
import { unruledRows } from './unruled.ts';

/**
 * The tables and texts of printed pages as one grid: cells as ruled lines enclose them, tables that go over pages made
 * one. `isLabel` tells the labels of the known forms. Throws `UnreadableError` where the columns of a table without
 * rules are not clear, or the cells too many.
 */
export function printedGrid(
  pages: readonly PageItem[][],
  format: Format,
  isLabel: (text: string) => boolean,
  notes: Note[],
): Grid {
  const clean = joinOverPages(withoutFurniture(pages));
  const rows = unruledRows(clean, format, isLabel) ?? gridRows(clean, format, isLabel, notes);
  return { name: '', kind: 'document', rows };
}

/** Items in the order they are read, tables of several pages together. */
function gridRows(items: PageItem[], format: Format, isLabel: (text: string) => boolean, notes: Note[]): GridRow[] {
  const rows: GridRow[] = [];
  const perPage = new Map<number, number>();
  let cells = 0;
  for (let at = 0; at < items.length; ) {
    const item = items[at] as PageItem;
    if (item.kind === 'text') {
      rows.push(textRow(item, rows.length + 1, count(perPage, item.page)));
      at++;
      continue;
    }
    const parts = [item];
    for (let next = items[at + 1]; next?.kind === 'frame' && sameSides(item, next); next = items[at + parts.length])
      parts.push(next as FrameItem);
    const table = joinFrames(parts, isLabel);
    if (table.unfinished)
      notes.push({
        severity: 'error',
        place: `第 ${table.unfinished.page} 页`,
        message: '这一页末尾的文字在下一页没有接上，可能缺页，请核对',
      });
    for (const row of table.doubtful)
      notes.push({
        severity: 'hint',
        place: `第 ${row.page} 页表格第 ${row.number} 行`,
        message: `“${shorten(row.cells.map(cellText).join(''))}”可能是上一页最后一行的下文，已按新的一行读入，请核对`,
      });
    cells += table.columns * table.rows.length;
    if (cells > LIMITS.allCells)
      throw new UnreadableError(`${format} 的表格超过 ${LIMITS.allCells / 10_000} 万格，请只保留绩效目标表后再导入`);
    addTable(rows, table, format, notes);
    at += parts.length;
  }
  return rows.filter((row) => row.cells.some(({ text }) => text !== ''));
}

function count(perPage: Map<number, number>, page: number): number {
  const number = (perPage.get(page) ?? 0) + 1;
  perPage.set(page, number);
  return number;
}

function textRow({ page, parts }: TextItem, line: number, number: number): GridRow {
  const place = `第 ${page} 页第 ${number} 行文字`;
  const cells = parts.map(
    ({ text }, col): GridCell => ({ text: cleanText(text).trim(), col, colSpan: 1, rowSpan: 1, place }),
  );
  return { line, lastLine: line, apart: true, tabular: false, place, cells };
}

/** What this program prints for a character that no font has. */
const MISSING = '〓';

/** A text without the characters that mean something only in the font that they were drawn with. */
function spelled(text: string): string {
  return text.replace(/\p{Co}/gu, '').trim();
}

function addTable(rows: GridRow[], { columns, rows: own }: Table, format: Format, notes: Note[]): void {
  /** The cell that reaches down into the next row, by column, and how many rows of its page are left. */
  const open: { cell: GridCell; left: number; page: number }[] = [];
  for (const [index, row] of own.entries()) {
    const line = rows.length + 1;
    const place = `第 ${row.page} 页表格第 ${row.number} 行`;
    const cells: GridCell[] = [];
    const starts = new Map(row.cells.map((cell) => [cell.col, cell]));
    for (let col = 0; col < columns; ) {
      const start = starts.get(col);
      if (start) {
        const text = spelled(cellText(start));
        // An empty cell that begins a page may be the rest of one above; it covers nothing.
        const rowSpan = text === '' ? 1 : start.rowSpan;
        const cell: GridCell = { text, col, colSpan: start.colSpan, rowSpan, place };
        cells.push(cell);
        if (text.includes(MISSING))
          notes.push({
            severity: 'error',
            place,
            message: `“${shorten(text)}”中有字体里没有的字，印成了“${MISSING}”，请补上原来的字`,
          });
        if (start.struck.trim() !== '')
          notes.push({ severity: 'hint', place, message: `带删除线的文字“${shorten(start.struck.trim())}”未读入` });
        if (text !== cellText(start)) notes.push({ severity: 'error', place, message: LOST_SYMBOL });
        if (start.smeared)
          notes.push({
            severity: 'error',
            place,
            message: `“${shorten(text)}”处的文字压在表格线上或叠在一起，读入的可能不对；请在原文件里加高这一行、把公式改为普通文字后重新导出 ${format}`,
          });
        for (let k = col; k < col + start.colSpan; k++) {
          if (k > col) cells.push({ text: '', col: k, colSpan: 1, rowSpan: 1, place, master: cell });
          open[k] = { cell, left: rowSpan - 1, page: row.page };
        }
        col += start.colSpan;
        continue;
      }
      const above = open[col];
      if (above && above.left > 0 && above.page === row.page) {
        above.left--;
        cells.push({ text: '', col, colSpan: 1, rowSpan: 1, place, master: above.cell });
      } else cells.push({ text: '', col, colSpan: 1, rowSpan: 1, place });
      col++;
    }
    rows.push({ line, lastLine: line, apart: index === 0, tabular: true, place, cells });
  }
}
