import ExcelJS, { type Cell, type Style, type Worksheet } from 'exceljs';
import type { Sheet, SheetCell } from '../../shared/layout/sheet.ts';
import type { DocumentInfo } from './document-info.ts';
import { escapeText, rowPoints, setColumns, setDefaultFont } from './excel-units.ts';
import { finishPackage, type PartChanges } from './office-package.ts';
import { sheetNames } from './sheet-names.ts';
import { linksXml, numberPages } from './xlsx-book.ts';

/**
 * One workbook with a worksheet per sheet, in order: the grid of the layout cell for cell, never a template changed. The
 * pages of a book are numbered from one worksheet to the next, and its contents lead to the worksheets.
 */
export async function makeXlsx(sheets: readonly Sheet[], info: DocumentInfo): Promise<Uint8Array> {
  const workbook = new ExcelJS.Workbook();
  workbook.title = info.title;
  workbook.creator = info.author || '绩效表';
  workbook.lastModifiedBy = '绩效表';
  workbook.created = info.now;
  workbook.modified = info.now;
  const names = sheetNames(sheets.map((sheet) => sheet.title));
  const changes: PartChanges = { 'xl/styles.xml': setDefaultFont };
  for (const [index, sheet] of sheets.entries()) {
    const worksheet = addWorksheet(workbook, sheet, names[index] as string);
    if (info.binding) numberPages(worksheet, sheet, index, info.binding);
    const links = linksXml(sheet, names);
    if (links !== '')
      changes[`xl/worksheets/sheet${index + 1}.xml`] = (xml) => xml.replace('<printOptions', `${links}$&`);
  }
  const written = new Uint8Array(await workbook.xlsx.writeBuffer());
  return finishPackage(written, info.now, changes);
}

function addWorksheet(workbook: ExcelJS.Workbook, sheet: Sheet, name: string): Worksheet {
  const worksheet = workbook.addWorksheet(name);
  setColumns(worksheet, sheet.columns);
  // Excel never grows a merged row by itself, so every row gets its height.
  sheet.rows.forEach((row, index) => {
    worksheet.getRow(index + 1).height = rowPoints(row.height);
  });
  for (const cell of sheet.cells) addCell(worksheet, cell, goesOn(sheet, cell));
  setUpPages(worksheet, sheet);
  return worksheet;
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
  const title = printTitle(sheet);
  if (title) worksheet.pageSetup.printTitlesRow = `${title.from + 1}:${title.to}`;
}

/**
 * A worksheet repeats one heading, on every page after it. It is that of the table which goes on over most pages, of
 * those that no page without it comes after: elsewhere it would stand above what it is not of, and take room that the
 * page does not have. Undefined where there is none.
 */
function printTitle(sheet: Sheet): Sheet['heads'][number] | undefined {
  const last = sheet.pages.length - 1;
  const pageOf = (row: number) => sheet.rows[row]?.page ?? last;
  const goesOn = sheet.heads.filter(({ from, end }) => pageOf(from) < last && pageOf(end - 1) === last);
  const [first] = goesOn.toSorted((a, b) => pageOf(a.from) - pageOf(b.from));
  return first;
}
