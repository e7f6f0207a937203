import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import ExcelJS from 'exceljs';
import { strFromU8, unzipSync } from 'fflate';
import { exportFilings } from '../../electron/export/exporter.ts';
import { withPdf } from '../../electron/import/pdf/open.ts';
import { readFilings } from '../../electron/import/read-file.ts';
import type { ExportKind } from '../../shared/api.ts';
import { dalianProject } from '../../shared/form/catalog/dalian-project.ts';
import { hebeiProject } from '../../shared/form/catalog/hebei-project.ts';
import type { Form } from '../../shared/form/form.ts';
import { layout } from '../../shared/layout/layout.ts';
import type { Sheet } from '../../shared/layout/sheet.ts';
import { sampleFiling, sampleFilings } from './filings.ts';
import { withFolder } from './folder.ts';
import { against, type Bench, type Metric, median } from './measure.ts';

const COUNT = 100;

/**
 * Reading files of 100 filings. The peers: exceljs loading the same workbook; unpacking the same document and looking for
 * its runs of text; pdf.js giving the texts of the same pages; splitting the same text into cells.
 */
export const bench: Bench = async () => [
  await file('xlsx', `workbook of ${COUNT} sheets`, (bytes) =>
    new ExcelJS.Workbook().xlsx.load(bytes as unknown as ExcelJS.Buffer),
  ),
  await file('docx', `document of ${COUNT} tables`, runsOfText),
  await file('pdf', `PDF of ${COUNT} tables`, textsOfPages),
  await text('rows of cells', dalianProject, rowsText),
  await text('a cell a line', hebeiProject, (sheet) => cellsText(sheet, '\t')),
  await text('a cell a line, tabs lost', hebeiProject, (sheet) => cellsText(sheet, '')),
];

/** A file that the program has written itself. */
async function file(kind: ExportKind, metric: string, peer: (bytes: Buffer) => unknown): Promise<Metric> {
  return withFolder(async (folder) => {
    const path = join(folder, `file.${kind}`);
    await exportFilings({ kind, filings: sampleFilings(COUNT), seal: null, path });
    const bytes = await readFile(path);
    const times = await against(
      () => read(path, bytes),
      () => peer(bytes),
      { runs: 5 },
    );
    return { metric, value: median(times.own), unit: 'ms', peer: median(times.peer) };
  });
}

function runsOfText(bytes: Buffer): string[] {
  const body = unzipSync(bytes)['word/document.xml'] ?? new Uint8Array();
  return Array.from(strFromU8(body).matchAll(/<w:t[^>]*>([^<]*)/g), ([, run = '']) => run);
}

async function textsOfPages(bytes: Buffer): Promise<void> {
  await withPdf(bytes, async (pdf) => {
    for (let number = 1; number <= pdf.numPages; number++) await (await pdf.getPage(number)).getTextContent();
  });
}

async function text(shape: string, form: Form, write: (sheet: Sheet) => string): Promise<Metric> {
  const sheets = Array.from({ length: COUNT }, (_, k) =>
    layout(form, sampleFiling(form, k), { seal: null, blankRows: false }),
  );
  const whole = sheets.map(write).join('\n\n\n\n');
  const bytes = Buffer.from(whole);
  const split = () =>
    bytes
      .toString()
      .split('\n')
      .map((line) => line.split('\t'));
  const times = await against(() => read('text.txt', bytes), split, { runs: 5 });
  return { metric: `${COUNT} tables, ${shape}`, value: median(times.own), unit: 'ms', peer: median(times.peer) };
}

async function read(name: string, bytes: Uint8Array): Promise<void> {
  const { filings, notes } = await readFilings(name, bytes);
  if (filings.length !== COUNT)
    throw new Error(`${name}: ${filings.length} of ${COUNT} filings read; ${JSON.stringify(notes.slice(0, 3))}`);
}

/** As copied from a PDF: a line for each row, tabs between its cells. */
function rowsText({ cells, rows, columns }: Sheet): string {
  const lines = rows.map(() => columns.map(() => ''));
  for (const { row, col, text } of cells) (lines[row] as string[])[col] = oneLine(text);
  return lines.map((line) => line.join('\t')).join('\n');
}

/** As copied from Word: a line for each cell, an empty line between rows. */
function cellsText({ cells, rows }: Sheet, before: string): string {
  return rows
    .map((_, row) =>
      cells
        .filter((cell) => cell.row === row)
        .map((cell) => before + oneLine(cell.text))
        .join('\n'),
    )
    .join('\n\n');
}

function oneLine(text: string): string {
  return text.replaceAll('\n', '');
}
