import ExcelJS from 'exceljs';
import { cleanText } from '../../shared/filing/parse.ts';
import type { Grid, GridCell, GridRow } from './grid.ts';
import { UnreadableError } from './limits.ts';
import type { Note } from './note.ts';
import { displayDate, displayNumber } from './number-format.ts';
import { boundedParts, type Range, readRange, unprefixed } from './xlsx-parts.ts';
import { repack } from './zip.ts';

/** Parts of a sheet that hold no text of cells. Some grow out of bounds when exceljs expands their ranges. */
const IGNORED = [
  'cols',
  'dataValidations',
  'conditionalFormatting',
  'extLst',
  'hyperlinks',
  'autoFilter',
  'drawing',
  'legacyDrawing',
  'picture',
  'tableParts',
  'headerFooter',
  'rowBreaks',
  'colBreaks',
  'sheetProtection',
];

/** A grid for each sheet of a workbook, in order. Throws `UnreadableError` when it is none, or beyond the limits. */
export async function xlsxGrids(bytes: Uint8Array): Promise<{ grids: Grid[]; notes: Note[] }> {
  const parts = boundedParts(bytes);
  if (!parts.has('xl/workbook.xml'))
    throw new UnreadableError('不是 Excel 工作簿（.xlsx）；请用 Excel 或 WPS 另存为 .xlsx 后再导入');
  const workbook = new ExcelJS.Workbook();
  try {
    // exceljs takes the bytes as they are; its type asks for a Buffer of older Node types.
    const data = Buffer.from(repack(unprefixed(parts))) as unknown as Parameters<typeof workbook.xlsx.load>[0];
    await workbook.xlsx.load(data, { ignoreNodes: IGNORED });
  } catch {
    throw new UnreadableError('工作簿已损坏或写法特殊，无法读取；请用 Excel 或 WPS 打开后另存为 .xlsx 再导入');
  }
  const notes: Note[] = [];
  const grids = workbook.worksheets.map((sheet) => sheetGrid(sheet, notes));
  return { grids, notes };
}

function sheetGrid(sheet: ExcelJS.Worksheet, notes: Note[]): Grid {
  const name = `工作表“${sheet.name}”`;
  const spans = new Map<string, Range>();
  for (const ref of sheet.model.merges ?? []) {
    const range = readRange(ref);
    if (range) spans.set(`${range.top},${range.left}`, range);
  }
  const cells = new Map<string, GridCell>();
  const rows: GridRow[] = [];
  sheet.eachRow({ includeEmpty: false }, (row, line) => {
    const found: GridCell[] = [];
    row.eachCell({ includeEmpty: false }, (cell, number) => {
      const col = number - 1;
      const place = `${name}的 ${cell.address}`;
      const range = spans.get(`${line},${col}`);
      const made: GridCell = {
        ...read(cell, place, notes),
        col,
        colSpan: range ? range.right - range.left + 1 : 1,
        rowSpan: range ? range.bottom - range.top + 1 : 1,
        place,
      };
      if (cell.isMerged && cell.master !== cell) {
        const master = cells.get(`${cell.master.fullAddress.row},${cell.master.fullAddress.col}`);
        if (master) Object.assign(made, { text: '', master });
        delete made.number;
      }
      cells.set(`${line},${number}`, made);
      found.push(made);
    });
    const before = rows.at(-1)?.line;
    if (found.some((cell) => cell.text.trim() !== '' || cell.master))
      rows.push({
        line,
        lastLine: line,
        apart: before !== undefined && line > before + 1,
        tabular: true,
        cells: found,
      });
  });
  return { name, kind: 'sheet', rows };
}

type Shown = Pick<GridCell, 'text' | 'number'>;

/** What a cell shows. */
function read(cell: ExcelJS.Cell, place: string, notes: Note[]): Shown {
  if (cell.isMerged && cell.master !== cell) return { text: '' };
  return show(cell.value, cell.numFmt ?? '', (message) => notes.push({ severity: 'error', place, message }));
}

function show(value: ExcelJS.CellValue, format: string, complain: (message: string) => void): Shown {
  if (value === null || value === undefined) return { text: '' };
  if (typeof value === 'string') return { text: cleanText(value) };
  if (typeof value === 'number') {
    return Number.isFinite(value)
      ? { text: displayNumber(value, format), number: { value, format } }
      : { text: String(value) };
  }
  if (typeof value === 'boolean') return { text: value ? 'TRUE' : 'FALSE' };
  if (value instanceof Date) return { text: Number.isNaN(value.getTime()) ? '' : displayDate(value, format) };
  if ('richText' in value) return { text: cleanText(value.richText.map((run) => run.text ?? '').join('')) };
  if ('error' in value) return { text: String(value.error) };
  if ('hyperlink' in value) return show(value.text as ExcelJS.CellValue, format, complain);
  if ('formula' in value || 'sharedFormula' in value) {
    if (value.result === undefined) complain('公式没有保存计算结果，请在 Excel 或 WPS 中打开并保存后再导入');
    return show(value.result as ExcelJS.CellValue, format, complain);
  }
  return { text: '' };
}
