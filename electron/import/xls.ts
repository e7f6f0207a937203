import * as XLSX from '@e965/xlsx';
import * as cptable from '@e965/xlsx/dist/cpexcel';
import { boundBiff } from './biff.ts';
import type { Read } from './grid.ts';
import { UnreadableError } from './limits.ts';
import type { Note } from './note.ts';
import { isOle, readOle } from './ole.ts';
import { lostDigits, numberShown, type Shown } from './sheet-number.ts';
import { columnName, type FoundSheet, type SheetCell, sheetGrid } from './sheet-rows.ts';

/** What a Chinese Excel shows under the numbers that name no format in the file. */
const CHINESE_FORMATS: Record<number, string> = {
  ...{ 27: 'yyyy"年"m"月"', 28: 'm"月"d"日"', 29: 'm"月"d"日"', 30: 'm-d-yy', 31: 'yyyy"年"m"月"d"日"' },
  ...{ 32: 'h"时"mm"分"', 33: 'h"时"mm"分"ss"秒"', 34: '上午/下午h"时"mm"分"', 35: '上午/下午h"时"mm"分"ss"秒"' },
  ...{ 36: 'yyyy"年"m"月"', 50: 'yyyy"年"m"月"', 51: 'm"月"d"日"', 52: 'yyyy"年"m"月"', 53: 'm"月"d"日"' },
  ...{ 54: 'm"月"d"日"', 55: '上午/下午h"时"mm"分"', 56: '上午/下午h"时"mm"分"ss"秒"', 57: 'yyyy"年"m"月"' },
  ...{ 58: 'm"月"d"日"', 14: 'yyyy/m/d', 22: 'yyyy/m/d h:mm' },
};

/**
 * The sheets of a binary workbook (.xls, .et, also those of Excel 95 and older). SheetJS turns the records into cells;
 * it gets to see only those that hold cells, formats and texts (biff.ts). Throws `UnreadableError`.
 */
export async function readXls(bytes: Uint8Array): Promise<Read> {
  const { bytes: stream, sheets } = boundBiff(recordsOf(bytes));
  const read: Read = { grids: [], notes: [] };
  const book = workbook(stream);
  const date1904 = book.Workbook?.WBProps?.date1904 === true;
  const places = [...sheets.keys()].slice(sheets.size > book.SheetNames.length ? 1 : 0);
  for (const [index, name] of book.SheetNames.entries()) {
    const sheet = book.Sheets[name];
    // A chart keeps the numbers it draws; macros and dialogs hold no table.
    if (!sheet || sheet['!type'] !== undefined) continue;
    const facts = sheets.get(places[index] ?? -1);
    const found: FoundSheet = {
      name,
      cells: cellsOf(sheet, name, date1904, read.notes),
      merges: (facts?.merges ?? []).map(([top, left, bottom, right]) => ({ top, left, bottom, right })),
      hidden: (book.Workbook?.Sheets?.find((one) => one.name === name)?.Hidden ?? 0) > 0,
      hiddenRows: facts?.hiddenRows ?? [],
      hiddenColumns: facts?.hiddenColumns ?? [],
    };
    const { grid, notes } = sheetGrid(found);
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

function workbook(stream: Uint8Array): XLSX.WorkBook {
  XLSX.set_cptable(cptable);
  const formats: Record<number, string> = {};
  // The library keeps one table of formats for all files.
  for (let id = 0; id < 0x188; id++) formats[id] = CHINESE_FORMATS[id] ?? BUILT_IN[id] ?? 'General';
  XLSX.SSF.load_table(formats);
  try {
    return XLSX.read(stream, {
      type: 'buffer',
      dense: true,
      cellNF: true,
      cellText: false,
      cellFormula: false,
      codepage: 936,
    });
  } catch {
    throw new UnreadableError('工作簿已损坏或写法特殊，无法读取；请用 Excel 或 WPS 打开后另存为 .xlsx 再导入');
  }
}

const BUILT_IN = { ...(XLSX.SSF.get_table() as Record<number, string>) };

const ERRORS: Record<number, string> = {
  ...{ 0: '#NULL!', 7: '#DIV/0!', 15: '#VALUE!', 23: '#REF!', 29: '#NAME?', 36: '#NUM!', 42: '#N/A' },
};

function cellsOf(sheet: XLSX.WorkSheet, name: string, date1904: boolean, notes: Note[]): SheetCell[] {
  const cells: SheetCell[] = [];
  for (const [row, line] of Object.entries(sheet['!data'] ?? []))
    for (const [col, cell] of Object.entries(line ?? [])) {
      if (!cell) continue;
      const made = { row: Number(row), col: Number(col), ...shown(cell, date1904) };
      if (made.number)
        notes.push(...lostDigits(made.number.value, `工作表“${name}”的 ${columnName(made.col)}${made.row + 1}`));
      cells.push(made);
    }
  return cells;
}

function shown({ t, v, z }: XLSX.CellObject, date1904: boolean): Shown {
  if (t === 'n') return numberShown(Number(v), String(z ?? 'General'), date1904);
  if (t === 'b') return { text: v ? 'TRUE' : 'FALSE' };
  if (t === 'e') return { text: ERRORS[Number(v)] ?? '#N/A' };
  return { text: typeof v === 'string' ? v : '' };
}
