import { explain } from '../../shared/filing/explain.ts';
import { placeOf } from '../../shared/filing/path.ts';
import type { Sheet, SheetCell } from '../../shared/layout/sheet.ts';
import type { Session } from '../state/session.ts';
import { CellNote } from './cell-note.tsx';

interface Props {
  session: Session;
  sheet: Sheet;
  cell: SheetCell;
  /** Whether there is room beside the page. */
  beside: boolean;
}

/** How wide it may be in mm: it goes on beside the page. */
const WIDTH = 62;

/** For a selected rate or score: how it is worked out. */
export function ExplainNote({ session, sheet, cell, beside }: Props) {
  if (cell.pattern !== '') return null;
  const said = explain(session.form, session.filing, placeOf(cell.path));
  if (said === null) return null;
  return (
    <CellNote sheet={sheet} cell={cell} label="计算说明" beside={beside ? WIDTH : null}>
      <p>{said}</p>
    </CellNote>
  );
}
