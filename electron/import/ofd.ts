import type { Grid } from './grid.ts';
import { PDF_LIMITS, UnreadableError } from './limits.ts';
import type { Note } from './note.ts';
import { openOfd } from './ofd/package.ts';
import { readOfdPage } from './ofd/page.ts';
import { insistOnText, printedGrid } from './printed/grid.ts';
import type { PrintedPage } from './printed/page.ts';

/**
 * The tables and texts of an OFD (GB/T 33190-2016) as one grid, found as those of a PDF. Throws `UnreadableError` when
 * the file is encrypted, damaged, without text (scanned) or too large.
 */
export function ofdGrids(bytes: Uint8Array, isLabel: (text: string) => boolean): { grids: Grid[]; notes: Note[] } {
  const file = openOfd(bytes);
  const notes = [...file.notes];
  if (file.pages.length > PDF_LIMITS.pages)
    throw new UnreadableError(`OFD 有 ${file.pages.length} 页，超过 ${PDF_LIMITS.pages} 页的上限，请拆分后再导入`);
  const pages: (PrintedPage | null)[] = [];
  let glyphs = 0;
  for (const [index, source] of file.pages.entries()) {
    const place = `第 ${index + 1} 页`;
    const { page, lost } = readOfdPage(source);
    for (const message of lost) notes.push({ severity: 'error', place, message });
    if (source.annotated) notes.push({ severity: 'hint', place, message: '这一页有批注或图章，其中的文字未读入' });
    glyphs += page?.glyphs.length ?? 0;
    if (glyphs > PDF_LIMITS.totalGlyphs) throw new UnreadableError('OFD 的文字过多，请只保留绩效目标表后再导入');
    pages.push(page);
  }
  insistOnText(pages, 'OFD', notes);
  return { grids: [printedGrid(pages, 'OFD', isLabel, notes)], notes };
}
