import ExcelJS, { type Cell, type Style, type Worksheet } from 'exceljs';
import type { Sheet, SheetCell } from '../../shared/layout/sheet.ts';
import { finishPackage } from './office-package.ts';
import type { DocumentInfo } from './pdf.ts';
import { sheetNames } from './sheet-names.ts';

/** One workbook with a worksheet per sheet, in order: the grid of the layout cell for cell, never a template changed. */
export async function makeXlsx(sheets: readonly Sheet[], info: DocumentInfo): Promise<Uint8Array> {
  const workbook = new ExcelJS.Workbook();
  workbook.title = info.title;
  workbook.creator = info.author || '绩效表';
  workbook.lastModifiedBy = '绩效表';
  workbook.created = info.now;
  workbook.modified = info.now;
  const names = sheetNames(sheets.map((sheet) => sheet.title));
  for (const [index, sheet] of sheets.entries()) addWorksheet(workbook, sheet, names[index] as string);
  const written = new Uint8Array(await workbook.xlsx.writeBuffer());
  return finishPackage(written, info.now, { 'xl/styles.xml': setDefaultFont });
}

const DEFAULT_FONT = '<font><sz val="12"/><name val="宋体"/><charset val="134"/></font>';

/** Column widths are counted in digits of the workbook's default font, which exceljs cannot set. */
function setDefaultFont(styles: string): string {
  const changed = styles.replace(/(<fonts[^>]*>)<font>.*?<\/font>/s, `$1${DEFAULT_FONT}`);
  if (changed === styles) throw new Error('styles.xml has no default font');
  return changed;
}

function addWorksheet(workbook: ExcelJS.Workbook, sheet: Sheet, name: string): void {
  const worksheet = workbook.addWorksheet(name);
  columnPixels(sheet.columns).forEach((pixels, col) => {
    const width = pixels / DIGIT_PIXELS;
    // exceljs takes a width of 9 for its own default and does not write it.
    worksheet.getColumn(col + 1).width = width === 9 ? 9 + 1 / 1024 : width;
  });
  // Excel never grows a merged row by itself, so every row gets its height.
  sheet.rows.forEach((row, index) => {
    worksheet.getRow(index + 1).height = rowPoints(row.height);
  });
  for (const cell of sheet.cells) addCell(worksheet, cell, goesOn(sheet, cell));
  setUpPages(worksheet, sheet);
}

/** Whether a cell reaches over the end of a page. */
function goesOn({ rows }: Sheet, { row, rowSpan }: SheetCell): boolean {
  return rows[row]?.page !== rows[row + rowSpan - 1]?.page;
}

function addCell(worksheet: Worksheet, cell: SheetCell, severalPages: boolean): void {
  const [top, left] = [cell.row + 1, cell.col + 1];
  const [bottom, right] = [cell.row + cell.rowSpan, cell.col + cell.colSpan];
  const master = worksheet.getCell(top, left);
  if (cell.number) master.value = cell.number.value;
  else if (cell.text !== '') master.value = escapeText(cell.text);
  if (bottom > top || right > left) worksheet.mergeCells(top, left, bottom, right);
  // Merging makes the covered cells share the first one's style, so each gets a fresh one, with its own borders.
  for (let row = top; row <= bottom; row++)
    for (let col = left; col <= right; col++)
      (worksheet.getCell(row, col) as Cell).style = cellStyle(cell, severalPages);
}

const THIN = { style: 'thin', color: { argb: 'FF000000' } } as const;

function cellStyle({ style, number }: SheetCell, severalPages: boolean): Partial<Style> {
  // Text that goes on over pages begins at the top of the first one instead of leaving it half empty.
  const vertical = severalPages ? 'top' : 'middle';
  return {
    font: { name: style.font === 'hei' ? '黑体' : '宋体', size: style.size, charset: 134 },
    alignment: { horizontal: style.align, vertical, wrapText: true },
    border: style.frame ? { top: { ...THIN }, left: { ...THIN }, bottom: { ...THIN }, right: { ...THIN } } : {},
    numFmt: number ? number.format : '@',
  };
}

/** `_x000D_` in a text is read back as that character, so the underscore of such a literal is written as its code. */
function escapeText(text: string): string {
  return text.replace(/_(?=x[0-9A-Fa-f]{4}_)/g, '_x005F_');
}

/**
 * Excel’s unit of column width: the widest digit of the default font, 宋体 12, at 96 dpi. Eight pixels is exactly half
 * of its 16, so LibreOffice, which does not round digits to pixels as Excel does, has the same columns.
 */
const DIGIT_PIXELS = 8;
const PIXELS_PER_MM = 96 / 25.4;

/** Whole pixels for columns in mm; rounded at the edges, so that their sum is never wider than the table. */
function columnPixels(columns: readonly number[]): number[] {
  let edge = 0;
  let before = 0;
  return columns.map((width) => {
    edge += width;
    const pixels = Math.floor(edge * PIXELS_PER_MM + 1e-6) - before;
    before += pixels;
    return pixels;
  });
}

/** Heights come as multiples of 0.75 pt; this takes the noise of the millimetres off. */
function rowPoints(mm: number): number {
  return Math.min(409, Math.round(((mm / 25.4) * 72) / 0.75) * 0.75);
}

const A3 = 8;
const A4 = 9;

function setUpPages(worksheet: Worksheet, sheet: Sheet): void {
  const { width, height, margin } = sheet.form.page;
  const several = sheet.pages.length > 1;
  const last = worksheet.getCell(sheet.rows.length, sheet.columns.length).address.replace(/\d+/, '$$$&');
  Object.assign(worksheet.pageSetup, {
    paperSize: Math.max(width, height) > 400 ? A3 : A4,
    orientation: width > height ? 'landscape' : 'portrait',
    margins: {
      top: margin.top / 25.4,
      right: margin.right / 25.4,
      bottom: margin.bottom / 25.4,
      left: margin.left / 25.4,
      header: 0.3,
      footer: 0.3,
    },
    horizontalCentered: true,
    fitToPage: true,
    fitToWidth: 1,
    fitToHeight: several ? 0 : 1,
    printArea: `A$1:${last}`,
  });
  if (!several) return;
  sheet.rows.forEach((row, index) => {
    const next = sheet.rows[index + 1];
    if (next && next.page !== row.page) worksheet.getRow(index + 1).addPageBreak();
  });
  const header = sheet.headerRow + 1;
  if (header > 0) worksheet.pageSetup.printTitlesRow = `${header}:${header}`;
}
