import {
  AlignmentType,
  BorderStyle,
  Document,
  HeightRule,
  type ISectionOptions,
  Packer,
  PageOrientation,
  Paragraph,
  Table,
  TableCell,
  TableLayoutType,
  TableRow,
  TextRun,
  VerticalAlignTable,
  WidthType,
} from 'docx';
import { CELL_PADDING, linePitch } from '../../shared/layout/measure.ts';
import type { CellStyle, Sheet, SheetCell } from '../../shared/layout/sheet.ts';
import type { DocumentInfo } from './document-info.ts';
import { type TableRowPlan, tableRows } from './docx-rows.ts';
import { finishPackage } from './office-package.ts';

/**
 * One Word document with a section per sheet. Widths, merges and row heights are those of the layout; Word breaks the
 * lines and pages of a text that is longer than a page by itself.
 */
export async function makeDocx(sheets: readonly Sheet[], info: DocumentInfo): Promise<Uint8Array> {
  const document = new Document({
    title: info.title,
    creator: info.author || '绩效表',
    lastModifiedBy: '绩效表',
    // Word puts a paragraph after every table; at this size it never takes a page of its own.
    styles: { default: { document: { run: { size: 2 }, paragraph: { spacing: EXACTLY_ONE_POINT } } } },
    sections: sheets.map(section),
  });
  const now = info.now.toISOString().replace(/\.\d+Z$/, 'Z');
  return finishPackage(new Uint8Array(await Packer.toBuffer(document)), info.now, {
    'docProps/core.xml': (xml) => xml.replace(/(<dcterms:(?:created|modified)[^>]*>)[^<]*/g, `$1${now}`),
  });
}

const EXACTLY_ONE_POINT = { line: 20, lineRule: 'exact', before: 0, after: 0 } as const;

function section(sheet: Sheet): ISectionOptions {
  const { width, height, margin } = sheet.form.page;
  const landscape = width > height;
  return {
    properties: {
      page: {
        // The library swaps the sides of a landscape page itself.
        size: {
          width: twips(Math.min(width, height)),
          height: twips(Math.max(width, height)),
          orientation: landscape ? PageOrientation.LANDSCAPE : PageOrientation.PORTRAIT,
        },
        margin: {
          top: twips(margin.top),
          right: twips(margin.right),
          bottom: twips(margin.bottom),
          left: twips(margin.left),
        },
      },
    },
    children: tables(sheet),
  };
}

/**
 * One table; on several pages a further one for each table of the form, since Word repeats only the first rows of a
 * table on its further pages, and one for what stands below that or begins a page.
 */
function tables(sheet: Sheet): (Table | Paragraph)[] {
  const rows = tableRows(sheet);
  if (sheet.pages.length === 1) return [table(sheet, rows)];
  const turned = sheet.rows.flatMap(({ turns }, row) => (turns ? [row] : []));
  const starts = new Set([0, ...turned, ...sheet.heads.flatMap(({ from, end }) => [from, end])]);
  const begins = rows.flatMap(({ from }, index) => (starts.has(from) ? [index] : []));
  return begins.flatMap((start, index) => {
    const own = rows.slice(start, begins[index + 1]);
    const head = sheet.heads.find(({ from }) => from === own[0]?.from);
    const height = head ? own.filter(({ from }) => from < head.to).length : 0;
    const made = table(sheet, own, height);
    if (start === 0) return [made];
    const turns = own[0]?.page !== rows[start - 1]?.lastPage;
    return [new Paragraph({ pageBreakBefore: turns, spacing: EXACTLY_ONE_POINT }), made];
  });
}

function table(sheet: Sheet, rows: TableRowPlan[], head = 0): Table {
  const none = { style: BorderStyle.NONE, size: 0, color: 'auto' };
  return new Table({
    width: { size: sheet.columns.reduce((sum, width) => sum + twips(width), 0), type: WidthType.DXA },
    columnWidths: sheet.columns.map(twips),
    layout: TableLayoutType.FIXED,
    alignment: AlignmentType.CENTER,
    borders: { top: none, bottom: none, left: none, right: none, insideHorizontal: none, insideVertical: none },
    margins: {
      top: 0,
      bottom: 0,
      left: twips(CELL_PADDING),
      right: twips(CELL_PADDING),
      marginUnitType: WidthType.DXA,
    },
    rows: rows.map((row, index) => {
      // Inside the repeated table Word must turn the page where the level names are printed again.
      const turns = head > 0 && index > head && row.page !== rows[index - 1]?.lastPage;
      return new TableRow({
        height: { value: twips(row.height) - BORDER_TWIPS, rule: HeightRule.ATLEAST },
        cantSplit: !row.flows,
        tableHeader: index < head,
        children: row.cells.map(({ cell, rowSpan }, at) => tableCell(sheet, cell, rowSpan, turns && at === 0)),
      });
    }),
  });
}

/** Word adds the rules to the height of a row; the cell's own padding leaves room for them. */
const BORDER_TWIPS = 15;

function tableCell(sheet: Sheet, cell: SheetCell, rowSpan: number, turnsPage: boolean): TableCell {
  const line = { style: BorderStyle.SINGLE, size: 4, color: '000000' };
  const none = { style: BorderStyle.NIL };
  const side = cell.style.frame ? line : none;
  const width = sheet.columns.slice(cell.col, cell.col + cell.colSpan).reduce((sum, column) => sum + twips(column), 0);
  return new TableCell({
    width: { size: width, type: WidthType.DXA },
    columnSpan: cell.colSpan,
    rowSpan,
    verticalAlign: VerticalAlignTable.CENTER,
    borders: { top: side, bottom: side, left: side, right: side },
    children: cell.text.split('\n').map((text, index) => paragraph(text, cell.style, turnsPage && index === 0)),
  });
}

const ALIGNMENT = { left: AlignmentType.LEFT, center: AlignmentType.CENTER, right: AlignmentType.RIGHT } as const;

function paragraph(text: string, style: CellStyle, pageBreakBefore: boolean): Paragraph {
  const name = style.font === 'hei' ? '黑体' : '宋体';
  return new Paragraph({
    alignment: ALIGNMENT[style.align],
    pageBreakBefore,
    spacing: { line: twips(linePitch(style.size, style.spaced)), lineRule: 'exact', before: 0, after: 0 },
    run: { size: style.size * 2 },
    children: [
      new TextRun({
        text,
        font: { ascii: name, hAnsi: name, eastAsia: name, cs: name, hint: 'eastAsia' },
        size: style.size * 2,
      }),
    ],
  });
}

/** Word's unit of length, a twentieth of a point. */
function twips(mm: number): number {
  return Math.round((mm / 25.4) * 1440);
}
