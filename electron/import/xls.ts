import { type BiffBook, type BiffSheet, readBiff } from './biff.ts';
import type { Read } from './grid.ts';
import { UnreadableError } from './limits.ts';
import type { Note } from './note.ts';
import { isOle, readOle } from './ole.ts';
import { lostDigits, numberShown } from './sheet-number.ts';
import { columnName, type SheetCell, sheetGrid } from './sheet-rows.ts';

/** What a Chinese Excel shows under the numbers that name no format in the file. */
const FORMATS: Record<number, string> = {
  ...{ 1: '0', 2: '0.00', 3: '#,##0', 4: '#,##0.00', 5: '#,##0', 6: '#,##0', 7: '#,##0.00', 8: '#,##0.00' },
  ...{ 9: '0%', 10: '0.00%', 11: '0.00E+00', 12: '# ?/?', 13: '# ??/??', 14: 'yyyy/m/d', 15: 'd-mmm-yy' },
  ...{ 16: 'd-mmm', 17: 'mmm-yy', 18: 'h:mm AM/PM', 19: 'h:mm:ss AM/PM', 20: 'h:mm', 21: 'h:mm:ss' },
  ...{ 22: 'yyyy/m/d h:mm', 27: 'yyyy"年"m"月"', 28: 'm"月"d"日"', 29: 'm"月"d"日"', 30: 'm-d-yy' },
  ...{ 31: 'yyyy"年"m"月"d"日"', 32: 'h"时"mm"分"', 33: 'h"时"mm"分"ss"秒"', 34: '上午/下午h"时"mm"分"' },
  ...{ 35: '上午/下午h"时"mm"分"ss"秒"', 36: 'yyyy"年"m"月"', 37: '#,##0', 38: '#,##0', 39: '#,##0.00' },
  ...{ 40: '#,##0.00', 41: '#,##0', 42: '#,##0', 43: '#,##0.00', 44: '#,##0.00', 45: 'mm:ss', 46: '[h]:mm:ss' },
  ...{ 47: 'mm:ss', 48: '##0.0E+0', 49: '@', 50: 'yyyy"年"m"月"', 51: 'm"月"d"日"', 52: 'yyyy"年"m"月"' },
  ...{ 53: 'm"月"d"日"', 54: 'm"月"d"日"', 55: '上午/下午h"时"mm"分"', 56: '上午/下午h"时"mm"分"ss"秒"' },
  ...{ 57: 'yyyy"年"m"月"', 58: 'm"月"d"日"' },
};

/** The sheets of a binary workbook (.xls, .et, also those of Excel 95 and older). Throws `UnreadableError`. */
export async function readXls(bytes: Uint8Array): Promise<Read> {
  const book = readBiff(recordsOf(bytes));
  const read: Read = { grids: [], notes: [] };
  for (const { name, hidden, sheet } of listed(book, read.notes)) {
    if (!sheet.tabular) continue;
    const cells = cellsOf(sheet, book, name, read.notes);
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

function cellsOf(sheet: BiffSheet, book: BiffBook, name: string, notes: Note[]): SheetCell[] {
  return sheet.cells.map(({ row, col, value }): SheetCell => {
    if ('text' in value) return { row, col, text: value.text };
    const { id, code } = book.formatOf(value.style);
    const shown = numberShown(value.number, code ?? FORMATS[id] ?? 'General', book.date1904);
    if (shown.number) notes.push(...lostDigits(value.number, `工作表“${name}”的 ${columnName(col)}${row + 1}`));
    return { row, col, ...shown };
  });
}
