import ExcelJS from 'exceljs';
import { expect, test } from 'vitest';
import { readBytes } from '../../electron/import/read-bytes.ts';
import { mapForm } from '../../electron/import/recognition/form-map.ts';
import { catalog } from '../../shared/form/catalog/catalog.ts';
import { layout } from '../../shared/layout/layout.ts';
import { put } from './hand-made.ts';
import { asJson, sampleOf } from './samples.ts';

/** A sheet of a form's sample; with `filled`, the merges of its headings are taken apart and filled. */
async function sheetOf(id: string, filled: boolean) {
  const form = catalog.all.find((one) => one.id === id) as (typeof catalog.all)[number];
  const { cells, heads } = layout(form, sampleOf(id) as never, { seal: null, blankRows: false });
  const book = new ExcelJS.Workbook();
  const sheet = book.addWorksheet('表');
  for (const cell of cells) {
    const { row, col, rowSpan, colSpan, text } = cell;
    const head = heads.find(({ from, to }) => row >= from && row < to);
    if (!filled || !head || row + rowSpan > head.to) {
      put(sheet, cell);
      continue;
    }
    for (let r = row; r < row + rowSpan; r++)
      for (let c = col; c < col + colSpan; c++) sheet.getCell(r + 1, c + 1).value = text;
  }
  const { filings, notes } = await readBytes('表.xlsx', new Uint8Array(await book.xlsx.writeBuffer()));
  return { filings: asJson(filings), errors: notes.filter(({ severity }) => severity === 'error') };
}

const grouped = catalog.all.filter((form) => {
  if (sampleOf(form.id) === null || form.bands.some(({ kind }) => kind === 'text')) return false;
  return mapForm(form).tables.some(({ groups }) => groups.length > 0);
});

test('there are forms with headings over several columns', () => {
  expect(grouped.length).toBeGreaterThan(1);
});

test.each(grouped.map(({ id }) => id))(
  '%s reads the same where merged headings were taken apart and filled',
  async (id) => {
    const merged = await sheetOf(id, false);
    expect(merged.filings).toHaveLength(1);
    expect(await sheetOf(id, true)).toEqual(merged);
  },
);
