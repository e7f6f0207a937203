import { type CSSProperties, memo, useDeferredValue, useMemo } from 'react';
import { compareFilings } from '../../shared/compare/compare-filings.ts';
import { type Filing, yearOf } from '../../shared/filing/filing.ts';
import type { Form } from '../../shared/form/form.ts';
import type { Sheet } from '../../shared/layout/sheet.ts';
import type { LastYear } from '../state/last-year.ts';
import { useObservable } from '../state/observable.ts';
import type { Stored } from '../state/stored.ts';
import { NOTES_WIDTH, notesBeyond } from './desk-room.ts';
import './last-year.css';
import { NOTE_LINE, type Note, notesOf } from './last-year-notes.ts';
import { pagePlace } from './selection-view.tsx';

/** The gap in mm between the notes and the table. */
const GAP = 1;

interface Props {
  lastYear: LastYear;
  form: Form;
  filing: Filing;
  sheet: Sheet;
  /** Whether there is room for them beside the page; else they keep to its margin, and open over it when pointed at. */
  beside: boolean;
}

/** What each row of the table held last year, to the right of the page as Word has its comments. */
export const LastYearView = memo(function LastYearView({ lastYear, form, filing, sheet, beside }: Props) {
  const { source, shown } = useObservable(lastYear);
  // A cell that was just entered is painted before its note.
  const late = useDeferredValue(useMemo(() => ({ form, filing, sheet }), [form, filing, sheet]));
  return shown && source ? <Notes source={source} beside={beside} {...late} /> : null;
});

const Notes = memo(function Notes({
  source,
  form,
  filing,
  sheet,
  beside,
}: Omit<Props, 'lastYear'> & { source: Stored }) {
  const [from, to] = [yearOf(source.form, source.filing), yearOf(form, filing)];
  const word = from === null || from + 1 === to ? '上年' : `${from} 年`;
  const notes = useMemo(
    () => notesOf(sheet, compareFilings(source, { form, filing }), word),
    [source, form, filing, sheet, word],
  );
  const { width, margin } = sheet.form.page;
  const left = width - margin.right + GAP;
  // Its width where the notes keep to the margin, and how far they open to the left of that.
  const inside = margin.right - GAP;
  const style = { '--inside': `${inside}mm`, '--opens': `${NOTES_WIDTH - inside}mm` } as CSSProperties;
  const head = beside
    ? { ...pagePlace(sheet, 0, width + GAP, 6), width: `${notesBeyond({ margin })}mm` }
    : { ...pagePlace(sheet, 0, width - NOTES_WIDTH - GAP, 1), width: `${NOTES_WIDTH}mm` };
  return (
    <aside className={beside ? 'last-year' : 'last-year inside'} aria-label="上年对照" style={style}>
      <p style={head}>{from === null ? '' : `上年（${from}）数值；`}未列出的与上年一致</p>
      {notes.map((note) => (
        <NoteView key={`${note.page} ${note.y}`} note={note} place={pagePlace(sheet, note.page, left, note.y)} />
      ))}
    </aside>
  );
});

function NoteView({ note, place }: { note: Note; place: { left: string; top: string } }) {
  const changed = note.lines.some((line) => line.changed);
  return (
    <div
      className={changed ? 'note changed' : 'note'}
      style={
        {
          ...place,
          width: `${NOTES_WIDTH}mm`,
          lineHeight: `${NOTE_LINE}mm`,
          '--height': `${note.height}mm`,
        } as CSSProperties
      }
    >
      {note.lines.map(({ name, text, changed: isChanged, lines }, index) => (
        <div
          // biome-ignore lint/suspicious/noArrayIndexKey: a line has no identity but its place
          key={index}
          className={`line${isChanged ? ' changed' : ''}${lines > 1 ? ' long' : ''}`}
          style={{ WebkitLineClamp: lines }}
          title={`${name} ${text}`.trim()}
        >
          {name && <span className="of">{name} </span>}
          {text}
        </div>
      ))}
    </div>
  );
}
