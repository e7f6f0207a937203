import ExcelJS from 'exceljs';
import { cleanText } from '../../shared/filing/parse.ts';
import type { Grid, GridCell, GridRow } from './grid.ts';
import { LIMITS, UnreadableError } from './limits.ts';
import type { Note } from './note.ts';
import { displayDate, displayNumber } from './number-format.ts';
import { repack, unpack } from './zip.ts';

const PARTS =
  /^(\[Content_Types\]\.xml|_rels\/\.rels|xl\/(workbook|sharedStrings|styles)\.xml|xl\/_rels\/workbook\.xml\.rels|xl\/worksheets\/sheet\d+\.xml)$/;
const SHEET = /^xl\/worksheets\/sheet\d+\.xml$/;

/** Parts of a sheet that hold no text of cells. Some grow out of bounds when exceljs expands their ranges. */
const IGNORED = [
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
    const data = Buffer.from(repack(parts)) as unknown as Parameters<typeof workbook.xlsx.load>[0];
    await workbook.xlsx.load(data, { ignoreNodes: IGNORED });
  } catch {
    throw new UnreadableError('工作簿已损坏，无法读取；请用 Excel 或 WPS 打开后另存为 .xlsx');
  }
  const notes: Note[] = [];
  const grids = workbook.worksheets.map((sheet) => sheetGrid(sheet, notes));
  return { grids, notes };
}

/** The parts that cells are read from, with sheets and cells counted before exceljs sees them. */
function boundedParts(bytes: Uint8Array): Map<string, Uint8Array> {
  let sheets = 0;
  let cells = 0;
  const wanted = (path: string) => {
    if (SHEET.test(path) && ++sheets > LIMITS.sheets)
      throw new UnreadableError(`工作表超过 ${LIMITS.sheets} 张的上限，请拆分后再导入`);
    return PARTS.test(path);
  };
  const count = (path: string, piece: Uint8Array) => {
    if (!SHEET.test(path)) return;
    const text = Buffer.from(piece.buffer, piece.byteOffset, piece.byteLength);
    for (let at = text.indexOf('<c '); at >= 0; at = text.indexOf('<c ', at + 3)) cells++;
    if (cells > LIMITS.cells) throw tooManyCells();
  };
  const parts = unpack(bytes, wanted, count);
  let merged = 0;
  for (const [path, part] of parts) {
    if (!SHEET.test(path)) continue;
    const text = Buffer.from(part.buffer, part.byteOffset, part.byteLength).toString('latin1');
    for (const [, row] of text.matchAll(/<row\s[^>]*?\br="(\d+)"/g)) {
      if (Number(row) > 1_048_576) throw new UnreadableError('工作簿已损坏：行号超出范围');
    }
    for (const [, ref] of text.matchAll(/<mergeCell\s[^>]*?ref="([^"]{1,40})"/g)) {
      const box = readRange(ref ?? '');
      merged += box ? (box.bottom - box.top + 1) * (box.right - box.left + 1) : 0;
      if (merged > LIMITS.cells) throw tooManyCells();
    }
  }
  return parts;
}

function tooManyCells(): UnreadableError {
  return new UnreadableError(`单元格超过 ${LIMITS.cells / 10_000} 万个的上限，请只保留绩效目标表后再导入`);
}

interface Range {
  top: number;
  left: number;
  bottom: number;
  right: number;
}

/** `A1:C5` with rows from 1 and columns from 0. */
function readRange(ref: string): Range | null {
  const found = /^\$?([A-Z]{1,3})\$?(\d{1,7}):\$?([A-Z]{1,3})\$?(\d{1,7})$/.exec(ref);
  if (!found) return null;
  const column = (letters = '') => [...letters].reduce((sum, letter) => sum * 26 + letter.charCodeAt(0) - 64, 0) - 1;
  return { left: column(found[1]), top: Number(found[2]), right: column(found[3]), bottom: Number(found[4]) };
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
