import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import ExcelJS from 'exceljs';
import { exportFilings } from '../../electron/export/exporter.ts';
import { readFilings } from '../../electron/import/read-file.ts';
import { dalianProject } from '../../shared/form/catalog/dalian-project.ts';
import { hebeiProject } from '../../shared/form/catalog/hebei-project.ts';
import type { Form } from '../../shared/form/form.ts';
import { layout } from '../../shared/layout/layout.ts';
import type { Sheet } from '../../shared/layout/sheet.ts';
import { sampleFiling, sampleFilings } from './filings.ts';
import { withFolder } from './folder.ts';
import { against, type Bench, type Metric, median } from './measure.ts';

const COUNT = 100;

/** Reading files of 100 filings. The peers: exceljs loading the same workbook; splitting the same text into cells. */
export const bench: Bench = async () => [
  await withFolder(workbook),
  await text('rows of cells', dalianProject, rowsText),
  await text('a cell a line', hebeiProject, (sheet) => cellsText(sheet, '\t')),
  await text('a cell a line, tabs lost', hebeiProject, (sheet) => cellsText(sheet, '')),
];

async function workbook(folder: string): Promise<Metric> {
  const path = join(folder, 'workbook.xlsx');
  await exportFilings({ kind: 'xlsx', filings: sampleFilings(COUNT), seal: null, path });
  const bytes = await readFile(path);
  const load = () => new ExcelJS.Workbook().xlsx.load(bytes as unknown as ExcelJS.Buffer);
  const times = await against(() => read('workbook.xlsx', bytes), load, { runs: 5 });
  return { metric: `workbook of ${COUNT} sheets`, value: median(times.own), unit: 'ms', peer: median(times.peer) };
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
