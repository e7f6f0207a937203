import type { Grid } from './grid.ts';
import { PDF_LIMITS, UnreadableError } from './limits.ts';
import type { Note } from './note.ts';
import { withPdf } from './pdf/open.ts';
import { readPage } from './pdf/page.ts';
import { insistOnText, printedGrid } from './printed/grid.ts';
import type { PrintedPage } from './printed/page.ts';

/**
 * The tables and texts of a PDF as one grid: cells as ruled lines enclose them, tables that go over pages made one.
 * `isLabel` tells the labels of the known forms. Throws `UnreadableError` when the file is encrypted, damaged, without
 * text (scanned) or too large.
 */
export async function pdfGrids(
  bytes: Uint8Array,
  isLabel: (text: string) => boolean,
): Promise<{ grids: Grid[]; notes: Note[] }> {
  const notes: Note[] = [];
  return { grids: [printedGrid(await readPages(bytes, notes), 'PDF', isLabel, notes)], notes };
}

async function readPages(bytes: Uint8Array, notes: Note[]): Promise<(PrintedPage | null)[]> {
  const pages = await withPdf(bytes, async (pdf, { OPS }, damage) => {
    if (pdf.numPages > PDF_LIMITS.pages)
      throw new UnreadableError(`PDF 有 ${pdf.numPages} 页，超过 ${PDF_LIMITS.pages} 页的上限，请拆分后再导入`);
    const read: (PrintedPage | null)[] = [];
    let glyphs = 0;
    for (let number = 1; number <= pdf.numPages; number++) {
      const page = await pdf.getPage(number);
      const content = await readPage(page, OPS);
      if (damage())
        notes.push({
          severity: 'error',
          place: `第 ${number} 页`,
          message: '这一页有损坏的内容，读入的可能不完整；请用原软件重新导出 PDF 后再导入',
        });
      page.cleanup();
      glyphs += content?.glyphs.length ?? 0;
      if (glyphs > PDF_LIMITS.totalGlyphs) throw new UnreadableError('PDF 的文字过多，请只保留绩效目标表后再导入');
      read.push(content);
    }
    return read;
  });
  if (!isComplete(bytes))
    notes.push({ severity: 'error', place: '文件末尾', message: 'PDF 不完整，可能没有下载完；请重新下载后再导入' });
  insistOnText(pages, 'PDF', notes);
  return pages;
}

/** A whole PDF ends with this mark; some programs add a little behind it. */
function isComplete(bytes: Uint8Array): boolean {
  const end = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).subarray(-2048);
  return end.includes('%%EOF');
}
