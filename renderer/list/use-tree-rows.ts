import { type RefObject, useEffect, useLayoutEffect, useMemo, useRef, useState } from 'react';
import type { FilingSummary } from '../../shared/api.ts';
import type { Row, Rows } from '../state/filing-rows.ts';
import { aboutOf } from './filing-row.tsx';
import { heightOf, linesOf, type Room, rowAt, smallLinesOf } from './row-heights.ts';

/** Rows beyond what is drawn whose filings are asked for, so that few are scrolled to before they are known. */
const NEAR = 60;

/** Rows drawn beyond what is seen, so that scrolling draws in steps of this many. */
const SPARE = 12;

interface Options {
  box: RefObject<HTMLElement | null>;
  /** What is known of filings by their ids. */
  known: ReadonlyMap<number, FilingSummary>;
  /** Its height follows the size of the text. */
  probe: RefObject<HTMLElement | null>;
  /** How far it is scrolled at first, in px, and who hears how far it is. */
  top: number;
  onScrolled(top: number): void;
  /** Other words were searched for: what was found is shown from its beginning. */
  words: readonly string[];
  /** Whether rows tell their year. */
  dated: boolean;
}

/** Where each row stands, and which of them are drawn: those that are seen, and some more. */
export function useTreeRows(rows: Rows, options: Options) {
  const { box, probe, known, top, onScrolled, words, dated } = options;
  const [room, setRoom] = useState<Room>({ width: 200, height: 400, text: 14 });
  const [first, setFirst] = useState(0);
  useEffect(() => {
    const measure = () => {
      const element = box.current;
      if (!element || element.clientHeight === 0) return;
      const text = Number.parseFloat(getComputedStyle(element).fontSize);
      const { clientWidth: width, clientHeight: height } = element;
      setRoom({ width, height, text });
    };
    const observer = new ResizeObserver(measure);
    for (const element of [box.current, probe.current]) if (element) observer.observe(element);
    return () => observer.disconnect();
  }, [box, probe]);

  const tops = useMemo(() => {
    const tops = new Float64Array(rows.length + 1);
    const usual = heightOf(1, 0, room);
    rows.forEach((id, index) => {
      const filing = id === null ? undefined : known.get(id);
      tops[index + 1] = (tops[index] ?? 0) + (filing ? look(filing, rows.at(index) as Row, dated, room).height : usual);
    });
    return tops;
  }, [rows, known, room, dated]);
  const topOf = (index: number) => tops[index] ?? 0;

  const scrolled = () => {
    const { scrollTop = 0 } = box.current ?? {};
    const index = rowAt(tops, scrollTop);
    setFirst(index - (index % SPARE));
    onScrolled(scrollTop);
  };
  const asked = useRef(top);
  useLayoutEffect(() => {
    if (asked.current === 0 || rows.length === 0 || !box.current) return;
    box.current.scrollTop = asked.current;
    asked.current = 0;
  }, [rows, box]);
  /** The row that was brought into view last. */
  const shown = useRef(-1);
  /** Scrolls just so far that a row is seen. */
  const show = (index: number) => {
    const element = box.current;
    if (!element || index < 0) return;
    shown.current = index;
    if (topOf(index) < element.scrollTop) element.scrollTop = topOf(index);
    else if (topOf(index + 1) > element.scrollTop + element.clientHeight)
      element.scrollTop = topOf(index + 1) - element.clientHeight;
  };
  // What becomes known above changes nothing of what is seen, and what was brought into view stays there.
  const before = useRef({ rows, room, tops });
  // biome-ignore lint/correctness/useExhaustiveDependencies: a row is shown where it stands now
  useLayoutEffect(() => {
    const { tops: old, ...same } = before.current;
    before.current = { rows, room, tops };
    const element = box.current;
    if (same.rows !== rows) shown.current = -1;
    // At first, when nothing has moved yet, the list is not asked where it stands: it would be laid out for that.
    if (same.rows !== rows || same.room !== room || old === tops || !element) return;
    const { scrollTop, clientHeight } = element;
    const [top, bottom] = [old[shown.current] ?? Infinity, old[shown.current + 1] ?? Infinity];
    const wasSeen = top >= scrollTop - 1 && bottom <= scrollTop + clientHeight + 1;
    if (scrollTop > 0) {
      const index = rowAt(old, scrollTop);
      const moved = (tops[index] ?? 0) - (old[index] ?? 0);
      if (moved !== 0) element.scrollTop += moved;
    }
    if (wasSeen) show(shown.current);
  }, [rows, room, tops, box]);
  const searched = useRef(words);
  useLayoutEffect(() => {
    if (searched.current !== words && box.current) box.current.scrollTop = 0;
    searched.current = words;
  }, [words, box]);

  const start = Math.max(0, Math.min(first, rows.length - 1) - SPARE);
  const seenTo = topOf(Math.min(first, rows.length)) + room.height;
  const end = Math.min(rows.length, rowAt(tops, seenTo) + 2 * SPARE);
  return {
    start,
    end,
    total: topOf(rows.length),
    drawn: rows.slice(start, end).map((row, offset) => {
      const index = start + offset;
      const filing = row.kind === 'filing' ? known.get(row.id) : undefined;
      const { lines, about } = look(filing, row, dated, room);
      return { row, filing, lines, about, index, top: topOf(index), height: topOf(index + 1) - topOf(index) };
    }),
    /** Ids of the filings of the rows that are drawn and of some more. */
    near: () => rows.slice(start - NEAR, end + NEAR).flatMap((row) => (row.kind === 'filing' ? [row.id] : [])),
    scrolled,
    /** Rows that fit at a time. */
    page: () => Math.max(1, Math.floor((room.height / Math.max(1, topOf(rows.length))) * rows.length) - 1),
    show,
  };
}

/** How many lines a row has, what stands below its name, and how high (px) it is. */
function look(filing: FilingSummary | undefined, row: Row, dated: boolean, room: Room) {
  const [lines, about] = [linesOf(row, filing, room), aboutOf(filing, dated)];
  return { lines, about, height: heightOf(lines, smallLinesOf(filing, about), room) };
}
