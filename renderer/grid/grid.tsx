import {
  type ClipboardEvent,
  type CSSProperties,
  type RefObject,
  useCallback,
  useDeferredValue,
  useEffect,
  useImperativeHandle,
  useRef,
  useState,
} from 'react';
import { copyBlock } from '../../shared/clipboard/copy.ts';
import { type PastePlan, planPaste } from '../../shared/clipboard/paste.ts';
import { exactTexts, fromTsv, toHtml, toTsv } from '../../shared/clipboard/table.ts';
import { isOnlyComputed } from '../../shared/filing/computed.ts';
import { enterText } from '../../shared/filing/enter.ts';
import { typedText } from '../../shared/filing/filing.ts';
import { shorten } from '../../shared/filing/parse.ts';
import { pathOf, placeOf } from '../../shared/filing/path.ts';
import { followPlace } from '../../shared/filing/rebase.ts';
import { moveRunTo } from '../../shared/filing/rows.ts';
import { TICK } from '../../shared/filing/typed-value.ts';
import { columnsOf } from '../../shared/form/form.ts';
import { CELL_PADDING } from '../../shared/layout/layout.ts';
import type { SheetCell } from '../../shared/layout/sheet.ts';
import { sheetIndex } from '../../shared/layout/sheet-index.ts';
import { fillTemplate, type ValueTemplate } from '../../shared/library/value-template.ts';
import { panes, usePane } from '../panes.ts';
import { rowWord } from '../row-word.ts';
import type { LastYear } from '../state/last-year.ts';
import type { Library } from '../state/library.ts';
import type { MadeFrom } from '../state/made-from.ts';
import { useObservable } from '../state/observable.ts';
import type { Review } from '../state/review.ts';
import type { Session } from '../state/session.ts';
import { CellEditor } from './cell-editor.tsx';
import { isTick, isTicked, optionsOf, tableOfCell } from './cell-value.ts';
import { Choices } from './choices.tsx';
import { fromHtml } from './clipboard-html.ts';
import { useDraft } from './draft.ts';
import { DraftBadge } from './draft-badge.tsx';
import { enterCells, wrongType } from './enter-cells.ts';
import { ExplainNote } from './explain-note.tsx';
import type { GridCommand } from './keys.ts';
import { LastYearView } from './last-year-view.tsx';
import { markOf } from './marks.ts';
import { type Block, blockOf, cellAt, cellsIn, editableCells, isTypable, target } from './navigation.ts';
import { reasonPlace } from './override.ts';
import { PageView } from './page-view.tsx';
import { ReasonField } from './reason-field.tsx';
import { ReferenceNote } from './reference-note.tsx';
import { RowHandles } from './row-handles.tsx';
import { corner, firstBox, SelectionView } from './selection-view.tsx';
import type { Suggestion } from './suggestion.ts';
import { suggestionsFor } from './suggestions.ts';
import { useMarks } from './use-marks.ts';
import './desk.css';

/** What is selected: the active cell, and the block from it to where the selection was extended. */
export interface Selection {
  active: SheetCell;
  /** Key of the active cell: its path, or its place in the grid where it has none. */
  path: string;
  block: Block;
  /** The cells of the block that can be selected, in reading order. */
  cells: SheetCell[];
}

/** What the window's actions ask of the grid. */
export interface GridHandle {
  focus(): void;
  /** Enters what is being typed; false when the cell refuses it. */
  commit(): boolean;
  /** Selects the cell of a key or of the value at a path. */
  select(path: string): void;
  selection(): Selection | null;
  editing(): boolean;
  /** Copies the first row of the block into the rows below it; a single cell takes the text of the one above. */
  fillDown(): void;
  /** Goes to the reason for what was typed over the selected worked-out value; false where nothing was. */
  askReason(): boolean;
}

/** Path of a cell whose row another window has deleted. */
const GONE = '';

