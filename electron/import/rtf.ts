import { type DocumentGrids, documentGrid } from './document/blocks.ts';
import { readRtfBody } from './document/rtf-body.ts';
import { UnreadableError } from './limits.ts';

/**
 * The tables and paragraphs of an RTF file as one grid: deleted, hidden and struck-out text left out, lists with the
 * numbers that the file holds. Throws `UnreadableError` when it is none.
 */
export async function rtfGrids(bytes: Uint8Array): Promise<DocumentGrids> {
  const source = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('latin1');
  if (!/^(?:\u00ef\u00bb\u00bf)?\s*\{\s*\\rtf/.test(source))
    throw new UnreadableError('不是 RTF 文档；请用 Word 或 WPS 打开后另存为 .docx 再导入');
  const { blocks, changed } = readRtfBody(source);
  const read = documentGrid(blocks);
  if (changed)
    read.notes.push({ severity: 'hint', place: '', message: '文档中有尚未接受的修订，按全部接受后的内容读入' });
  return read;
}
