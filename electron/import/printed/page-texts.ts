import { UnreadableError } from '../limits.ts';
import type { Note } from '../note.ts';
import type { PrintedPage } from './page.ts';

/** Characters of a font's own numbering, or none: what a file without a table of its characters gives. */
const NO_TEXT = /[\p{Cc}\p{Co}\ufffd]/u;

/** What of its pages' texts tells whether a file can be read. */
export class PageTexts {
  /** Characters of all pages. */
  glyphs = 0;
  /** For each page, whether it shows no text; null for one that drew too much to be read. */
  #empty: (boolean | null)[] = [];
  #shown = 0;
  #garbled = 0;

  add(page: PrintedPage | null): void {
    const before = this.#shown;
    for (const { text } of page?.glyphs ?? []) {
      if (text.trim() === '') continue;
      this.#shown++;
      if (NO_TEXT.test(text)) this.#garbled++;
    }
    this.glyphs += page?.glyphs.length ?? 0;
    this.#empty.push(page && this.#shown === before);
  }

  /**
   * Tells which pages hold no text or were too much to read. Throws `UnreadableError` for a file without any text that
   * can be read: one that was scanned, or is damaged as notes say already.
   */
  insist(format: string, notes: Note[]): void {
    if (this.#empty.every(Boolean) && notes.some(({ severity }) => severity === 'error'))
      throw new UnreadableError(
        `${format} 已损坏或不完整，读不出文字；请重新下载，或用原软件重新导出 ${format} 后再导入`,
      );
    if (this.#empty.every(Boolean))
      throw new UnreadableError(
        `${format} 里没有文字，是扫描件或图片；请找原来的 Excel 或 Word 文件导入，或用文字识别软件转成 Word 后再导入`,
      );
    if (this.#garbled > this.#shown * 0.3)
      throw new UnreadableError(
        `${format} 的字体没有带文字编码，读不出文字；请用原软件重新导出 ${format}，或改用 Excel、Word 文件导入`,
      );
    for (const [index, empty] of this.#empty.entries()) {
      const place = `第 ${index + 1} 页`;
      if (empty === null)
        notes.push({ severity: 'error', place, message: '这一页的内容过于复杂，没有读入；请用原软件另存后再导入' });
      else if (empty) notes.push({ severity: 'hint', place, message: '这一页没有文字（空白页或扫描的图片），未读入' });
    }
  }
}
