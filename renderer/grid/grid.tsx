import { memo, type RefObject, useEffect, useRef, useState } from 'react';
import type { PastePlan } from '../../shared/clipboard/paste.ts';
import { panes, usePane } from '../panes.ts';
import type { LastYear } from '../state/last-year.ts';
import type { Library } from '../state/library.ts';
import type { MadeFrom } from '../state/made-from.ts';
import { useObserved } from '../state/observable.ts';
import type { Review } from '../state/review.ts';
import type { SelectionFacts } from '../state/selection-facts.ts';
import type { Session } from '../state/session.ts';
import { CellBeside } from './cell-beside.tsx';
import { CellEditor } from './cell-editor.tsx';
import { isTick } from './cell-value.ts';
import { clipboardOf } from './clipboard.ts';
import { commandRunner } from './commands.ts';
import { EDGE } from './desk-room.ts';
import { useEntering } from './entering.ts';
import { FillHandle } from './fill-handle.tsx';
import { type GridHandle, useGridHandle } from './grid-handle.ts';
import { LastYearView } from './last-year-view.tsx';
import { isTypable } from './navigation.ts';
import { Pages } from './pages.tsx';
import { pagesStyle } from './pages-style.ts';
import { usePointer } from './pointer.ts';
import type { ProblemDeeds } from './problem-notes.tsx';
import { ProblemPopover } from './problem-popover.tsx';
import { RowHandles } from './row-handles.tsx';
import { firstBox, isSeveral, SelectionView } from './selection-view.tsx';
import { useFacts } from './use-facts.ts';
import { useFill } from './use-fill.ts';
import { useNotesRoom } from './use-notes-room.ts';
import { useReason } from './use-reason.ts';
import { useRowDrag } from './use-row-drag.ts';
import { useSeenPages } from './use-seen-pages.ts';
import { useSelection } from './use-selection.ts';
import { useSuggestions } from './use-suggestions.ts';
import { useWheelZoom } from './use-wheel-zoom.ts';
import { WrongNote } from './wrong-note.tsx';
import './desk.css';

interface Props {
  session: Session;
  review: Review;
  lastYear: LastYear;
  library: Library;
  madeFrom: MadeFrom;
  /** What can be done about a problem where it stands. */
  deeds: ProblemDeeds;
  /** Hears what is selected and typed. */
  facts: SelectionFacts;
  seal: 42 | 45 | null;
  zoom: number;
  handle: RefObject<GridHandle | null>;
  /** The cell to begin with: where the clerk left this table. */
  cellToShow: string | null;
  onSelect(path: string): void;
  /** The selection is in a row of another table, or no longer in one: what commands are called and can do goes by it. */
  onPlace(place: string): void;
  onMessage(text: string): void;
  /** A paste that does not fit is shown before anything changes. */
  onPastePlan(plan: PastePlan): void;
  /** Ctrl and the wheel: one step larger or smaller. */
  onZoom(step: 1 | -1): void;
}

/** The printed pages, the selection over them, and the one text area that takes all keys. */
export const Grid = memo(function Grid(props: Props) {
  const { session, review, lastYear, library, madeFrom, deeds, facts, seal, zoom, handle, onMessage, onZoom } = props;
  const { form } = session;
  const filing = useObserved(session, () => session.filing);
  useObserved(session, () => session.replaced);
  const locked = useObserved(session, () => session.locked !== null);
  const linked = useObserved(madeFrom, () => madeFrom.linked(session));
  const shown = session.sheet(seal);
  const sheet = shown.screen;
  const editor = useRef<HTMLTextAreaElement>(null);
  const desk = useRef<HTMLDivElement>(null);
  const focus = () => editor.current?.focus({ preventScroll: true });
  const reveal = () => editor.current?.scrollIntoView({ block: 'nearest', inline: 'nearest' });

  const selecting = useSelection({ ...props, sheet });
  const { active, key, block } = selecting;
  const entering = useEntering({ session, selecting, editor, onMessage });
  const { draft } = entering;
  const [focused, setFocused] = useState(false);
  const several = block !== null && active !== null && isSeveral(block, active);
  const choices = useSuggestions({ session, library, selecting, entering });
  const reasoning = useReason(session, selecting);
  const run = commandRunner({
    sheetNow: () => session.sheet(seal).screen,
    selecting,
    entering,
    reasoning,
    reveal,
  });
  const clipboard = clipboardOf({ ...props, sheet, selecting, entering });
  const pointer = usePointer({ session, sheet, selecting, entering, run, focus });
  const fill = useFill(session, sheet, selecting, entering, focus);
  const rowDrag = useRowDrag(session, selecting, entering, focus);
  useFacts({ session, shown, selecting, text: draft?.text ?? null, facts });
  const room = useNotesRoom(desk, form, zoom, lastYear);
  useWheelZoom(desk, onZoom);

  useGridHandle(handle, { selecting, entering, reasoning, clipboard, fill, focus, reveal });
  usePane('table', { element: desk, focus });
  // A table that opens takes the focus where nothing else has it.
  // biome-ignore lint/correctness/useExhaustiveDependencies: only when it opens
  useEffect(() => {
    if (panes.isLost()) focus();
  }, []);

  // A table that opens shows the page of its cell; those around it follow when that is painted.
  const activePage = active ? (firstBox(sheet, active)?.page ?? 0) : 0;
  const { pages, isKnown } = useSeenPages(desk, sheet.pages.length, activePage);

  return (
    <div className="desk" style={{ padding: EDGE }} ref={desk} {...pointer}>
      <div className="pages" style={pagesStyle(form, zoom, room.beyond)}>
        <Pages
          filing={filing}
          sheet={sheet}
          drawn={pages}
          busy={!isKnown}
          review={review}
          session={session}
          linked={linked}
        />
        {active && block && <SelectionView sheet={sheet} active={active} block={block} drawn={pages} />}
        {block && !draft && !locked && <FillHandle sheet={sheet} block={block} fill={fill} />}
        {isKnown && (
          <LastYearView
            lastYear={lastYear}
            form={form}
            filing={filing}
            sheet={sheet}
            drawn={pages}
            beyond={room.beyond}
          />
        )}
        {isKnown && !locked && <RowHandles sheet={sheet} drawn={pages} latest={rowDrag} />}
        <CellEditor
          editor={editor}
          sheet={sheet}
          cell={active}
          path={key}
          editing={draft !== null}
          locked={active !== null && (locked || !isTypable(active))}
          final={locked}
          ticks={active !== null && isTick(form, active)}
          review={review}
          session={session}
          several={several}
          refusal={entering.refusal}
          highlighted={choices.suggestions.length > 0 ? choices.highlighted : -1}
          onFocusChange={setFocused}
          onStart={entering.start}
          onDraft={entering.typed}
          onChoiceKey={choices.onKey}
          onCommand={run}
          onCopy={clipboard.onCopy}
          onPaste={clipboard.onPaste}
          onDismiss={entering.dismiss}
        />
        {active && (
          <CellBeside
            session={session}
            library={library}
            sheet={sheet}
            cell={active}
            entering={entering}
            reasoning={reasoning}
            choices={choices}
            room={room}
            focus={focus}
          />
        )}
        {entering.wrong && (
          <WrongNote session={session} sheet={sheet} wrong={entering.wrong} onDone={entering.forget} />
        )}
      </div>
      <ProblemPopover
        desk={desk}
        sheet={sheet}
        zoom={zoom}
        review={review}
        session={session}
        selected={focused ? key : null}
        typing={draft !== null}
        deeds={deeds}
      />
    </div>
  );
});
