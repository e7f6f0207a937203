import type { Worksheet } from 'exceljs';
import { BELOW } from '../../shared/book/bind-pages.ts';
import type { Sheet } from '../../shared/layout/sheet.ts';
import type { Binding } from './document-info.ts';
import { xmlText } from './docx-xml.ts';

/** What the worksheets of a book have beside their tables: page numbers, and links from the contents. */

/** The font of the page number, as Excel writes it. */
const FONT = '&"宋体,常规"&10';

/** The foot of the pages says their number in the whole book, at the outer edge where both sides are printed. */
export function numberPages(worksheet: Worksheet, { form }: Sheet, index: number, binding: Binding): void {
  const first = binding.firsts[index] ?? 0;
  if (first === 0 || !binding.numbers) return;
  const text = `${FONT}第 &P 页 共 ${binding.pages} 页`;
  worksheet.headerFooter = binding.twoSided
    ? { differentOddEven: true, oddFooter: `&R${text}`, evenFooter: `&L${text}` }
    : { oddFooter: `&C${text}` };
  worksheet.pageSetup.firstPageNumber = first;
  const { margins } = worksheet.pageSetup;
  if (margins) margins.footer = Math.max(0, form.page.margin.bottom - BELOW) / 25.4;
}

/**
 * Links of the cells that lead to other worksheets, as XML: exceljs would make a text of the number in such a cell. A
 * link does not change how its cell looks.
 */
export function linksXml({ cells }: Sheet, names: readonly string[]): string {
  const links = cells.flatMap(({ leads, row, col, colSpan, rowSpan }) => {
    if (leads === undefined) return [];
    const place = `${address(row, col)}${colSpan + rowSpan > 2 ? `:${address(row + rowSpan - 1, col + colSpan - 1)}` : ''}`;
    return [`<hyperlink ref="${place}" location="${xmlText(`'${names[leads]}'!A1`)}"/>`];
  });
  return links.length === 0 ? '' : `<hyperlinks>${links.join('')}</hyperlinks>`;
}

/** `C5`; the sheets of a book have fewer than 26 columns. */
function address(row: number, col: number): string {
  return `${String.fromCharCode(65 + col)}${row + 1}`;
}
