import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { makeDocx } from '../../electron/export/docx.ts';
import { loadFonts } from '../../electron/export/fonts.ts';
import { makeOfd } from '../../electron/export/ofd.ts';
import { makePdf } from '../../electron/export/pdf.ts';
import { makeXlsx } from '../../electron/export/xlsx.ts';
import { readBytes } from '../../electron/import/read-bytes.ts';
import type { Filing } from '../../shared/filing/filing.ts';
import { toJson } from '../../shared/filing/json.ts';
import { catalog } from '../../shared/form/catalog/catalog.ts';
import { indicatorList } from '../../shared/form/catalog/indicator-list.ts';
import type { Form } from '../../shared/form/form.ts';
import { layout } from '../../shared/layout/layout.ts';
import type { Sheet } from '../../shared/layout/sheet.ts';
import { filingOf } from '../filings.ts';
import { gridText, webText } from './sheet-texts.ts';
import { carried } from './ways.ts';

/** Any two or three forms in one file, one below the other as a unit publishes them, come back each as it was. */

const info = { title: '套表', author: '', now: new Date(Date.UTC(2025, 0, 1)) };
const fonts = loadFonts();
const text = (write: (sheet: Sheet) => string) => (sheets: Sheet[]) => Buffer.from(sheets.map(write).join('\n\n\n'));

const WAYS: [way: string, file: string, runs: number, write: (sheets: Sheet[]) => Promise<Uint8Array> | Uint8Array][] =
  [
    ['workbook', '表.xlsx', 20, (sheets) => makeXlsx(sheets, info)],
    ['Word document', '表.docx', 40, (sheets) => makeDocx(sheets, info)],
    ['PDF', '表.pdf', 10, (sheets) => makePdf(sheets, info, fonts).bytes],
    ['OFD', '表.ofd', 10, (sheets) => makeOfd(sheets, info, fonts).bytes],
    ['text copied from a worksheet', '表.txt', 60, text(gridText)],
    ['text copied from a web page', '表.txt', 60, text(webText)],
  ];

const forms = catalog.all.filter(({ bands }) => bands.every(({ kind }) => kind !== 'text'));

interface Printed {
  form: Form;
  filing: Filing;
}

/**
 * Tables of one document. A list of indicators has neither a title nor a frame: a second one behind it reads like the
 * same list on a further page, so two do not follow one another.
 */
const documents = (file: string): fc.Arbitrary<Printed[]> =>
  fc
    .array(
      fc
        .constantFrom(...forms)
        .chain((form) => filingOf(form, 4).map((given) => ({ form, filing: carried(form, given, file) }))),
      { minLength: 2, maxLength: 3, size: 'max' },
    )
    .filter((tables) => !tables.some(({ form }, at) => form === indicatorList && tables[at + 1]?.form === form));

describe('tables of several forms in one file', () => {
  test.each(WAYS)('come back from a %s', async (way, file, numRuns, write) => {
    await fc.assert(
      fc.asyncProperty(documents(file), async (tables) => {
        const sheets = tables.map(({ form, filing }) => {
          // A web page is one page, however long.
          const page = way.includes('web') ? { ...form.page, height: 20_000 } : form.page;
          return layout({ ...form, page }, filing, { seal: null, blankRows: false });
        });
        const { filings, notes } = await readBytes(file, await write(sheets));
        expect(notes.filter(({ severity }) => severity === 'error')).toEqual([]);
        expect(filings.map((read) => toJson(catalog.find(read.form, read.version) as Form, read))).toEqual(
          tables.map(({ form, filing }) => toJson(form, filing)),
        );
      }),
      { numRuns },
    );
  });
});
