import { rowsOf } from '../../shared/filing/filing.ts';
import { shorten } from '../../shared/filing/parse.ts';
import type { Sheet, SheetCell } from '../../shared/layout/sheet.ts';
import { referenceOf } from '../../shared/library/library.ts';
import type { Library } from '../state/library.ts';
import { useObservable } from '../state/observable.ts';
import type { Session } from '../state/session.ts';
import { CellNote } from './cell-note.tsx';
import { valuePlace } from './cell-value.ts';

interface Props {
  library: Library;
  session: Session;
  sheet: Sheet;
  cell: SheetCell;
  /** Whether the margin of the page is free and can be seen. */
  beside: boolean;
}

/** For a selected 指标值: what others set for the indicator, and what the unit itself has set. */
export function ReferenceNote({ library, session, sheet, cell, beside }: Props) {
  useObservable(library);
  const place = valuePlace(session.form, cell);
  if (!place) return null;
  const entry = library.entryOf(rowsOf(session.filing, place.table)[place.row]?.level3 ?? '');
  if (!entry) return null;
  const reference = referenceOf(entry);
  // What stands here, or stood here until it was undone or replaced, tells nothing.
  const own = session.heldAt(place.table, place.row, place.column);
  const others = entry.values.filter(({ text, times }) => times > 1 || (text !== cell.text && !own.has(text)));
  const used = others.slice(0, 2).map(({ text, times }) => `${shorten(text, 16)} ×${times}`);
  if (reference === '' && used.length === 0) return null;
  return (
    <CellNote sheet={sheet} cell={cell} label="参考值" beside={beside ? sheet.form.page.margin.right : null}>
      {reference !== '' && <p>参考值：{reference}</p>}
      {used.length > 0 && <p>用过 {used.join('、')}</p>}
    </CellNote>
  );
}
