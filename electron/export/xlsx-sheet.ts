import { columnName } from '../import/workbook/address.ts';
import { xmlText } from './docx-xml.ts';
import { address, columnWidths, range, rowPoints } from './excel-units.ts';
import type { SharedStrings } from './xlsx-strings.ts';
import type { XlsxStyle, XlsxStyles } from './xlsx-styles.ts';

/** A worksheet with everything that is written of it. Rows and columns count from 0. */
export interface Worksheet {
  /** Widths in mm. */
  columns: readonly number[];
  /** Heights in mm. */
  rows: readonly number[];
  /** No two cover each other. */
  cells: readonly WorksheetCell[];
  /** How many rows at the top stay while the others scroll. */
  frozen?: number;
  page: PageSetup;
}

export interface WorksheetCell {
  row: number;
  col: number;
  rowSpan: number;
  colSpan: number;
  text: string;
  /** What is stored instead of the text. */
  number: number | null;
  style: XlsxStyle;
  /** Where a click leads: `'name'!A1`. */
  link?: string;
}

export interface PageSetup {
  paper: 'A3' | 'A4';
  landscape: boolean;
  /** Millimetres. */
  margin: { top: number; right: number; bottom: number; left: number };
  /** Whether all rows come on one page; the width always does. */
  onePage: boolean;
  /** Rows after which a page ends. */
  breaks: readonly number[];
  /** The rows that are repeated on every page; `to` not included. */
  heading?: { from: number; to: number } | undefined;
  foot?: PageFoot;
}

export interface PageFoot {
  /** In the code of headers and footers (ECMA-376 part 1, 18.3.1.46); `even` where left pages have another. */
  odd: string;
  even?: string;
  /** Millimetres from the paper's edge. */
  distance?: number;
  /** The number of the first page. */
  first?: number;
}

/** The part of a worksheet (ECMA-376 part 1, 18.3), in the order that it has to have. */
export function worksheetXml(worksheet: Worksheet, styles: XlsxStyles, strings: SharedStrings): string {
  const { columns, rows, cells, frozen = 0, page } = worksheet;
  return [
    '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n',
    '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">',
    '<sheetPr><pageSetUpPr fitToPage="1"/></sheetPr>',
    `<dimension ref="${range(0, 0, rows.length, columns.length)}"/>`,
    frozen === 0 ? '' : frozenXml(frozen),
    '<sheetFormatPr defaultRowHeight="15"/>',
    `<cols>${columnsXml(columns)}</cols>`,
    `<sheetData>${rowsXml(worksheet, styles, strings)}</sheetData>`,
    mergesXml(cells),
    linksXml(cells),
    pageXml(page),
    '</worksheet>',
  ].join('');
}

function frozenXml(rows: number): string {
  const pane = `<pane ySplit="${rows}" topLeftCell="${address(rows, 0)}" activePane="bottomLeft" state="frozen"/>`;
  const selection = '<selection pane="bottomLeft" activeCell="A1" sqref="A1"/>';
  return `<sheetViews><sheetView workbookViewId="0">${pane}${selection}</sheetView></sheetViews>`;
}

function columnsXml(columns: readonly number[]): string {
  return columnWidths(columns)
    .map((width, col) => `<col min="${col + 1}" max="${col + 1}" width="${width}" customWidth="1"/>`)
    .join('');
}

/** Every place that a merged cell covers has its style, for borders are drawn place by place. */
function rowsXml({ columns, rows, cells }: Worksheet, styles: XlsxStyles, strings: SharedStrings): string {
  const names = columns.map((_, col) => columnName(col));
  /** What stands after the address of each place, row by row. */
  const places = new Array<string | undefined>(rows.length * columns.length);
  for (const { row, col, rowSpan, colSpan, text, number, style } of cells) {
    const styled = `" s="${styles.of(style)}"`;
    const blank = `${styled}/>`;
    for (let down = row; down < row + rowSpan; down++)
      places.fill(blank, down * columns.length + col, down * columns.length + col + colSpan);
    if (number !== null) places[row * columns.length + col] = `${styled}><v>${number}</v></c>`;
    else if (text !== '') places[row * columns.length + col] = `${styled} t="s"><v>${strings.of(text)}</v></c>`;
  }
  let xml = '';
  for (const [row, height] of rows.entries()) {
    xml += `<row r="${row + 1}" ht="${rowPoints(height)}" customHeight="1">`;
    for (const [col, name] of names.entries()) {
      const place = places[row * columns.length + col];
      if (place !== undefined) xml += `<c r="${name}${row + 1}${place}`;
    }
    xml += '</row>';
  }
  return xml;
}

function mergesXml(cells: readonly WorksheetCell[]): string {
  let [xml, count] = ['', 0];
  for (const { row, col, rowSpan, colSpan } of cells) {
    if (rowSpan * colSpan === 1) continue;
    xml += `<mergeCell ref="${range(row, col, rowSpan, colSpan)}"/>`;
    count++;
  }
  return count === 0 ? '' : `<mergeCells count="${count}">${xml}</mergeCells>`;
}

/** A link does not change how its cell looks. */
function linksXml(cells: readonly WorksheetCell[]): string {
  const links = cells.flatMap(({ link, row, col, rowSpan, colSpan }) =>
    link === undefined ? [] : `<hyperlink ref="${range(row, col, rowSpan, colSpan)}" location="${xmlText(link)}"/>`,
  );
  return links.length === 0 ? '' : `<hyperlinks>${links.join('')}</hyperlinks>`;
}

/** The numbers of kinds of paper (ECMA-376 part 1, 18.3.1.63). */
const PAPERS = { A3: 8, A4: 9 };
/** Of header and foot from the paper's edge, in mm, where nothing else is said. */
const DISTANCE = 0.3 * 25.4;

function pageXml({ paper, landscape, margin, onePage, breaks, foot }: PageSetup): string {
  const sides = (['left', 'right', 'top', 'bottom'] as const).map((side) => `${side}="${inches(margin[side])}"`);
  const edges = `header="${inches(DISTANCE)}" footer="${inches(foot?.distance ?? DISTANCE)}"`;
  const first = foot?.first === undefined ? '' : ` firstPageNumber="${foot.first}" useFirstPageNumber="1"`;
  return [
    '<printOptions horizontalCentered="1"/>',
    `<pageMargins ${sides.join(' ')} ${edges}/>`,
    `<pageSetup paperSize="${PAPERS[paper]}" orientation="${landscape ? 'landscape' : 'portrait'}"`,
    ` fitToWidth="1" fitToHeight="${onePage ? 1 : 0}"${first}/>`,
    foot ? footXml(foot) : '',
    breaksXml(breaks),
  ].join('');
}

function inches(mm: number): number {
  return mm / 25.4;
}

function footXml({ odd, even }: PageFoot): string {
  const oddXml = `<oddFooter>${xmlText(odd)}</oddFooter>`;
  if (even === undefined) return `<headerFooter>${oddXml}</headerFooter>`;
  return `<headerFooter differentOddEven="1">${oddXml}<evenFooter>${xmlText(even)}</evenFooter></headerFooter>`;
}

function breaksXml(breaks: readonly number[]): string {
  const list = breaks.map((row) => `<brk id="${row + 1}" max="16383" man="1"/>`);
  if (list.length === 0) return '';
  return `<rowBreaks count="${list.length}" manualBreakCount="${list.length}">${list.join('')}</rowBreaks>`;
}
