import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as XLSX from '@e965/xlsx';
import { unzipSync } from 'fflate';
import { exportBytes } from '../../electron/export/export-bytes.ts';
import { loadFonts } from '../../electron/export/fonts.ts';
import { readBytes } from '../../electron/import/read-bytes.ts';
import { oldWorkbook } from '../import/old-workbook.ts';
import { encodeGb18030 } from '../import/samples.ts';

/** A file that reads well, before it is damaged. */
export interface Sound {
  name: string;
  bytes: Uint8Array;
}

const folder = join(import.meta.dirname, '../fixtures/import');

const MHTML =
  'MIME-Version: 1.0\nContent-Type: multipart/related; boundary="b"\n\n--b\nContent-Type: text/html; charset="utf-8"\n\n';

/** One file of every kind that is read, made of the project's own samples. */
export async function soundFiles(): Promise<Sound[]> {
  const text = readFileSync(join(folder, 'rows.txt'));
  const { filings } = await readBytes('表.txt', text);
  const made = async (kind: 'xlsx' | 'docx' | 'pdf' | 'ofd'): Promise<Sound> => {
    const job = { kind, filings, seal: null, now: new Date(0) };
    const { bytes } = await exportBytes(job, loadFonts, () => {});
    return { name: `表.${kind}`, bytes };
  };
  const stored = (name: string): Sound => ({ name, bytes: readFileSync(join(folder, 'libreoffice', name)) });
  const workbook = (type: XLSX.BookType, extension: string): Sound => {
    const book = XLSX.read(stored('cells.xls').bytes, { type: 'buffer' });
    return { name: `表.${extension}`, bytes: XLSX.write(book, { type: 'buffer', bookType: type }) as Uint8Array };
  };
  const content = unzipSync(stored('rows.ods').bytes)['content.xml'] as Uint8Array;
  const flat = Buffer.from(content).toString('utf8').replaceAll('office:document-content', 'office:document');
  const rows = text
    .toString('utf8')
    .split('\n')
    .map((line) => line.split('\t'));
  return [
    { name: 'rows.txt', bytes: text },
    { name: 'cells.txt', bytes: readFileSync(join(folder, 'cells.txt')) },
    { name: 'gb18030.txt', bytes: encodeGb18030(text.toString('utf8')) },
    { name: 'rows.json', bytes: readFileSync(join(folder, 'rows.json')) },
    await made('xlsx'),
    await made('docx'),
    await made('pdf'),
    await made('ofd'),
    ...['rows.xls', 'cells.xls', 'rows.ods', 'rows.html', 'rows-1.csv', 'rows.doc', 'rows.odt'].map(stored),
    workbook('xlml', 'xml'),
    {
      name: 'rows.mht',
      bytes: Buffer.concat([Buffer.from(MHTML), stored('rows.html').bytes, Buffer.from('\n--b--\n')]),
    },
    workbook('biff2', 'xls'),
    { name: 'excel-95.xls', bytes: oldWorkbook(5, rows) },
    { name: 'excel-4.xls', bytes: oldWorkbook(4, rows) },
    { name: 'rows.fods', bytes: Buffer.from(flat) },
    { name: 'rows.rtf', bytes: Buffer.from(rtf(text.toString('utf8'))) },
  ];
}

/** Rows of tab-separated cells as the table of an RTF document. */
function rtf(text: string): string {
  const escaped = (cell: string) => [...cell].map((one) => (one < '\x80' ? one : `\\u${one.charCodeAt(0)}?`)).join('');
  const rows = text.split('\n').map((line) => {
    const cells = line.split('\t');
    const widths = cells.map((_, col) => `\\cellx${(col + 1) * 1500}`).join('');
    return `\\trowd${widths}${cells.map((cell) => `\\intbl ${escaped(cell)}\\cell`).join('')}\\row`;
  });
  return `{\\rtf1\\ansi\\ansicpg936\\deff0{\\fonttbl{\\f0 SimSun;}}${rows.join('\n')}}`;
}
