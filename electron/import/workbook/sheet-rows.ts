import { cleanText } from '../../../shared/filing/parse.ts';
import type { Grid, GridCell, GridRow } from '../grid.ts';
import { LIMITS, tooManyCells, UnreadableError } from '../limits.ts';
import type { Note } from '../note.ts';
import { columnName, LAST_COLUMN, listed } from './address.ts';

/** A cell of a worksheet as a reader finds it: row and column counted from 0. */
export interface SheetCell {
  row: number;
  col: number;
  text: string;
  number?: GridCell['number'];
  /** One sentence: its text is not what the sheet shows, or not what was typed. */
  doubt?: string | undefined;
  /** More to tell of it. */
  said?: Pick<Note, 'severity' | 'message'>[];
}

/** An area of merged cells, its ends included, counted from 0. */
export interface Area {
  top: number;
  left: number;
  bottom: number;
  right: number;
}

export interface FoundSheet {
  name: string;
  cells: SheetCell[];
  merges: Area[];
  hidden: boolean;
  /** Rows and columns that are not shown, counted from 0. */
  hiddenRows: Iterable<number>;
  hiddenColumns: Iterable<number>;
}

export function tooMuchText(): UnreadableError {
  return new UnreadableError(`单元格中的文字合计超过 ${LIMITS.characters / 10_000} 万字，请只保留绩效目标表后再导入`);
}

export function tooManySheets(): UnreadableError {
  return new UnreadableError(`工作表超过 ${LIMITS.sheets} 张的上限，请拆分后再导入`);
}

/**
 * The grid of a worksheet and what is to be told of it. Of areas that overlap the first one holds; areas end with the
 * last row and column that hold something. Throws `UnreadableError` beyond the limits.
 */
export function sheetGrid(sheet: FoundSheet): { grid: Grid; notes: Note[] } {
  const name = `工作表“${sheet.name}”`;
  const place = (row: number, col: number) => `${name}的 ${columnName(col)}${row + 1}`;
  const rows = new Map<number, Map<number, GridCell>>();
  let lastRow = -1;
  let lastCol = -1;
  for (const { row, col, text, number } of sheet.cells) {
    const clean = cleanText(text);
    if (clean.trim() === '') continue;
    if (col > LAST_COLUMN) throw tooManyCells();
    const cells = rows.get(row) ?? new Map<number, GridCell>();
    rows.set(row, cells);
    const made: GridCell = { text: clean, col, colSpan: 1, rowSpan: 1, place: place(row, col) };
    cells.set(col, number ? { ...made, number } : made);
    lastRow = Math.max(lastRow, row);
    lastCol = Math.max(lastCol, col);
  }
  let covered = 0;
  for (const area of sheet.merges) {
    const { top, left } = area;
    const [bottom, right] = [Math.min(area.bottom, lastRow), Math.min(area.right, Math.max(lastCol, left))];
    if (bottom < top || right < left || (bottom === top && right === left)) continue;
    covered += (bottom - top + 1) * (right - left + 1);
    if (covered > LIMITS.cells) throw tooManyCells();
    merge(rows, { top, left, bottom, right }, place);
  }
  const grid: Grid = { name, kind: 'sheet', rows: [] };
  for (const [row, cells] of [...rows].toSorted(([a], [b]) => a - b)) grid.rows.push(sheetRow(row, cells, grid.rows));
  const doubts = sheet.cells.flatMap(({ row, col, doubt, said = [] }): Note[] => [
    ...(doubt === undefined ? [] : [{ severity: 'error' as const, place: place(row, col), message: doubt }]),
    ...said.map((note) => ({ ...note, place: place(row, col) })),
  ]);
  return { grid, notes: grid.rows.length === 0 ? [] : [...doubts, ...hiddenNotes(sheet, name, rows)] };
}

function merge(
  rows: Map<number, Map<number, GridCell>>,
  { top, left, bottom, right }: Area,
  place: (row: number, col: number) => string,
): void {
  for (let row = top; row <= bottom; row++)
    for (let col = left; col <= right; col++) if (rows.get(row)?.get(col)?.master) return;
  const master = rows.get(top)?.get(left) ?? { text: '', col: left, colSpan: 1, rowSpan: 1, place: place(top, left) };
  master.colSpan = right - left + 1;
  master.rowSpan = bottom - top + 1;
  for (let row = top; row <= bottom; row++) {
    const cells = rows.get(row) ?? new Map<number, GridCell>();
    rows.set(row, cells);
    for (let col = left; col <= right; col++) {
      const cell: GridCell = { text: '', col, colSpan: 1, rowSpan: 1, place: place(row, col), master };
      cells.set(col, row === top && col === left ? master : cell);
    }
  }
}

function sheetRow(row: number, cells: Map<number, GridCell>, before: GridRow[]): GridRow {
  const last = before.at(-1)?.line;
  return {
    line: row + 1,
    lastLine: row + 1,
    apart: last !== undefined && row > last,
    tabular: true,
    cells: [...cells.values()].toSorted((a, b) => a.col - b.col),
  };
}

/** What is not shown is read all the same, and named. */
function hiddenNotes(sheet: FoundSheet, name: string, rows: Map<number, Map<number, GridCell>>): Note[] {
  const hint = (place: string, message: string): Note => ({ severity: 'hint', place, message });
  if (sheet.hidden) return [hint(name, '是隐藏的工作表，也已读入；不需要时请删除读入的表')];
  const notes: Note[] = [];
  const columns = new Set([...rows.values()].flatMap((cells) => [...cells.keys()]));
  const hiddenRows = [...new Set(sheet.hiddenRows)].filter((row) => rows.has(row)).toSorted((a, b) => a - b);
  const hiddenColumns = [...new Set(sheet.hiddenColumns)].filter((col) => columns.has(col)).toSorted((a, b) => a - b);
  if (hiddenRows.length > 0)
    notes.push(hint(`${name}第 ${listed(hiddenRows, (row) => String(row + 1))} 行`, '是隐藏的行，也已读入，请核对'));
  if (hiddenColumns.length > 0)
    notes.push(hint(`${name}${listed(hiddenColumns, columnName)} 列`, '是隐藏的列，也已读入，请核对'));
  return notes;
}
