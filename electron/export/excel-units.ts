import type { Worksheet } from 'exceljs';

/** What a worksheet of this program is measured in, and the texts in it. */

const DEFAULT_FONT = '<font><sz val="12"/><name val="宋体"/><charset val="134"/></font>';

/**
 * Column widths are counted in digits of the workbook's default font, which exceljs cannot set: a change for
 * `xl/styles.xml`.
 */
export function setDefaultFont(styles: string): string {
  const changed = styles.replace(/(<fonts[^>]*>)<font>.*?<\/font>/s, `$1${DEFAULT_FONT}`);
  if (changed === styles) throw new Error('styles.xml has no default font');
  return changed;
}

/**
 * Excel’s unit of column width: the widest digit of the default font, 宋体 12, at 96 dpi. Eight pixels is exactly half
 * of its 16, so LibreOffice, which does not round digits to pixels as Excel does, has the same columns.
 */
const DIGIT_PIXELS = 8;
const PIXELS_PER_MM = 96 / 25.4;

/** Gives a worksheet its columns, of widths in mm. */
export function setColumns(worksheet: Worksheet, columns: readonly number[]): void {
  columnPixels(columns).forEach((pixels, col) => {
    const width = pixels / DIGIT_PIXELS;
    // exceljs takes a width of 9 for its own default and does not write it.
    worksheet.getColumn(col + 1).width = width === 9 ? 9 + 1 / 1024 : width;
  });
}

/** Whole pixels for columns in mm; rounded at the edges, so that their sum is never wider than the table. */
function columnPixels(columns: readonly number[]): number[] {
  let edge = 0;
  let before = 0;
  return columns.map((width) => {
    edge += width;
    const pixels = Math.floor(edge * PIXELS_PER_MM + 1e-6) - before;
    before += pixels;
    return pixels;
  });
}

/** A row's height in points. Heights come as multiples of 0.75 pt; this takes the noise of the millimetres off. */
export function rowPoints(mm: number): number {
  return Math.min(409, Math.round(((mm / 25.4) * 72) / 0.75) * 0.75);
}

/** `_x000D_` in a text is read back as that character, so the underscore of such a literal is written as its code. */
export function escapeText(text: string): string {
  return text.replace(/_(?=x[0-9A-Fa-f]{4}_)/g, '_x005F_');
}
