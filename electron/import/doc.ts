import { type DocumentGrids, documentGrid } from './document/blocks.ts';
import { readDocBody } from './document/doc-body.ts';
import { openDoc } from './document/doc-file.ts';

/**
 * The tables and paragraphs of a binary Word document (.doc of Word 97 to 2003, .wps) as one grid: deleted, hidden and
 * struck-out text left out, fields show their result, lists their numbers. Throws `UnreadableError` when it is none.
 */
export async function docGrids(bytes: Uint8Array): Promise<DocumentGrids> {
  const { blocks, changed, unknown } = readDocBody(openDoc(bytes));
  const read = documentGrid(blocks);
  if (changed)
    read.notes.push({ severity: 'hint', place: '', message: '文档中有尚未接受的修订，按全部接受后的内容读入' });
  if (unknown.size > 0)
    read.notes.push({ severity: 'error', place: '', message: '有自动编号的格式不能识别，按 1、2、3 读入' });
  return read;
}
