import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { makeDocx } from '../../electron/export/docx.ts';
import { makeXlsx } from '../../electron/export/xlsx.ts';
import { readBytes } from '../../electron/import/read-bytes.ts';
import { readFilings } from '../../electron/import/read-file.ts';
import { type Filing, rowsOf } from '../../shared/filing/filing.ts';
import { toJson } from '../../shared/filing/json.ts';
import { catalog } from '../../shared/form/catalog/catalog.ts';
import { columnsOf, type Form, fieldOf, levelsOf, mainIndicators } from '../../shared/form/form.ts';
import { layout } from '../../shared/layout/layout.ts';
import { filingOf, largeFiling } from '../filings.ts';
import { fixedRows } from '../form-variants.ts';
import { asPrinted } from './as-printed.ts';
import { plausible } from './plausible.ts';
import { asJson, ownSamples, publishedSamples } from './samples.ts';
import { tableForms } from './table-forms.ts';

const info = { title: '套表', author: '', now: new Date(Date.UTC(2025, 0, 1)) };
const formOf = (filing: Filing) => catalog.find(filing.form, filing.version) as Form;

const sheetsOf = (filings: Filing[]) =>
  filings.map((filing) => layout(formOf(filing), filing, { seal: null, blankRows: false }));
const workbookOf = (filings: Filing[]) => makeXlsx(sheetsOf(filings), info);

describe.each([...ownSamples(), ...publishedSamples()])('$name', ({ name, bytes, expected }) => {
  test('is the same after a way through our own Word document', async () => {
    const { filings } = await readFilings(name, bytes);
    const again = await readFilings('套表.docx', await makeDocx(sheetsOf(filings), info));
    expect(again.notes).toEqual([]);
    expect(asJson(again.filings)).toEqual(expected);
  });

  test('is the same after a way through our own workbook', async () => {
    const { filings } = await readFilings(name, bytes);
    const again = await readFilings('套表.xlsx', await workbookOf(filings));
    expect(again.notes).toEqual([]);
    expect(asJson(again.filings)).toEqual(expected);
  });
});

describe.each(tableForms.map((form) => ({ form, id: form.id })))('$id', ({ form }) => {
  test('every filing comes back from our own workbook as it was', async () => {
    await fc.assert(
      fc.asyncProperty(filingOf(form, 40), async (given) => {
        const filing = asPrinted(form, plausible(form, given));
        const { filings, notes } = await readBytes('表.xlsx', await workbookOf([filing]));
        expect(filings.map((read) => toJson(form, read))).toEqual([toJson(form, filing)]);
        expect(notes.filter((note) => note.severity === 'error')).toEqual([]);
      }),
      { numRuns: 40 },
    );
  });

  test('values that read like labels of the form come back too', async () => {
    const labels = fixedRows(form).flatMap((row) =>
      row.cells.flatMap((cell) => (cell.kind === 'label' ? [cell.text.replace(/\s+/g, '')] : [])),
    );
    const levels = levelsOf(form, mainIndicators(form)?.id ?? '').flatMap((level) => [
      level.name,
      ...level.level2.map(({ name }) => name),
    ]);
    const words = fc.constantFrom(
      ...labels,
      ...levels,
      ...columnsOf(form, mainIndicators(form)?.id ?? '').map(({ name }) => name),
      '项目名称：乙',
    );
    const list = mainIndicators(form)?.id ?? '';
    const fields = fixedRows(form)
      .filter((row) => row.frame)
      .flatMap((row) => row.cells.flatMap((cell) => (cell.kind === 'field' ? [cell.field] : [])))
      .filter((id) => ['line', 'text'].includes(fieldOf(form, id).type));
    const columns = columnsOf(form, list)
      .filter(({ merge, computed, type, colSpan }) => !merge && !computed && !type && colSpan !== 0)
      .map(({ id }) => id);
    if (fields.length === 0 || columns.length === 0) return;
    const changes = fc.array(
      fc.record({ field: fc.constantFrom(...fields), column: fc.constantFrom(...columns), word: words }),
      {
        minLength: 1,
        maxLength: 4,
      },
    );
    await fc.assert(
      fc.asyncProperty(filingOf(form, 12), changes, async (given, made) => {
        const filing = plausible(form, given);
        for (const [index, { field, column, word }] of made.entries()) {
          const row = rowsOf(filing, list)[index];
          if (row && index % 2 === 1) row[column] = word;
          else filing.values[field] = word;
        }
        const { filings } = await readBytes('表.xlsx', await workbookOf([filing]));
        expect(filings.map((read) => toJson(form, read))).toEqual([toJson(form, asPrinted(form, filing))]);
      }),
      { numRuns: 40 },
    );
  });

  test('T3: a goal that reads like the first label begins no other table', async () => {
    const goal = form.checks.goals?.fields[0];
    if (goal === undefined) return;
    const first = fixedRows(form)
      .flatMap(({ cells }) => cells)
      .find(({ kind }) => kind === 'label') as { text: string };
    const blank = { form: form.id, version: form.version, sections: [], tables: { indicators: [] } };
    for (const word of [first.text, '项目名称']) {
      const filing: Filing = { ...blank, values: { fiscalYear: '2025', number: '1', [goal]: word } };
      const { filings } = await readBytes('表.xlsx', await workbookOf([filing]));
      expect(filings.map((read) => toJson(form, read))).toEqual([toJson(form, filing)]);
    }
  });

  test('120 indicators and a goal of 3,000 characters come back over several pages', async () => {
    const filing = asPrinted(form, plausible(form, largeFiling(form, 3000, 120)));
    const { filings, notes } = await readBytes('表.xlsx', await workbookOf([filing, filing]));
    expect(notes).toEqual([]);
    expect(filings.map((read) => toJson(form, read))).toEqual([toJson(form, filing), toJson(form, filing)]);
  });
});
