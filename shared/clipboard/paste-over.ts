import { fold } from '../form/fold.ts';
import { columnsOf, printedRows, tablesOf } from '../form/form.ts';
import type { SheetCell } from '../layout/sheet.ts';
import type { Lattice } from './lattice.ts';
import { isBlank, type PasteDraft } from './paste-draft.ts';
import { withoutCoveredRows } from './shape.ts';
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
  for (const landing of best) {
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
  return landOnWords(draft, cell, source);
}

/** A text where nothing can be entered: harmless where it repeats the label, else lost. */
function landOnWords(draft: PasteDraft, cell: SheetCell | null, source: TableCell): Landing {
  if (isBlank(source.text)) return { source, nothing: true };
  if (!cell) return { source, refused: '超出了表格' };
  if (cell.kind === 'field') return { source, refused: `这里是“${cell.name}”的合并单元格` };
  if (cell.kind === 'label' && sameLabel(draft, cell.text, source.text)) return { source, nothing: true };
  return { source, refused: cell.kind === 'label' ? `这里是表样的“${cell.text}”` : '这里不填内容' };
}

function sameLabel(draft: PasteDraft, label: string, text: string): boolean {
  const wordings = [
    ...printedRows(
      draft.form,
      draft.form.sections.map(({ id }) => id),
    ).flatMap((row) => row.cells.flatMap((cell) => (cell.kind === 'label' ? [cell] : []))),
    ...tablesOf(draft.form).flatMap(({ id }) => columnsOf(draft.form, id)),
  ]
    .filter((own) => ('text' in own ? own.text : own.name) === label)
    .flatMap((own) => own.also ?? []);
  return [label, ...wordings].some((wording) => fold(wording) === fold(text));
}
