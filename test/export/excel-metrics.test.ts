import { existsSync, readFileSync } from 'node:fs';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import ExcelJS from 'exceljs';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { exportFilings } from '../../electron/export/exporter.ts';
import type { Filing } from '../../shared/filing/filing.ts';
import { parseFiling } from '../../shared/filing/parse.ts';
import { catalog } from '../../shared/form/catalog/catalog.ts';
import { largeFiling } from '../filings.ts';

/**
 * Reads an exported workbook as Excel shows it: column widths in pixels, 宋体 with half an em for ASCII and one em for
 * everything else, its own padding and line height. Shares nothing with the layout that made the rows.
 */

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'jixiaobiao-metrics-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const PX_PER_PT = 96 / 72;
/** Excel keeps 2 px on either side and 1 px for the grid line. */
const EXCEL_PADDING = 5;
/** One line of 宋体 in Excel: 14 px text in rows of 18 px at 10.5 pt. */
const EXCEL_LINE = 18 / 14;

async function expectUnclipped(name: string, filings: Filing[]): Promise<void> {
  const path = join(folder, `${name}.xlsx`);
  await exportFilings({ kind: 'xlsx', filings, path, seal: null });
  const workbook = new ExcelJS.Workbook();
  await workbook.xlsx.load((await readFile(path)) as unknown as ExcelJS.Buffer);
  expect(workbook.worksheets).toHaveLength(filings.length);
  for (const sheet of workbook.worksheets) {
    const spans = new Map<string, { bottom: number; right: number }>();
    for (const range of sheet.model.merges as string[]) {
      const [from = '', to = ''] = range.split(':');
      spans.set(from, { bottom: Number(sheet.getCell(to).row), right: Number(sheet.getCell(to).col) });
    }
    sheet.eachRow((row, top) => {
      expect(row.height, `row ${top} has no height`).toBeGreaterThan(0);
      expect(row.height).toBeLessThanOrEqual(409);
      row.eachCell((cell, left) => {
        if (cell.isMerged && cell.master.address !== cell.address) return;
        const { bottom, right } = spans.get(cell.address) ?? { bottom: top, right: left };
        let width = -EXCEL_PADDING;
        for (let col = left; col <= right; col++) width += pixels(sheet.getColumn(col).width);
        let height = 0;
        for (let line = top; line <= bottom; line++) height += (sheet.getRow(line).height ?? 0) * PX_PER_PT;
        // exceljs reads 10.5 as 10.
        const size = Math.round(((cell.font?.size ?? 11) + 0.5) * PX_PER_PT);
        const lines = excelLines(cell.text, width / size);
        expect(
          lines * size * EXCEL_LINE,
          `${name} ${sheet.name} ${cell.address} is clipped: ${cell.text.slice(0, 30)}`,
        ).toBeLessThanOrEqual(height);
      });
    });
  }
}

/** Width of a column in pixels: the file counts digits of 宋体 12, which are 8 px wide. */
function pixels(width: number | undefined): number {
  if (width === undefined) throw new Error('a column has no width of its own');
  return Math.trunc(width * 8 + 0.5);
}

/** Lines that Excel wraps a text into at a width in ems: words stay whole, closing marks take a character along. */
function excelLines(text: string, width: number): number {
  return text.split('\n').reduce((sum, paragraph) => sum + paragraphLines(paragraph, width), 0);
}

function paragraphLines(paragraph: string, width: number): number {
  let lines = 1;
  let used = 0;
  for (const word of paragraph.match(/[\x21-\x7e]+|./gu) ?? []) {
    const ems = [...word].reduce((sum, character) => sum + (character < '\x7f' ? 0.5 : 1), 0);
    if (used + ems > width && used > 0) {
      lines++;
      used = /^[，。；：、！？）》”％]/u.test(word) ? 1 : 0;
    }
    used += ems;
    while (used > width) {
      lines++;
      used -= width;
    }
  }
  return lines;
}

test.each(catalog.map((form) => [form.id, form] as const))(
  '%s: nothing is clipped in Excel, also at the limits',
  async (id, form) => {
    await expectUnclipped(id, [largeFiling(form, 3000, 12), largeFiling(form, 100, 120), largeFiling(form, 3000, 120)]);
  },
);

test('no published table is clipped in Excel', async () => {
  for (const name of ['dalian-2023', 'dalian-2024', 'hebei-2021']) {
    const file = `../shared/seeds/expected/${name}.json`;
    if (!existsSync(file)) return console.info('../shared/seeds is absent: published tables not measured');
    const filings = (JSON.parse(readFileSync(file, 'utf8')) as unknown[]).map((json) => {
      const parsed = parseFiling(json);
      if ('error' in parsed) throw new Error(parsed.error);
      return parsed.filing;
    });
    await expectUnclipped(name, filings);
  }
});
