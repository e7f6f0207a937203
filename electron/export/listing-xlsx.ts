import ExcelJS, { type Alignment, type Style, type Worksheet } from 'exceljs';
import {
  type Band,
  type BandCell,
  type BandedTable,
  bandTables,
  LISTING_PAGE,
} from '../../shared/layout/listing-bands.ts';
import { MAX_ROW_PT } from '../../shared/layout/measure.ts';
import { gridShares } from '../../shared/layout/paginate.ts';
import type { Listing } from '../../shared/listing.ts';
import { escapeText, rowPoints, setColumns, setDefaultFont } from './excel-units.ts';
import { madeAt } from './made-at.ts';
import { finishPackage } from './office-package.ts';
import { sheetNames } from './sheet-names.ts';

/**
 * A workbook with a worksheet per table. Every row is as high as its text needs in Excel; a row higher than Excel
 * allows is several grid rows under merged cells. `now` is printed at the foot and is the time the file carries.
 */
export async function listingXlsx(listing: Listing, now: Date): Promise<Uint8Array> {
  const workbook = new ExcelJS.Workbook();
  workbook.title = listing.title;
  workbook.creator = '绩效表';
  workbook.lastModifiedBy = '绩效表';
  workbook.created = now;
  workbook.modified = now;
  const tables = bandTables(listing);
  const names = sheetNames(tables.map((table) => table.name));
  for (const [index, table] of tables.entries()) addTable(workbook.addWorksheet(names[index] as string), table, now);
  const written = new Uint8Array(await workbook.xlsx.writeBuffer());
  return finishPackage(written, now, { 'xl/styles.xml': setDefaultFont });
}

function addTable(worksheet: Worksheet, { columns, bands }: BandedTable, now: Date): void {
  setColumns(worksheet, columns);
  const heading = { from: 0, to: 0, height: 0 };
  let height = 0;
  let last = 0;
  for (const band of bands) {
    const first = last + 1;
    const most = band.height > MAX_ROW_MM ? TALL_SHARE_MM : MAX_ROW_MM;
    for (const share of gridShares(band.height, most)) worksheet.getRow(++last).height = rowPoints(share);
    for (const cell of band.cells) addCell(worksheet, band, cell, first, last);
    height += band.height;
    if (band.kind === 'heading') Object.assign(heading, { from: heading.from || first, to: last, height });
  }
  setUpPages(worksheet, `A$1:${worksheet.getCell(last, columns.length).address.replace(/\d+/, '$$$&')}`, now);
  if (heading.to === 0 || heading.height > MOST_FROZEN) return;
  worksheet.pageSetup.printTitlesRow = `${heading.from}:${heading.to}`;
  worksheet.views = [{ state: 'frozen', ySplit: heading.to, topLeftCell: `A${heading.to + 1}`, activeCell: 'A1' }];
}

/** Above a higher heading, in mm, a screen or a page would have no room for the rows. */
const MOST_FROZEN = 90;
const MAX_ROW_MM = MAX_ROW_PT * (25.4 / 72);
/** Excel scrolls and turns pages by rows, so those of a tall one are lower than they need be. */
const TALL_SHARE_MM = MAX_ROW_MM / 3;

function addCell(worksheet: Worksheet, band: Band, cell: BandCell, top: number, bottom: number): void {
  const [left, right] = [cell.col + 1, cell.col + cell.span];
  const master = worksheet.getCell(top, left);
  if (cell.number) master.value = cell.number.value;
  else if (cell.text !== '') master.value = escapeText(cell.text);
  if (bottom > top || right > left) worksheet.mergeCells(top, left, bottom, right);
  const style = cellStyle(band, cell);
  // Merging makes the covered cells share the first one's style, so each gets its own.
  for (let row = top; row <= bottom; row++)
    for (let col = left; col <= right; col++) worksheet.getCell(row, col).style = { ...style };
}

const THIN = { style: 'thin', color: { argb: 'FF000000' } } as const;
const GREY = { type: 'pattern', pattern: 'solid', fgColor: { argb: 'FFF2F2F2' } } as const;

function cellStyle({ kind, style, height }: Band, { align, number }: BandCell): Partial<Style> {
  const bold = kind === 'heading';
  // Of a text longer than a screen the beginning is looked for at the top.
  const vertical: Alignment['vertical'] = height > MAX_ROW_MM ? 'top' : 'middle';
  return {
    font: {
      name: style.font === 'hei' && !bold ? '黑体' : '宋体',
      size: style.size,
      charset: 134,
      ...(bold ? { bold } : {}),
    },
    alignment: { horizontal: align, vertical, wrapText: true },
    border: style.frame ? { top: THIN, left: THIN, bottom: THIN, right: THIN } : {},
    numFmt: number ? number.format : '@',
    ...(bold ? { fill: GREY } : {}),
  };
}

const A4 = 9;

function setUpPages(worksheet: Worksheet, printArea: string, now: Date): void {
  const { side, top, bottom } = LISTING_PAGE;
  Object.assign(worksheet.pageSetup, {
    paperSize: A4,
    orientation: 'landscape',
    margins: {
      top: top / 25.4,
      right: side / 25.4,
      bottom: bottom / 25.4,
      left: side / 25.4,
      header: 0.3,
      footer: 0.3,
    },
    horizontalCentered: true,
    fitToPage: true,
    fitToWidth: 1,
    fitToHeight: 0,
    printArea,
  });
  worksheet.headerFooter.oddFooter = `&L&"宋体,Regular"&9${madeAt(now)}&R&"宋体,Regular"&9第 &P 页，共 &N 页`;
}
