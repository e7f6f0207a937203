import { posix } from 'node:path';
import { type DocumentGrids, documentGrid } from './document/blocks.ts';
import { noteTexts, readBody } from './document/docx-body.ts';
import { Numbering } from './document/docx-numbering.ts';
import { Styles } from './document/docx-styles.ts';
import { OpenFields } from './document/open-fields.ts';
import { mainPart, relationshipsOf, scanPart } from './package.ts';
import { scanTrees } from './xml-tree.ts';
import { openArchive, wholePart } from './zip.ts';

const NONE = '不是 Word 文档（.docx）；请另存为 .docx 后再导入';
const BROKEN = 'Word 文档已损坏，无法读取；请用 Word 或 WPS 打开后另存为 .docx';

/**
 * The tables and paragraphs of a Word document (.docx) as one grid, as it prints with all changes accepted: deleted,
 * hidden and struck-out text is left out, fields show their result, lists their numbers. Throws `UnreadableError` when
 * it is none.
 */
export async function docxGrids(bytes: Uint8Array): Promise<DocumentGrids> {
  const archive = openArchive(bytes);
  const main = mainPart(archive, 'word/document.xml', NONE);
  const related = relationshipsOf(archive, main, BROKEN);
  const part = (kind: string) => {
    const path = related.find((to) => to.kind === kind)?.target ?? posix.join(posix.dirname(main), `${kind}.xml`);
    return archive.has(path) ? wholePart(archive, path) : undefined;
  };
  const styles = new Styles(part('styles'), BROKEN);
  const numbering = new Numbering(part('numbering'), styles, BROKEN);
  const footnotes = new Map<string, string>();
  for (const [kind, name] of [
    ['footnotes', 'w:footnote'],
    ['endnotes', 'w:endnote'],
  ] as const) {
    const notes = part(kind);
    if (notes) scanTrees(notes, new Set([name]), (node) => footnotes.set(...noteTexts(node)), BROKEN);
  }
  const story = { styles, numbering, footnotes, fields: new OpenFields(), keepsSpace: false, changed: false };
  const read = documentGrid(readBody((on) => scanPart(archive, main, on, BROKEN), story));
  if (story.changed)
    read.notes.push({ severity: 'hint', place: '', message: '文档中有尚未接受的修订，按全部接受后的内容读入' });
  for (const format of numbering.unknown)
    read.notes.push({ severity: 'error', place: '', message: `自动编号的格式（${format}）不能识别，按 1、2、3 读入` });
  return read;
}
