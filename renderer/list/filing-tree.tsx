import {
  type KeyboardEvent,
  type MouseEvent,
  memo,
  type RefObject,
  useEffect,
  useImperativeHandle,
  useLayoutEffect,
  useMemo,
  useRef,
  useState,
} from 'react';
import { catalog } from '../../shared/form/catalog/catalog.ts';
import { kindWord } from '../../shared/form/kind-words.ts';
import type { Counts } from '../../shared/review.ts';
import { markWords } from '../../shared/search-words.ts';
import { Badge } from '../panels/review-counts.tsx';
import { type Choice, clicked, type Move, moved, toggled } from './filing-choice.ts';
import { idsOf, type Row } from './filing-rows.ts';
import './filing-tree.css';

export interface FilingTreeHandle {
  focus(): void;
}

interface Props {
  rows: readonly Row[];
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
}

const MOVES: Record<string, Move> = {
  ArrowUp: 'up',
  ArrowDown: 'down',
  PageUp: 'page-up',
  PageDown: 'page-down',
  Home: 'first',
  End: 'last',
};

/** Rows drawn beyond what is seen, so that scrolling draws in steps of this many. */
const SPARE = 12;

/** The rows as a tree of which only what is seen is drawn, with the keys and clicks of a system's own list. */
export function FilingTree(props: Props) {
  const { rows, current, chosen, words, label, handle, counts, undated, onSeen, onOpen, onChoose, onFold, onKey } =
    props;
  const box = useRef<HTMLDivElement>(null);
  const probe = useRef<HTMLDivElement>(null);
  const [size, setSize] = useState({ height: 400, line: 28 });
  const [first, setFirst] = useState(0);
  const [at, setAt] = useState<Omit<Choice, 'chosen'>>({ active: null, anchor: null, opened: null });
  useImperativeHandle(handle, () => ({ focus: () => box.current?.focus() }));

  useEffect(() => {
    const measure = () =>
      setSize({ height: box.current?.clientHeight || 400, line: probe.current?.getBoundingClientRect().height || 28 });
    const observer = new ResizeObserver(measure);
    for (const element of [box.current, probe.current]) if (element) observer.observe(element);
    return () => observer.disconnect();
  }, []);

  // A row that tells where the words were found has two lines.
  const tops = useMemo(() => {
    const sums = new Float64Array(rows.length + 1);
    for (const [index, row] of rows.entries())
      sums[index + 1] = (sums[index] ?? 0) + size.line * (row.kind === 'filing' && row.summary.found ? 1.75 : 1);
    return sums;
  }, [rows, size.line]);
  const topOf = (index: number) => tops[index] ?? 0;
  const total = topOf(rows.length);

  const scrolled = () => {
    const top = box.current?.scrollTop ?? 0;
    const index = rowAt(tops, top);
    setFirst(index - (index % SPARE));
    props.onScrolled(top);
  };
  const asked = useRef(props.top);
  useLayoutEffect(() => {
    if (asked.current === 0 || rows.length === 0 || !box.current) return;
    box.current.scrollTop = asked.current;
    asked.current = 0;
  }, [rows]);

  // What was found anew is shown from its beginning.
  const searched = useRef(words);
  useLayoutEffect(() => {
    if (searched.current !== words && box.current) box.current.scrollTop = 0;
    searched.current = words;
  }, [words]);

  // The row that the keys were on may be gone, deleted or folded away: then they are on the open filing's.
  const own = rows.findIndex((row) => row.kind === 'filing' && row.summary.id === current);
  const found = rows.findIndex((row) => row.key === at.active);
  const activeIndex = found >= 0 || at.active === null ? found : Math.max(own, Math.min(0, rows.length - 1));
  const show = (index: number) => {
    const element = box.current;
    if (!element || index < 0) return;
    if (topOf(index) < element.scrollTop) element.scrollTop = topOf(index);
    else if (topOf(index + 1) > element.scrollTop + element.clientHeight)
      element.scrollTop = topOf(index + 1) - element.clientHeight;
  };
  const take = ({ chosen: next, ...place }: Choice) => {
    setAt(place);
    if (next !== chosen) onChoose(next);
    show(rows.findIndex((row) => row.key === place.active));
  };
  const open = (row: Row | undefined, enters: boolean) => {
    if (row?.kind === 'filing') onOpen(row.summary.id, enters);
    else if (row) onFold?.(row.key, row.open);
  };

  const keyDown = (event: KeyboardEvent) => {
    const row = rows[activeIndex];
    const choice = { ...at, active: row?.key ?? null, chosen };
    const move = MOVES[event.key];
    if (event.altKey) return onKey(event, row);
    if (move) {
      const page = Math.max(1, Math.floor((box.current?.clientHeight ?? 0) / size.line) - 1);
      take(moved(rows, choice, move, event.shiftKey, page));
    } else if (event.key === 'ArrowRight' && row?.kind === 'group') {
      if (row.open) take(moved(rows, choice, 'down', false, 1));
      else onFold?.(row.key, false);
    } else if (event.key === 'ArrowLeft' && row) {
      if (row.kind === 'group' && row.open && onFold) onFold(row.key, true);
      else {
        const parent = rows.slice(0, activeIndex).findLast((above) => above.level < row.level);
        if (parent) take({ ...choice, active: parent.key, anchor: parent.key });
      }
    } else if (event.key === ' ') take(toggled(rows, choice));
    else if (event.key === 'Enter') open(row, true);
    else if (event.key.toLowerCase() === 'a' && (event.ctrlKey || event.metaKey))
      onChoose(new Set(rows.flatMap(idsOf)));
    else if (event.key === 'Escape' && chosen.size > 0) onChoose(new Set());
    else return onKey(event, row);
    event.preventDefault();
  };

  const click = (event: MouseEvent) => {
    const row = rows[Number((event.target as HTMLElement).closest<HTMLElement>('[data-index]')?.dataset.index ?? -1)];
    if (!row) return;
    const [ctrl, shift] = [event.ctrlKey || event.metaKey, event.shiftKey];
    take(clicked(rows, { ...at, chosen }, row.key, ctrl, shift));
    if (!ctrl && !shift) open(row, false);
  };

  const start = Math.max(0, Math.min(first, rows.length - 1) - SPARE);
  const end = Math.min(rows.length, rowAt(tops, topOf(Math.min(first, rows.length)) + size.height) + 2 * SPARE);
  const seen = activeIndex >= start && activeIndex < end;
  useEffect(() => {
    const drawn = rows.slice(start, end).flatMap((row) => (row.kind === 'filing' ? [row.summary.id] : []));
    onSeen([...new Set(drawn)]);
  }, [rows, start, end, onSeen]);
  return (
    <div
      ref={box}
      className="filing-tree"
      role="tree"
      aria-label={label}
      aria-multiselectable="true"
      aria-activedescendant={seen ? `filing-row-${activeIndex}` : undefined}
      tabIndex={0}
      onScroll={scrolled}
      onKeyDown={keyDown}
      onClick={click}
      onFocus={() => {
        if (activeIndex >= 0 || rows.length === 0) return;
        const row = rows[own] ?? rows[0];
        if (row) setAt({ active: row.key, anchor: null, opened: null });
      }}
    >
      <div className="line-height" ref={probe} aria-hidden="true" />
      <div className="all-rows" style={{ height: total }}>
        {rows.slice(start, end).map((row, offset) => (
          <RowView
            key={row.key}
            row={row}
            index={start + offset}
            top={topOf(start + offset)}
            height={topOf(start + offset + 1) - topOf(start + offset)}
            active={start + offset === activeIndex}
            current={row.kind === 'filing' && row.summary.id === current}
            chosen={row.kind === 'filing' ? chosen.has(row.summary.id) : allChosen(row.ids, chosen)}
            words={words}
            dated={undated}
            counts={row.kind === 'filing' ? counts.get(row.summary.id) : undefined}
          />
        ))}
      </div>
    </div>
  );
}

