import type { Read } from './grid.ts';
import { UnreadableError } from './limits.ts';
import type { Note } from './note.ts';
import { isOle, readOle } from './ole.ts';
import { readBiff } from './workbook/biff.ts';
import type { BiffBook, BiffSheet, BiffValue } from './workbook/biff-values.ts';
import { builtInFormat } from './workbook/built-in-formats.ts';
import { inFont, numberShown } from './workbook/sheet-number.ts';
import { type SheetCell, sheetGrid } from './workbook/sheet-rows.ts';
import type { SheetText } from './workbook/text.ts';

/** The sheets of a binary workbook (.xls, .et, also those of Excel 95 and older). Throws `UnreadableError`. */
export async function readXls(bytes: Uint8Array): Promise<Read> {
  const book = readBiff(recordsOf(bytes));
  const read: Read = { grids: [], notes: [] };
  for (const { name, hidden, sheet } of listed(book, read.notes)) {
    if (!sheet.tabular) continue;
    const cells = cellsOf(sheet, book);
    const { merges, hiddenRows, hiddenColumns } = sheet;
    const { grid, notes } = sheetGrid({ name, hidden, cells, merges, hiddenRows, hiddenColumns });
    read.grids.push(grid);
    read.notes.push(...notes);
  }
  return read;
}

/** The workbook's records: a stream of a compound file, or the file itself before Excel 5. */
function recordsOf(bytes: Uint8Array): Uint8Array {
  if (!isOle(bytes)) return bytes;
  const ole = readOle(bytes);
  const stream = ole.stream('Workbook') ?? ole.stream('Book');
  if (!stream) throw new UnreadableError('不是 Excel 工作簿；请用 Excel 或 WPS 打开后另存为 .xlsx 再导入');
  return stream;
}

/** The sheets in the order of the workbook's list, then those that it does not list. */
function listed({ names, sheets }: BiffBook, notes: Note[]): { name: string; hidden: boolean; sheet: BiffSheet }[] {
  const rest = new Map(sheets.map((sheet) => [sheet.at, sheet]));
  const found: { name: string; hidden: boolean; sheet: BiffSheet }[] = [];
  for (const { at, name, hidden } of names) {
    const sheet = rest.get(at);
    rest.delete(at);
    if (sheet) found.push({ name, hidden, sheet });
    else notes.push({ severity: 'error', place: `工作表“${name}”`, message: '内容缺失，未能读入，文件可能已损坏' });
  }
  for (const sheet of rest.values()) found.push({ name: `Sheet${found.length + 1}`, hidden: false, sheet });
  return found;
}

function cellsOf(sheet: BiffSheet, book: BiffBook): SheetCell[] {
  return sheet.cells.map(({ row, col, value }): SheetCell => {
    const font = book.fontOf(value.style);
    if ('text' in value) return { row, col, ...inFont({ text: value.text }, font, runsOf(value, book)) };
    const { id, code } = book.formatOf(value.style);
    return { row, col, ...inFont(numberShown(value.number, code ?? builtInFormat(id), book.date1904), font) };
  });
}

/** A text by its fonts, undefined where it has only the cell's. */
function runsOf({ text, runs = [] }: Extract<BiffValue, { text: string }>, book: BiffBook): SheetText | undefined {
  if (runs.length === 0) return undefined;
  const first = { text: text.slice(0, runs[0]?.from), font: null };
  return [
    first,
    ...runs.map(({ from, font }, at) => ({ text: text.slice(from, runs[at + 1]?.from), font: book.font(font) })),
  ];
}
