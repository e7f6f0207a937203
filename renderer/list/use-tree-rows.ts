import { type RefObject, useEffect, useLayoutEffect, useMemo, useRef, useState } from 'react';
import type { Row } from '../state/filing-rows.ts';
import { aboutOf } from './filing-row.tsx';
import { heightOf, linesOf, type Room, rowAt, smallLinesOf } from './row-heights.ts';

/** Rows drawn beyond what is seen, so that scrolling draws in steps of this many. */
const SPARE = 12;

interface Options {
  box: RefObject<HTMLElement | null>;
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
export function useTreeRows(rows: readonly Row[], { box, probe, top, onScrolled, words, dated }: Options) {
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

  const laid = useMemo(() => {
    const tops = new Float64Array(rows.length + 1);
    const shown = rows.map((row, index) => {
      const [lines, about] = [linesOf(row, room), aboutOf(row, dated)];
      tops[index + 1] = (tops[index] ?? 0) + heightOf(lines, smallLinesOf(row, about), room);
      return { row, lines, about };
    });
    return { tops, shown };
  }, [rows, room, dated]);
  const topOf = (index: number) => laid.tops[index] ?? 0;

  const scrolled = () => {
    const { scrollTop = 0 } = box.current ?? {};
    const index = rowAt(laid.tops, scrollTop);
    setFirst(index - (index % SPARE));
    onScrolled(scrollTop);
  };
  const asked = useRef(top);
  useLayoutEffect(() => {
    if (asked.current === 0 || rows.length === 0 || !box.current) return;
    box.current.scrollTop = asked.current;
    asked.current = 0;
  }, [rows, box]);
  const searched = useRef(words);
  useLayoutEffect(() => {
    if (searched.current !== words && box.current) box.current.scrollTop = 0;
    searched.current = words;
  }, [words, box]);

  const start = Math.max(0, Math.min(first, rows.length - 1) - SPARE);
  const seenTo = topOf(Math.min(first, rows.length)) + room.height;
  const end = Math.min(rows.length, rowAt(laid.tops, seenTo) + 2 * SPARE);
  return {
    start,
    end,
    total: topOf(rows.length),
    drawn: laid.shown.slice(start, end).map((one, offset) => {
      const index = start + offset;
      return { ...one, index, top: topOf(index), height: topOf(index + 1) - topOf(index) };
    }),
    scrolled,
    /** Rows that fit at a time. */
    page: () => Math.max(1, Math.floor((room.height / Math.max(1, topOf(rows.length))) * rows.length) - 1),
    /** Scrolls just so far that a row is seen. */
    show(index: number) {
      const element = box.current;
      if (!element || index < 0) return;
      if (topOf(index) < element.scrollTop) element.scrollTop = topOf(index);
      else if (topOf(index + 1) > element.scrollTop + element.clientHeight)
        element.scrollTop = topOf(index + 1) - element.clientHeight;
    },
  };
}
