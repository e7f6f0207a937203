/// <reference path="./pdfkit.d.ts" />
import { createWriteStream } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { finished } from 'node:stream/promises';
import ExcelJS from 'exceljs';
import { unzipSync, zipSync } from 'fflate';
import PDFDocument from 'pdfkit';
import { exportFilings } from '../../electron/export/exporter.ts';
import { fontPath } from '../../electron/export/fonts.ts';
import { makeXlsx } from '../../electron/export/xlsx.ts';
import type { Filing } from '../../shared/filing/filing.ts';
import { layout } from '../../shared/layout/layout.ts';
import type { Sheet } from '../../shared/layout/sheet.ts';
import type { ExportRun } from './exports.ts';
import { formOf, sampleFilings } from './filings.ts';
import { time } from './measure.ts';

/**
 * `node export-run.ts WORK COUNT FOLDER`: one export in a process of its own, for its peak memory; prints an `ExportRun`.
 * `xlsx` and `pdf` are the program's; the others are the same texts by the libraries alone, which need no layout. Each
 * has made one table before, as a running program has.
 */
const [work = '', count = '1', folder = '.'] = process.argv.slice(2);
const file = join(folder, work);

const works: Record<string, (filings: readonly Filing[]) => () => Promise<unknown>> = {
  xlsx: (filings) => () => exportFilings({ kind: 'xlsx', filings, seal: null, path: file }),
  pdf: (filings) => () => exportFilings({ kind: 'pdf', filings, seal: null, path: file }),
  exceljs: (filings) => withExceljs(filings.map(sheetOf)),
  zipped: (filings) => zipped(filings.map(sheetOf)),
  pdfkit: (filings) => withPdfkit(filings.map(sheetOf)),
};

const begin = works[work];
if (!begin) throw new Error(`no work “${work}”`);
const filings = sampleFilings(Number(count));
const one = begin(filings.slice(0, 1));
await one();
const ms = await time(begin(filings));
const oneMore = await time(one);
const run: ExportRun = { ms, mb: process.resourceUsage().maxRSS / 1024, oneMore };
console.log(JSON.stringify(run));
// The export's worker thread is kept warm and would keep this process waiting.
process.exit();

function sheetOf(filing: Filing): Sheet {
  return layout(formOf(filing), filing, { seal: null, blankRows: false });
}

/** Every text as a plain cell. */
function withExceljs(sheets: readonly Sheet[]): () => Promise<void> {
  return async () => {
    const workbook = new ExcelJS.Workbook();
    for (const [index, { cells }] of sheets.entries()) {
      const worksheet = workbook.addWorksheet(String(index));
      for (const { row, col, text } of cells) worksheet.getCell(row + 1, col + 1).value = text;
    }
    await workbook.xlsx.writeFile(file);
  };
}

/** The parts of the same workbook, which only have to be packed: nothing can be faster. */
function zipped(sheets: readonly Sheet[]): () => Promise<void> {
  const parts = unzipSync(makeXlsx(sheets, { title: '', author: '', now: new Date() }));
  return () => writeFile(file, zipSync(parts, { level: 6 }));
}

/** Every line of text where it is printed, without rules, bookmarks and structure. */
function withPdfkit(sheets: readonly Sheet[]): () => Promise<void> {
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
}
