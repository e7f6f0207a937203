import { rowsOf } from '../../shared/filing/filing.ts';
import { shorten } from '../../shared/filing/parse.ts';
import type { Sheet, SheetCell } from '../../shared/layout/sheet.ts';
import { referenceOf } from '../../shared/library/library.ts';
import type { Library } from '../state/library.ts';
import type { Session } from '../state/session.ts';
import { valuePlace } from './cell-value.ts';
import { firstBox, pagePlace } from './selection-view.tsx';
import './reference-note.css';

interface Props {
  library: Library;
  session: Session;
  sheet: Sheet;
  cell: SheetCell;
}

/** Room in mm between the note and the table, and the edge of the page. */
const GAP = 0.5;

/**
 * For a selected 指标值: what others set for the indicator, and what the unit itself has set. It stands in the margin
 * right of the row, so that it covers no cell of any form.
 */
export function ReferenceNote({ library, session, sheet, cell }: Props) {
  const place = valuePlace(session.form, cell);
  if (!place) return null;
  const entry = library.entryOf(rowsOf(session.filing, place.table)[place.row]?.level3 ?? '');
  const box = firstBox(sheet, cell);
  if (!entry || !box) return null;
  const reference = referenceOf(entry);
  const used = entry.values.slice(0, 2).map(({ text, times }) => `${shorten(text, 16)} ×${times}`);
  if (reference === '' && used.length === 0) return null;
  const { width, margin } = sheet.form.page;
  return (
    <aside
      className="reference-note"
      aria-label="参考值"
      style={{
        ...pagePlace(sheet, box.page, width - margin.right + GAP, box.y),
        maxWidth: `${margin.right - 2 * GAP}mm`,
      }}
    >
      {reference !== '' && <p>参考值：{reference}</p>}
      {used.length > 0 && <p>用过 {used.join('、')}</p>}
    </aside>
  );
}