/** Index of the row at `top` px. */
function rowAt(tops: Float64Array, top: number): number {
  let [low, high] = [0, Math.max(0, tops.length - 2)];
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((tops[middle] ?? 0) <= top) low = middle;
    else high = middle - 1;
  }
  return low;
}

function allChosen(ids: readonly number[], chosen: ReadonlySet<number>): boolean {
  return chosen.size >= ids.length && ids.every((id) => chosen.has(id));
}

interface RowProps {
  row: Row;
  index: number;
  top: number;
  height: number;
  active: boolean;
  current: boolean;
  chosen: boolean;
  words: readonly string[];
  /** Whether it tells its year. */
  dated: boolean;
  counts: Counts | undefined;
}

const RowView = memo(function RowView({
  row,
  index,
  top,
  height,
  active,
  current,
  chosen,
  words,
  dated,
  counts,
}: RowProps) {
  const group = row.kind === 'group';
  const name = group ? row.label : row.summary.name || '未命名项目';
  const found = group ? null : row.summary.found;
  const kind = group ? '' : kindWord(catalog.find(row.summary.form));
  const state = [group && 'group', active && 'active', current && 'current', chosen && 'chosen'];
  return (
    // biome-ignore lint/a11y/useFocusableInteractive: the tree keeps the focus and points to its active row
    <div
      id={`filing-row-${index}`}
      data-index={index}
      role="treeitem"
      aria-level={row.level}
      aria-posinset={row.at}
      aria-setsize={row.of}
      aria-selected={chosen}
      aria-current={current || undefined}
      aria-expanded={group ? row.open : undefined}
      className={['filing-row', ...state].filter(Boolean).join(' ')}
      style={{ top, height, paddingLeft: `${row.level - (group ? 0.9 : 0.4)}em` }}
      title={name}
    >
      {group && <span className={row.open ? 'fold open' : 'fold'} aria-hidden="true" />}
      <span className="texts">
        <span className="name">
          <Marked text={name} words={group ? NO_WORDS : words} />
        </span>
        {found && (
          <span className="found">
            <Marked text={found} words={words} />
          </span>
        )}
      </span>
      {kind !== '' && <small className="kind">{kind}</small>}
      {dated && !group && row.summary.year !== null && <small className="year">{row.summary.year}</small>}
      {counts && <Badge counts={counts} />}
    </div>
  );
});

const NO_WORDS: readonly string[] = [];

/** A text in which the found words are marked. */
export function Marked({ text, words }: { text: string; words: readonly string[] }) {
  if (words.length === 0) return text;
  // biome-ignore lint/suspicious/noArrayIndexKey: a run has no identity but its place
  return markWords(text, words).map((run, index) => (run.marked ? <mark key={index}>{run.text}</mark> : run.text));
}
