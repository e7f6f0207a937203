import { shorten } from '../../../shared/filing/parse.ts';
import type { Counts } from '../counts.ts';
import type { Grid, GridCell, GridRow } from '../grid.ts';
import { LIMITS, TooMuchError, tooManyCells, UnreadableError } from '../limits.ts';
import type { Note } from '../note.ts';
import { scanPart } from '../package.ts';
import type { Archive } from '../zip.ts';
import { columnName, LAST_COLUMN, LAST_ROW, type Range, readRange } from './address.ts';
import type { CellStyle, SheetEntry, Workbook } from './book.ts';
import { type RawCell, showCell } from './cell.ts';
import { drawnOn } from './drawings.ts';
import { hiddenParts, hideColumns, isHidden, nothingHidden } from './hidden.ts';
import { type Cells, mergeCells } from './merges.ts';
import { PLAIN, TextReader } from './text.ts';

/** Most notes on one sheet; of more only the number is told. */
const MOST_NOTES = 200;
/** Most characters of a value that are kept, and of a formula. */
const MOST_VALUE = 100_000;
const MOST_FORMULA = 500;

const GENERAL: CellStyle = { format: 'General', font: PLAIN };

/** Reads a sheet as a grid. Throws `UnreadableError` when its part is damaged, `TooMuchError` beyond the limits. */
export function readSheet(archive: Archive, sheet: SheetEntry, workbook: Workbook, counts: Counts): Grid {
  const name = `工作表“${sheet.name}”`;
  const damaged = '工作表已损坏，没有读入；请用 Excel 或 WPS 打开后另存为 .xlsx 再导入';
  const notes = notebook();
  const placeOf = (row: number, column: number) => `${name}的 ${columnName(column)}${row}`;
  const cells: Cells = new Map();
  const areas: Range[] = [];
  const hidden = nothingHidden();
  const inline = new TextReader();
  let begun = false;
  let row = 0;
  let column = -1;
  let cell: RawCell | null = null;
  let into: 'value' | 'formula' | 'inline' | null = null;
  let counted = 0;
  const count = (more: number) => {
    counted += more;
    if (counted > LIMITS.cells) throw tooManyCells();
    counts.add('cells', more);
  };

  const open = (tag: string, attributes: Record<string, string>) => {
    counts.add('elements', 1);
    if (!begun && tag !== 'x:worksheet') throw new UnreadableError(damaged);
    begun = true;
    if (cell) {
      if (into === 'inline') inline.open(tag, attributes);
      else if (tag === 'x:v') {
        into = 'value';
        cell.value = '';
      } else if (tag === 'x:f') {
        into = 'formula';
        cell.formula = '';
      } else if (tag === 'x:is') into = 'inline';
    } else if (tag === 'x:c') {
      const at = attributes.r === undefined ? { top: row, left: column + 1 } : readRange(attributes.r);
      if (!at) throw new UnreadableError(damaged);
      row = at.top;
      column = at.left;
      if (at.left > LAST_COLUMN || at.top < 1 || at.top > LAST_ROW)
        throw new UnreadableError('工作表已损坏，行号或列号超出范围，没有读入');
      cell = {
        type: attributes.t ?? 'n',
        style: workbook.styles[Number(attributes.s ?? 0)] ?? GENERAL,
        value: null,
        inline: null,
        formula: null,
        rich: attributes.vm !== undefined,
      };
    } else if (tag === 'x:row') {
      row = attributes.r === undefined ? row + 1 : Number(attributes.r);
      column = -1;
      if (!Number.isInteger(row) || row < 1 || row > LAST_ROW)
        throw new UnreadableError('工作表已损坏，行号或列号超出范围，没有读入');
      if (isHidden(attributes, 'ht')) hidden.rows.add(row);
    } else if (tag === 'x:col' && isHidden(attributes, 'width'))
      hideColumns(hidden, Number(attributes.min), Number(attributes.max));
    else if (tag === 'x:filterColumn') hidden.filtered = true;
    else if (tag === 'x:mergeCell') {
      const area = readRange(attributes.ref ?? '');
      if (area) areas.push(area);
      else notes.add('error', name, `合并单元格的范围“${(attributes.ref ?? '').slice(0, 20)}”无法识别，请核对`);
    }
  };
  const text = (more: string) => {
    if (!cell) return;
    if (into === 'inline') inline.text(more);
    else if (into === 'value') cell.value = joined(cell.value ?? '', more, MOST_VALUE);
    else if (into === 'formula') cell.formula = joined(cell.formula ?? '', more, MOST_FORMULA);
  };
  const close = (tag: string) => {
    if (!cell) return;
    if (tag === 'x:is') {
      cell.inline = inline.take();
      into = null;
    } else if (into === 'inline') inline.close(tag);
    else if (tag === 'x:v' || tag === 'x:f') into = null;
    else if (tag === 'x:c') {
      put(cell);
      cell = null;
    }
  };
  const put = (raw: RawCell) => {
    if (raw.value === null && raw.inline === null && raw.formula === null) return;
    const place = placeOf(row, column);
    const shown = showCell(raw, workbook, (severity, message) => notes.add(severity, place, message));
    if (shown.text.trim() === '') return;
    count(1);
    const line = cells.get(row) ?? new Map<number, GridCell>();
    cells.set(row, line);
    if (line.has(column)) notes.add('error', place, '文件里有两个这样的单元格，按后一个读入，请核对');
    line.set(column, { ...shown, col: column, colSpan: 1, rowSpan: 1, place });
  };

  scanPart(archive, sheet.part ?? '', { open, text, close }, damaged);
  const blank = (at: number, col: number, master?: GridCell): GridCell => {
    const cell: GridCell = { text: '', col, colSpan: 1, rowSpan: 1, place: placeOf(at, col) };
    if (master) cell.master = master;
    return cell;
  };
  mergeCells(cells, areas, blank, count, ({ top, left }, message) => notes.add('hint', placeOf(top, left), message));
  for (const message of hiddenParts(cells, hidden)) notes.add('hint', name, message);
  for (const message of besideCells(archive, sheet.part ?? '', counts)) notes.add('hint', name, message);
  if (sheet.hidden) notes.add('hint', name, '这张工作表是隐藏的，其中的表也已读入；不需要的请在导入后删除');
  return { name, kind: 'sheet', rows: gridRows(cells), notes: notes.all(name) };
}

