import { cleanText, shorten } from '../../shared/filing/parse.ts';
import { LOST_SYMBOL } from './document/drawn.ts';
import type { Grid, GridCell, GridRow } from './grid.ts';
import { LIMITS, PDF_LIMITS, UnreadableError } from './limits.ts';
import type { Note } from './note.ts';
import { withoutFurniture } from './pdf/furniture.ts';
import { type FrameItem, joinOverPages, type PageItem, pageItems, type TextItem } from './pdf/items.ts';
import { withPdf } from './pdf/open.ts';
import { type PdfPage, readPage } from './pdf/page.ts';
import { stitchPages } from './pdf/stitch.ts';
import { cellText, joinFrames, sameSides, type Table } from './pdf/tables.ts';
import { unruledRows } from './pdf/unruled.ts';

/**
 * The tables and texts of a PDF as one grid: cells as ruled lines enclose them, tables that go over pages made one.
 * `isLabel` tells the labels of the known forms. Throws `UnreadableError` when the file is encrypted, damaged, without
 * text (scanned) or too large.
 */
export async function pdfGrids(
  bytes: Uint8Array,
  isLabel: (text: string) => boolean,
): Promise<{ grids: Grid[]; notes: Note[] }> {
  const notes: Note[] = [];
  const pages = stitchPages(await readPages(bytes, notes), isLabel);
  const items = pages.flatMap((page, index) => (page ? [pageItems(page, index + 1)] : []));
  const clean = joinOverPages(withoutFurniture(items));
  const rows = unruledRows(clean, isLabel) ?? gridRows(clean, isLabel, notes);
  return { grids: [{ name: '', kind: 'document', rows }], notes };
}

async function readPages(bytes: Uint8Array, notes: Note[]): Promise<(PdfPage | null)[]> {
  const pages = await withPdf(bytes, async (pdf, { OPS }, damage) => {
    if (pdf.numPages > PDF_LIMITS.pages)
      throw new UnreadableError(`PDF 有 ${pdf.numPages} 页，超过 ${PDF_LIMITS.pages} 页的上限，请拆分后再导入`);
    const read: (PdfPage | null)[] = [];
    let glyphs = 0;
    for (let number = 1; number <= pdf.numPages; number++) {
      const page = await pdf.getPage(number);
      const content = await readPage(page, OPS);
      if (damage())
        notes.push({
          severity: 'error',
          place: `第 ${number} 页`,
          message: '这一页有损坏的内容，读入的可能不完整；请用原软件重新导出 PDF 后再导入',
        });
      page.cleanup();
      glyphs += content?.glyphs.length ?? 0;
      if (glyphs > PDF_LIMITS.totalGlyphs) throw new UnreadableError('PDF 的文字过多，请只保留绩效目标表后再导入');
      read.push(content);
    }
    return read;
  });
  if (!isComplete(bytes))
    notes.push({ severity: 'error', place: '文件末尾', message: 'PDF 不完整，可能没有下载完；请重新下载后再导入' });
  const empty = pages.map((page) => page?.glyphs.every(({ text }) => text.trim() === ''));
  if (empty.every(Boolean) && notes.length > 0)
    throw new UnreadableError('PDF 已损坏或不完整，读不出文字；请重新下载，或用原软件重新导出 PDF 后再导入');
  if (empty.every(Boolean))
    throw new UnreadableError(
      'PDF 里没有文字，是扫描件或图片；请找原来的 Excel 或 Word 文件导入，或用文字识别软件转成 Word 后再导入',
    );
  if (isGarbled(pages))
    throw new UnreadableError(
      'PDF 的字体没有带文字编码，读不出文字；请用原软件重新导出 PDF，或改用 Excel、Word 文件导入',
    );
  for (const [index, page] of pages.entries()) {
    const place = `第 ${index + 1} 页`;
    if (page === null)
      notes.push({ severity: 'error', place, message: '这一页的内容过于复杂，没有读入；请用原软件另存后再导入' });
    else if (empty[index])
      notes.push({ severity: 'hint', place, message: '这一页没有文字（空白页或扫描的图片），未读入' });
  }
  return pages;
}

/** A whole PDF ends with this mark; some programs add a little behind it. */
function isComplete(bytes: Uint8Array): boolean {
  const end = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).subarray(-2048);
  return end.includes('%%EOF');
}

/** Characters of a font's own numbering, or none: what a PDF without a table of its characters gives. */
const NO_TEXT = /[\p{Cc}\p{Co}\ufffd]/u;

function isGarbled(pages: (PdfPage | null)[]): boolean {
  const texts = pages
    .flatMap((page) => page?.glyphs.map(({ text }) => text) ?? [])
    .filter((text) => text.trim() !== '');
  return texts.filter((text) => NO_TEXT.test(text)).length > texts.length * 0.3;
}

/** Items in the order they are read, tables of several pages together. */
function gridRows(items: PageItem[], isLabel: (text: string) => boolean, notes: Note[]): GridRow[] {
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
    if (cells > LIMITS.cells)
      throw new UnreadableError(`PDF 的表格超过 ${LIMITS.cells} 格，请只保留绩效目标表后再导入`);
    addTable(rows, table, notes);
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

function addTable(rows: GridRow[], { columns, rows: own }: Table, notes: Note[]): void {
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
            message: `“${shorten(text)}”处的文字压在表格线上或叠在一起，读入的可能不对；请在原文件里加高这一行、把公式改为普通文字后重新导出 PDF`,
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
