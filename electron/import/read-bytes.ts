import { catalog } from '../../shared/form/catalog/catalog.ts';
import type { Forms } from '../../shared/form/forms.ts';
import { readTables } from './kinds.ts';
import { UnreadableError } from './limits.ts';
import { joined, type Part, partOf, type ReadResult } from './part.ts';
import { isLabel } from './recognition/is-label.ts';
import type { Share } from './share.ts';
import { kindOf } from './sniff.ts';
import { firstSpaced } from './text/first-spaced.ts';
import { decodeText, textGrid } from './text.ts';

/**
 * Reads a file in this thread: its filings and what is to be told. Whatever is wrong with the file is a note; nothing
 * is thrown. Memory and time are bounded by `readFilings` (read-file.ts), which calls this in a worker.
 */
export async function readBytes(name: string, bytes: Uint8Array, forms: Forms = catalog): Promise<ReadResult> {
  const read = await readPart(name, bytes, forms);
  return 'tables' in read ? joined([read], forms) : read;
}

/** A file, or a share of its tables: what they hold, or what the file is as a whole. Nothing is thrown. */
export async function readPart(
  name: string,
  bytes: Uint8Array,
  forms: Forms = catalog,
  share?: Share,
): Promise<Part | ReadResult> {
  try {
    const tables = await readTables(name, bytes, share);
    return tables ? partOf(tables.grids, tables.notes, forms) : await readText(name, bytes, forms);
  } catch (error) {
    const message =
      error instanceof UnreadableError ? error.message : '文件内容异常，无法读取；请用原软件打开后另存再导入';
    return { filings: [], notes: [{ severity: 'error', place: '', message }] };
  }
}

async function readText(name: string, bytes: Uint8Array, forms: Forms): Promise<Part | ReadResult> {
  if (/\.(xlsx|docx)$/i.test(name)) throw new UnreadableError('内容不是 Excel 工作簿或 Word 文档，文件可能已损坏');
  const { text, notes } = decodeText(bytes);
  if (text.trim() === '') throw new UnreadableError('文件是空的');
  if (kindOf(name, bytes) === 'json') {
    const { readJson } = await import('./json.ts');
    const read = readJson(text);
    return { filings: read.filings, notes: [...notes, ...read.notes] };
  }
  const first = firstSpaced(text, isLabel);
  if (first === null) return partOf([textGrid(text, isLabel)], notes, forms);
  const { spacedGrid } = await import('./text/spaced-text.ts');
  return partOf([spacedGrid(text, first)], notes, forms);
}
