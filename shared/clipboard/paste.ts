import type { Edit } from '../filing/edits.ts';
import type { Filing } from '../filing/filing.ts';
import { placeOf } from '../filing/path.ts';
import type { Form } from '../form/form.ts';
import type { Sheet, SheetCell } from '../layout/sheet.ts';
import { cellsIn, type Lattice, latticeBlock, latticeOf, type SheetBlock } from './lattice.ts';
import { type PasteChange, PasteDraft } from './paste-draft.ts';
import { pasteOver } from './paste-over.ts';
import { findHeader, firstFreeRow, goalsFrom, pasteRows, readHeader } from './paste-rows.ts';
import { sliceRows, withoutCoveredColumns, withoutCoveredRows } from './shape.ts';
import type { Table } from './table.ts';

/** Where a paste goes: path of the active cell, and the selected block in grid rows and columns of the sheet. */
export interface PasteTarget {
  path: string;
  block: SheetBlock;
}

/**
 * What a paste would do. Nothing of the clipboard is lost: each of its texts is in the filing, or named in a misfit.
 */
export interface PastePlan {
  /** All edits, to be applied in order as one undo step. */
  edits: Edit[];
  changes: PasteChange[];
  rowsAdded: number;
  /** One Chinese sentence for each text that does not fit and is left out. */
  misfits: string[];
  /** The first cell that changes; the active one when none does. */
  path: string;
}

/**
 * Plans the paste of a table. One cell fills every field of the selection. On the indicator rows columns go by the
 * names in the table's header where it has one, else from the active column on, and rows are added as needed. Elsewhere
 * the table is laid over the cells. `sheet` is the layout of this very filing; never throws.
 */
export function planPaste(form: Form, filing: Filing, sheet: Sheet, target: PasteTarget, table: Table): PastePlan {
  const draft = new PasteDraft(form, filing);
  if (table.cut) draft.tell(`剪贴板的内容过大，只读入了前 ${table.rows.length} 行，其余请分次粘贴`);
  const place = placeIn(sheet, target);
  if (place) paste(draft, place, table);
  else for (const cell of table.rows.flat()) if (cell) draft.refuse(cell.text, '没有选中的单元格');
  const { edits, changes, rowsAdded, misfits } = draft;
  return { edits, changes, rowsAdded, misfits, path: changes[0]?.path ?? target.path };
}

/** The selection as the paste sees it. */
interface Selected {
  lattice: Lattice;
  block: SheetBlock;
  /** The cell at the block's top left. */
  anchor: SheetCell;
  /**
   * The block's first indicator row and the column of its first cell; null when the anchor is no cell of indicators.
   */
  indicator: { row: number; column: string } | null;
  /** Lattice row of the names of the indicator columns. */
  headerRow: number;
}

function placeIn(sheet: Sheet, { path, block: selected }: PasteTarget): Selected | null {
  const lattice = latticeOf(sheet);
  const active = lattice.cells.find((cell) => cell.kind === 'field' && covers(cell, path));
  const block = latticeBlock(lattice, selected);
  const anchor = lattice.at(block.top, block.left) ?? active;
  if (!anchor) return null;
  const place = placeOf(anchor.path);
  let indicator: Selected['indicator'] = null;
  if (anchor.kind === 'field' && 'row' in place) {
    // The anchor may be a level cell that begins above the block: its first row is told by the cells that begin there.
    const beside = lattice.cells.find((cell) => cell.row === block.top && cell.kind === 'field');
    const first = placeOf(beside?.path ?? anchor.path);
    indicator = { row: 'row' in first ? first.row : place.row, column: place.column };
  }
  return { lattice, block, anchor, indicator, headerRow: lattice.rowOf[sheet.heads[0]?.from ?? -1] ?? -1 };
}

