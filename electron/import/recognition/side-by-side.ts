import { catalog } from '../../../shared/form/catalog/catalog.ts';
import type { Form } from '../../../shared/form/form.ts';
import type { Grid, GridRow } from '../grid.ts';
import { isGenericHeader } from './find-tables.ts';
import { mapForm } from './form-map.ts';
import { type ViewRow, viewRows } from './view.ts';

/** Tables beside one another beyond which the rest stays together. */
const MOST = 20;

/**
 * The grids of tables that stand beside one another in a sheet, whatever forms they are of: each has a header of
 * indicators of its own, and a column without anything or the first label of a form once more parts them. Else the grid
 * itself.
 */
export function sideBySide(grid: Grid, forms: readonly Form[] = catalog.all): Grid[] {
  const grids: Grid[] = [];
  let rest = grid;
  for (let cut = secondTable(rest, forms); cut !== null && grids.length < MOST; cut = secondTable(rest, forms)) {
    const at = cut;
    grids.push({ ...rest, rows: part(rest.rows, (col) => col < at) });
    const { notes: _, ...right } = rest;
    rest = { ...right, rows: part(rest.rows, (col) => col >= at) };
  }
  return [...grids, rest];
}

/** The column in which a second table begins; null where there is none. */
function secondTable(grid: Grid, forms: readonly Form[]): number | null {
  const rows = viewRows(grid);
  const headers = rows.filter(isGenericHeader);
  // Both tables may have their header in the same row.
  if (headers.length === 0 || (headers.length === 1 && (headers[0]?.cells.length ?? 0) < 6)) return null;
  const has = (isIn: (col: number) => boolean) =>
    headers.some((row) => isGenericHeader({ ...row, cells: row.cells.filter(({ col }) => isIn(col)) }));
  const found = [...candidates(rows, forms)].sort((a, b) => a - b);
  return found.find((at) => has((col) => col < at) && has((col) => col >= at)) ?? null;
}

const known = new WeakMap<readonly Form[], ReadonlySet<string>>();

/** Folded wordings of the label that a form begins with. */
function firstLabels(forms: readonly Form[]): ReadonlySet<string> {
  const labels =
    known.get(forms) ?? new Set(forms.map(mapForm).flatMap(({ first }) => [...(first?.labels[0]?.texts ?? [])]));
  known.set(forms, labels);
  return labels;
}

/** Columns behind an empty one, and those in which the first label of a form stands for the second time in a row. */
function candidates(rows: readonly ViewRow[], forms: readonly Form[]): Set<number> {
  const filled: boolean[] = [];
  const found = new Set<number>();
  const firsts = firstLabels(forms);
  for (const { cells } of rows) {
    // A title may reach over all tables.
    if (cells.length > 1)
      for (const { cell } of cells) for (let k = 0; k < cell.colSpan; k++) filled[cell.col + k] = true;
    for (const [at, { folded, col }] of cells.entries())
      if (firsts.has(folded) && cells.slice(0, at).filter((cell) => cell.folded === folded).length === 1)
        found.add(col);
  }
  for (let col = 1; col < filled.length; col++) if (filled[col] && !filled[col - 1]) found.add(col);
  return found;
}

function part(rows: readonly GridRow[], isIn: (col: number) => boolean): GridRow[] {
  return rows.map((row) => ({ ...row, cells: row.cells.filter(({ col, master }) => isIn(master?.col ?? col)) }));
}
