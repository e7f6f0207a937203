import { type Band, type BandedTable, bandTables, LISTING_PAGE } from '../../shared/layout/listing-bands.ts';
import { MAX_ROW_PT } from '../../shared/layout/measure.ts';
import { gridShares } from '../../shared/layout/paginate.ts';
import type { Listing } from '../../shared/listing.ts';
import { madeAt } from './made-at.ts';
import { sheetNames } from './sheet-names.ts';
import type { PageSetup, Worksheet, WorksheetCell } from './xlsx-sheet.ts';
import type { XlsxStyle } from './xlsx-styles.ts';
import { WorkbookWriter } from './xlsx-workbook.ts';

/**
 * A workbook with a worksheet per table. Every row is as high as its text needs in Excel; a row higher than Excel
 * allows is several grid rows under merged cells. `now` is printed at the foot and is the time the file carries.
 */
export function listingXlsx(listing: Listing, now: Date): Uint8Array {
  const tables = bandTables(listing);
  const workbook = new WorkbookWriter(sheetNames(tables.map(({ name }) => name)), {
    title: listing.title,
    author: '',
    now,
  });
  for (const table of tables) workbook.add(worksheetOf(table, now));
  return workbook.end();
}

/** Above a higher heading, in mm, a screen or a page would have no room for the rows. */
const MOST_FROZEN = 90;
const MAX_ROW_MM = MAX_ROW_PT * (25.4 / 72);
/** Excel scrolls and turns pages by rows, so those of a tall one are lower than they need be. */
const TALL_SHARE_MM = MAX_ROW_MM / 3;

function worksheetOf({ columns, bands }: BandedTable, now: Date): Worksheet {
  const rows: number[] = [];
  const cells: WorksheetCell[] = [];
  let heading: { from: number; to: number } | undefined;
  let [height, frozen] = [0, 0];
  for (const band of bands) {
    const row = rows.length;
    rows.push(...gridShares(band.height, band.height > MAX_ROW_MM ? TALL_SHARE_MM : MAX_ROW_MM));
    for (const cell of band.cells)
      cells.push({
        row,
        col: cell.col,
        rowSpan: rows.length - row,
        colSpan: cell.span,
        text: cell.text,
        number: cell.number?.value ?? null,
        style: cellStyle(band, cell),
      });
    height += band.height;
    if (band.kind === 'heading') [heading, frozen] = [{ from: heading?.from ?? row, to: rows.length }, height];
  }
  if (frozen > MOST_FROZEN) heading = undefined;
  return { columns, rows, cells, ...(heading && { frozen: heading.to }), page: pageSetup(heading, now) };
}

function cellStyle({ kind, style, height }: Band, { align, number }: Band['cells'][number]): XlsxStyle {
  const isHeading = kind === 'heading';
  return {
    font: style.font === 'hei' && !isHeading ? '黑体' : '宋体',
    size: style.size,
    bold: isHeading,
    align,
    // Of a text longer than a screen the beginning is looked for at the top.
    vertical: height > MAX_ROW_MM ? 'top' : 'center',
    frame: style.frame,
    grey: isHeading,
    format: number ? number.format : '@',
  };
}

function pageSetup(heading: PageSetup['heading'], now: Date): PageSetup {
  const { side, top, bottom } = LISTING_PAGE;
  const font = '&"宋体,Regular"&9';
  return {
    paper: 'A4',
    landscape: true,
    margin: { top, right: side, bottom, left: side },
    onePage: false,
    breaks: [],
    heading,
    foot: { odd: `&L${font}${madeAt(now)}&R${font}第 &P 页，共 &N 页` },
  };
}
