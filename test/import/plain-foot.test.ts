import ExcelJS from 'exceljs';
import { expect, test } from 'vitest';
import { readBytes } from '../../electron/import/read-bytes.ts';
import { type Filing, rowsOf } from '../../shared/filing/filing.ts';
import { catalog } from '../../shared/form/catalog/catalog.ts';
import type { Form } from '../../shared/form/form.ts';
import { layout } from '../../shared/layout/layout.ts';
import { put } from './hand-made.ts';
import { sampleOf } from './samples.ts';

/** A table whose rows have no levels: whatever stands in its columns would be a row. */
const form = catalog.find('procurement') as Form;
const filing = sampleOf(form.id) as Filing;

/** The sample as a sheet, with a line of these cells right below its last row. */
async function sheetWith(line: readonly string[], merged: boolean): Promise<Uint8Array> {
  const book = new ExcelJS.Workbook();
  const sheet = book.addWorksheet('采购');
  const { cells, rows } = layout(form, filing, { seal: null, blankRows: false });
  for (const cell of cells) put(sheet, cell);
  const below = rows.length + 1;
  for (const [at, text] of line.entries()) sheet.getCell(below, at * 4 + 1).value = text;
  if (merged) sheet.mergeCells(below, 1, below, 4);
  return new Uint8Array(await book.xlsx.writeBuffer());
}

test.each([
  ['单位负责人：李四', '填表人：张三'],
  ['单位负责人：李四 填表人：张三'],
  ['注：金额含税'],
  ['说明1：按年度采购计划填列'],
  ['填表人：张三', '', '联系电话：0411-1234567'],
])('what stands below the rows of a table without levels is told, and no row: %s', async (...line) => {
  for (const merged of [false, true]) {
    const { filings, notes } = await readBytes('采购.xlsx', await sheetWith(line, merged));
    const rows = (of: Filing | undefined) => (of ? rowsOf(of, 'purchases').length : 0);
    expect(rows(filings[0])).toBe(rows(filing));
    expect(notes.map(({ message }) => message).join('\n')).toContain(line[0]);
  }
});
