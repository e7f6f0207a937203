import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import ExcelJS, { type CellValue, type Worksheet } from 'exceljs';
import fc from 'fast-check';
import { strFromU8, unzipSync } from 'fflate';
import { afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { writeListing } from '../../electron/export/exporter.ts';
import { type Fonts, loadFonts } from '../../electron/export/fonts.ts';
import { listingPdf } from '../../electron/export/listing-pdf.ts';
import { listingXlsx } from '../../electron/export/listing-xlsx.ts';
import type { Listing, ListingTable } from '../../shared/listing.ts';
import { expectNothingClipped } from '../excel-clipping.ts';
import { grid, type Heard, heard } from '../pdf-heard.ts';
import { type PdfRun, pdfRuns, pdfText } from '../pdf-text.ts';

const now = new Date(2026, 2, 1, 16, 5);

let fonts: Fonts;
beforeAll(() => {
  fonts = loadFonts();
});

const columns: ListingTable['columns'] = [
  { name: '序号', width: 14, type: 'text' },
  { name: '项目名称', width: 50, type: 'text' },
  { name: '审核意见', width: 110, type: 'text' },
  { name: '预算数', width: 28, type: 'amount' },
];

function listing(rows: string[][], more: Partial<ListingTable> = {}): Listing {
  const table = { name: '审核意见', columns, rows, empty: '没有发现问题', ...more };
  return { title: '2026年度审核报告', lines: ['海湾区政务服务中心', '单位：万元'], tables: [table] };
}

/** 3,000 characters without repetition, so that a lost line shows. */
const long = Array.from({ length: 400 }, (_, k) => `第${k + 1}处路灯需要检修；`)
  .join('')
  .slice(0, 3000);

async function reread(bytes: Uint8Array): Promise<ExcelJS.Workbook> {
  const workbook = new ExcelJS.Workbook();
  await workbook.xlsx.load(Buffer.from(bytes) as unknown as ArrayBuffer);
  return workbook;
}

const bytesOf = (of: Listing) => listingXlsx(of, now);
const workbookOf = async (of: Listing) => reread(await bytesOf(of));
const pdfOf = async (of: Listing) => listingPdf(of, now, fonts).bytes;

/** The rows of a worksheet, each value once however many cells are merged. */
function valuesOf(worksheet: Worksheet | undefined): CellValue[][] {
  const rows: CellValue[][] = [];
  worksheet?.eachRow({ includeEmpty: true }, (row) => {
    const values: CellValue[] = [];
    let below = false;
    row.eachCell({ includeEmpty: true }, (cell) => {
      if (cell.isMerged && cell.master.row !== cell.row) below = true;
      else if (!cell.isMerged || cell.master.address === cell.address) values.push(cell.value ?? '');
    });
    if (!below) rows.push(values);
  });
  return rows;
}

const squeeze = (text: string) => text.replace(/\s+/g, '');

/** Printed text between two distances in mm from the left edge of the table, on all pages. */
function textBetween(pages: PdfRun[][], from: number, to: number): string {
  const left = (297 - columns.reduce((sum, { width }) => sum + width, 0)) / 2;
  const inside = pages.flat().filter(({ x }) => x >= left + from && x < left + to);
  return squeeze(inside.map((run) => run.text).join(''));
}

describe('a listing as a workbook', () => {
  it('has title, lines, heading and rows, amounts as numbers in the decimals given', async () => {
    const worksheet = (
      await workbookOf(
        listing([
          ['1', '路灯维护', '指标值缺少单位', '324.70'],
          ['2', '古树保护', '', '-12'],
          ['3', '未知', '', '12345678901234567.89'],
          ['4', '比较', '', '2.50→3.00'],
        ]),
      )
    ).worksheets[0];
    expect(worksheet?.name).toBe('审核意见');
    expect(valuesOf(worksheet)).toEqual([
      ['2026年度审核报告'],
      ['海湾区政务服务中心'],
      ['单位：万元'],
      ['审核意见'],
      ['序号', '项目名称', '审核意见', '预算数'],
      ['1', '路灯维护', '指标值缺少单位', 324.7],
      ['2', '古树保护', '', -12],
      ['3', '未知', '', '12345678901234567.89'],
      ['4', '比较', '', '2.50→3.00'],
    ]);
    expect(worksheet?.getCell('D6').numFmt).toBe('0.00');
    expect(worksheet?.getCell('A6').numFmt).toBe('@');
    expect(worksheet?.getCell('A5').font.bold).toBe(true);
  });

  it('writes an amount wider than its column as text, since Excel would show ####', async () => {
    const narrow = columns.map((column) => ({ ...column, width: column.type === 'amount' ? 12 : 30 }));
    const [worksheet] = (await workbookOf(listing([['1', '', '', '123456789.01']], { columns: narrow }))).worksheets;
    expect(valuesOf(worksheet).at(-1)?.[3]).toBe('123456789.01');
  });

  it.each([['=SUM(A1:A9)'], ['+86 0411'], ['-5℃以下'], ['@全体'], ['a_x000D_b'], ['第一行\n第二行'], ['𠮷林😀']])(
    'keeps %j as the text it is',
    async (text) => {
      const worksheet = (await workbookOf(listing([['1', text, text, text]]))).worksheets[0];
      expect(valuesOf(worksheet).at(-1)).toEqual(['1', text, text, text]);
      for (const address of ['B6', 'C6', 'D6']) expect(worksheet?.getCell(address).type).toBe(ExcelJS.ValueType.String);
    },
  );

  it('says what stands instead of rows, and holds one worksheet per table', async () => {
    const one = listing([]).tables[0] as ListingTable;
    const workbook = await workbookOf({
      title: '审核',
      lines: [],
      tables: [one, { ...one, name: '已关闭/提示', empty: '无' }],
    });
    expect(workbook.worksheets.map(({ name }) => name)).toEqual(['审核意见', '已关闭／提示']);
    expect(workbook.worksheets.map((worksheet) => valuesOf(worksheet).at(-1))).toEqual([['没有发现问题'], ['无']]);
    expect(valuesOf(workbook.worksheets[1])[1]).toEqual(['已关闭/提示']);
  });

  it('has a worksheet also when there are no tables', async () => {
    const workbook = await workbookOf({ title: '审核报告', lines: ['没有绩效目标表'], tables: [] });
    expect(valuesOf(workbook.worksheets[0])).toEqual([['审核报告'], ['没有绩效目标表']]);
  });

  it('clips nothing: 3,000 characters stand in one cell over rows that Excel can have', async () => {
    const of = listing([
      ['1', '路灯维护', long, '1.00'],
      ['2', long, '', ''],
      ['3', '古树保护', '指标值缺少单位', '2.00'],
    ]);
    await expectNothingClipped(await bytesOf(of), '审核报告');
    const workbook = await workbookOf(of);
    const rows = valuesOf(workbook.worksheets[0]);
    expect(rows.slice(-3)).toEqual([
      ['1', '路灯维护', long, 1],
      ['2', long, '', ''],
      ['3', '古树保护', '指标值缺少单位', 2],
    ]);
  });

  it('goes on in the next row where a text is longer than a cell can hold', async () => {
    const texts = ['检'.repeat(40_000), Array.from({ length: 600 }, (_, k) => `第${k + 1}行`).join('\n')];
    const worksheet = (await workbookOf(listing([['1', ...texts]]))).worksheets[0];
    const rows = valuesOf(worksheet).slice(5) as string[][];
    expect(rows.map((row) => row[1]).join('')).toBe(texts[0]);
    expect(
      rows
        .map((row) => row[2])
        .join('\n')
        .trimEnd(),
    ).toBe(texts[1]);
    for (const text of rows.flat()) {
      expect(text.length).toBeLessThanOrEqual(32_767);
      expect(text.split('\n').length).toBeLessThanOrEqual(254);
    }
  });

  it('prints on landscape A4 as wide as the page, heading on every page, page number and time at the foot', async () => {
    const files = unzipSync(await listingXlsx(listing([['1', '路灯维护', '', '']]), now));
    const xml = strFromU8(files['xl/worksheets/sheet1.xml'] as Uint8Array);
    expect(xml).toMatch(/<pageSetup paperSize="9" orientation="landscape"[^>]*fitToWidth="1" fitToHeight="0"/);
    expect(xml).toMatch(/<pane ySplit="5" topLeftCell="A6"[^>]* state="frozen"/);
    expect(xml).toContain('制表时间：2026年3月1日 16:05');
    expect(xml).toContain('第 &amp;P 页，共 &amp;N 页');
    const workbook = strFromU8(files['xl/workbook.xml'] as Uint8Array);
    expect(workbook).toContain('!$5:$5</definedName>');
    expect(workbook).toContain('!$A$1:$D$6</definedName>');
  });
});

describe('a listing as a PDF', () => {
  it('is heard as its title, its lines and a table with headings, each word once over several pages', async () => {
    const rows = Array.from({ length: 90 }, (_, k) => [`${k + 1}`, `第${k + 1}个项目`, k === 40 ? long : '请补充', '']);
    const document = await heard(await pdfOf(listing(rows)));
    const [section] = document.children;
    expect(section?.children.map(({ type }) => type)).toEqual(['H1', 'P', 'P', 'H2', 'Table']);
    const table = section?.children.at(-1) as Heard;
    const [first, ...others] = table.children.map(({ children }) => children);
    expect(first?.map(({ type, scope }) => [type, scope])).toEqual(columns.map(() => ['TH', 'Column']));
    expect(first?.map(({ text }) => text)).toEqual(columns.map(({ name }) => name));
    expect(others.map((cells) => cells.map(({ text }) => text))).toEqual(rows);
    expect(grid(table).every((row) => row.length === columns.length && row.every((count) => count === 1))).toBe(true);
  });

  it('prints every text, the heading, the page number and the time on each page', async () => {
    const rows = Array.from({ length: 60 }, (_, k) => [`${k + 1}`, `项目${k + 1}号`, `意见${k + 1}。`, `${k}.50`]);
    const pages = (await pdfText(await pdfOf(listing(rows)))).map(squeeze);
    expect(pages.length).toBeGreaterThan(1);
    expect(pages[0]).toContain('2026年度审核报告海湾区政务服务中心单位：万元审核意见');
    for (const [index, page] of pages.entries()) {
      expect(page).toContain('序号项目名称审核意见预算数');
      expect(page).toContain(`第${index + 1}页，共${pages.length}页`);
      expect(page).toContain('制表时间：2026年3月1日16:05');
    }
    const all = pages.join('');
    for (const row of rows) expect(all).toContain(row.join(''));
  });

  it('goes on over pages with 3,000 characters and loses none', async () => {
    const before = Array.from({ length: 7 }, (_, k) => [`${k + 1}`, '', '', '']);
    const pages = await pdfRuns(
      await pdfOf(listing([...before, ['8', '路灯维护', long, '324.73'], ['9', long, '', '']])),
    );
    for (const page of pages)
      for (const run of page) {
        expect(run.baseline).toBeLessThan(210 - 4);
        expect(run.x + run.width).toBeLessThan(297 - 12);
      }
    const printed = textBetween(pages, 64, 174).replaceAll('审核意见', '');
    expect(printed).toContain(squeeze(long));
    expect(textBetween(pages, 14, 64).replaceAll('项目名称', '')).toContain(squeeze(`路灯维护${long}`));
    expect(textBetween(pages, 174, 202)).toContain('324.73');
  });

  it('prints a heading that fills pages once, and the rows after it', async () => {
    const tall = columns.map((column, index) => (index === 2 ? { ...column, name: long } : column));
    const pages = await pdfRuns(await pdfOf(listing([['1', '路灯维护', '尾行', '']], { columns: tall })));
    expect(textBetween(pages, 64, 174)).toContain(`${squeeze(long)}尾行`);
  });

  it('prints one table after the other, and what stands instead of rows', async () => {
    const one = listing([]).tables[0] as ListingTable;
    const pages = await pdfText(
      await pdfOf({ title: '审核', lines: ['单位：万元'], tables: [one, { ...one, name: '已关闭', empty: '无' }] }),
    );
    expect(pages).toHaveLength(1);
    const heading = '序号项目名称审核意见预算数';
    expect(squeeze(pages[0] ?? '')).toContain(`审核单位：万元审核意见${heading}没有发现问题已关闭${heading}无`);
  });

  it('takes too wide columns in, so that none leaves the page', async () => {
    const wide = columns.map((column) => ({ ...column, width: column.width * 3 }));
    const [page] = await pdfRuns(
      await pdfOf(listing([['1', '路灯维护', long.slice(0, 300), '1.00']], { columns: wide })),
    );
    for (const run of page ?? []) expect(run.x + run.width).toBeLessThan(297 - 12);
  });

  it('names a character that no font has, and prints 〓 for it', async () => {
    const { bytes, problems } = await listingPdf(listing([['1', '𠮷林路灯', '𠮷', '']]), now, fonts);
    expect(problems).toHaveLength(1);
    expect(problems[0]).toMatchObject({
      rule: 'font',
      message: expect.stringContaining('“审核意见：𠮷林路灯”中的“𠮷”'),
    });
    expect((await pdfText(bytes)).join('')).toContain('〓林路灯');
  });

  it('is the same, byte for byte, when it is made again at the same time; so is the workbook', async () => {
    const of = listing([['1', '路灯维护', '', '1.00']]);
    expect(Buffer.compare(await pdfOf(of), await pdfOf(of))).toBe(0);
    expect(Buffer.compare(await listingXlsx(of, now), await listingXlsx(of, now))).toBe(0);
  });
});

const anyText = fc
  .array(
    fc.constantFrom(...'路灯维护检修，。“”（）≥%=+-@0123456789 abcXYZ\n_'.split(''), '指标值', '324.73', '_x000D_'),
    {
      maxLength: 120,
    },
  )
  .map((parts) => parts.join(''));
const anyAmount = fc.oneof(
  fc.tuple(fc.integer({ min: -99999, max: 999999 }), fc.integer({ min: 0, max: 99 })).map(([a, b]) => `${a}.${b}`),
  anyText,
);
const anyTable = fc
  .array(
    fc.record({
      name: fc.constantFrom('项目名称', '审核意见（含建议）', 'Code'),
      width: fc.integer({ min: 2, max: 120 }),
      type: fc.constantFrom('text' as const, 'amount' as const),
    }),
    { minLength: 1, maxLength: 9 },
  )
  .chain((columns) =>
    fc.record({
      name: fc.constantFrom('审核意见', '对比', ''),
      columns: fc.constant(columns),
      rows: fc.array(
        fc.tuple(...columns.map(({ type }) => (type === 'amount' ? anyAmount : anyText))).map((row) => [...row]),
        { maxLength: 12 },
      ),
      empty: fc.constant('没有内容'),
    }),
  );
const anyListing: fc.Arbitrary<Listing> = fc.record({
  title: fc.constantFrom('审核报告', '指标库'),
  lines: fc.array(anyText, { maxLength: 2 }),
  tables: fc.array(anyTable, { minLength: 1, maxLength: 3 }),
});

describe('any listing', () => {
  it('is in the workbook cell for cell, unclipped', async () => {
    await fc.assert(
      fc.asyncProperty(anyListing, async (of) => {
        const workbook = await workbookOf(of);
        expect(workbook.worksheets).toHaveLength(of.tables.length);
        for (const [index, table] of of.tables.entries()) {
          const rows = valuesOf(workbook.worksheets[index]);
          expect(rows.slice(0, 1 + of.lines.length).flat()).toEqual([of.title, ...of.lines]);
          const expected = table.rows.length > 0 ? table.rows : [[table.empty]];
          const found = rows.slice(-expected.length).map((row) => row.map((value) => value ?? ''));
          for (const [at, row] of expected.entries())
            for (const [col, text] of row.entries()) {
              const value = found[at]?.[col];
              if (typeof value === 'number') expect(Number(text)).toBe(value);
              else expect(value).toBe(text);
            }
        }
        await expectNothingClipped(await bytesOf(of), of.title);
      }),
      { numRuns: 60 },
    );
  });

  it('is in the PDF, every character', async () => {
    const count = (text: string) => {
      const counts = new Map<string, number>();
      for (const character of squeeze(text)) counts.set(character, (counts.get(character) ?? 0) + 1);
      return counts;
    };
    await fc.assert(
      fc.asyncProperty(anyListing, async (of) => {
        const pages = await pdfRuns(await pdfOf(of));
        const table = pages.map((page) => page.filter(({ baseline }) => baseline < 210 - 14));
        const printed = count(
          table
            .flat()
            .map((run) => run.text)
            .join(''),
        );
        const texts = of.tables.flatMap(({ columns, rows }) => [...columns.map(({ name }) => name), ...rows.flat()]);
        for (const [character, times] of count([of.title, ...of.lines, ...texts].join('')))
          expect(printed.get(character) ?? 0, character).toBeGreaterThanOrEqual(times);
      }),
      { numRuns: 40 },
    );
  });
});

describe('writing a listing', () => {
  let folder: string;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'jixiaobiao-listing-'));
  });
  afterEach(() => rm(folder, { recursive: true, force: true }));

  const many = listing(
    Array.from({ length: 2000 }, (_, k) => [`${k + 1}`, `项目${k + 1}号`, `第${k + 1}条：指标值缺少单位`, `${k}.5`]),
  );

  it('writes 2,000 rows as a workbook', async () => {
    const path = join(folder, '报告.xlsx');
    expect(await writeListing(many, 'xlsx', path, { now })).toEqual({ problems: [] });
    const rows = valuesOf((await reread(await readFile(path))).worksheets[0]).slice(5);
    expect(rows).toEqual(many.tables[0]?.rows.map(([n, name, text, amount]) => [n, name, text, Number(amount)]));
    expect(await readdir(folder)).toEqual(['报告.xlsx']);
  });

  it('writes 2,000 rows as a PDF', async () => {
    const path = join(folder, '报告.pdf');
    await writeListing(many, 'pdf', path, { now });
    const all = squeeze((await pdfText(await readFile(path))).join(''));
    for (const row of many.tables[0]?.rows ?? []) expect(all).toContain(row.join(''));
  });

  it('leaves the old file alone when it is cancelled', async () => {
    const path = join(folder, '报告.pdf');
    await writeFile(path, '旧');
    const controller = new AbortController();
    const cancelled = writeListing(many, 'pdf', path, { signal: controller.signal });
    controller.abort();
    await expect(cancelled).rejects.toThrow('abort');
    expect(await readFile(path, 'utf8')).toBe('旧');
    expect(await readdir(folder)).toEqual(['报告.pdf']);
  });

  it('says why a file cannot be written', async () => {
    const wanted = writeListing(listing([]), 'xlsx', join(folder, '没有', '报告.xlsx'));
    await expect(wanted).rejects.toMatchObject({
      code: 'write-failed',
      message: expect.stringContaining('文件夹不存在'),
    });
  });
});
