import fc from 'fast-check';
import { strFromU8, strToU8, zipSync } from 'fflate';
import { expect, test } from 'vitest';
import { makeXlsx } from '../../electron/export/xlsx.ts';
import { Counts } from '../../electron/import/counts.ts';
import { LIMITS } from '../../electron/import/limits.ts';
import { joined } from '../../electron/import/part.ts';
import { readBytes, readPart } from '../../electron/import/read-bytes.ts';
import { readFilings } from '../../electron/import/read-file.ts';
import { inShare } from '../../electron/import/share.ts';
import { catalog } from '../../shared/form/catalog/catalog.ts';
import { layout } from '../../shared/layout/layout.ts';
import { catalogFiling } from '../filings.ts';
import { bookParts, inline, MAIN, type SheetXml, tableRows, zipped } from './workbook-xml.ts';

/** A large workbook is read by several threads, a share each: what comes of it is what one thread makes of all. */

async function readShares(bytes: Uint8Array, of: number) {
  const { memory } = new Counts();
  const parts = [];
  for (let part = 0; part < of; part++) {
    const read = await readPart('表.xlsx', bytes, catalog, { part, of, counts: memory });
    if (!('tables' in read)) return read;
    parts.push(read);
  }
  return joined(parts, catalog);
}

const cell = (text: string) => inline('A1', text);
const row = (...cells: string[]) => `<row>${cells.join('')}</row>`;
/** Sheets as workbooks have them: tables, tables with values to be told, none, of no form, damaged, hidden. */
const sheets: fc.Arbitrary<Pick<SheetXml, 'rows' | 'listed'>> = fc.oneof(
  fc.constant({}),
  fc.constant({ listed: 'state="hidden"' }),
  fc.constant({ rows: tableRows({ B6: inline('B6', '很多'), B4: inline('B4', '名'.repeat(20_000)) }) }),
  fc.constant({ rows: tableRows({ B5: '<c r="B5" t="e"><v>#REF!</v></c>' }) }),
  fc.constant({ rows: '' }),
  fc.constant({ rows: row(cell('会议纪要')) }),
  fc.constant({ rows: row(cell('另一种绩效目标表')) + row(cell('采购编号'), inline('B2', '一')) }),
  fc.constant({ rows: '<row r="9999999"><c r="A9999999"/></row>' }),
);

test('the shares of any workbook hold what the whole workbook holds, in its order', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(sheets, { minLength: 1, maxLength: 7 }),
      fc.integer({ min: 1, max: 4 }),
      async (all, of) => {
        const bytes = zipped(bookParts({ sheets: all.map((sheet, at) => ({ name: `表${at + 1}`, ...sheet })) }));
        expect(await readShares(bytes, of)).toEqual(await readBytes('表.xlsx', bytes));
      },
    ),
    { numRuns: 150 },
  );
});

test('also of what the program writes, whatever forms stand in it', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(catalogFiling, { minLength: 2, maxLength: 4 }), async (samples) => {
      const laidOut = samples.map(({ form, filing }) => layout(form, filing, { seal: null, blankRows: false }));
      const bytes = await makeXlsx(laidOut, { title: '套表', author: '', now: new Date(Date.UTC(2026, 0, 1)) });
      expect(await readShares(bytes, 2)).toEqual(await readBytes('表.xlsx', bytes));
    }),
    { numRuns: 20 },
  );
});

test('every one of a list is in one share', () => {
  fc.assert(
    fc.property(fc.array(fc.nat()), fc.integer({ min: 1, max: 9 }), (list, of) => {
      const { memory } = new Counts();
      const shares = Array.from({ length: of }, (_, part) => inShare(list, { part, of, counts: memory }));
      expect(shares.flat()).toEqual(list);
      const lengths = shares.map(({ length }) => length);
      expect(Math.max(...lengths) - Math.min(...lengths)).toBeLessThanOrEqual(1);
    }),
  );
});

/** A workbook that is large enough to be shared, which texts that do not pack make it. */
function large(change: (parts: Record<string, Uint8Array>) => void = () => undefined): Uint8Array {
  const parts = bookParts({ sheets: Array.from({ length: 8 }, (_, at) => ({ name: `表${at + 1}` })) });
  const packed = Object.fromEntries(Object.entries(parts).map(([path, text]) => [path, strToU8(text)]));

  for (let at = 1; at <= 11; at++)
    packed[`xl/media/image${at}.bin`] = crypto.getRandomValues(new Uint8Array(60_000)).slice();
  change(packed);
  return zipSync(packed);
}

test('a large workbook comes back from its threads as from one', async () => {
  const bytes = large();
  expect(bytes.length).toBeGreaterThan(512 * 1024);
  const read = await readFilings('表.xlsx', bytes);
  expect(read.filings).toHaveLength(8);
  expect(read).toEqual(await readBytes('表.xlsx', bytes));
});

test('a damaged sheet of a large workbook is named, the others are read', async () => {
  const bytes = large((parts) => {
    parts['xl/worksheets/sheet7.xml'] = strToU8('<worksheet');
  });
  const { filings, notes } = await readFilings('表.xlsx', bytes);
  expect(filings).toHaveLength(7);
  expect(notes).toContainEqual(expect.objectContaining({ place: '工作表“表7”', severity: 'error' }));
});

test('a bound on the whole workbook holds where no share passes it', async () => {
  const cells = '<c/>'.repeat(1000);
  const blank = `<worksheet xmlns="${MAIN}"><sheetData>${`<row>${cells}</row>`.repeat(800)}</sheetData></worksheet>`;
  const bytes = large((parts) => {
    for (let at = 1; at <= 8; at++) parts[`xl/worksheets/sheet${at}.xml`] = strToU8(blank);
  });
  // Each share has half of it.
  expect(8 * 800 * 1000).toBeGreaterThan(LIMITS.elements);
  expect(4 * 800 * 1001).toBeLessThan(LIMITS.elements);
  const told = { filings: [], notes: [expect.objectContaining({ message: expect.stringContaining('内容过多') })] };
  expect(await readFilings('表.xlsx', bytes)).toEqual(told);
  expect(await readShares(bytes, 2)).toEqual(told);
});

test('what is wrong with a large workbook as a whole is told once', async () => {
  const bytes = large((parts) => {
    const list = strFromU8(parts['xl/workbook.xml'] as Uint8Array);
    parts['xl/workbook.xml'] = strToU8(list.slice(0, -20));
  });
  const read = await readFilings('表.xlsx', bytes);
  expect(read.notes).toHaveLength(1);
  expect(read).toEqual(await readBytes('表.xlsx', bytes));
});

test('a large workbook that is cancelled ends with the reason, and the next one is read', async () => {
  const bytes = large();
  const stop = new AbortController();
  const reading = readFilings('表.xlsx', bytes, stop.signal);
  stop.abort(new Error('取消'));
  await expect(reading).rejects.toThrow('取消');
  expect((await readFilings('表.xlsx', bytes)).filings).toHaveLength(8);
});
