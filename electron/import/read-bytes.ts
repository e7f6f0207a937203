import type { Filing } from '../../shared/filing/filing.ts';
import { parseFiling } from '../../shared/filing/parse.ts';
import { catalog } from '../../shared/form/catalog/catalog.ts';
import { fold } from '../../shared/form/fold.ts';
import { mapForm } from './form-map.ts';
import type { Grid } from './grid.ts';
import { readJson } from './json.ts';
import { LIMITS, UnreadableError } from './limits.ts';
import type { Note } from './note.ts';
import { recognise } from './recognise.ts';
import { spacedGrid } from './spaced-text.ts';
import { decodeText, textGrid } from './text.ts';

export interface ReadResult {
  filings: Filing[];
  notes: Note[];
}

/** What a file is, by its first bytes; `package` is a zip: .xlsx or .docx. */
export function kindOf(bytes: Uint8Array): 'empty' | 'package' | 'ole' | 'pdf' | 'text' {
  const starts = (...signature: number[]) => signature.every((byte, index) => bytes[index] === byte);
  if (bytes.length === 0) return 'empty';
  if (starts(0x50, 0x4b)) return 'package';
  if (starts(0xd0, 0xcf, 0x11, 0xe0)) return 'ole';
  if (starts(0x25, 0x50, 0x44, 0x46)) return 'pdf';
  return 'text';
}

/**
 * Reads a file in this thread: its filings and what is to be told. Whatever is wrong with the file is a note; nothing is
 * thrown. Memory and time are bounded by `readFilings` (read-file.ts), which calls this in a worker.
 */
export async function readBytes(name: string, bytes: Uint8Array): Promise<ReadResult> {
  try {
    return checked(await read(name, bytes));
  } catch (error) {
    const message =
      error instanceof UnreadableError ? error.message : '文件内容异常，无法读取；请用原软件打开后另存再导入';
    return { filings: [], notes: [{ severity: 'error', place: '', message }] };
  }
}

async function read(name: string, bytes: Uint8Array): Promise<ReadResult> {
  if (bytes.length > LIMITS.fileSize)
    throw new UnreadableError(`文件超过 ${LIMITS.fileSize / 1024 / 1024} MB 的上限，请拆分后再导入`);
  switch (kindOf(bytes)) {
    case 'empty':
      throw new UnreadableError('文件是空的');
    case 'ole':
      throw new UnreadableError(
        '是旧版 Office 文件（.xls、.doc）或加了密码；请用 Excel 或 WPS 去掉密码并另存为 .xlsx 后再导入',
      );
    case 'pdf':
      return readPdf(bytes);
    case 'package':
      return readPackage(name, bytes);
    case 'text':
      return readText(name, bytes);
  }
}

async function readPdf(bytes: Uint8Array): Promise<ReadResult> {
  const { pdfGrids } = await import('./pdf.ts');
  const { grids, notes } = await pdfGrids(bytes, isLabel);
  return fromGrids(grids, notes);
}

async function readPackage(name: string, bytes: Uint8Array): Promise<ReadResult> {
  if (isDocument(name, bytes)) {
    const { docxGrids } = await import('./docx.ts');
    const { grids, notes } = await docxGrids(bytes);
    return fromGrids(grids, notes);
  }
  const { xlsxGrids } = await import('./xlsx.ts');
  const { grids, notes } = await xlsxGrids(bytes);
  return fromGrids(grids, notes);
}

/** A Word document has its parts under word/, whatever the file is called. */
function isDocument(name: string, bytes: Uint8Array): boolean {
  const data = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const [word, excel] = [data.includes('word/document.xml'), data.includes('xl/workbook.xml')];
  return word === excel ? /\.docx$/i.test(name) : word;
}

function readText(name: string, bytes: Uint8Array): ReadResult {
  if (/\.(xlsx|docx)$/i.test(name)) throw new UnreadableError('内容不是 Excel 工作簿或 Word 文档，文件可能已损坏');
  const { text, notes } = decodeText(bytes);
  if (text.trim() === '') throw new UnreadableError('文件是空的');
  if (/^\s*[[{]/.test(text) || /\.json$/i.test(name)) {
    const read = readJson(text);
    return { filings: read.filings, notes: [...notes, ...read.notes] };
  }
  return fromGrids([spacedGrid(text, isLabel) ?? textGrid(text, isLabel)], notes);
}

function isLabel(text: string): boolean {
  if (text.length > 60) return false;
  const folded = fold(text);
  return catalog
    .map(mapForm)
    .some((map) => map.labelTexts.has(folded) || map.columns.some((column) => column.texts.has(folded)));
}

function fromGrids(grids: Grid[], before: Note[]): ReadResult {
  const result: ReadResult = { filings: [], notes: [...before] };
  for (const grid of grids) {
    const { filings, notes } = recognise(grid);
    for (const note of notes)
      result.notes.push(note.filing === undefined ? note : { ...note, filing: note.filing + result.filings.length });
    result.filings.push(...filings);
  }
  if (result.filings.length > 0) return result;
  const known = catalog.map((form) => `“${form.name}”（${form.region}）`).join('、');
  const message = `没有找到可识别的绩效目标表；能识别的表样有${known}`;
  return { filings: [], notes: [...before, { severity: 'error', place: '', message }] };
}

/** Filings as the rest of the program takes them, with what had to be cut. */
function checked({ filings, notes }: ReadResult): ReadResult {
  const result: ReadResult = { filings: [], notes: [...notes] };
  for (const [index, filing] of filings.entries()) {
    const parsed = parseFiling(filing);
    if ('error' in parsed) {
      result.notes.push({ severity: 'error', place: `第 ${index + 1} 张表`, message: parsed.error });
      continue;
    }
    for (const { message, path } of parsed.problems) {
      if (notes.some((note) => note.filing === index && note.path === path)) continue;
      result.notes.push({ severity: 'error', place: `第 ${index + 1} 张表`, message, filing: index, path });
    }
    result.filings.push(parsed.filing);
  }
  return result;
}
