import { type CSSProperties, memo, useMemo } from 'react';
import { compareFilings } from '../../shared/compare/compare-filings.ts';
import { type Filing, yearOf } from '../../shared/filing/filing.ts';
import type { Form } from '../../shared/form/form.ts';
import type { Sheet } from '../../shared/layout/sheet.ts';
import { useAfterPaint } from '../after-paint.ts';
import type { LastYear } from '../state/last-year.ts';
import { useObservable } from '../state/observable.ts';
import type { Stored } from '../state/stored.ts';
import { notesBeyond } from './desk-room.ts';
import './last-year.css';
import { NOTE_LINE, type Note, type NoteLine, notesOf } from './last-year-notes.ts';
import { pagePlace } from './selection-view.tsx';
import type { PageSet } from './use-seen-pages.ts';

/** The gap in mm between the notes and the table. */
const GAP = 1;

interface Props {
  lastYear: LastYear;
  form: Form;
  filing: Filing;
  sheet: Sheet;
  /** The pages that are drawn. */
  drawn: PageSet;
  /** How far they may reach beyond the page, in mm; where that is too little, they open over it when pointed at. */
  beyond: number;
}

/** What each row of the table held last year, to the right of the page as Word has its comments. */
export const LastYearView = memo(function LastYearView({ lastYear, form, filing, sheet, drawn, beyond }: Props) {
  const { source, shown } = useObservable(lastYear);
  // A cell that was just entered is painted before its note.
  const late = useAfterPaint(useMemo(() => ({ form, filing, sheet }), [form, filing, sheet]));
  return shown && source ? <Notes source={source} drawn={drawn} beyond={beyond} {...late} /> : null;
});

const Notes = memo(function Notes({
  source,
  form,
  filing,
  sheet,
  drawn,
  beyond,
}: Omit<Props, 'lastYear'> & { source: Stored }) {
  const [from, to] = [yearOf(source.form, source.filing), yearOf(form, filing)];
  const word = from === null || from + 1 === to ? '上年' : `${from} 年`;
  const notes = useMemo(
    () => notesOf(sheet, compareFilings(source, { form, filing }), word),
    [source, form, filing, sheet, word],
  );
  const { width, margin } = sheet.form.page;
  const left = width - margin.right + GAP;
  // Its width, and how far it opens to the left.
  const room = margin.right - GAP + beyond;
  const missing = notesBeyond({ margin }) - beyond;
  const style = { '--room': `${room}mm`, '--opens': `${missing}mm` } as CSSProperties;
  const head = { ...pagePlace(sheet, 0, left, margin.top), width: `${room}mm` };
  return (
    <aside className={missing === 0 ? 'last-year' : 'last-year inside'} aria-label="上年对照" style={style}>
      <p style={head}>上年{from === null ? '' : `（${from}）`}金额、指标值和变化的文字</p>
      {notes
        .filter(({ page }) => drawn.has(page))
        .map((note) => (
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
          lineHeight: `${NOTE_LINE}mm`,
          '--height': `${note.height}mm`,
        } as CSSProperties
      }
    >
      {note.lines.map((line, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a line has no identity but its place
        <LineView key={index} line={line} />
      ))}
    </div>
  );
}

/**
 * An amount stands before its name, so that what is cut off where there is little room is the name. How far it has moved
 * is shown whole or not at all: of “+23.4” cut off, “+2” would be read.
 */
function LineView({ line: { name, text, change, amount, changed, lines } }: { line: NoteLine }) {
  const classes = ['line', amount && 'amount', changed && 'changed', lines > 1 && 'long'];
  const of = name !== '' && <span className="of">{amount ? ` ${name}` : `${name} `}</span>;
  return (
    <div
      className={classes.filter(Boolean).join(' ')}
      style={{ WebkitLineClamp: lines }}
      title={`${name} ${text}${change}`.trim()}
    >
      {!amount && of}
      {amount ? <span>{text}</span> : text}
      {change !== '' && <span className="moved">{change}</span>}
      {amount && of}
    </div>
  );
}
