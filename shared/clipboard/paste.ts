import type { Edit } from '../filing/edits.ts';
import type { Filing } from '../filing/filing.ts';
import { placeOf, rowPlaceOf } from '../filing/path.ts';
import { fold } from '../form/fold.ts';
import type { Form, TableBand } from '../form/form.ts';
import type { Sheet, SheetCell } from '../layout/sheet.ts';
import { bandColumns, isHeading } from './band-columns.ts';
import {
  findHeader,
  goalsFrom,
  type Header,
  headerAt,
  headingsOf,
  isGroup,
  type PlacedBand,
  tableBands,
} from './header.ts';
import { cellsIn, type Lattice, latticeBlock, latticeOf, type SheetBlock } from './lattice.ts';
import { isBlank, type PasteChange, PasteDraft } from './paste-draft.ts';
import { pasteExactly, pasteOver } from './paste-over.ts';
import { firstFreeRow, pasteRows, type SheetLine } from './paste-rows.ts';
import { sliceRows, withoutCoveredColumns, withoutCoveredRows } from './shape.ts';
import type { Table } from './table.ts';
import { isTotalWords } from './totals.ts';

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
 * Plans the paste of a table. One cell fills every field of the selection. Rows go to the table whose headings the
 * clipboard has, each column by its heading; without headings to the selected table, from the active column on. Rows
 * are added as needed. Elsewhere the clipboard is laid over the cells. `sheet` is the layout of this very filing; never
 * throws.
 */
export function planPaste(form: Form, filing: Filing, sheet: Sheet, target: PasteTarget, table: Table): PastePlan {
  const draft = new PasteDraft(form, filing);
  if (table.cut) draft.tell(`剪贴板的内容过大，只读入了前 ${table.rows.length} 行，其余请分次粘贴`);
  const place = placeIn(sheet, target);
  if (place) paste(draft, place, table);
  else for (const cell of table.rows.flat()) if (cell) draft.refuse(cell.text, '没有选中的单元格');
  draft.settle();
  const { edits, changes, rowsAdded, misfits } = draft;
  return { edits, changes, rowsAdded, misfits, path: changes[0]?.path ?? target.path };
}

/** The selection as the paste sees it. */
interface Selected {
  sheet: Sheet;
  lattice: Lattice;
  block: SheetBlock;
  /** The cell at the block's top left. */
  anchor: SheetCell;
  /** The table and the column of the anchor; null when it is no cell of a table's rows. */
  place: { table: string; column: string } | null;
}

function placeIn(sheet: Sheet, { path, block: selected }: PasteTarget): Selected | null {
  const lattice = latticeOf(sheet);
  const block = latticeBlock(lattice, selected);
  const anchor =
    lattice.at(block.top, block.left) ?? lattice.cells.find((cell) => cell.kind === 'field' && covers(cell, path));
  if (!anchor) return null;
  const place = anchor.adds ?? rowPlaceOf(anchor.path);
  return { sheet, lattice, block, anchor, place: place && { table: place.table, column: place.column } };
}

function paste(draft: PasteDraft, selected: Selected, table: Table): void {
  const { form, filing } = draft;
  const { lattice, block, anchor, place } = selected;
  const columns = withoutCoveredColumns(table);
  const tight = withoutCoveredRows(columns);
  if (tight.rows.length === 0) return;
  if (tight.rows.length === 1 && tight.rows[0]?.length === 1) {
    fill(draft, selected, tight.rows[0][0]?.text ?? '');
    return;
  }
  if (pasteExactly(draft, lattice, { row: block.top, col: block.left }, table)) return;
  const found = findHeader(form, filing, table, place?.table ?? null);
  if (found) {
    pasteWithHeader(draft, selected, table, found);
    return;
  }
  if (place) {
    pasteBelow(draft, selected, columns);
    return;
  }
  const text = isText(form, anchor) && holds(anchor, block) ? asOneText(tight) : null;
  if (text !== null) draft.write(anchor, text);
  else pasteOver(draft, lattice, { row: block.top, col: block.left }, table);
}

/** One text into every field cell of the block. */
function fill(draft: PasteDraft, { lattice, block }: Selected, text: string): void {
  const cells = cellsIn(lattice, block).filter((cell) => cell.kind === 'field' || cell.adds);
  if (cells.length === 0) draft.refuse(text, '选中的单元格不能填写');
  // A row that is made moves those below it.
  for (const cell of cells.some(({ kind }) => kind === 'field')
    ? cells.filter(({ kind }) => kind === 'field')
    : cells.slice(0, 1))
    draft.write(cell, text);
}

