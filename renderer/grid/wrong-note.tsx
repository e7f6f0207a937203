import type { Sheet } from '../../shared/layout/sheet.ts';
import type { Session } from '../state/session.ts';
import { wrongType } from './enter-cells.ts';
import type { Refusal } from './entering.ts';
import { cellAt } from './navigation.ts';
import { RefusalNote } from './refusal-note.tsx';
import { firstBox, pagePlace } from './selection-view.tsx';

interface Props {
  session: Session;
  sheet: Sheet;
  wrong: Refusal;
  onDone(): void;
}

/** At the cell that has kept a text of another type: what it should be. Above it, for the clerk goes on below it. */
export function WrongNote({ session, sheet, wrong, onDone }: Props) {
  const cell = cellAt(sheet, wrong.key);
  const box = cell && firstBox(sheet, cell);
  // It may have been undone or mended meanwhile.
  if (!box || wrongType(session, cell) === null) return null;
  return (
    <div className="wrong-place" style={{ ...pagePlace(sheet, box.page, box.x, box.y), width: `${box.width}mm` }}>
      <RefusalNote refusal={wrong} right={box.x > sheet.form.page.width / 2} onDone={onDone} />
    </div>
  );
}
