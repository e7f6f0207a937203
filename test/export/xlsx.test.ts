import ExcelJS from 'exceljs';
import fc from 'fast-check';
import { strFromU8, unzipSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import { makeXlsx } from '../../electron/export/xlsx.ts';
import type { Filing } from '../../shared/filing/filing.ts';
import type { Form } from '../../shared/form/form.ts';
import { layout } from '../../shared/layout/layout.ts';
import type { Sheet } from '../../shared/layout/sheet.ts';
import { anyFiling, largeFiling } from '../filings.ts';
import { everyForm } from '../forms/every-form.ts';
import { plainTable } from '../forms/plain-table.ts';
import { runningText } from '../forms/running-text.ts';
import { twoTables } from '../forms/two-tables.ts';
import { dalianSample, hebeiSample } from './samples.ts';

const info = { title: '套表', author: '海湾区政务服务中心', now: new Date('2024-03-01T08:00:00Z') };
const form = (id: string) => everyForm.find(id) as Form;
const sheetOf = (filing: Filing) => layout(form(filing.form), filing, { seal: null, blankRows: false });
const large = (id: string) => sheetOf(largeFiling(form(id), 3000, 120));

async function reread(bytes: Uint8Array): Promise<ExcelJS.Workbook> {
  const workbook = new ExcelJS.Workbook();
  await workbook.xlsx.load(Buffer.from(bytes) as unknown as ArrayBuffer);
  return workbook;
}

function parts(bytes: Uint8Array): (name: string) => string {
  const files = unzipSync(bytes);
  return (name) => strFromU8(files[name] ?? new Uint8Array());
}

function expectSame(worksheet: ExcelJS.Worksheet, sheet: Sheet): void {
  const merges = new Set((worksheet.model as unknown as { merges: string[] }).merges);
  for (const cell of sheet.cells) {
    const [top, left, bottom, right] = [cell.row + 1, cell.col + 1, cell.row + cell.rowSpan, cell.col + cell.colSpan];
    const master = worksheet.getCell(top, left);
    const where = `${master.address} ${cell.name}`;
    if (cell.number) expect([master.value, master.numFmt], where).toEqual([cell.number.value, cell.number.format]);
    else expect([master.value ?? '', master.numFmt], where).toEqual([cell.text, '@']);
    if (bottom > top || right > left)
      expect(merges.delete(`${master.address}:${worksheet.getCell(bottom, right).address}`), where).toBe(true);
    for (let row = top; row <= bottom; row++)
      for (let col = left; col <= right; col++) {
        const { border, font, alignment } = worksheet.getCell(row, col);
        const sides = [border?.top, border?.left, border?.bottom, border?.right].map((side) => side?.style ?? 'none');
        expect(sides, where).toEqual(Array(4).fill(cell.style.frame ? 'thin' : 'none'));
        // exceljs reads 10.5 as 10; that it is written in full is tested apart.
        expect(font, where).toMatchObject({
          name: cell.style.font === 'hei' ? '黑体' : '宋体',
          size: Math.trunc(cell.style.size),
        });
        expect(alignment, where).toMatchObject({ horizontal: cell.style.align, wrapText: true });
      }
  }
  expect([...merges], 'merges that the layout does not have').toEqual([]);
  for (const [index, row] of sheet.rows.entries())
    expect(worksheet.getRow(index + 1).height, `height of row ${index + 1}`).toBeCloseTo((row.height / 25.4) * 72, 2);
}

describe('a workbook read back', () => {
  it('has every cell, merge, border, font and row height of the layout', async () => {
    const sheets = [dalianSample, hebeiSample].map(sheetOf);
    const workbook = await reread(await makeXlsx(sheets, info));
    expect(workbook.worksheets.map((worksheet) => worksheet.name)).toEqual([
      '办事大厅叫号系统更新',
      '档案库房恒温设备维护费',
    ]);
    for (const [index, sheet] of sheets.entries()) expectSame(workbook.worksheets[index] as ExcelJS.Worksheet, sheet);
  });

  it('loses nothing of a goal of 3,000 characters and of 120 indicators', async () => {
    const sheets = ['dalian-project', 'hebei-project'].map(large);
    const workbook = await reread(await makeXlsx(sheets, info));
    for (const [index, sheet] of sheets.entries()) expectSame(workbook.worksheets[index] as ExcelJS.Worksheet, sheet);
  });

  it('has every cell of any filing', async () => {
    await fc.assert(
      fc.asyncProperty(anyFiling, async ({ filing }) => {
        const sheet = sheetOf(filing);
        expectSame((await reread(await makeXlsx([sheet], info))).worksheets[0] as ExcelJS.Worksheet, sheet);
      }),
      { numRuns: 12 },
    );
  });

  it('names fonts with their size to the half point', async () => {
    const styles = parts(await makeXlsx([sheetOf(dalianSample)], info))('xl/styles.xml');
    expect(styles).toContain('<sz val="10.5"/><name val="宋体"/>');
    expect(styles).toContain('<sz val="15"/><name val="黑体"/>');
  });

  it('stores amounts as numbers in the format they are printed in', async () => {
    const workbook = await reread(await makeXlsx([dalianSample, hebeiSample].map(sheetOf), info));
    const numbers = workbook.worksheets.map((worksheet) => {
      const found: [unknown, string][] = [];
      worksheet.eachRow((row) =>
        row.eachCell((cell) => {
          if (typeof cell.value === 'number' && cell.address === cell.master.address)
            found.push([cell.value, cell.numFmt]);
        }),
      );
      return found;
    });
    expect(numbers[0]).toEqual([
      [86.35, '0.00'],
      [42.5, '0.0'],
      [80, '0'],
      [42.5, '0.0'],
      [6.35, '0.00'],
    ]);
    expect(numbers[1]).toContainEqual([18.6, '0.00']);
    expect(numbers[1]).toContainEqual([0.455, '0.00%']);
  });

  it.each([
    ['=SUM(A1:A9)'],
    ['+86 0411'],
    ['-5℃以下'],
    ['@全体'],
    ['a_x000D_b，_x005f_，_x41_'],
    ['第一行\n第二行\n\n第四行'],
    ['  前后有空格  '],
    ['<b>&amp;“引号”\'"'],
    ['𠮷林😀'],
  ])('keeps %j as the text it is', async (text) => {
    const filing = { ...dalianSample, values: { ...dalianSample.values, annualGoal: text } };
    const sheet = sheetOf(filing);
    const goal = sheet.cells.find((cell) => cell.path === 'annualGoal');
    const worksheet = (await reread(await makeXlsx([sheet], info))).worksheets[0];
    const cell = worksheet?.getCell((goal?.row ?? 0) + 1, (goal?.col ?? 0) + 1);
    expect(cell?.value).toBe(goal?.text);
    expect(cell?.type).toBe(ExcelJS.ValueType.String);
  });
});

describe('the print settings of a worksheet', () => {
  it('are the form’s page, one page wide and high', async () => {
    const part = parts(await makeXlsx([sheetOf(dalianSample)], info));
    const xml = part('xl/worksheets/sheet1.xml');
    expect(xml).toMatch(/<pageSetup paperSize="9" orientation="portrait"[^>]*fitToWidth="1" fitToHeight="1"/);
    expect(xml).toContain('<pageSetUpPr fitToPage="1"/>');
    expect(xml).toContain('<printOptions horizontalCentered="1"/>');
    const margins = /<pageMargins left="([\d.]+)" right="([\d.]+)" top="([\d.]+)" bottom="([\d.]+)"/
      .exec(xml)
      ?.slice(1);
    expect(margins?.map((inches) => Math.round(Number(inches) * 25.4))).toEqual([20, 20, 20, 18]);
    expect(part('xl/workbook.xml')).toContain('!$A$1:$E$19</definedName>');
    expect(part('xl/workbook.xml')).not.toContain('Print_Titles');
    expect(xml).not.toContain('<rowBreaks');
  });

  it('turn the page where the layout does, and repeat the indicator header', async () => {
    const sheet = large('dalian-project');
    const part = parts(await makeXlsx([sheet], info));
    const xml = part('xl/worksheets/sheet1.xml');
    const breaks = [...xml.matchAll(/<brk id="(\d+)"/g)].map((match) => Number(match[1]));
    const ends = sheet.rows.flatMap((row, index) =>
      sheet.rows[index + 1] && sheet.rows[index + 1]?.page !== row.page ? [index + 1] : [],
    );
    expect(sheet.pages.length).toBeGreaterThan(1);
    expect(breaks).toEqual(ends);
    expect(xml).toMatch(/fitToWidth="1" fitToHeight="0"/);
    const [head] = sheet.heads;
    expect(part('xl/workbook.xml')).toContain(`!$${(head?.from ?? 0) + 1}:$${head?.to}</definedName>`);
  });

  it('repeat a heading of two rows, of the table that goes on to the end and of no other', async () => {
    const titles = async (sheet: Sheet) =>
      /_xlnm.Print_Titles"[^>]*>[^<]*!\$(\d+:\$\d+)</.exec(
        parts(await makeXlsx([sheet], info))('xl/workbook.xml'),
      )?.[1];
    const sheet = sheetOf(largeFiling(twoTables, 20, 40));
    const last = sheet.heads.at(-1);
    expect(last && last.to - last.from).toBe(2);
    expect(await titles(sheet)).toBe(`${(last?.from ?? 0) + 1}:$${last?.to}`);
    expect(await titles(sheetOf(largeFiling(runningText, 3000, 1)))).toBeUndefined();
    const filing = largeFiling(plainTable, 20, 60);
    const below = sheetOf({ ...filing, values: { ...filing.values, reportDate: '长'.repeat(3000) } });
    expect(below.rows[(below.heads[0]?.end ?? 0) - 1]?.page).toBeLessThan(below.pages.length - 1);
    expect(await titles(below)).toBeUndefined();
  });

  it('count column widths in digits of 宋体 12, so that the table is as wide as printed', async () => {
    for (const sheet of [sheetOf(dalianSample), sheetOf(hebeiSample)]) {
      const part = parts(await makeXlsx([sheet], info));
      expect(part('xl/styles.xml')).toMatch(/<fonts[^>]*><font><sz val="12"\/><name val="宋体"\/>/);
      const columns = part('xl/worksheets/sheet1.xml').matchAll(/<col min="(\d+)" max="(\d+)" width="([\d.]+)"/g);
      const widths = [...columns].flatMap(([, min, max, width]) =>
        Array<number>(Number(max) - Number(min) + 1).fill(Number(width)),
      );
      expect(widths).toHaveLength(sheet.columns.length);
      const mm = widths.map((width) => (Math.trunc(width * 8 + 0.5) / 96) * 25.4);
      const total = mm.reduce((sum, width) => sum + width, 0);
      const table = sheet.columns.reduce((sum, width) => sum + width, 0);
      expect(total).toBeLessThanOrEqual(table);
      expect(total).toBeGreaterThan(table - 1);
      for (const [col, width] of sheet.columns.entries()) expect(Math.abs((mm[col] ?? 0) - width)).toBeLessThan(0.3);
    }
  });
});

describe('a workbook', () => {
  it('carries title, author and the time it was made', async () => {
    const workbook = await reread(await makeXlsx([sheetOf(dalianSample)], info));
    expect(workbook).toMatchObject({
      title: '套表',
      creator: '海湾区政务服务中心',
      created: info.now,
      modified: info.now,
    });
  });

  it('is the same, byte for byte, when it is made again at the same time', async () => {
    const sheets = [sheetOf(dalianSample), sheetOf(hebeiSample)];
    expect(Buffer.compare(await makeXlsx(sheets, info), await makeXlsx(sheets, info))).toBe(0);
  });
});
