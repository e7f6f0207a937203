import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { makeDocx } from '../../electron/export/docx.ts';
import { loadFonts } from '../../electron/export/fonts.ts';
import { makePdf } from '../../electron/export/pdf.ts';
import { makeXlsx } from '../../electron/export/xlsx.ts';
import { readBytes } from '../../electron/import/read-bytes.ts';
import type { Filing } from '../../shared/filing/filing.ts';
import { toJson } from '../../shared/filing/json.ts';
import { parseFiling } from '../../shared/filing/parse.ts';
import type { Form } from '../../shared/form/form.ts';
import { layout } from '../../shared/layout/layout.ts';
import type { Sheet } from '../../shared/layout/sheet.ts';
import { filingOf } from '../filings.ts';
import { everyForm } from '../forms/every-form.ts';
import { asPrinted } from './as-printed.ts';
import { oneLine, plausible } from './plausible.ts';
import { gridText, webText } from './sheet-texts.ts';

/** Every form of tables comes back from every file that it can be written to (running text: running-text.test.ts). */
const info = { title: '套表', author: '', now: new Date(Date.UTC(2025, 0, 1)) };
const fonts = loadFonts();
const samples = join(import.meta.dirname, '../../resources/samples');
const forms = everyForm.all.filter(({ bands }) => bands.every(({ kind }) => kind !== 'text'));

const WAYS: [string, string, (sheet: Sheet) => Promise<Uint8Array> | Uint8Array][] = [
  ['our own workbook', '表.xlsx', (sheet) => makeXlsx([sheet], info)],
  ['our own Word document', '表.docx', (sheet) => makeDocx([sheet], info)],
  ['our own PDF', '表.pdf', async (sheet) => (await makePdf([sheet], info, fonts)).bytes],
  ['a text copied from a worksheet', '表.txt', (sheet) => Buffer.from(gridText(sheet))],
  ['a text copied from a web page', '表.txt', (sheet) => Buffer.from(webText(sheet))],
];

/** A filing as this way can carry it. */
function carried(form: Form, filing: Filing, name: string): Filing {
  const given = plausible(form, filing);
  return asPrinted(form, name.endsWith('.txt') ? oneLine(form, given) : given);
}

/** A web page is one page, however long. */
const sheetOf = (form: Form, filing: Filing, way: string) =>
  layout(way.includes('web page') ? { ...form, page: { ...form.page, height: 20_000 } } : form, filing, {
    seal: null,
    blankRows: false,
  });

async function readBack(form: Form, filing: Filing, [way, name, write]: (typeof WAYS)[number]) {
  const bytes = await write(sheetOf(form, filing, way));
  const { filings, notes } = await readBytes(name, bytes, everyForm);
  return { json: filings.map((read) => toJson(everyForm.find(read.form, read.version) as Form, read)), notes };
}

/** Merged cells of a table without levels: in a web page's text nothing tells whose the cells left of them are. */
function isCovered(form: Form, filing: Filing): boolean {
  const sheet = sheetOf(form, filing, 'a web page');
  const plain = form.bands.flatMap((band) =>
    band.kind === 'table' ? band.lanes.filter(({ levels }) => !levels).map(({ id }) => id) : [],
  );
  return sheet.cells.some(({ run, rowSpan }) => rowSpan > 1 && run?.some(({ table }) => plain.includes(table)));
}

describe.each(forms.map((form) => ({ id: form.id, form })))('$id', ({ id, form }) => {
  const file = join(samples, `${id}.json`);
  test.runIf(existsSync(file)).each(WAYS)('its sample comes back from %s', async (way, name, write) => {
    const parsed = parseFiling(JSON.parse(readFileSync(file, 'utf8')), undefined, everyForm);
    if ('error' in parsed) throw new Error(parsed.error);
    const filing = carried(form, parsed.filing, name);
    const { json, notes } = await readBack(form, filing, [way, name, write]);
    expect(notes.filter(({ severity }) => severity !== 'hint')).toEqual([]);
    expect(json).toEqual([toJson(form, filing)]);
  });

  test.each(WAYS)('generated filings come back from %s', async (way, name, write) => {
    await fc.assert(
      fc.asyncProperty(filingOf(form, 8), async (given) => {
        const filing = carried(form, given, name);
        const { json, notes } = await readBack(form, filing, [way, name, write]);
        const errors = notes.filter(({ severity }) => severity === 'error');
        if (way.includes('web page') && isCovered(form, filing)) {
          expect(errors.map(({ message }) => message).join()).toContain('看不出各格属于哪一列');
          return;
        }
        expect(errors).toEqual([]);
        expect(json).toEqual([toJson(form, filing)]);
      }),
      { numRuns: name.endsWith('.txt') || name.endsWith('.xlsx') ? 10 : 3 },
    );
  });
});
