import { PDF_LIMITS, UnreadableError } from '../limits.ts';
import type { Note } from '../note.ts';
import { type PageItem, pageItems } from './items.ts';
import type { PrintedPage } from './page.ts';
import { PageTexts } from './page-texts.ts';
import { Sheets } from './stitch.ts';

/** The format of the file, for messages. */
export type Format = 'PDF' | 'OFD';

/** A file of printed pages. */
export interface PrintedFile {
  format: Format;
  count: number;
  /** Reads a page, counted from 1: null where it draws too much; and what of it is to be told. */
  read: (number: number) => Promise<{ page: PrintedPage | null; told: Pick<Note, 'severity' | 'message'>[] }>;
  /** False for a file that ends too soon. */
  isComplete?: boolean;
}

/**
 * What stands on the pages of a file, in order; pages of one sheet that was too wide for its paper are one. Pages are
 * read one by one, so that the characters of thousands are never in memory together: only one that turns out to have
 * its right-hand part on a later page is read again. Throws `UnreadableError` where there is no text, or too much.
 */
export async function readPages(
  { format, count, read, isComplete = true }: PrintedFile,
  isLabel: (text: string) => boolean,
  notes: Note[],
): Promise<PageItem[][]> {
  if (count > PDF_LIMITS.pages)
    throw new UnreadableError(`${format} 有 ${count} 页，超过 ${PDF_LIMITS.pages} 页的上限，请拆分后再导入`);
  const items: PageItem[][] = [];
  const sheets = new Sheets(isLabel);
  const texts = new PageTexts();
  for (let number = 1; number <= count; number++) {
    const { page, told } = await read(number);
    for (const one of told) notes.push({ ...one, place: `第 ${number} 页` });
    texts.add(page);
    if (texts.glyphs > PDF_LIMITS.totalGlyphs)
      throw new UnreadableError(`${format} 的文字过多，请只保留绩效目标表后再导入`);
    const placed = page && sheets.place(page, number);
    if (placed && !placed.left) items[number] = pageItems(placed.page, number);
    else if (placed?.left) sheets.join(placed, placed.left.page ? null : (await read(placed.left.number)).page);
  }
  if (!isComplete)
    notes.push({
      severity: 'error',
      place: '文件末尾',
      message: `${format} 不完整，可能没有下载完；请重新下载后再导入`,
    });
  texts.insist(format, notes);
  for (const { page, number } of sheets.joined) items[number] = pageItems(page, number);
  return items.filter((page) => page !== undefined);
}
