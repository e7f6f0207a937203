/// <reference path="./pdfkit.d.ts" />
import { execFile } from 'node:child_process';
import { createWriteStream } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { finished } from 'node:stream/promises';
import { promisify } from 'node:util';
import { utils, write } from '@e965/xlsx';
import ExcelJS from 'exceljs';
import { unzipSync, zipSync } from 'fflate';
import PDFDocument from 'pdfkit';
import type { Browser } from 'playwright-core';
import { makeDocx } from '../../electron/export/docx.ts';
import { fontPath } from '../../electron/export/fonts.ts';
import { makeXlsx } from '../../electron/export/xlsx.ts';
import type { Sheet } from '../../shared/layout/sheet.ts';
import { launchBrowser } from '../e2e/driver.ts';

/** What the exports are measured beside: the same texts written to a file by others, which need no layout. */
type Peer = (sheets: readonly Sheet[], file: string) => () => Promise<unknown>;

const info = { title: '', author: '', now: new Date() };

/** Every text as a plain cell. */
const withExceljs: Peer = (sheets, file) => async () => {
  const workbook = new ExcelJS.Workbook();
  for (const [index, { cells }] of sheets.entries()) {
    const worksheet = workbook.addWorksheet(String(index));
    for (const { row, col, text } of cells) worksheet.getCell(row + 1, col + 1).value = text;
  }
  await workbook.xlsx.writeFile(file);
};

/** The same by SheetJS. */
const withSheetjs: Peer = (sheets, file) => () => {
  const workbook = utils.book_new();
  for (const [index, { cells, rows }] of sheets.entries()) {
    const texts = rows.map((): string[] => []);
    for (const { row, col, text } of cells) (texts[row] as string[])[col] = text;
    utils.book_append_sheet(workbook, utils.aoa_to_sheet(texts), String(index));
  }
  return writeFile(file, write(workbook, { type: 'buffer', bookType: 'xlsx', compression: true }));
};

/** The parts of the same file, which only have to be packed: nothing can be faster. */
function packing(make: (sheets: readonly Sheet[]) => Uint8Array): Peer {
  return (sheets, file) => {
    const parts = unzipSync(make(sheets));
    return () => writeFile(file, zipSync(parts, { level: 6 }));
  };
}

/** Every line of text where it is printed, without rules, bookmarks and structure. */
const withPdfkit: Peer = (sheets, file) => {
  const points = (mm: number) => (mm / 25.4) * 72;
  return async () => {
    const document = new PDFDocument({ autoFirstPage: false });
    const out = document.pipe(createWriteStream(file));
    for (const font of ['song', 'hei'] as const) document.registerFont(font, fontPath(font));
    for (const { form, pages, cells } of sheets)
      for (const { boxes } of pages) {
        document.addPage({ size: [points(form.page.width), points(form.page.height)], margin: 0 });
        for (const { cell, x, y, lines } of boxes) {
          const { font = 'song', size = 10.5 } = cells[cell]?.style ?? {};
          document.font(font).fontSize(size);
          for (const [at, line] of lines.entries())
            document.text(line, points(x), points(y) + at * size * 1.5, { lineBreak: false });
        }
      }
    document.end();
    await finished(out);
  };
};

let browser: Promise<Browser> | undefined;

/** A web page of the same tables, printed by Chromium, which is open already. */
const withChromium: Peer = (sheets, file) => {
  const html = `<!doctype html><meta charset=utf-8><style>
    table { border-collapse: collapse; table-layout: fixed; break-after: page; font: 10.5pt serif }
    td { border: 0.5pt solid; padding: 0.7mm 1.6mm; white-space: pre-wrap; text-align: center }
  </style>${sheets.map(tableHtml).join('')}`;
  return async () => {
    browser ??= launchBrowser();
    const page = await (await browser).newPage();
    // A thousand pages take longer than anybody waits for one.
    page.setDefaultTimeout(0);
    await page.setContent(html);
    await page.pdf({ path: file, format: 'A4' });
    await page.close();
  };
};

function tableHtml({ cells, rows, columns }: Sheet): string {
  const escaped = (text: string) => text.replace(/[&<]/g, (one) => (one === '&' ? '&amp;' : '&lt;'));
  const lines = rows.map((): string[] => []);
  for (const { row, col, rowSpan, colSpan, text } of cells)
    (lines[row] as string[])[col] = `<td rowspan=${rowSpan} colspan=${colSpan}>${escaped(text)}`;
  const widths = columns.map((width) => `<col style="width: ${width}mm">`).join('');
  return `<table>${widths}${lines.map((line) => `<tr>${line.join('')}`).join('')}</table>`;
}

/** The workbook of the same tables, converted by LibreOffice; that program's start is part of it. */
const withLibreoffice: Peer = (sheets, file) => {
  const workbook = `${file}.xlsx`;
  const bytes = makeXlsx(sheets, info);
  return async () => {
    await writeFile(workbook, bytes);
    await promisify(execFile)('soffice', [
      `-env:UserInstallation=file://${join(dirname(file), 'libreoffice')}`,
      ...['--headless', '--convert-to', 'pdf', '--outdir', dirname(file), workbook],
    ]);
  };
};

export const peers: Record<string, Peer> = {
  exceljs: withExceljs,
  sheetjs: withSheetjs,
  'packing xlsx': packing((sheets) => makeXlsx(sheets, info)),
  'packing docx': packing((sheets) => makeDocx(sheets, info)),
  pdfkit: withPdfkit,
  chromium: withChromium,
  libreoffice: withLibreoffice,
};
