import { LIMITS, UnreadableError } from './limits.ts';

/** What is known of a sheet beside its cells. Rows and columns are counted from 0. */
export interface BiffSheet {
  hiddenRows: number[];
  hiddenColumns: number[];
  /** top, left, bottom, right. */
  merges: [number, number, number, number][];
}

/** A stream of records with nothing left in it but what gives sheets, formats and cells, and the facts of its sheets. */
export interface BiffStream {
  bytes: Uint8Array;
  /** By the place where the sheet's records begin. */
  sheets: Map<number, BiffSheet>;
}

const BOF = new Set([0x0809, 0x0409, 0x0209, 0x0009]);
const EOF = 0x000a;
const CONTINUE = 0x003c;
const FORMULAS = new Set([0x0006, 0x0206, 0x0406]);
const MULTIPLE = 0x00bd;
/** Cells: numbers, texts, truth values, formulas; and the cached text of a formula. */
const CELLS = new Set([
  ...[0x0203, 0x0003, 0x0002, 0x027e, MULTIPLE, 0x0205, 0x0005, 0x00fd, 0x0204, 0x0004, 0x00d6],
  ...FORMULAS,
]);
/** Sheets, code page, dates since 1904, formats, styles, shared texts, and which area is used. */
const KEPT = new Set([
  ...[...BOF, EOF, CONTINUE, 0x0085, 0x0042, 0x0022, 0x041e, 0x001e, 0x00e0, 0x0043, 0x0243, 0x0443],
  ...[0x00fc, 0x0207, 0x0007, 0x0200, 0x0000, 0x0044, 0x0031],
  ...CELLS,
]);
/** A record that the library knows and makes nothing of. */
const NOTHING = 0x00d7;

/**
 * Goes through the records of a binary workbook (MS-XLS) once: counts cells and sheets against the limits, collects
 * merges and what is hidden, and blanks every record that holds no cells, so that the library never follows the links,
 * names, drawings and formulas of a strange file. Throws `UnreadableError`.
 */
export function boundBiff(stream: Uint8Array): BiffStream {
  const bytes = Buffer.from(stream);
  const sheets = new Map<number, BiffSheet>();
  let sheet: BiffSheet = noSheet();
  let depth = 0;
  let cells = 0;
  let merged = 0;
  let keeps = false;
  let oldest = false;
  let at = 0;
  while (at + 4 <= bytes.length) {
    const type = bytes.readUInt16LE(at);
    const length = bytes.readUInt16LE(at + 2);
    const body = at + 4;
    // Zeros fill the last sector.
    if (depth === 0 && !BOF.has(type)) break;
    if (body + length > bytes.length) throw new UnreadableError('工作簿不完整，文件可能被截断；请重新复制或下载');
    if (type === 0x002f) throw new UnreadableError('加了密码；请用 Excel 或 WPS 打开、去掉密码后另存再导入');
    if (BOF.has(type)) {
      oldest = type === 0x0009;
      if (depth++ === 0) {
        sheet = noSheet();
        sheets.set(at, sheet);
        if (sheets.size > LIMITS.sheets + 1)
          throw new UnreadableError(`工作表超过 ${LIMITS.sheets} 张的上限，请拆分后再导入`);
      }
    } else if (type === EOF) depth--;
    else if (CELLS.has(type)) cells += type === MULTIPLE ? Math.max(0, Math.floor((length - 6) / 6)) : 1;
    else if (depth === 1) merged += note(sheet, type, bytes.subarray(body, body + length));
    if (cells > LIMITS.cells || merged > LIMITS.cells)
      throw new UnreadableError(`单元格超过 ${LIMITS.cells / 10_000} 万个的上限，请只保留绩效目标表后再导入`);
    if (FORMULAS.has(type)) bytes.fill(0, body + Math.min(length, formulaAt(type, oldest)), body + length);
    keeps = type === CONTINUE ? keeps : KEPT.has(type);
    if (!keeps) bytes.writeUInt16LE(NOTHING, at);
    at = body + length;
  }
  if (sheets.size === 0)
    throw new UnreadableError('工作簿已损坏，无法读取；请用 Excel 或 WPS 打开后另存为 .xlsx 再导入');
  if (depth > 0) throw new UnreadableError('工作簿不完整，文件可能被截断；请重新复制或下载');
  return { bytes, sheets };
}

function noSheet(): BiffSheet {
  return { hiddenRows: [], hiddenColumns: [], merges: [] };
}

/** Where the tokens of a formula begin with their length: behind place, style, cached value and flags. */
function formulaAt(type: number, oldest: boolean): number {
  return type === 0x0006 && !oldest ? 20 : 16;
}

/** Takes what a record says of its sheet; the number of merged areas it holds. */
function note(sheet: BiffSheet, type: number, body: Buffer): number {
  if (type === 0x0208 && body.length >= 14 && (body[12] as number) & 0x20) sheet.hiddenRows.push(body.readUInt16LE(0));
  if (type === 0x007d && body.length >= 10 && (body[8] as number) & 1) {
    const [first, last] = [body.readUInt16LE(0), Math.min(255, body.readUInt16LE(2))];
    for (let col = first; col <= last; col++) sheet.hiddenColumns.push(col);
  }
  if (type !== 0x00e5) return 0;
  const count = Math.min(body.length < 2 ? 0 : body.readUInt16LE(0), Math.floor((body.length - 2) / 8));
  for (let k = 0; k < count; k++) {
    const [top, bottom, left, right] = [0, 2, 4, 6].map((offset) => body.readUInt16LE(2 + k * 8 + offset));
    sheet.merges.push([top ?? 0, left ?? 0, bottom ?? 0, right ?? 0]);
  }
  return count;
}
