import { type KeyboardEvent, type RefObject, useEffect, useId, useState } from 'react';
import { fieldOrColumn } from '../../shared/filing/computed.ts';
import { setText } from '../../shared/filing/edits.ts';
import { typedText } from '../../shared/filing/filing.ts';
import { cleanText } from '../../shared/filing/parse.ts';
import { type Place, pathOf } from '../../shared/filing/path.ts';
import type { Sheet, SheetCell } from '../../shared/layout/sheet.ts';
import { belongsToInputMethod } from '../input-method.ts';
import { useKept } from '../kept-fields.ts';
import type { Session } from '../state/session.ts';
import { firstBox, pagePlace } from './selection-view.tsx';
import { cellOf } from './use-selection.ts';
import './reason-field.css';

interface Props {
  session: Session;
  sheet: Sheet;
  cell: SheetCell;
  /** Where the reason is kept. */
  place: Place;
  field: RefObject<HTMLInputElement | null>;
  /** Whether the clerk has just typed over the worked-out value, and is asked why. */
  asked: boolean;
  /** The focus goes back to the table. */
  onDone(): void;
}

/** Below a worked-out value that the clerk has typed over: why. It is kept with the table and told by the review. */
export function ReasonField({ session, sheet, cell, place, field, asked, onDone }: Props) {
  const id = useId();
  const box = firstBox(sheet, cell) ?? { page: 0, x: 0, y: 0, width: 0, height: 0 };
  const { form, filing } = session;
  const name = fieldOrColumn(form, place)?.name ?? '理由';
  const kept = typedText(filing, place);
  // Its row stays where it is while the reason is written.
  const [writing, setWriting] = useState(false);
  useEffect(() => (writing ? session.hold() : undefined), [session, writing]);
  const keep = (typed: string) => {
    const text = cleanText(typed).trim();
    if (session.locked !== null) {
      const { row } = cellOf(session.filing, pathOf(place));
      return session.setAside(place, row, text);
    }
    const edit = setText(session.filing, place, text);
    if (edit) session.perform({ label: `填写${name}`, path: cell.path, edits: [edit] });
  };
  useKept(() => field.current && keep(field.current.value));
  // Undone, or written in another window; what is being typed stays.
  useEffect(() => {
    if (field.current && field.current !== document.activeElement) field.current.value = kept;
  }, [field, kept]);
  const onKey = (event: KeyboardEvent<HTMLInputElement>) => {
    if (belongsToInputMethod(event.nativeEvent)) return;
    if (event.key === 'Escape') event.currentTarget.value = kept;
    if (event.key !== 'Enter' && event.key !== 'Escape') return;
    event.preventDefault();
    event.stopPropagation();
    onDone();
  };
  return (
    <div className="reason-field" style={pagePlace(sheet, box.page, box.x + box.width, box.y + box.height)}>
      <label htmlFor={id}>{name}</label>
      <input
        id={id}
        key={pathOf(place)}
        ref={field}
        defaultValue={kept}
        maxLength={LONGEST}
        placeholder="改了自动计算的得分，请写明理由"
        // biome-ignore lint/a11y/noAutofocus: the clerk is asked what only this field can answer
        autoFocus={asked}
        onKeyDown={onKey}
        onFocus={() => setWriting(true)}
        onBlur={(event) => {
          keep(event.currentTarget.value);
          setWriting(false);
        }}
      />
    </div>
  );
}

const LONGEST = 500;
