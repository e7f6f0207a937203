import { explain } from '../../shared/filing/explain.ts';
import { placeOf } from '../../shared/filing/path.ts';
import type { Sheet, SheetCell } from '../../shared/layout/sheet.ts';
import type { Session } from '../state/session.ts';
import { firstBox, pagePlace } from './selection-view.tsx';
import './reference-note.css';

interface Props {
  session: Session;
  sheet: Sheet;
  cell: SheetCell;
}

/** Room in mm between the note and the table, and how wide it may be: it goes on beside the page. */
const GAP = 0.5;
const WIDTH = 62;

/** For a selected rate or score: how it is worked out, in the margin right of its row. */
export function ExplainNote({ session, sheet, cell }: Props) {
  if (cell.pattern !== '') return null;
  const said = explain(session.form, session.filing, placeOf(cell.path));
  const box = firstBox(sheet, cell);
  if (said === null || !box) return null;
  const { width, margin } = sheet.form.page;
  return (
    <aside
      className="reference-note"
      aria-label="计算说明"
      style={{ ...pagePlace(sheet, box.page, width - margin.right + GAP, box.y), maxWidth: `${WIDTH}mm` }}
    >
      <p>{said}</p>
    </aside>
  );
}
