import {
  type KeyboardEvent,
  type MouseEvent,
  type RefObject,
  useEffect,
  useImperativeHandle,
  useMemo,
  useRef,
  useState,
} from 'react';
import type { FilingSummary } from '../../shared/api.ts';
import type { Counts } from '../../shared/review.ts';
import type { Row, Rows } from '../state/filing-rows.ts';
import { type Choice, clicked, type Move, moved, toggled } from './filing-choice.ts';
import { FilingRow } from './filing-row.tsx';
import './filing-tree.css';
import { useTreeRows } from './use-tree-rows.ts';

export interface FilingTreeHandle {
  focus(): void;
}

interface Props {
  rows: Rows;
  /** What is known of filings by their ids. */
  known: ReadonlyMap<number, FilingSummary>;
  /** Id of the open filing. */
  current: number | null;
  chosen: ReadonlySet<number>;
  /** Folded words of the search, to be marked. */
  words: readonly string[];
  label: string;
  handle: RefObject<FilingTreeHandle | null>;
  /** How many problems stand, by filing; a row without them has no badge. */
  counts: ReadonlyMap<number, Counts>;
  /** No heading tells the years, so that each row tells its own. */
  undated: boolean;
  /** Hears which filings' rows are drawn. */
  onSeen(ids: readonly number[]): void;
  /** Hears which filings are near what is drawn. */
  onNear(ids: readonly number[]): void;
  /** How far it is scrolled at first, in px. */
  top: number;
  onScrolled(top: number): void;
  /** `enters`: the clerk goes on in the table; otherwise the focus stays here. */
  onOpen(id: number, enters: boolean): void;
  onChoose(ids: ReadonlySet<number>): void;
  /** Folds or unfolds a group; without it groups stay as they are. */
  onFold?: ((key: string, closed: boolean) => void) | undefined;
  /** Keys that do not move or choose, with the row they were pressed on. */
  onKey(event: KeyboardEvent, row: Row | undefined): void;
  /** The menu of a row is asked for, before it shows. */
  onMenu(row: Row): void;
}

const MOVES: Record<string, Move> = {
  ArrowUp: 'up',
  ArrowDown: 'down',
  PageUp: 'page-up',
  PageDown: 'page-down',
  Home: 'first',
  End: 'last',
};

