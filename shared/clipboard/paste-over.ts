import { sameAmount } from '../filing/amount.ts';
import { fieldOrColumn, patternText } from '../filing/computed.ts';
import { placeOf } from '../filing/path.ts';
import { fold } from '../form/fold.ts';
import type { SheetCell } from '../layout/sheet.ts';
import { bandColumns } from './band-columns.ts';
import { tableBands } from './header.ts';
import { cellsIn, type Lattice } from './lattice.ts';
import { isBlank, type PasteDraft } from './paste-draft.ts';
import { withoutCoveredRows } from './shape.ts';
import type { Table, TableCell } from './table.ts';
import { isTotalWords } from './totals.ts';

/** A position of the lattice. */
interface Position {
  row: number;
  col: number;
}

/** A cell of the clipboard and what becomes of it: it is written into a cell, or not and why. */
type Landing = { source: TableCell } & (
  | { onto: SheetCell }
  /** Onto a value that is worked out. */
  | { left: SheetCell }
  | { refused: string }
  | { nothing: true }
);

/**
 * Lays a table over the cells of the sheet, its top left on position `at` of the lattice. Cells go by their position on
 * the grid; where that loses texts, rows that merged cells cover all along are left out, and then cells are counted in
 * each row (a table of other column widths): the first way that loses least.
 */
export function pasteOver(draft: PasteDraft, lattice: Lattice, at: Position, table: Table): void {
  const tight = withoutCoveredRows(table);
  const ways = [
    () => landOnGrid(draft, lattice, at, table),
    () => landOnGrid(draft, lattice, at, tight),
    () => landInOrder(draft, lattice, at, tight),
  ];
  let best: Landing[] = [];
  let least = Number.POSITIVE_INFINITY;
  for (const way of ways) {
    if (least === 0) break;
    const landings = way();
    const losses = landings.filter((landing) => 'refused' in landing && !isBlank(landing.source.text)).length;
    if (losses < least) [best, least] = [landings, losses];
  }
  carryOut(draft, best);
}

/**
 * Lays a table over the cells of the sheet where it is a copy of these very cells: all of their texts are the same, or
 * at least the words of every label and of every merged cell. False, with nothing done, when it is not.
 */
export function pasteExactly(draft: PasteDraft, lattice: Lattice, at: Position, table: Table): boolean {
  const landings = landOnGrid(draft, lattice, at, table);
  if (landings.some((landing) => 'refused' in landing)) return false;
  const [bottom, right] = [at.row + table.rows.length, at.col + (table.rows[0]?.length ?? 0)];
  const covered = cellsIn(lattice, { top: at.row, left: at.col, bottom, right });
  const texts = new Map(
    table.rows.flatMap((cells, r) =>
      cells.flatMap((cell, c) =>
        cell && !isBlank(cell.text) ? [[lattice.at(at.row + r, at.col + c), cell.text.trim()] as const] : [],
      ),
    ),
  );
  const isSame = (cell: SheetCell) => {
    const text = texts.get(cell) ?? '';
    return text === cell.text.trim() || (cell.kind === 'label' && sameLabel(draft, cell.text, text));
  };
  if (covered.every(isSame)) return true;
  const fixed = covered.filter(({ kind, run }) => kind === 'label' || run !== null);
  const labelled = fixed.some(({ kind }) => kind === 'label');
  if (!labelled || !fixed.every(isSame)) return false;
  carryOut(draft, landings);
  return true;
}

/** What others follow from is written first. */
function carryOut(draft: PasteDraft, landings: readonly Landing[]): void {
  const isComputed = (landing: Landing) =>
    'onto' in landing && fieldOrColumn(draft.form, placeOf(landing.onto.path))?.computed !== undefined;
  for (const landing of [...landings.filter((one) => !isComputed(one)), ...landings.filter(isComputed)]) {
    const { text } = landing.source;
    if ('refused' in landing) draft.refuse(text, landing.refused);
    else if ('onto' in landing) draft.write(landing.onto, text);
    else if ('left' in landing) leave(draft, landing.left, text);
  }
}

