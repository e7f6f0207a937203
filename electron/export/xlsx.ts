import type { Sheet, SheetCell } from '../../shared/layout/sheet.ts';
import type { DocumentInfo } from './document-info.ts';
import { sheetNames } from './sheet-names.ts';
import { pageFoot } from './xlsx-book.ts';
import type { PageSetup, Worksheet, WorksheetCell } from './xlsx-sheet.ts';
import { WorkbookWriter } from './xlsx-workbook.ts';

/**
 * One workbook with a worksheet per sheet, in order: the grid of the layout cell for cell, never a template changed. The
 * pages of a book are numbered from one worksheet to the next, and its contents lead to the worksheets. `titles` are
 * those of the sheets, for whoever lays these out only as they are taken.
 */
export function makeXlsx(
  sheets: Iterable<Sheet>,
  info: DocumentInfo,
  titles: readonly string[] = Array.from(sheets, ({ title }) => title),
): Uint8Array {
  const names = sheetNames(titles);
  const workbook = new WorkbookWriter(names, info);
  let index = 0;
  for (const sheet of sheets) workbook.add(worksheetOf(sheet, index++, names, info));
  return workbook.end();
}

function worksheetOf(sheet: Sheet, index: number, names: readonly string[], info: DocumentInfo): Worksheet {
  const foot = info.binding && pageFoot(sheet, index, info.binding);
  return {
    columns: sheet.columns,
    // Excel never grows a merged row by itself, so every row gets its height.
    rows: sheet.rows.map(({ height }) => height),
    cells: sheet.cells.map((cell) => worksheetCell(sheet, cell, names)),
    page: { ...pageSetup(sheet), ...(foot && { foot }) },
  };
}

function worksheetCell(sheet: Sheet, cell: SheetCell, names: readonly string[]): WorksheetCell {
  const { row, col, rowSpan, colSpan, text, number, style, leads } = cell;
  return {
    row,
    col,
    rowSpan,
    colSpan,
    text,
    number: number?.value ?? null,
    style: {
      font: style.font === 'hei' ? '黑体' : '宋体',
      size: style.size,
      bold: false,
      align: style.align,
      // Text that goes on over pages begins at the top of the first one instead of leaving it half empty.
      vertical: goesOn(sheet, cell) ? 'top' : 'center',
      frame: style.frame,
      grey: false,
      format: number ? number.format : '@',
    },
    ...(leads !== undefined && { link: `'${names[leads]}'!A1` }),
  };
}

/** Whether a cell reaches over the end of a page. */
function goesOn({ rows }: Sheet, { row, rowSpan }: SheetCell): boolean {
  return rowSpan > 1 && rows[row]?.page !== rows[row + rowSpan - 1]?.page;
}

function pageSetup(sheet: Sheet): PageSetup {
  const { width, height, margin } = sheet.form.page;
  const { rows, pages } = sheet;
  const breaks = rows.flatMap(({ page }, row) => (row + 1 < rows.length && rows[row + 1]?.page !== page ? [row] : []));
  return {
    paper: Math.max(width, height) > 400 ? 'A3' : 'A4',
    landscape: width > height,
    margin,
    onePage: pages.length <= 1,
    breaks,
    heading: pages.length > 1 ? printTitle(sheet) : undefined,
  };
}

/**
 * A worksheet repeats one heading, on every page after it. It is that of the table which goes on over most pages, of
 * those that no page without it comes after: elsewhere it would stand above what it is not of, and take room that the
 * page does not have. Undefined where there is none.
 */
function printTitle(sheet: Sheet): Sheet['heads'][number] | undefined {
  const last = sheet.pages.length - 1;
  const pageOf = (row: number) => sheet.rows[row]?.page ?? last;
  const continued = sheet.heads.filter(({ from, end }) => pageOf(from) < last && pageOf(end - 1) === last);
  const [first] = continued.toSorted((a, b) => pageOf(a.from) - pageOf(b.from));
  return first;
}