/** Rows without headings, from the selected cell on; what follows the rows of the table goes where it belongs. */
function pasteBelow(draft: PasteDraft, selected: Selected, table: Table): void {
  const { form, filing } = draft;
  const { block, place } = selected;
  const placed = tableBands(form).find(({ band }) => band.lanes.some(({ id }) => id === place?.table));
  if (!placed || !place) return;
  const end = endOfRows(form, filing, placed, table, 0);
  const rows = withoutCoveredColumns(sliceRows(table, 0, end));
  const { lines, starts } = rowsAt(selected, placed.band, block.top);
  const goals = goalsFrom(form, filing, placed, rows, place);
  pasteRows(draft, rows, { band: placed.band, goals, starts, lineAt: (row) => lines.get(row) ?? null });
  pasteRest(draft, selected, sliceRows(table, end, table.rows.length));
}

/** Rows with their headings in row `row`; what stands above them belongs to the cells and rows above. */
function pasteWithHeader(
  draft: PasteDraft,
  selected: Selected,
  table: Table,
  { row, header }: { row: number; header: Header },
): void {
  const { sheet, lattice, block, place } = selected;
  const upper = sliceRows(table, 0, row);
  const inRows = place !== null && header.band.lanes.some(({ id }) => id === place.table);
  if (!place) pasteOver(draft, lattice, { row: block.top, col: block.left }, upper);
  else if (!inRows) pasteBelow(draft, selected, withoutCoveredColumns(upper));
  else for (const cell of upper.rows.flat()) if (cell) draft.refuse(cell.text, '它在列名之上');

  const heads = sheet.heads.find(({ band }) => band === header.index);
  const headRow = lattice.rowOf[heads?.from ?? -1] ?? -1;
  // Where its own headings were selected, rows go below them.
  const onHead = !inRows && [row, withoutCoveredRows(upper).rows.length].includes(headRow - block.top);
  const below = lattice.rowOf[heads?.to ?? -1] ?? -1;
  const from = onHead ? below : inRows ? block.top : null;
  pasteHeaded(draft, selected, sliceRows(table, row, table.rows.length), header, from);
}

/**
 * Rows below their headings. `from` is the line of the sheet that the first lies on; null for the lines below the last
 * printed row.
 */
function pasteHeaded(draft: PasteDraft, selected: Selected, whole: Table, header: Header, from: number | null): void {
  const { form, filing } = draft;
  const end = endOfRows(form, filing, header, whole, header.height);
  const lower = withoutCoveredColumns(sliceRows(whole, 0, end));
  // Without what follows, further columns may be covered all along.
  const columns = bandColumns(form, filing, header.band);
  const { goals, height, band } = headerAt(form, filing, lower, 0, selected.place?.table ?? null) ?? header;
  for (const [c, cell] of (lower.rows[0] ?? []).entries()) {
    // A label merged down beside all rows is none of the columns.
    const beside = cell !== null && lower.rows.length > 1 && cell.rowSpan === lower.rows.length;
    const goal = goals[c];
    const named = goal && 'target' in goal && isHeading(goal.target, cell?.text ?? '');
    const over = height > 1 && cell !== null && isGroup(columns, cell.text);
    if (cell && goal && !('nothing' in goal) && !named && !beside && !over && !('target' in goal && goal.part))
      draft.refuse(cell.text, '表样没有这一列，或它重复出现');
  }
  const heads = lower.rows.slice(1, height).flatMap((cells) => [...cells.entries()]);
  for (const [c, cell] of heads) {
    const goal = goals[c];
    const named = goal && 'target' in goal && cell && isHeading(goal.target, cell.text);
    if (cell && !named) draft.refuse(cell.text, '它在列名之中');
  }
  const free = new Map(band.lanes.map(({ id }) => [id, firstFreeRow(draft.filing, id)]));
  // A table without a row yet is filled from its first row on.
  const empty = [...free.values()].every((row) => row === 0);
  const aligned = from === null ? null : rowsAt(selected, band, from);
  const starts = empty ? free : (aligned?.starts ?? free);
  const lineAt = (row: number) => (empty ? null : (aligned?.lines.get(row) ?? null));
  pasteRows(draft, sliceRows(lower, height, lower.rows.length), { band, goals, starts, lineAt });
  pasteRest(draft, selected, sliceRows(whole, end, whole.rows.length));
}

