import { expect } from 'vitest';
import { MISSING } from '../electron/export/glyphs.ts';
import { CELL_PADDING, linePitch } from '../shared/layout/layout.ts';
import { isPrintable } from '../shared/layout/printable.ts';
import type { Box, Sheet } from '../shared/layout/sheet.ts';
import type { PdfRun } from './pdf-text.ts';

/** Text without spaces, which pdf.js adds between runs. */
export const squeeze = (text: string) => text.replace(/\s+/g, '');

/** The texts whose baseline begins inside a box, as one string. */
function textIn(box: Box, texts: PdfRun[]): PdfRun[] {
  // pdf.js puts a blank of its own between runs that stand apart.
  const printed = texts.filter(({ text }) => text.trim() !== '');
  return printed.filter(
    ({ x, baseline }) => x > box.x - 0.1 && x < box.x + box.width && baseline > box.y && baseline < box.y + box.height,
  );
}

function pagesOf(sheets: Sheet[]) {
  return sheets.flatMap((sheet) => sheet.pages.map((page) => ({ sheet, page })));
}

/** A text as a PDF prints it, without spaces. */
function printed(text: string): string {
  return squeeze(Array.from(text, (one) => (isPrintable(one) ? one : MISSING)).join(''));
}

/**
 * Asserts that a PDF has the text of every box of the sheets, and inside that box, within 0.5 mm of where it belongs.
 */
export function expectSame(pages: PdfRun[][], sheets: Sheet[]): void {
  const expected = pagesOf(sheets);
  expect(pages).toHaveLength(expected.length);
  for (const [number, { sheet, page }] of expected.entries()) {
    const texts = pages[number] ?? [];
    for (const box of page.boxes) {
      const cell = sheet.cells[box.cell];
      if (!cell) throw new Error('a box without its cell');
      const found = textIn(box, texts);
      const where = `page ${number + 1}, ${cell.name}`;
      expect(squeeze(found.map((item) => item.text).join('')), where).toBe(printed(box.lines.join('')));
      const lines = box.lines.map((line, index) => ({ line, index })).filter(({ line }) => line.trim() !== '');
      for (const { line, index } of lines) {
        const middle =
          box.y + box.height / 2 + (index - (box.lines.length - 1) / 2) * linePitch(cell.style.size, cell.style.spaced);
        const parts = found.filter(
          (item) => Math.abs(item.baseline - 0.38 * cell.style.size * (25.4 / 72) - middle) < 0.5,
        );
        expect(squeeze(parts.map((item) => item.text).join('')), `${where}, line ${index + 1}`).toBe(printed(line));
        const start = Math.min(...parts.map((item) => item.x));
        const end = Math.max(...parts.map((item) => item.x + item.width));
        // A space at the beginning of a line prints nothing to be found.
        if (/^\s/.test(line)) continue;
        const { align } = cell.style;
        if (align === 'left') expect(Math.abs(start - box.x - CELL_PADDING), where).toBeLessThan(0.5);
        if (align === 'right') expect(Math.abs(end - box.x - box.width + CELL_PADDING), where).toBeLessThan(0.5);
        if (align === 'center') expect(Math.abs((start + end) / 2 - box.x - box.width / 2), where).toBeLessThan(0.5);
        expect(start, where).toBeGreaterThan(box.x);
        expect(end, where).toBeLessThan(box.x + box.width);
      }
    }
  }
}