function paste(draft: PasteDraft, selected: Selected, table: Table): void {
  const { form } = draft;
  const { lattice, block, anchor, indicator } = selected;
  const columns = withoutCoveredColumns(table);
  const tight = withoutCoveredRows(columns);
  if (tight.rows.length === 0) return;
  if (tight.rows.length === 1 && tight.rows[0]?.length === 1) {
    fill(draft, selected, tight.rows[0][0]?.text ?? '');
    return;
  }
  const header = findHeader(form, table);
  if (header >= 0) {
    pasteWithHeader(draft, selected, table, header);
    return;
  }
  if (indicator) {
    pasteRows(draft, columns, goalsFrom(form, columns, indicator.column), indicator.row);
    return;
  }
  const text = isText(form, anchor) && holds(anchor, block) ? asOneText(tight) : null;
  if (text !== null) draft.write(anchor, text);
  else pasteOver(draft, lattice, { row: block.top, col: block.left }, table);
}

/** One text into every field cell of the block. */
function fill(draft: PasteDraft, { lattice, block }: Selected, text: string): void {
  const cells = cellsIn(lattice, block).filter((cell) => cell.kind === 'field');
  if (cells.length === 0) draft.refuse(text, '选中的单元格不能填写');
  for (const cell of cells) draft.write(cell, text);
}

/** A block of indicators with the names of its columns in row `header`; what stands above belongs to the upper rows. */
function pasteWithHeader(draft: PasteDraft, selected: Selected, table: Table, header: number): void {
  const { lattice, block, indicator, headerRow } = selected;
  const upper = sliceRows(table, 0, header);
  if (!indicator) pasteOver(draft, lattice, { row: block.top, col: block.left }, upper);
  else for (const cell of upper.rows.flat()) if (cell) draft.refuse(cell.text, '它在指标的列名之上');

  const lower = withoutCoveredColumns(sliceRows(table, header, table.rows.length));
  const { goals, height } = readHeader(draft.form, lower);
  for (const [c, cell] of (lower.rows[0] ?? []).entries()) {
    // A label merged down beside all rows is none of the columns.
    const beside = cell !== null && lower.rows.length > 1 && cell.rowSpan === lower.rows.length;
    const goal = goals[c];
    if (cell && goal && 'refused' in goal && !beside) draft.refuse(cell.text, '表样没有这一列，或它重复出现');
  }
  for (const cell of lower.rows.slice(1, height).flat()) if (cell) draft.refuse(cell.text, '它在列名之中');
  const free = firstFreeRow(draft.filing);
  // A table without an indicator yet is filled from its first row on, and so is one whose own header was selected.
  const above = [header, withoutCoveredRows(upper).rows.length];
  const fromTop = free === 0 || (!indicator && above.includes(headerRow - block.top));
  const start = fromTop ? 0 : (indicator?.row ?? free);
  pasteRows(draft, sliceRows(lower, height, lower.rows.length), goals, start);
}

function covers(cell: SheetCell, path: string): boolean {
  if (cell.path === path) return true;
  const own = placeOf(cell.path);
  const place = placeOf(path);
  if (!cell.run || 'field' in own || 'field' in place || own.column !== place.column) return false;
  return cell.run.some(
    ({ table, from, count }) => table === place.table && place.row >= from && place.row < from + count,
  );
}

function holds(cell: SheetCell, block: SheetBlock): boolean {
  return block.bottom <= cell.row + cell.rowSpan && block.right <= cell.col + cell.colSpan;
}

function isText(form: Form, cell: SheetCell): boolean {
  return cell.pattern === '' && form.fields.some((field) => field.id === cell.path && field.type === 'text');
}

/** What Word counts paragraphs with; in its plain text a tab stands behind it. */
const LIST_MARK = /^\s*(?:[(（]?[\d一二三四五六七八九十]{1,3}[)）.、．]|[●•·◆■○–-])?\s*$/u;

/** Paragraphs of running text, which a cell of several lines takes as a whole; null when the table is a real one. */
function asOneText(table: Table): string | null {
  const rows = table.rows.map((row) => row.map((cell) => cell?.text ?? ''));
  const running = rows.every((row) => row.length === 1 || (row.length === 2 && LIST_MARK.test(row[0] ?? '')));
  return running ? rows.map((row) => row.join('').trim()).join('\n') : null;
}