function leave(draft: PasteDraft, cell: SheetCell, text: string): void {
  const place = placeOf(cell.path);
  if (cell.path !== '') {
    const { computed } = fieldOrColumn(draft.form, place) ?? {};
    if (computed?.is !== 'ordinal' || !/^\s*\d+\s*$/.test(text)) draft.leave(place, cell.name, text);
    return;
  }
  // A sum: its words and its column are in its name.
  for (const { band } of tableBands(draft.form))
    for (const { column, tables } of bandColumns(draft.form, draft.filing, band)) {
      const [words = '', ...rest] = cell.name.split(' ');
      if (rest.join(' ') !== column.name || !isTotalWords(band, words)) continue;
      draft.leaveSum(band, words, { table: tables[0] ?? '', column: column.id }, text);
      return;
    }
  if (!sameAmount(cell.text, text)) draft.refuse(text, `${cell.name}自动计算`);
}

function landOnGrid(draft: PasteDraft, lattice: Lattice, at: Position, table: Table): Landing[] {
  return table.rows.flatMap((cells, r) =>
    cells.flatMap((source, c): Landing[] => {
      if (!source) return [];
      const cell = lattice.at(at.row + r, at.col + c);
      // A cell that reaches in from above or from the left is copied with the part of it that was chosen.
      const inside = cell && (Math.max(cell.row, at.row) !== at.row + r || Math.max(cell.col, at.col) !== at.col + c);
      return [inside ? landOnWords(draft, cell, source) : land(draft, cell, source)];
    }),
  );
}

function landInOrder(draft: PasteDraft, lattice: Lattice, at: Position, table: Table): Landing[] {
  const byRow = Map.groupBy(
    lattice.cells.filter((cell) => cell.col >= at.col).sort((a, b) => a.col - b.col),
    (cell) => cell.row,
  );
  return table.rows.flatMap((cells, r) => {
    const targets = byRow.get(at.row + r) ?? [];
    return cells.filter((cell) => cell !== null).map((source, k) => land(draft, targets[k] ?? null, source));
  });
}

function land(draft: PasteDraft, cell: SheetCell | null, source: TableCell): Landing {
  if (cell?.kind === 'field') return { source, onto: cell };
  if (cell?.kind === 'computed') return { source, left: cell };
  return landOnWords(draft, cell, source);
}

/** A text where nothing can be entered: harmless where it repeats the label, else lost. */
function landOnWords(draft: PasteDraft, cell: SheetCell | null, source: TableCell): Landing {
  if (isBlank(source.text)) return { source, nothing: true };
  if (!cell) return { source, refused: '超出了表格' };
  // A row that is made would move those below it.
  if (cell.adds) return { source, refused: '这里还没有行，请从表中的这一格开始粘贴' };
  if (cell.kind === 'field' || cell.kind === 'computed') return { source, refused: `这里是“${cell.name}”的合并单元格` };
  if (cell.kind === 'label' && sameLabel(draft, cell.text, source.text)) return { source, nothing: true };
  return { source, refused: cell.kind === 'label' ? `这里是表样的“${cell.text}”` : '这里不填内容' };
}

/** Whether a text is a label of the sheet, in this or another wording of the form. */
function sameLabel({ form, filing }: PasteDraft, label: string, text: string): boolean {
  if (fold(label) === fold(text)) return true;
  const wordings = form.bands.flatMap((band): Words[] => {
    if (band.kind === 'fixed')
      return band.rows.flatMap((row) => row.cells.flatMap((cell) => (cell.kind === 'label' ? [cell] : [])));
    if (band.kind === 'text') return band.paragraphs.map(({ pattern, also }) => ({ text: pattern, also }));
    const columns = [...(band.shared ?? []), ...band.lanes.flatMap((lane) => lane.columns)];
    const groups = columns.flatMap((one) => ('columns' in one ? [one] : []));
    const leaves = columns.flatMap((one) => ('columns' in one ? one.columns : [one]));
    return [
      ...(band.side ? [band.side] : []),
      ...groups,
      ...leaves.map(({ name, also }) => ({ text: patternText(form, filing, name), also })),
      ...(band.totals ?? []),
    ];
  });
  return wordings
    .filter((own) => fold(own.text) === fold(label))
    .some(({ also = [] }) => also.some((other) => fold(other) === fold(text)));
}

interface Words {
  text: string;
  also?: string[] | undefined;
}
