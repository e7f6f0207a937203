import { readAmount } from '../../shared/filing/amount.ts';
import { applyAll, type Edit } from '../../shared/filing/edits.ts';
import { enterText } from '../../shared/filing/enter.ts';
import { textOf } from '../../shared/filing/filing.ts';
import { placeOf } from '../../shared/filing/path.ts';
import { fieldOf } from '../../shared/form/form.ts';
import type { SheetCell } from '../../shared/layout/sheet.ts';
import type { Session } from '../session.ts';

/**
 * The edits that write a text into each of some cells, and the last refusal: a cell that refuses its text keeps its
 * own.
 */
export function enterCells(
  session: Session,
  cells: readonly SheetCell[],
  text: (cell: SheetCell) => string,
): { edits: Edit[]; refused: string | null } {
  const edits: Edit[] = [];
  let refused: string | null = null;
  let filing = session.filing;
  for (const cell of cells) {
    const more = enterText(session.form, filing, cell, text(cell));
    if ('refused' in more) {
      refused = more.refused;
      continue;
    }
    filing = applyAll(filing, more);
    edits.push(...more);
  }
  return { edits, refused };
}

/** Name of an amount's cell that now holds something else, which is kept as typed; null for all other cells. */
export function notAnAmount({ form, filing }: Session, { path, pattern, name }: SheetCell): string | null {
  const place = placeOf(path);
  if (!('field' in place) || pattern !== '' || fieldOf(form, place.field).type !== 'amount') return null;
  return readAmount(textOf(filing, place.field)) === null ? name : null;
}
