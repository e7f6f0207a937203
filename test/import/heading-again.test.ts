import ExcelJS from 'exceljs';
import { expect, test } from 'vitest';
import { readBytes } from '../../electron/import/read-bytes.ts';
import { type Filing, rowsOf } from '../../shared/filing/filing.ts';
import { catalog } from '../../shared/form/catalog/catalog.ts';
import type { Form } from '../../shared/form/form.ts';
import { layout } from '../../shared/layout/layout.ts';
import { put } from './hand-made.ts';
import { sampleOf } from './samples.ts';

// Headings of one row, and of two.
test.each(['project-annual', 'dalian-project', 'hebei-project', 'monitor-2019'])(
  'the heading of the indicators that stands again further down costs no row: %s',
  async (id) => {
    const form = catalog.find(id) as Form;
    const filing = sampleOf(id) as Filing;
    const { cells, heads } = layout(form, filing, { seal: null, blankRows: false });
    const head = heads.at(-1) as (typeof heads)[number];
    const [height, before] = [head.to - head.from, head.to + 2];
    const book = new ExcelJS.Workbook();
    const sheet = book.addWorksheet('表');
    for (const cell of cells) {
      const { row, rowSpan } = cell;
      if (row >= before) put(sheet, { ...cell, row: row + height });
      // What reaches over the place is cut there, as a page end cuts it.
      else put(sheet, { ...cell, rowSpan: Math.min(rowSpan, before - row) });
      if (row >= head.from && row + rowSpan <= head.to) put(sheet, { ...cell, row: before + row - head.from });
    }
    const { filings } = await readBytes('表.xlsx', new Uint8Array(await book.xlsx.writeBuffer()));
    expect(filings).toHaveLength(1);
    const names = (of: Filing) => rowsOf(of, 'indicators').map(({ level3 }) => level3);
    expect(names(filings[0] as Filing)).toEqual(names(filing));
  },
);
