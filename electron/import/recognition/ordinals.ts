import { fold } from '../../../shared/form/fold.ts';
import type { FormMap } from './form-map.ts';
import type { Zone } from './table-columns.ts';
import type { ViewCell, ViewRow } from './view.ts';

const ORDINAL = /^(?:序号|行号|行次|编号|\d{1,4}[.、]?|\(\d{1,3}\)|[一二三四五六七八九十]{1,3}[、.]?)$/;

/**
 * The cell of a column of ordinal numbers (序号) that stands left of the form in this row; null when the row does not
 * begin with one. The cell right of it is a label of the form.
 */
export function ordinalCell(map: FormMap, row: ViewRow): ViewCell | null {
  const [first, second] = row.cells;
  if (!first || !second || !ORDINAL.test(first.folded)) return null;
  return map.labelTexts.has(second.folded) ? first : null;
}

/** The column of ordinal numbers that the header of the indicators begins with. */
export function indicatorOrdinals(zones: readonly Zone[]): Zone | null {
  const [first] = zones;
  return first?.id === null && !first.part && /^(?:序号|行号|行次|编号)$/.test(fold(first.name)) ? first : null;
}

/** The rows without the ordinal numbers in this column and left of it. */
export function withoutOrdinals(rows: ViewRow[], col: number): ViewRow[] {
  return rows.map((row) => {
    const cells = row.cells.filter((cell) => cell.col > col || !ORDINAL.test(cell.folded));
    return cells.length === row.cells.length ? row : { ...row, cells };
  });
}
