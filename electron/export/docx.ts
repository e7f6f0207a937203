import type { Sheet } from '../../shared/layout/sheet.ts';
import type { DocumentInfo } from './document-info.ts';
import { documentParts, packageParts } from './docx-parts.ts';
import { documentXml } from './docx-sections.ts';
import { WordStyles } from './docx-styles.ts';
import { PackageWriter } from './office-package.ts';

/**
 * One Word document with a section for each sheet: titles and running text as paragraphs, the rest as tables. The
 * document is written a table at a time, so that one of a thousand takes no more memory than its file.
 */
export function makeDocx(sheets: readonly Sheet[], info: DocumentInfo): Uint8Array {
  const styles = new WordStyles();
  const file = new PackageWriter(info.now);
  for (const [name, pieces] of Object.entries({ ...packageParts, ...documentParts(info) })) file.write(name, pieces);
  file.write('word/document.xml', documentXml(sheets, info.binding, styles));
  // What the document has used is known only now.
  file.write('word/styles.xml', styles.xml());
  return file.end();
}
