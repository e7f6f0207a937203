import { strToU8, zipSync } from 'fflate';
import { noteLine } from '../../electron/import/note.ts';
import { readBytes } from '../../electron/import/read-bytes.ts';
import { columnName } from '../../electron/import/workbook/address.ts';
import { rowsOf } from '../../shared/filing/filing.ts';
import { dalian } from './hand-made.ts';
import { asJson } from './samples.ts';

/** Workbooks written by hand, XML and all: what programs write that no library here would. */

export const MAIN = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
export const OFFICE = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
export const RELATIONS = 'http://schemas.openxmlformats.org/package/2006/relationships';

/** XML of cells by their address, in the place of what the table has there. */
export type Cells = Record<string, string>;

export interface SheetXml {
  name: string;
  /** The rows of the sheet; those of the table by default. */
  rows?: string;
  /** Before and after the rows, and in the workbook's list. */
  before?: string;
  after?: string;
  listed?: string;
}

export interface BookXml {
  sheets: SheetXml[];
  workbook?: string;
  /** Number formats of the styles 1, 2, …: a code, or the number of a built-in one. */
  formats?: (string | number)[];
  /** Fonts of further styles. */
  fonts?: string[];
  /** `si` elements. */
  strings?: string[];
}

export const escaped = (text: string) =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;');
export const inline = (address: string, text: string) =>
  `<c r="${address}" t="inlineStr"><is><t xml:space="preserve">${escaped(text)}</t></is></c>`;

/** The rows of `dalian` as XML, with other cells in the places of some. */
export function tableRows(cells: Cells = {}, attributes: Record<number, string> = {}, left = 0): string {
  const lines = dalian.map((values, index) => {
    const row = index + 1;
    const addresses = new Set(values.map((_, column) => `${columnName(column + left)}${row}`));
    for (const address of Object.keys(cells)) if (address.replace(/^[A-Z]+/, '') === `${row}`) addresses.add(address);
    const written = [...addresses].map((address, column) => {
      const value = values[column];
      return cells[address] ?? (value === null || value === undefined ? '' : inline(address, String(value)));
    });
    return `<row r="${row}" ${attributes[row] ?? ''}>${written.join('')}</row>`;
  });
  return lines.join('');
}

function stylesXml({ formats = [], fonts = [] }: BookXml): string {
  const own = formats.map((format, at) =>
    typeof format === 'string' ? `<numFmt numFmtId="${200 + at}" formatCode="${escaped(format)}"/>` : '',
  );
  const xfs = [
    ...formats.map((format, at) => `<xf numFmtId="${typeof format === 'string' ? 200 + at : format}" fontId="0"/>`),
    ...fonts.map((_, at) => `<xf numFmtId="0" fontId="${at + 1}"/>`),
  ];
  const others = '<dxfs><dxf><font><strike/></font><numFmt numFmtId="200" formatCode="0"/></dxf></dxfs>';
  return `<styleSheet xmlns="${MAIN}"><numFmts>${own.join('')}</numFmts><fonts><font><name val="宋体"/></font>${fonts
    .map((font) => `<font>${font}</font>`)
    .join(
      '',
    )}</fonts><cellStyleXfs><xf numFmtId="9" fontId="0"/></cellStyleXfs><cellXfs><xf numFmtId="0" fontId="0"/>${xfs.join(
    '',
  )}</cellXfs>${others}</styleSheet>`;
}

/** The parts of a package as Excel names them. */
export function bookParts(book: BookXml): Record<string, string> {
  const relation = (id: string, kind: string, target: string) =>
    `<Relationship Id="${id}" Type="${OFFICE}/${kind}" Target="${target}"/>`;
  const relations = (lines: string[]) => `<Relationships xmlns="${RELATIONS}">${lines.join('')}</Relationships>`;
  const listed = book.sheets.map(
    ({ name, listed = '' }, at) => `<sheet name="${escaped(name)}" sheetId="${at + 1}" r:id="rId${at + 1}" ${listed}/>`,
  );
  const type = 'application/vnd.openxmlformats-officedocument.spreadsheetml';
  const override = (part: string, kind: string) =>
    `<Override PartName="/xl/${part}.xml" ContentType="${type}.${kind}+xml"/>`;
  const types = [
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>',
    '<Default Extension="xml" ContentType="application/xml"/>',
    override('workbook', 'sheet.main'),
    override('styles', 'styles'),
    override('sharedStrings', 'sharedStrings'),
    ...book.sheets.map((_, at) => override(`worksheets/sheet${at + 1}`, 'worksheet')),
  ];
  const parts: Record<string, string> = {
    '[Content_Types].xml': `<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">${types.join('')}</Types>`,
    '_rels/.rels': relations([relation('rId1', 'officeDocument', 'xl/workbook.xml')]),
    'xl/workbook.xml': `<workbook xmlns="${MAIN}" xmlns:r="${OFFICE}">${book.workbook ?? ''}<sheets>${listed.join('')}</sheets></workbook>`,
    'xl/styles.xml': stylesXml(book),
    'xl/_rels/workbook.xml.rels': relations([
      ...book.sheets.map((_, at) => relation(`rId${at + 1}`, 'worksheet', `worksheets/sheet${at + 1}.xml`)),
      relation('rId901', 'styles', 'styles.xml'),
      relation('rId902', 'sharedStrings', 'sharedStrings.xml'),
    ]),
    'xl/sharedStrings.xml': `<sst xmlns="${MAIN}">${(book.strings ?? []).join('')}</sst>`,
  };
  for (const [at, { rows = tableRows(), before = '', after = '' }] of book.sheets.entries())
    parts[`xl/worksheets/sheet${at + 1}.xml`] =
      `<worksheet xmlns="${MAIN}" xmlns:r="${OFFICE}">${before}<sheetData>${rows}</sheetData>${after}</worksheet>`;
  return parts;
}

export function zipped(parts: Record<string, string>): Uint8Array {
  return zipSync(Object.fromEntries(Object.entries(parts).map(([path, text]) => [path, strToU8(text)])));
}

/** What a user gets for the file; `lines` are the notes as they are shown. */
export async function readPackage(bytes: Uint8Array) {
  const result = await readBytes('表.xlsx', bytes);
  return {
    ...result,
    json: asJson(result.filings),
    lines: result.notes.map((note) => noteLine('表.xlsx', note)),
    values: result.filings.map((filing) => rowsOf(filing, 'indicators').map((row) => row.value)),
  };
}

export const readBook = (book: BookXml) => readPackage(zipped(bookParts(book)));

/** The table with other cells in the places of some, as the only sheet. */
export const readTable = (cells: Cells, book: Omit<BookXml, 'sheets'> = {}, sheet: Partial<SheetXml> = {}) =>
  readBook({ ...book, sheets: [{ name: '表1', rows: tableRows(cells), ...sheet }] });

/** What the first indicator's value shows when its cell is this one. */
export async function shownValue(cell: string, book: Omit<BookXml, 'sheets'> = {}) {
  const { values, lines } = await readTable({ E12: cell }, book);
  return { text: values[0]?.[0], lines };
}
