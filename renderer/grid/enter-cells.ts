import { fieldOrColumn } from '../../shared/filing/computed.ts';
import { applyAll, type Edit } from '../../shared/filing/edits.ts';
import { enterText } from '../../shared/filing/enter.ts';
import { typedText } from '../../shared/filing/filing.ts';
import { placeOf } from '../../shared/filing/path.ts';
import { isOfType, typeSentence } from '../../shared/filing/typed-value.ts';
import type { SheetCell } from '../../shared/layout/sheet.ts';
import type { Session } from '../state/session.ts';
import { isTypable } from './navigation.ts';

/**
 * The edits that write a text into each of some cells, and the last refusal: a cell that refuses its text keeps its
 * own. Of several, those that are worked out are left alone.
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
    if (cells.length > 1 && !isTypable(cell)) continue;
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

/** What is wrong with a cell that now holds something else than its type, kept as typed; null for all other cells. */
export function wrongType({ form, filing }: Session, { path, pattern, name }: SheetCell): string | null {
  if (path === '' || pattern !== '') return null;
  const place = placeOf(path);
  const value = fieldOrColumn(form, place);
  return !value || isOfType(value, typedText(filing, place)) ? null : typeSentence(value, name);
}
