import ExcelJS, { type Workbook } from 'exceljs';
import { strFromU8, strToU8, unzipSync, zipSync } from 'fflate';
import { expect } from 'vitest';

/**
 * Reads an exported workbook as Excel shows it: column widths in pixels, 宋体 with half an em for ASCII and one em for
 * everything else, its own padding and line height. Shares nothing with the layout that made the rows.
 */
export async function expectNothingClipped(bytes: Uint8Array, name: string): Promise<void> {
  const workbook = await read(bytes);
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
        const size = Math.round(((cell.font?.size ?? 1100) / 100) * PX_PER_PT);
        const lines = excelLines(cell.text, width / size);
        expect(
          lines * size * EXCEL_LINE,
          `${name} ${sheet.name} ${cell.address} is clipped: ${cell.text.slice(0, 30)}`,
        ).toBeLessThanOrEqual(height);
      });
    });
  }
}

/** The workbook with font sizes in hundredths of a point: exceljs reads 10.5 as 10. */
async function read(bytes: Uint8Array): Promise<Workbook> {
  const parts = unzipSync(bytes);
  const styles = strFromU8(parts['xl/styles.xml'] ?? new Uint8Array());
  const exact = styles.replace(/<sz val="([\d.]+)"/g, (_, size) => `<sz val="${Math.round(Number(size) * 100)}"`);
  const workbook = new ExcelJS.Workbook();
  await workbook.xlsx.load(
    Buffer.from(zipSync({ ...parts, 'xl/styles.xml': strToU8(exact) }, { level: 0 })) as unknown as ExcelJS.Buffer,
  );
  return workbook;
}

const PX_PER_PT = 96 / 72;
/** Excel keeps 2 px on either side and 1 px for the grid line. */
const EXCEL_PADDING = 5;
/** One line of 宋体 in Excel: 14 px text in rows of 18 px at 10.5 pt. */
const EXCEL_LINE = 18 / 14;

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
  /** Width of the character before, which a closing mark takes along. */
  let before = 0;
  for (const word of paragraph.match(/[\x21-\x7e]+|./gu) ?? []) {
    const ems = [...word].reduce((sum, character) => sum + (character < '\x7f' ? 0.5 : 1), 0);
    if (used + ems > width && used > 0) {
      lines++;
      used = /^[，。；：、！？）》”％]/u.test(word) ? before : 0;
    }
    used += ems;
    while (used > width) {
      lines++;
      used -= width;
    }
    before = /[\x20-\x7e]$/.test(word) ? 0.5 : 1;
  }
  return lines;
}
