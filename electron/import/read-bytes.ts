import type { Filing } from '../../shared/filing/filing.ts';
import { parseFiling } from '../../shared/filing/parse.ts';
import { catalog } from '../../shared/form/catalog/catalog.ts';
import type { Forms } from '../../shared/form/forms.ts';
import type { Grid } from './grid.ts';
import { readTables } from './kinds.ts';
import { UnreadableError } from './limits.ts';
import type { Note } from './note.ts';
import { formNames, oneLineEach } from './recognition/foreign.ts';
import { isLabel } from './recognition/is-label.ts';
import { recognise } from './recognition/recognise.ts';
import { sideBySide } from './recognition/side-by-side.ts';
import { readRunningText } from './running-text/read-running-text.ts';
import { kindOf } from './sniff.ts';
import { firstSpaced } from './text/first-spaced.ts';
import { decodeText, textGrid } from './text.ts';

export interface ReadResult {
  filings: Filing[];
  notes: Note[];
}

/**
 * Reads a file in this thread: its filings and what is to be told. Whatever is wrong with the file is a note; nothing
 * is thrown. Memory and time are bounded by `readFilings` (read-file.ts), which calls this in a worker.
 */
export async function readBytes(name: string, bytes: Uint8Array, forms: Forms = catalog): Promise<ReadResult> {
  try {
    return checked(await read(name, bytes, forms), forms);
  } catch (error) {
    const message =
      error instanceof UnreadableError ? error.message : '文件内容异常，无法读取；请用原软件打开后另存再导入';
    return { filings: [], notes: [{ severity: 'error', place: '', message }] };
  }
}

async function read(name: string, bytes: Uint8Array, forms: Forms): Promise<ReadResult> {
  const tables = await readTables(name, bytes);
  if (tables) return fromGrids(tables.grids, tables.notes, forms);
  return readText(name, bytes, forms);
}

async function readText(name: string, bytes: Uint8Array, forms: Forms): Promise<ReadResult> {
  if (/\.(xlsx|docx)$/i.test(name)) throw new UnreadableError('内容不是 Excel 工作簿或 Word 文档，文件可能已损坏');
  const { text, notes } = decodeText(bytes);
  if (text.trim() === '') throw new UnreadableError('文件是空的');
  if (kindOf(name, bytes) === 'json') {
    const { readJson } = await import('./json.ts');
    const read = readJson(text);
    return { filings: read.filings, notes: [...notes, ...read.notes] };
  }
  const first = firstSpaced(text, isLabel);
  if (first === null) return fromGrids([textGrid(text, isLabel)], notes, forms);
  const { spacedGrid } = await import('./text/spaced-text.ts');
  return fromGrids([spacedGrid(text, first)], notes, forms);
}

/** The filings in tables that are read one by one; `before` is what their reader tells, complete behind the last. */
function fromGrids(grids: Iterable<Grid>, before: Note[], forms: Forms): ReadResult {
  const result: ReadResult = { filings: [], notes: [] };
  const ofCells: Note[] = [];
  const texts: ReadResult = { filings: [], notes: [] };
  for (const each of grids) {
    for (const grid of sideBySide(each, forms.all)) {
      const text = readRunningText(grid);
      const tables = recognise(text.rest, forms.all);
      if (tables.filings.length + text.filings.length > 0) result.notes.push(...(grid.notes ?? []));
      add(result, tables);
      add(texts, text);
    }
    ofCells.push(...(each.notes ?? []).filter((note) => note.severity === 'error'));
  }
  add(result, texts);
  result.notes.unshift(...before);
  const foreign = oneLineEach(result.notes.filter((note) => note.foreign));
  const others = result.notes.filter((note) => !note.foreign);
  if (result.filings.length > 0) return { ...result, notes: [...others, ...foreign] };
  if (foreign.length > 0) return { filings: [], notes: [...before, ...foreign] };
  const message = `没有找到可识别的绩效目标表；能识别的表样有${formNames(forms.all)}`;
  return { filings: [], notes: [...before, ...ofCells, { severity: 'error', place: '', message }] };
}

/** Puts filings and their notes behind those that are there. */
function add(result: ReadResult, { filings, notes }: ReadResult): void {
  for (const note of notes)
    result.notes.push(note.filing === undefined ? note : { ...note, filing: note.filing + result.filings.length });
  result.filings.push(...filings);
}

/** Filings as the rest of the program takes them, with what had to be cut. */
function checked({ filings, notes }: ReadResult, forms: Forms): ReadResult {
  const result: ReadResult = { filings: [], notes: [...notes] };
  for (const [index, filing] of filings.entries()) {
    const parsed = parseFiling(filing, undefined, forms);
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
