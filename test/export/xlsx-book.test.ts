import ExcelJS from 'exceljs';
import { strFromU8, unzipSync } from 'fflate';
import { expect, test } from 'vitest';
import { bookBytes } from '../../electron/export/book-bytes.ts';
import type { BookFrame } from '../../shared/book/book.ts';
import { gatherBook } from '../../shared/book/gather.ts';
import { titleOf } from '../../shared/book/written-pages.ts';
import { dalianSample, hebeiSample } from './samples.ts';

const { frame, parts } = gatherBook([
  dalianSample,
  { ...dalianSample, values: { ...dalianSample.values, projectName: "甲 & 乙'[1]" } },
  hebeiSample,
]);

async function bookOf(changes: Partial<BookFrame>) {
  const job = { kind: 'xlsx', frame: { ...frame, ...changes }, parts, now: new Date('2026-03-01T08:00:00Z') } as const;
  const noFonts = () => {
    throw new Error('no fonts are needed');
  };
  const { bytes, count } = await bookBytes(job, noFonts, () => undefined);
  const workbook = new ExcelJS.Workbook();
  await workbook.xlsx.load(bytes as unknown as ArrayBuffer);
  return { bytes, count, workbook };
}

test('every row of the contents leads to its worksheet, and looks as it did', async () => {
  const { bytes, count, workbook } = await bookOf({});
  const xml = strFromU8(unzipSync(bytes)['xl/worksheets/sheet2.xml'] ?? new Uint8Array());
  const links = [...xml.matchAll(/<hyperlink ref="C(\d+)" location="'([^"]*)'!A1"\/>/g)].map(([, row, name]) => ({
    row: Number(row),
    name: (name ?? '').replaceAll('&amp;', '&'),
  }));
  const targets = workbook.worksheets.slice(2);
  expect(links.map(({ name }) => name)).toEqual(targets.map(({ name }) => name));
  const contents = workbook.worksheets[1];
  for (const [index, { row }] of links.entries()) {
    const part = parts[index + 2];
    expect(contents?.getCell(row, 3).text).toBe(String(count.firsts[index + 2]));
    expect(contents?.getCell(row, 2).text).toBe(part && 'filing' in part ? titleOf(part.filing) : '');
    expect(contents?.getCell(row, 2).font).toEqual({ name: '宋体', size: 12, charset: 134 });
  }
  // Links stand between merged cells and the set-up of the page (ECMA-376 part 1, 18.3.1.99).
  expect(xml).toMatch(/<\/mergeCells><hyperlinks>.*<\/hyperlinks><printOptions/s);
});

test('pages are numbered from one worksheet to the next, but the cover', async () => {
  const { count, workbook } = await bookOf({});
  for (const [index, { headerFooter, pageSetup }] of workbook.worksheets.entries()) {
    const first = count.firsts[index] ?? 0;
    const text = `&C&"宋体,常规"&10第 &P 页 共 ${count.pages} 页`;
    expect(headerFooter?.oddFooter ?? null).toBe(first === 0 ? null : text);
    // 1 is what exceljs reads where nothing is said.
    expect(pageSetup.firstPageNumber).toBe(first || 1);
  }
});

test('on both sides of the paper the number stands at the outer edge', async () => {
  const { workbook } = await bookOf({ twoSided: true });
  const { oddFooter = '', evenFooter = '', differentOddEven } = workbook.worksheets[2]?.headerFooter ?? {};
  expect([oddFooter?.slice(0, 2), evenFooter?.slice(0, 2), differentOddEven]).toEqual(['&R', '&L', true]);
});

test('a book without numbers has none', async () => {
  const { workbook } = await bookOf({ numbers: false });
  for (const { headerFooter } of workbook.worksheets) expect(headerFooter?.oddFooter ?? null).toBeNull();
});
