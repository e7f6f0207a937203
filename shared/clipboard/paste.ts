import type { Edit } from '../filing/edits.ts';
import type { Filing } from '../filing/filing.ts';
import { placeOf } from '../filing/path.ts';
import type { Form } from '../form/form.ts';
import type { Sheet, SheetCell } from '../layout/sheet.ts';
import { cellsIn, type Lattice, latticeBlock, latticeOf, type SheetBlock } from './lattice.ts';
import { levelName } from './levels.ts';
import { type PasteChange, PasteDraft } from './paste-draft.ts';
import { pasteOver } from './paste-over.ts';
import { findHeader, firstFreeRow, goalsFrom, pasteRows, readHeader } from './paste-rows.ts';
import { collapse, sliceRows } from './shape.ts';
import type { Table } from './table.ts';

/** Where a paste goes: path of the active cell, and the selected block in grid rows and columns of the sheet. */
export interface PasteTarget {
  path: string;
  block: SheetBlock;
}

/** What a paste would do. Nothing of the clipboard is lost: each of its texts is in the filing, or named in a misfit. */
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
  const lattice = latticeOf(sheet);
  const block = latticeBlock(lattice, target.block);
  if (collapse(table).rows.length > 0) paste(draft, sheet, lattice, { path: target.path, block }, table);
  const { edits, changes, rowsAdded, misfits } = draft;
  return { edits, changes, rowsAdded, misfits, path: changes[0]?.path ?? target.path };
}

function paste(draft: PasteDraft, sheet: Sheet, lattice: Lattice, { path, block }: PasteTarget, table: Table): void {
  const { form } = draft;
  const whole = collapse(table);
  const active = lattice.cells.find((cell) => cell.kind === 'field' && covers(cell, path)) ?? null;
  if (whole.rows.length === 1 && whole.rows[0]?.length === 1) {
    fill(draft, lattice, block, active, whole.rows[0][0]?.text ?? '');
    return;
  }
  const anchor = lattice.at(block.top, block.left) ?? active;
  const row = anchor && rowOf(anchor);
  const header = findHeader(form, table);
  if (header >= 0) {
    pasteUnderHeader(draft, sheet, lattice, anchor, table, header);
    return;
  }
  if (anchor && row !== null) {
    const place = placeOf(anchor.path);
    pasteRows(draft, whole, goalsFrom(form, whole, 'column' in place ? place.column : ''), row);
    return;
  }
  const text = anchor && isText(form, anchor) && holds(anchor, block) ? asOneText(whole) : null;
  if (anchor && text !== null) draft.write(anchor, text);
  else if (anchor) pasteOver(draft, lattice, anchor, table);
  else for (const cell of table.rows.flat()) if (cell) draft.refuse(cell.text, '没有选中的单元格');
}

/** One text into every field cell of the block. */
function fill(draft: PasteDraft, lattice: Lattice, block: SheetBlock, active: SheetCell | null, text: string): void {
  const selected = cellsIn(lattice, block).filter((cell) => cell.kind === 'field');
  const cells = selected.length > 0 ? selected : active ? [active] : [];
  if (cells.length === 0) draft.refuse(text, '没有选中可填写的单元格');
  for (const cell of cells) {
    const place = placeOf(cell.path);
    if ('field' in place) draft.write(cell, text);
    else draft.write(cell, levelName(draft.form, place.column, text, draft.filing.indicators[place.row]?.level1));
  }
}

/** A block of indicators with the names of its columns in row `header`; what stands above them belongs to the upper rows. */
function pasteUnderHeader(
  draft: PasteDraft,
  sheet: Sheet,
  lattice: Lattice,
  anchor: SheetCell | null,
  table: Table,
  header: number,
): void {
  const chosen = anchor && rowOf(anchor);
  const upper = sliceRows(table, 0, header);
  if (anchor && chosen === null) pasteOver(draft, lattice, anchor, upper);
  else for (const cell of upper.rows.flat()) if (cell) draft.refuse(cell.text, '它在指标的列名之上');

  const lower = collapse(sliceRows(table, header, table.rows.length));
  const { goals, height } = readHeader(draft.form, lower);
  for (const cell of lower.rows.slice(1, height).flat()) if (cell) draft.refuse(cell.text, '它在列名之中');
  const onHeader = anchor !== null && anchor.row + header === lattice.rowOf[sheet.headerRow];
  const free = firstFreeRow(draft);
  // A table without a single indicator yet is filled from its first row on.
  const start = free === 0 || (chosen === null && onHeader) ? 0 : (chosen ?? free);
  pasteRows(draft, sliceRows(lower, height, lower.rows.length), goals, start);
}

function rowOf(cell: SheetCell): number | null {
  const place = placeOf(cell.path);
  if (cell.kind !== 'field' || 'field' in place) return null;
  return cell.run?.from ?? place.row;
}

function covers(cell: SheetCell, path: string): boolean {
  if (cell.path === path) return true;
  const own = placeOf(cell.path);
  const place = placeOf(path);
  if (!cell.run || 'field' in own || 'field' in place || own.column !== place.column) return false;
  return place.row >= cell.run.from && place.row < cell.run.from + cell.run.count;
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
