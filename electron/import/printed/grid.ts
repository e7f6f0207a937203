import { cleanText, shorten } from '../../../shared/filing/parse.ts';
import { LOST_SYMBOL } from '../document/drawn.ts';
import type { Grid, GridCell, GridRow } from '../grid.ts';
import { LIMITS, UnreadableError } from '../limits.ts';
import type { Note } from '../note.ts';
import { withoutFurniture } from './furniture.ts';
import { type FrameItem, joinOverPages, type PageItem, pageItems, type TextItem } from './items.ts';
import type { PrintedPage } from './page.ts';
import { stitchPages } from './stitch.ts';
import { cellText, joinFrames, sameSides, type Table } from './tables.ts';
import { unruledRows } from './unruled.ts';

/** The format of the file, for messages. */
type Format = 'PDF' | 'OFD';

/**
 * The tables and texts of printed pages as one grid: cells as ruled lines enclose them, tables that go over pages made
 * one. `isLabel` tells the labels of the known forms. Throws `UnreadableError` where the columns of a table without
 * rules are not clear, or the cells too many.
 */
export function printedGrid(
  given: readonly (PrintedPage | null)[],
  format: Format,
  isLabel: (text: string) => boolean,
  notes: Note[],
): Grid {
  const pages = stitchPages(given, isLabel);
  const items = pages.flatMap((page, index) => (page ? [pageItems(page, index + 1)] : []));
  const clean = joinOverPages(withoutFurniture(items));
  const rows = unruledRows(clean, format, isLabel) ?? gridRows(clean, format, isLabel, notes);
  return { name: '', kind: 'document', rows };
}

/**
 * Tells which pages hold no text or were too much to read (null). Throws `UnreadableError` for a file without any text
 * that can be read: one that was scanned, or is damaged as notes say already.
 */
export function insistOnText(pages: readonly (PrintedPage | null)[], format: Format, notes: Note[]): void {
  const empty = pages.map((page) => page?.glyphs.every(({ text }) => text.trim() === ''));
  if (empty.every(Boolean) && notes.some(({ severity }) => severity === 'error'))
    throw new UnreadableError(
      `${format} 已损坏或不完整，读不出文字；请重新下载，或用原软件重新导出 ${format} 后再导入`,
    );
  if (empty.every(Boolean))
    throw new UnreadableError(
      `${format} 里没有文字，是扫描件或图片；请找原来的 Excel 或 Word 文件导入，或用文字识别软件转成 Word 后再导入`,
    );
  if (isGarbled(pages))
    throw new UnreadableError(
      `${format} 的字体没有带文字编码，读不出文字；请用原软件重新导出 ${format}，或改用 Excel、Word 文件导入`,
    );
  for (const [index, page] of pages.entries()) {
    const place = `第 ${index + 1} 页`;
    if (page === null)
      notes.push({ severity: 'error', place, message: '这一页的内容过于复杂，没有读入；请用原软件另存后再导入' });
    else if (empty[index])
      notes.push({ severity: 'hint', place, message: '这一页没有文字（空白页或扫描的图片），未读入' });
  }
}

/** Characters of a font's own numbering, or none: what a file without a table of its characters gives. */
const NO_TEXT = /[\p{Cc}\p{Co}\ufffd]/u;

function isGarbled(pages: readonly (PrintedPage | null)[]): boolean {
  const texts = pages
    .flatMap((page) => page?.glyphs.map(({ text }) => text) ?? [])
    .filter((text) => text.trim() !== '');
  return texts.filter((text) => NO_TEXT.test(text)).length > texts.length * 0.3;
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