/** The rows of a band's tables from a line of the sheet on: what each line has, and the first row of each table. */
function rowsAt(
  { lattice }: Selected,
  band: TableBand,
  top: number,
): { lines: Map<number, SheetLine>; starts: Map<string, number> } {
  const ids = new Set(band.lanes.map(({ id }) => id));
  const lines = new Map<number, { tables: Set<string>; sums: SheetCell[] }>();
  const starts = new Map<string, number>();
  const line = (row: number) => {
    const known = lines.get(row - top) ?? { tables: new Set<string>(), sums: [] };
    lines.set(row - top, known);
    return known;
  };
  for (const cell of lattice.cells.toSorted((a, b) => a.row - b.row)) {
    if (cell.row < top) continue;
    const place = rowPlaceOf(cell.path);
    if (place && ids.has(place.table)) {
      line(cell.row).tables.add(place.table);
      if (!starts.has(place.table)) starts.set(place.table, place.row);
    } else if (cell.adds && ids.has(cell.adds.table)) {
      line(cell.row);
      if (!starts.has(cell.adds.table)) starts.set(cell.adds.table, cell.adds.at);
    } else if (cell.kind === 'computed' && cell.path === '') line(cell.row).sums.push(cell);
  }
  return { lines, starts };
}

/** The first line from `from` on that is none of the table's any more: a label below it, or the headings of another. */
function endOfRows(form: Form, filing: Filing, { index, band }: PlacedBand, table: Table, from: number): number {
  const labels = new Set(labelsBelow(form, index).map(fold));
  const isNamed = headingsOf(form, filing);
  const isEnd = (row: number) => {
    const [first] = (table.rows[row] ?? []).filter((cell) => cell !== null && !isBlank(cell.text));
    if (first && labels.has(fold(first.text)) && !isTotalWords(band, first.text)) return true;
    if (!isNamed(table, row)) return false;
    const header = headerAt(form, filing, table, row, band.lanes[0]?.id ?? null);
    return header !== null && header.index !== index;
  };
  if (labels.size === 0 && tableBands(form).length < 2) return table.rows.length;
  for (let row = from; row < table.rows.length; row++) if (isEnd(row)) return row;
  return table.rows.length;
}

/** The labels of the fixed rows below a band. */
function labelsBelow(form: Form, index: number): string[] {
  return form.bands
    .slice(index + 1)
    .flatMap((band) =>
      band.kind === 'fixed'
        ? band.rows.flatMap((row) =>
            row.cells.flatMap((cell) => (cell.kind === 'label' ? [cell.text, ...(cell.also ?? [])] : [])),
          )
        : [],
    );
}

/** What follows the rows of a table on the clipboard: labels with their cells, and further tables with their headings. */
function pasteRest(draft: PasteDraft, selected: Selected, table: Table): void {
  if (table.rows.length === 0) return;
  const { form, filing } = draft;
  const { lattice, sheet, block } = selected;
  const found = findHeader(form, filing, table, null);
  const fixed = sliceRows(table, 0, found?.row ?? table.rows.length);
  if (fixed.rows.length > 0) {
    const at = labelAt(lattice, block.top, fixed);
    if (at) pasteOver(draft, lattice, at, fixed);
    else for (const cell of fixed.rows.flat()) if (cell) draft.refuse(cell.text, '它在表格各行之下');
  }
  if (!found) return;
  const below = lattice.rowOf[sheet.heads.find(({ band }) => band === found.header.index)?.to ?? -1] ?? null;
  pasteHeaded(draft, selected, sliceRows(table, found.row, table.rows.length), found.header, below);
}

/** The position of the sheet that a block begins at whose first label is the sheet's; null when it has none such. */
function labelAt(lattice: Lattice, top: number, table: Table): { row: number; col: number } | null {
  for (const [r, cells] of table.rows.entries())
    for (const [c, cell] of cells.entries()) {
      if (!cell || isBlank(cell.text)) continue;
      const own = lattice.cells.find(
        (one) => one.kind === 'label' && one.row >= top && fold(one.text) === fold(cell.text) && one.col >= c,
      );
      if (own) return { row: own.row - r, col: own.col - c };
    }
  return null;
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
