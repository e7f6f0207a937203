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
import { readAlone } from './read-alone.ts';

const COUNT = 100;
const MANY = 1000;

/**
 * Reading files of 100 and of 1,000 filings. The peers: exceljs loading the same workbook; unpacking the same document
 * and looking for its runs of text; pdf.js giving the texts of the same pages; splitting the same text into cells.
 */
export const bench: Bench = async () => [
  ...(await file('xlsx', COUNT, 'workbook of 100 sheets', loadByExceljs)),
  ...(await file('xlsx', MANY, 'workbook of 1,000 sheets', loadByExceljs, { ratio: 1.2 })),
  ...(await file('docx', COUNT, 'document of 100 tables', (bytes) => runsOfText(bytes, DOCUMENT))),
  ...(await file('docx', MANY, 'document of 1,000 tables', (bytes) => runsOfText(bytes, DOCUMENT), {
    ms: 2000,
    mb: 600,
  })),
  ...(await file('pdf', COUNT, 'PDF of 100 tables', textsOfPages)),
  ...(await file('ofd', COUNT, 'OFD of 100 tables', (bytes) => runsOfText(bytes, PAGES))),
  ...(await texts('rows of cells', dalianProject, rowsText)),
  ...(await texts('a cell a line', hebeiProject, (sheet) => cellsText(sheet, '\t'))),
  ...(await texts('a cell a line, tabs lost', hebeiProject, (sheet) => cellsText(sheet, ''))),
];

/** Most that reading may take: a part of what the peer takes, or ms, and MB. */
interface Bounds {
  ratio?: number;
  ms?: number;
  mb?: number;
}

/** A file that the program has written itself: how long it takes to read, and with many tables the peak memory. */
async function file(
  kind: ExportKind,
  count: number,
  metric: string,
  peer: (bytes: Buffer) => unknown,
  { ratio, ms, mb }: Bounds = {},
): Promise<Metric[]> {
  return withFolder(async (folder) => {
    const path = join(folder, `file.${kind}`);
    await exportFilings({ kind, filings: sampleFilings(count), seal: null, path });
    const bytes = await readFile(path);
    const times = await against(
      () => read(path, bytes, count),
      () => peer(bytes),
      { runs: count > COUNT ? 3 : 5 },
    );
    const beside = median(times.peer);
    const target = ratio === undefined ? ms : ratio * beside;
    const timed: Metric = { metric, value: median(times.own), unit: 'ms', peer: beside };
    if (target !== undefined) timed.target = target;
    if (count === COUNT) return [timed];
    const { megabytes } = await readAlone(path);
    const memory: Metric = { metric: `${metric}, peak memory`, value: megabytes, unit: 'MB' };
    return [timed, mb === undefined ? memory : { ...memory, target: mb }];
  });
}

const loadByExceljs = (bytes: Buffer) => new ExcelJS.Workbook().xlsx.load(bytes as unknown as ExcelJS.Buffer);

const DOCUMENT = { part: /^word\/document\.xml$/, run: /<w:t[^>]*>([^<]*)/g };
const PAGES = { part: /Content\.xml$/, run: /<ofd:TextCode[^>]*>([^<]*)/g };

function runsOfText(bytes: Buffer, { part, run }: typeof DOCUMENT): string[] {
  return Object.entries(unzipSync(bytes))
    .filter(([path]) => part.test(path))
    .flatMap(([, body]) => Array.from(strFromU8(body).matchAll(run), ([, text = '']) => text));
}

async function textsOfPages(bytes: Buffer): Promise<void> {
  await withPdf(bytes, async (pdf) => {
    for (let number = 1; number <= pdf.numPages; number++) await (await pdf.getPage(number)).getTextContent();
  });
}

async function texts(shape: string, form: Form, write: (sheet: Sheet) => string): Promise<Metric[]> {
  return [await text(COUNT, shape, form, write), { ...(await text(MANY, shape, form, write)), target: 500 }];
}

async function text(count: number, shape: string, form: Form, write: (sheet: Sheet) => string): Promise<Metric> {
  const sheets = Array.from({ length: count }, (_, k) =>
    layout(form, sampleFiling(form, k), { seal: null, blankRows: false }),
  );
  const whole = sheets.map(write).join('\n\n\n\n');
  const bytes = Buffer.from(whole);
  const split = () =>
    bytes
      .toString()
      .split('\n')
      .map((line) => line.split('\t'));
  const times = await against(() => read('text.txt', bytes, count), split, { runs: 5 });
  const metric = `${count.toLocaleString('en-US')} tables, ${shape}`;
  return { metric, value: median(times.own), unit: 'ms', peer: median(times.peer) };
}

async function read(name: string, bytes: Uint8Array, count: number): Promise<void> {
  const { filings, notes } = await readFilings(name, bytes);
  if (filings.length !== count)
    throw new Error(`${name}: ${filings.length} of ${count} filings read; ${JSON.stringify(notes.slice(0, 3))}`);
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
