import { posix } from 'node:path';
import { type DocumentGrids, documentGrid } from './document/blocks.ts';
import { noteTexts, readBody } from './document/docx-body.ts';
import { Numbering } from './document/docx-numbering.ts';
import { Styles } from './document/docx-styles.ts';
import { OpenFields } from './document/open-fields.ts';
import { UnreadableError } from './limits.ts';
import { scanTrees } from './xml-tree.ts';
import { unpack } from './zip.ts';

/** What is read of a document: not its media, and none of the parts that hold no text of it. */
const PARTS = /\.(?:xml|rels)$/i;
const WITHOUT_TEXT =
  /theme|stylesWithEffects|fontTable|glossary|webSettings|header|footer|comments|docProps|customXml|charts|diagrams/i;
const BROKEN = 'Word 文档已损坏，无法读取；请用 Word 或 WPS 打开后另存为 .docx';

/**
 * The tables and paragraphs of a Word document (.docx) as one grid, as it prints with all changes accepted: deleted,
 * hidden and struck-out text is left out, fields show their result, lists their numbers. Throws `UnreadableError` when
 * it is none.
 */
export async function docxGrids(bytes: Uint8Array): Promise<DocumentGrids> {
  const parts = unpack(bytes, (path) => PARTS.test(path) && !WITHOUT_TEXT.test(path));
  const main = target(parts, '', 'officeDocument') ?? 'word/document.xml';
  const body = parts.get(main);
  if (!body) throw new UnreadableError('不是 Word 文档（.docx）；请另存为 .docx 后再导入');
  const part = (kind: string) => parts.get(target(parts, main, kind) ?? posix.join(posix.dirname(main), `${kind}.xml`));
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
  const read = documentGrid(readBody(body, story, BROKEN));
  if (story.changed)
    read.notes.push({ severity: 'hint', place: '', message: '文档中有尚未接受的修订，按全部接受后的内容读入' });
  for (const format of numbering.unknown)
    read.notes.push({ severity: 'error', place: '', message: `自动编号的格式（${format}）不能识别，按 1、2、3 读入` });
  return read;
}

/** Where a part ('' for the package) says that its part of this kind is; undefined when it does not say. */
function target(parts: Map<string, Uint8Array>, of: string, kind: string): string | undefined {
  const path = posix.join(posix.dirname(of), '_rels', `${posix.basename(of)}.rels`);
  const relations = parts.get(of === '' ? '_rels/.rels' : path);
  let found: string | undefined;
  if (relations)
    scanTrees(
      relations,
      new Set(['rels:Relationship']),
      ({ attributes: { Type = '', Target = '', TargetMode } }) => {
        if (found !== undefined || !Type.endsWith(`/${kind}`) || TargetMode === 'External') return;
        const from = Target.startsWith('/') ? '/' : posix.join('/', posix.dirname(of));
        found = posix.join(from, Target).slice(1);
      },
      BROKEN,
    );
  return found;
}
