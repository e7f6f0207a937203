import { type DocumentGrids, documentGrid } from './document/blocks.ts';
import { mathText } from './document/mathml.ts';
import { readOdtBody } from './document/odt-body.ts';
import { OdtStyles } from './document/odt-styles.ts';
import { UnreadableError } from './limits.ts';
import { scanTrees } from './xml-tree.ts';
import { unpack } from './zip.ts';

const PARTS = /^(?:content\.xml|styles\.xml|META-INF\/manifest\.xml|[^/]+\/content\.xml)$/;
const BROKEN = '文档已损坏，无法读取；请用 WPS 或 LibreOffice 打开后另存为 .docx';

/**
 * The tables and paragraphs of an OpenDocument text (.odt) as one grid: changes accepted, hidden and struck-out text
 * left out, lists with their numbers. Throws `UnreadableError` when it is none.
 */
export async function odtGrids(bytes: Uint8Array): Promise<DocumentGrids> {
  const parts = isFlat(bytes) ? new Map([['content.xml', bytes]]) : unpack(bytes, (path) => PARTS.test(path));
  const content = parts.get('content.xml');
  if (!content) throw new UnreadableError('不是 OpenDocument 文档（.odt）；请另存为 .docx 后再导入');
  const manifest = parts.get('META-INF/manifest.xml');
  if (manifest && Buffer.from(manifest.buffer, manifest.byteOffset, manifest.byteLength).includes('encryption-data'))
    throw new UnreadableError('文档加了密码；请去掉密码后再导入');
  const styles = new OdtStyles();
  const common = parts.get('styles.xml');
  if (common) styles.add(common, BROKEN);
  styles.add(content, BROKEN);
  const equation = (path: string): string | null => {
    const object = parts.get(`${path}/content.xml`);
    let text: string | null = null;
    if (object) scanTrees(object, new Set(['math:math']), (node) => (text ??= mathText(node)), BROKEN);
    return text;
  };
  const changes = { deletions: new Set<string>(), open: new Set<string>(), any: false };
  const read = documentGrid(readOdtBody(content, styles, equation, changes, BROKEN));
  if (changes.any)
    read.notes.push({ severity: 'hint', place: '', message: '文档中有尚未接受的修订，按全部接受后的内容读入' });
  return read;
}

/** One XML file instead of a package (.fodt). */
function isFlat(bytes: Uint8Array): boolean {
  return Buffer.from(bytes.buffer, bytes.byteOffset, Math.min(4096, bytes.length)).includes('office:document');
}