interface Props {
  session: Session;
  review: Review;
  lastYear: LastYear;
  library: Library;
  madeFrom: MadeFrom;
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
export function Grid({
  session,
  review,
  lastYear,
  library,
  madeFrom,
  seal,
  zoom,
  handle,
  cellToShow,
  onSelect,
  onPlace,
  onMessage,
  onPastePlan,
  onZoom,
}: Props) {
  useObservable(session);
  useObservable(library);
  useObservable(madeFrom);
  const { screen: sheet } = session.sheet(seal);
  const cells = editableCells(sheet);
  const first = cells.find(isTypable) ?? cells[0];
  const { keyOf } = sheetIndex(sheet);
  const [paths, setPaths] = useState(() => {
    const begin = cellAt(sheet, cellToShow ?? session.form.list.name[0] ?? '') ?? first;
    return { active: begin ? keyOf(begin) : GONE, end: '' };
  });
  /** The filing that the paths are of: where another window has changed the rows, they follow theirs. */
  const drawn = useRef({ filing: session.filing, replaced: session.replaced });
  if (drawn.current.replaced !== session.replaced) {
    const follow = (path: string) => {
      const place = followPlace(placeOf(path), drawn.current.filing, session.filing);
      return place ? pathOf(place) : GONE;
    };
    setPaths({ active: follow(paths.active), end: follow(paths.end) });
    drawn.current = { filing: session.filing, replaced: session.replaced };
  }
  useEffect(() => {
    drawn.current = { filing: session.filing, replaced: session.replaced };
  });
  // The text area itself holds the text.
  const { draft, now, setDraft } = useDraft();
  const [highlighted, setHighlighted] = useState(-1);
  const editing = draft !== null;
  const editor = useRef<HTMLTextAreaElement>(null);
  const reason = useRef<HTMLInputElement>(null);
  /** Path of the worked-out value that the clerk has just typed over, and is asked why. */
  const [asked, setAsked] = useState('');
  const desk = useRef<HTMLDivElement>(null);
  /** Whether the pressed button was pressed in the table: only then does moving it extend the selection. */
  const dragging = useRef(false);
  const active = cellAt(sheet, paths.active) ?? first ?? null;
  const end = cellAt(sheet, paths.end) ?? active;
  const block = active && end ? blockOf(sheet, active, end) : null;
  const why = active && active.pattern === '' ? reasonPlace(session.form, session.filing, active.path) : null;

  const select = useCallback(
    (path: string) => {
      setPaths({ active: path, end: path });
      onSelect(path);
    },
    [onSelect],
  );
  // Told when it is so: before, the handle still answers for the cell that was selected last.
  const place = active ? `${tableOfCell(active) ?? ''} ${active.adds ? 'new' : ''}` : '';
  useEffect(() => onPlace(place), [onPlace, place]);

  const selection = (): Selection | null =>
    active && block && { active, path: keyOf(active), block, cells: cellsIn(sheet, block) };

  const stop = () => {
    if (editor.current) editor.current.value = '';
    setDraft(null);
    setHighlighted(-1);
  };

  /**
   * Writes a text into cells as one undo step; false when a single cell refuses it. Of several, those that do keep
   * theirs.
   */
  const enter = (verb: string, cells: readonly SheetCell[], text: (cell: SheetCell) => string): boolean => {
    const { edits, refused } = enterCells(session, cells, text);
    if (refused !== null) onMessage(refused);
    if (refused !== null && cells.length === 1) return false;
    session.perform({ label: `${verb}${cells[0]?.name ?? ''}`, path: active ? keyOf(active) : '', edits });
    const wrong = cells.map((cell) => wrongType(session, cell)).find((sentence) => sentence !== null);
    if (wrong) onMessage(wrong);
    return true;
  };

  const commit = (): boolean => {
    if (!now.current || !editor.current || !active) return true;
    if (paths.active === GONE) {
      onMessage(`这一行已在另一个窗口中删除，“${shorten(editor.current.value)}”没有填入`);
      stop();
      return true;
    }
    const { template } = now.current;
    const { value } = editor.current;
    const typed = template ? fillTemplate(template, value) : value;
    if (!enter('填写', [active], () => typed)) return false;
    stop();
    return true;
  };

  /** Says why nothing can be typed into a cell that is worked out; false for all other cells. */
  const locks = (cell: SheetCell): boolean => {
    if (isTypable(cell)) return false;
    const answer = enterText(session.form, session.filing, cell, '');
    onMessage('refused' in answer ? answer.refused : '');
    return true;
  };

  /** Ticks the cells of the selection that can be, or unticks them where the active one is ticked. */
  const tick = () => {
    if (!active) return;
    const to = isTicked(active) ? '' : TICK;
    const ticked = selection()?.cells.filter((cell) => isTick(session.form, cell)) ?? [];
    enter(to === '' ? '取消勾选' : '勾选', ticked, () => to);
  };

  const edit = (content: string, template: ValueTemplate | null = null) => {
    if (!editor.current) return;
    const text = template ? `${template.sign}${template.unit}` : content;
    const caret = template ? template.sign.length : text.length;
    editor.current.value = text;
    editor.current.setSelectionRange(caret, caret);
    setDraft({ text, fresh: true, composing: false, template });
    setHighlighted(-1);
  };

  /** The chosen option of a cell that may print all of them. */
  const chosenOf = (cell: SheetCell): string => typedText(session.filing, placeOf(cell.path));

  const go = (command: Extract<GridCommand, { do: 'go' }>) => {
    const typing = now.current !== null;
    if (!active || !commit()) return;
    // Where the clerk has just typed over what is worked out, the reason comes next.
    const place = typing ? reasonPlace(session.form, session.filing, active.path) : null;
    const asks = place !== null && typedText(session.filing, place) === '';
    setAsked(asks ? active.path : '');
    if (asks) return;
    const current = session.sheet(seal).screen;
    const from = cellAt(current, keyOf(command.extend ? (end ?? active) : active)) ?? active;
    const path = sheetIndex(current).keyOf(target(current, from, command.to));
    if (command.extend) setPaths({ ...paths, end: path });
    else select(path);
  };

  const run = (command: GridCommand): void => {
    switch (command.do) {
      case 'go':
        go(command);
        break;
      case 'edit':
        if (!active || locks(active)) break;
        edit(optionsOf(session.form, active).length > 0 ? chosenOf(active) : active.text);
        reveal();
        break;
      case 'tick':
        tick();
        reveal();
        break;
      case 'clear':
        enter('清除', selection()?.cells ?? [], () => '');
        reveal();
        break;
      case 'all':
        setPaths({ active: first ? keyOf(first) : '', end: keyOf(cells.at(-1) ?? (first as SheetCell)) });
        break;
      case 'cancel':
        stop();
        break;
      case 'line-break':
        document.execCommand('insertText', false, '\n');
        break;
    }
  };

  const copy = (event: ClipboardEvent, cut: boolean) => {
    if (!block) return;
    const table = copyBlock(sheet, block);
    event.preventDefault();
    event.clipboardData.setData('text/plain', toTsv(table));
    event.clipboardData.setData('text/html', toHtml(table));
    if (cut) enter('剪切', selection()?.cells ?? [], () => '');
  };

  const paste = (event: ClipboardEvent) => {
    if (!active || !block) return;
    event.preventDefault();
    const text = event.clipboardData.getData('text/plain');
    const html = fromHtml(event.clipboardData.getData('text/html'));
    if (!html && text === '') {
      onMessage('剪贴板中没有文字，未粘贴');
      return;
    }
    const table = html ? exactTexts(html, text) : fromTsv(text);
    const plan = planPaste(session.form, session.filing, sheet, { path: active.path, block }, table);
    if (plan.misfits.length > 0) onPastePlan(plan);
    else session.perform({ label: '粘贴', path: plan.path, edits: plan.edits });
  };

  const textColumn = (table: string) =>
    columnsOf(session.form, table).find((column) => !column.merge && !isOnlyComputed(column))?.id ?? '';
  const selectRow = (table: string, row: number): boolean => {
    focus();
    if (!commit()) return false;
    select(pathOf({ table, row, column: textColumn(table) }));
    return true;
  };
  const dropRow = (table: string, row: number, before: number) => {
    const column = textColumn(table);
    const change = moveRunTo(session.form, session.filing, { table, from: row, count: 1, column }, before);
    if (!change) return;
    const path = pathOf({ table, row: change.row, column });
    session.perform({ label: `移动${rowWord(session.form, table)}`, path, edits: change.edits });
    select(path);
  };

  // The handles are drawn once for a sheet; what they do is looked up when they are used.
  const rowHandling = useRef({ selectRow, dropRow });
  useEffect(() => {
    rowHandling.current = { selectRow, dropRow };
  });

  const fillDown = () => {
    const chosen = selection();
    if (!chosen) return;
    const single = chosen.cells.length === 1;
    const above = (cell: SheetCell) => {
      const top = single ? target(sheet, cell, 'up') : chosen.cells.find((other) => other.col === cell.col);
      return top?.col === cell.col ? top : cell;
    };
    enter('填充', chosen.cells, (cell) => above(cell).text);
  };

  const suggestions = active && draft ? suggestionsFor(session.form, session.filing, active, draft, library) : [];

  // A table that opens shows the page of its cell; the others follow when that is painted.
  const whole = useDeferredValue(true, false);
  const shownPage = active ? (firstBox(sheet, active)?.page ?? 0) : 0;
  const marks = useMarks(review, session);

  const choose = ({ text, edits, template, next }: Suggestion) => {
    if (template) return edit('', template);
    stop();
    session.perform({ label: `选择${text}`, path: active ? keyOf(active) : '', edits });
    if (!next) return;
    select(next.path);
    edit('', next.template);
  };

  const choiceKey = (key: string): boolean => {
    const chosen = suggestions[highlighted];
    if (suggestions.length === 0) return false;
    if (key === 'ArrowDown') setHighlighted((highlighted + 1) % suggestions.length);
    else if (key === 'ArrowUp') setHighlighted(((highlighted + suggestions.length) % (suggestions.length + 1)) - 1);
    else if (key === 'Enter' && chosen) choose(chosen);
    else return false;
    return true;
  };

  /** Selects a cell for something outside the grid: what is being typed is entered first, never moved along. */
  const show = (path: string) => {
    if (!commit()) return;
    select(path);
    reveal();
  };

  const reveal = () => editor.current?.scrollIntoView({ block: 'nearest', inline: 'nearest' });
  const focus = () => editor.current?.focus({ preventScroll: true });
  useImperativeHandle(handle, () => ({
    focus,
    commit,
    select: show,
    selection,
    editing: () => now.current !== null,
    fillDown,
    askReason: () => {
      reason.current?.focus();
      return reason.current !== null;
    },
  }));

  usePane('table', { element: desk, focus });
  // A table that opens takes the focus where nothing else has it.
  // biome-ignore lint/correctness/useExhaustiveDependencies: only when it opens
  useEffect(() => {
    if (panes.isLost()) focus();
  }, []);

  // React listens to the wheel passively, which cannot keep the browser from zooming the window itself.
  useEffect(() => {
    const onWheel = (event: WheelEvent) => {
      if (!event.ctrlKey) return;
      event.preventDefault();
      onZoom(event.deltaY < 0 ? 1 : -1);
    };
    const element = desk.current;
    element?.addEventListener('wheel', onWheel, { passive: false });
    return () => element?.removeEventListener('wheel', onWheel);
  }, [onZoom]);

  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: the pointer only chooses cells; keys go to the editor
    <div
      className="desk"
      ref={desk}
      onPointerDown={(event) => {
        if (event.target === editor.current || event.button === 1) return;
        const path = pathUnder(event.target);
        // The right button opens the menu of what is selected already, or of the cell it hits.
        if (event.button === 2 && selection()?.cells.some((cell) => keyOf(cell) === path)) return;
        if (path === null && event.target !== event.currentTarget) return;
        event.preventDefault();
        dragging.current = event.button === 0;
        if (!commit()) return;
        if (path !== null && event.shiftKey) setPaths({ ...paths, end: path });
        else if (path !== null) select(path);
        focus();
      }}
      onPointerUp={() => {
        dragging.current = false;
      }}
      onPointerMove={(event) => {
        const path = dragging.current && event.buttons === 1 && !editing ? pathUnder(event.target) : null;
        if (path !== null && path !== paths.end && paths.end !== '') setPaths({ ...paths, end: path });
      }}
      onDoubleClick={(event) => {
        if (editing || event.target === editor.current || pathUnder(event.target) === null) return;
        run({ do: active && isTick(session.form, active) ? 'tick' : 'edit' });
      }}
    >
      <div className="pages" style={{ zoom, '--cell-padding': `${CELL_PADDING}mm` } as CSSProperties}>
        <div
          role="grid"
          aria-busy={!whole}
          aria-label={session.form.name}
          aria-multiselectable="true"
          aria-rowcount={sheet.rows.length}
          aria-colcount={sheet.columns.length}
        >
          {sheet.pages.map((_, index) => (
            <PageView
              // biome-ignore lint/suspicious/noArrayIndexKey: a page is its number
              key={index}
              filing={session.filing}
              sheet={sheet}
              page={index}
              empty={!whole && index !== shownPage}
              marks={marks}
              linked={madeFrom.linked(session)}
            />
          ))}
        </div>
        {active && block && <SelectionView sheet={sheet} active={active} block={block} />}
        {whole && <LastYearView lastYear={lastYear} form={session.form} filing={session.filing} sheet={sheet} />}
        {whole && <RowHandles sheet={sheet} latest={rowHandling} />}
        <CellEditor
          editor={editor}
          sheet={sheet}
          cell={active}
          path={active ? keyOf(active) : ''}
          editing={editing}
          locked={active !== null && !isTypable(active)}
          ticks={active !== null && isTick(session.form, active)}
          marked={active !== null && markOf(active, marks) !== null}
          onStart={() => {
            if (!active || locks(active)) return false;
            setDraft({ text: '', fresh: false, composing: false, template: null });
            return true;
          }}
          onDraft={(text, composing) => {
            // A space that an input method has let through.
            if (active && !composing && /^\s+$/.test(text) && isTick(session.form, active)) {
              stop();
              tick();
              return;
            }
            setDraft({ text, fresh: false, composing, template: now.current?.template ?? null });
            setHighlighted(-1);
          }}
          onChoiceKey={choiceKey}
          onCommand={run}
          onCopy={copy}
          onPaste={paste}
        />
        {active && draft && <DraftBadge session={session} sheet={sheet} cell={active} text={draft.text} />}
        {active && <ExplainNote session={session} sheet={sheet} cell={active} />}
        {active && why && !editing && (
          <ReasonField
            key={active.path}
            session={session}
            sheet={sheet}
            cell={active}
            place={why}
            field={reason}
            asked={asked === active.path}
            onDone={() => {
              setAsked('');
              focus();
            }}
          />
        )}
        {active && <ReferenceNote library={library} session={session} sheet={sheet} cell={active} />}
        {active && suggestions.length > 0 && (
          <Choices
            suggestions={suggestions}
            highlighted={highlighted}
            style={corner(sheet, active, 'bottom')}
            onChoose={choose}
          />
        )}
      </div>
    </div>
  );
}

function pathUnder(target: EventTarget): string | null {
  return (target as HTMLElement).closest<HTMLElement>('.page [data-path]')?.dataset.path ?? null;
}