/** The rows as a tree of which only what is seen is drawn, with the keys and clicks of a system's own list. */
export function FilingTree(props: Props) {
  const { rows, known, current, chosen, words, label, handle, counts, undated, top, onScrolled } = props;
  const { onSeen, onNear, onOpen, onChoose, onFold, onKey, onMenu } = props;
  const box = useRef<HTMLDivElement>(null);
  const probe = useRef<HTMLDivElement>(null);
  const [at, setAt] = useState<Omit<Choice, 'chosen'>>({ active: null, anchor: null, opened: null });
  useImperativeHandle(handle, () => ({ focus: () => box.current?.focus() }));
  const laid = useTreeRows(rows, { box, probe, known, top, onScrolled, words, dated: undated });
  const { start, end } = laid;

  // The row that the keys were on may be gone, deleted or folded away: then they are on the open filing's.
  const own = useMemo(() => rows.indexOf(current === null ? null : String(current)), [rows, current]);
  const found = useMemo(() => rows.indexOf(at.active), [rows, at.active]);
  const activeIndex = found >= 0 || at.active === null ? found : Math.max(own, Math.min(0, rows.length - 1));
  const take = ({ chosen: next, ...place }: Choice) => {
    setAt(place);
    if (next !== chosen) onChoose(next);
    laid.show(rows.indexOf(place.active));
  };
  const open = (row: Row | undefined, enters: boolean) => {
    if (row?.kind === 'filing') onOpen(row.id, enters);
    else if (row) onFold?.(row.key, row.open);
  };

  const keyDown = (event: KeyboardEvent) => {
    const row = rows.at(activeIndex);
    const choice = { ...at, active: row?.key ?? null, chosen };
    const move = MOVES[event.key];
    if (event.altKey) return onKey(event, row);
    if (move) take(moved(rows, choice, move, event.shiftKey, laid.page()));
    else if (event.key === 'ArrowRight' && row?.kind === 'group') {
      if (row.open) take(moved(rows, choice, 'down', false, 1));
      else onFold?.(row.key, false);
    } else if (event.key === 'ArrowLeft' && row) {
      if (row.kind === 'group' && row.open && onFold) onFold(row.key, true);
      else {
        const parent = rows.at(rows.parentOf(activeIndex));
        if (parent) take({ ...choice, active: parent.key, anchor: parent.key });
      }
    } else if (event.key === ' ') take(toggled(rows, choice));
    else if (event.key === 'Enter') open(row, true);
    else if (event.key.toLowerCase() === 'a' && (event.ctrlKey || event.metaKey)) onChoose(new Set(rows.order));
    else if (event.key === 'Escape' && chosen.size > 0) onChoose(new Set());
    else if (event.key === 'ContextMenu' || (event.key === 'F10' && event.shiftKey)) menuAt(activeIndex);
    else return onKey(event, row);
    event.preventDefault();
  };

  const rowOf = (event: MouseEvent) =>
    rows.at(Number((event.target as HTMLElement).closest<HTMLElement>('[data-index]')?.dataset.index ?? -1));
  const click = (event: MouseEvent) => {
    const row = rowOf(event);
    if (!row) return;
    const [ctrl, shift] = [event.ctrlKey || event.metaKey, event.shiftKey];
    const checks = !shift && (event.target as HTMLElement).closest('[data-check]') !== null;
    if (checks) return take(toggled(rows, { ...at, active: row.key, chosen }));
    take(clicked(rows, { ...at, chosen }, row.key, ctrl, shift));
    if (!ctrl && !shift) open(row, false);
  };

  /** Asks for the menu of a row as the right button does, at the row. */
  const menuAt = (index: number) => {
    const row = box.current?.querySelector(`#filing-row-${index}`);
    if (!row) return;
    const { left, bottom } = row.getBoundingClientRect();
    const where = { clientX: left + 40, clientY: bottom - 4, button: 2 };
    row.dispatchEvent(new globalThis.MouseEvent('contextmenu', { bubbles: true, cancelable: true, ...where }));
  };
  const contextMenu = (event: MouseEvent) => {
    const row = rowOf(event);
    if (row) {
      setAt({ ...at, active: row.key, anchor: row.key });
      box.current?.focus();
      return onMenu(row);
    }
    // Beside the rows there is nothing to offer.
    event.preventDefault();
    event.stopPropagation();
  };

  // A table that was opened from elsewhere is seen in the list, and its keys go on from there.
  const before = useRef(current);
  // biome-ignore lint/correctness/useExhaustiveDependencies: only another open table moves the list
  useEffect(() => {
    const opened = before.current !== null && before.current !== current;
    before.current = current;
    const row = rows.at(own);
    if (!opened || !row || box.current?.matches(':hover, :focus')) return;
    setAt({ active: row.key, anchor: row.key, opened: null });
    laid.show(own);
  }, [current]);

  const seen = activeIndex >= start && activeIndex < end;
  useEffect(() => {
    onSeen(rows.slice(start, end).flatMap((row) => (row.kind === 'filing' ? [row.id] : [])));
  }, [rows, start, end, onSeen]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: what is known may have been forgotten
  useEffect(() => onNear(laid.near()), [rows, known, start, end, onNear]);
  return (
    <div
      ref={box}
      className={chosen.size > 0 ? 'filing-tree choosing' : 'filing-tree'}
      role="tree"
      aria-label={label}
      aria-multiselectable="true"
      aria-activedescendant={seen ? `filing-row-${activeIndex}` : undefined}
      tabIndex={0}
      onScroll={laid.scrolled}
      onKeyDown={keyDown}
      onClick={click}
      onContextMenu={contextMenu}
      onFocus={() => {
        if (activeIndex >= 0 || rows.length === 0) return;
        const row = rows.at(own) ?? rows.at(0);
        if (row) setAt({ active: row.key, anchor: null, opened: null });
      }}
    >
      <div className="line-height" ref={probe} aria-hidden="true" />
      <div className="all-rows" style={{ height: laid.total }}>
        {laid.drawn.map(({ row, index, ...place }) => (
          <FilingRow
            key={row.key}
            {...place}
            row={row}
            index={index}
            active={index === activeIndex}
            current={row.kind === 'filing' && row.id === current}
            choosing={chosen.size > 0}
            chosen={chosen.size === 0 ? 'none' : howChosen(rows.idsOf(row), chosen)}
            words={words}
            counts={row.kind === 'filing' ? counts.get(row.id) : undefined}
          />
        ))}
      </div>
    </div>
  );
}

function howChosen(ids: readonly number[], chosen: ReadonlySet<number>): 'all' | 'some' | 'none' {
  if (chosen.size >= ids.length && ids.every((id) => chosen.has(id))) return 'all';
  return ids.some((id) => chosen.has(id)) ? 'some' : 'none';
}
