import type { SheetCell } from '../layout/sheet.ts';
import { fold } from './fold.ts';
import type { Lattice } from './lattice.ts';
import { isBlank, type PasteDraft } from './paste-draft.ts';
import type { Table, TableCell } from './table.ts';

/** A position of the lattice. */
interface Position {
  row: number;
  col: number;
}

/** A cell of the clipboard and what becomes of it: it is written into a cell, or not and why. */
type Landing = { source: TableCell } & ({ onto: SheetCell } | { refused: string } | { nothing: true });

/**
 * Lays a table over the cells of the sheet, its top left on position `at` of the lattice. Cells go by their position on
 * the grid; where that does not fit (a table of other column widths, text without its merges) they go cell by cell in
 * each row, when that loses less.
 */
export function pasteOver(draft: PasteDraft, lattice: Lattice, at: Position, table: Table): void {
  const byGrid = landOnGrid(draft, lattice, at, table);
  const losses = (landings: Landing[]) => landings.filter((landing) => 'refused' in landing).length;
  const byOrder = losses(byGrid) > 0 ? landInOrder(draft, lattice, at, table) : byGrid;
  for (const landing of losses(byOrder) < losses(byGrid) ? byOrder : byGrid) {
    if ('refused' in landing) draft.refuse(landing.source.text, landing.refused);
    else if ('onto' in landing) draft.write(landing.onto, landing.source.text);
  }
}

function landOnGrid(draft: PasteDraft, lattice: Lattice, at: Position, table: Table): Landing[] {
  return table.rows.flatMap((cells, r) =>
    cells.flatMap((source, c): Landing[] => {
      if (!source) return [];
      const cell = lattice.at(at.row + r, at.col + c);
      const inside = cell && (cell.row !== at.row + r || cell.col !== at.col + c);
      return [inside ? coveredBy(draft, cell, source) : land(draft, cell, source)];
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
  if (isBlank(source.text)) return { source, nothing: true };
  if (!cell) return { source, refused: '超出了表格' };
  if (cell.kind === 'label' && sameLabel(draft, cell.text, source.text)) return { source, nothing: true };
  return { source, refused: cell.kind === 'label' ? `这里是表样的“${cell.text}”` : '这里不填内容' };
}

/** A text on a position that a merged cell covers: harmless where it repeats the label, else lost. */
function coveredBy(draft: PasteDraft, cell: SheetCell, source: TableCell): Landing {
  if (isBlank(source.text) || (cell.kind === 'label' && sameLabel(draft, cell.text, source.text)))
    return { source, nothing: true };
  return { source, refused: `这里是“${cell.name}”的合并单元格` };
}

function sameLabel(draft: PasteDraft, label: string, text: string): boolean {
  const { rows, indicators } = draft.form;
  const wordings = [
    ...rows.flatMap((row) => row.cells.flatMap((cell) => (cell.kind === 'label' ? [cell] : []))),
    ...indicators.columns,
  ]
    .filter((own) => ('text' in own ? own.text : own.name) === label)
    .flatMap((own) => own.also ?? []);
  return [label, ...wordings].some((wording) => fold(wording) === fold(text));
}
