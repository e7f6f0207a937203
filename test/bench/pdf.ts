/// <reference path="./pdfmake.d.ts" />
import { readFileSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import pdfmake from 'pdfmake';
import { exportFilings } from '../../electron/export/exporter.ts';
import { fontPath } from '../../electron/export/fonts.ts';
import { layout } from '../../shared/layout/layout.ts';
import { formOf, sampleFilings } from './filings.ts';
import { withFolder } from './folder.ts';
import { against, type Bench, median } from './measure.ts';

/** 100 filings into one PDF on disk; the peer has pdfmake set the same texts as a plain table a filing. */
export const bench: Bench = () =>
  withFolder(async (folder) => {
    const filings = sampleFilings(100);
    const tables = filings.map((filing) =>
      plainTable(layout(formOf(filing), filing, { seal: null, blankRows: false })),
    );
    pdfmake.setUrlAccessPolicy(() => false);
    pdfmake.setLocalAccessPolicy(() => false);
    pdfmake.virtualfs.writeFileSync('song.ttf', readFileSync(fontPath('song')));
    pdfmake.setFonts({ song: { normal: 'song.ttf' } });
    const write = () => exportFilings({ kind: 'pdf', filings, seal: null, path: join(folder, 'own.pdf') });
    const plain = async () => {
      const content = tables.map((body) => ({ table: { body: structuredClone(body) } }));
      const bytes = await pdfmake.createPdf({ content, defaultStyle: { font: 'song', fontSize: 10.5 } }).getBuffer();
      await writeFile(join(folder, 'peer.pdf'), bytes);
    };
    const times = await against(write, plain, { runs: 5 });
    return [{ metric: '100 filings exported', value: median(times.own), unit: 'ms', peer: median(times.peer) }];
  });

/** The texts of a sheet, a row of the table for each of its rows. */
function plainTable({ rows, columns, cells }: ReturnType<typeof layout>): string[][] {
  const body = rows.map(() => columns.map(() => ''));
  for (const { row, col, text } of cells) (body[row] as string[])[col] = text;
  return body;
}