/** Both texts, cut at `most` characters. What is beyond is not copied, so that a text of many pieces stays cheap. */
function joined(text: string, more: string, most: number): string {
  return text.length >= most ? text : text + more.slice(0, most - text.length);
}

/** One sentence for each thing that lies on the sheet and is no cell. */
function besideCells(archive: Archive, part: string, counts: Counts): string[] {
  try {
    const { texts, controls } = drawnOn(archive, part, (more) => counts.add('elements', more));
    const boxes = texts.map((text) => `表上的文本框“${shorten(text)}”未读入；需要的请填入单元格`);
    return controls ? [...boxes, '表上的复选框等控件未读入，请核对'] : boxes;
  } catch (error) {
    if (error instanceof TooMuchError) throw error;
    return ['表上的图形已损坏，未读入'];
  }
}

function gridRows(cells: Cells): GridRow[] {
  const rows: GridRow[] = [];
  for (const [line, row] of inOrder([...cells], ([line]) => line)) {
    const found = inOrder([...row.values()], ({ col }) => col);
    const before = rows.at(-1)?.line;
    if (found.some((cell) => cell.text !== '' || cell.master))
      rows.push({
        line,
        lastLine: line,
        apart: before !== undefined && line > before + 1,
        tabular: true,
        cells: found,
      });
  }
  return rows;
}

/** Programs write rows and cells in order: a list that is in order stays as it is. */
function inOrder<T>(list: T[], by: (one: T) => number): T[] {
  const isSorted = list.every((one, at) => at === 0 || by(list[at - 1] as T) <= by(one));
  return isSorted ? list : list.sort((a, b) => by(a) - by(b));
}

function notebook() {
  const kept: Note[] = [];
  let more = 0;
  return {
    add: (severity: Note['severity'], place: string, message: string) => {
      if (kept.length < MOST_NOTES) kept.push({ severity, place, message });
      else more++;
    },
    all: (place: string): Note[] =>
      more === 0 ? kept : [...kept, { severity: 'error', place, message: `另有 ${more} 处单元格的问题未列出` }],
  };
}
