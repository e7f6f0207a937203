import type { Read } from './grid.ts';
import type { Note } from './note.ts';
import { withPdf } from './pdf/open.ts';
import { readPage } from './pdf/page.ts';
import { printedGrid } from './printed/grid.ts';
import { readPages } from './printed/pages.ts';

const DAMAGED = '这一页有损坏的内容，读入的可能不完整；请用原软件重新导出 PDF 后再导入';

/**
 * The tables and texts of a PDF as one grid: cells as ruled lines enclose them, tables that go over pages made one.
 * `isLabel` tells the labels of the known forms. Throws `UnreadableError` when the file is encrypted, damaged, without
 * text (scanned) or too large.
 */
export async function pdfGrids(bytes: Uint8Array, isLabel: (text: string) => boolean): Promise<Read> {
  const notes: Note[] = [];
  const items = await withPdf(bytes, (pdf, { OPS }, damage) => {
    const read = async (number: number) => {
      const source = await pdf.getPage(number);
      const page = await readPage(source, OPS);
      source.cleanup();
      return { page, told: damage() ? [{ severity: 'error' as const, message: DAMAGED }] : [] };
    };
    return readPages({ count: pdf.numPages, read, format: 'PDF', isComplete: isComplete(bytes) }, isLabel, notes);
  });
  return { grids: [printedGrid(items, 'PDF', isLabel, notes)], notes };
}

/** A whole PDF ends with this mark; some programs add a little behind it. */
function isComplete(bytes: Uint8Array): boolean {
  const end = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).subarray(-2048);
  return end.includes('%%EOF');
}
