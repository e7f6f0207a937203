import { join } from 'node:path';
import ExcelJS from 'exceljs';
import { exportFilings } from '../../electron/export/exporter.ts';
import { layout } from '../../shared/layout/layout.ts';
import { formOf, sampleFilings } from './filings.ts';
import { withFolder } from './folder.ts';
import { against, type Bench, median } from './measure.ts';

/** 100 filings into one workbook on disk; the peer writes the same texts with exceljs as plain cells. */
export const bench: Bench = () =>
  withFolder(async (folder) => {
    const filings = sampleFilings(100);
    const sheets = filings.map((filing) => layout(formOf(filing), filing, { seal: null, blankRows: false }));
    const write = () => exportFilings({ kind: 'xlsx', filings, seal: null, path: join(folder, 'own.xlsx') });
    const plain = async () => {
      const workbook = new ExcelJS.Workbook();
      for (const [index, { cells }] of sheets.entries()) {
        const worksheet = workbook.addWorksheet(String(index));
        for (const { row, col, text } of cells) worksheet.getCell(row + 1, col + 1).value = text;
      }
      await workbook.xlsx.writeFile(join(folder, 'peer.xlsx'));
    };
    const times = await against(write, plain, { runs: 5 });
    return [{ metric: '100 filings exported', value: median(times.own), unit: 'ms', peer: median(times.peer) }];
  });
