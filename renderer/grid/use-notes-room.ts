import { type RefObject, useEffect, useState } from 'react';
import type { Form } from '../../shared/form/form.ts';
import type { LastYear } from '../state/last-year.ts';
import { useObserved } from '../state/observable.ts';
import { EDGE, MM, notesBeyond } from './desk-room.ts';

/** What a scale in whole percents may take away, in mm. */
const TOLERANCE = 2;

/** Where notes have room that can be seen without scrolling. Last year's values have the margin first. */
export interface NotesRoom {
  /** How far last year's values reach beyond the page, in mm; 0 where none are shown. */
  beyond: number;
  /** A note of the selected cell fits into the right margin of the page. */
  margin: boolean;
  /** It may go on beyond the page. */
  right: boolean;
}

export function useNotesRoom(
  desk: RefObject<HTMLElement | null>,
  { page }: Form,
  zoom: number,
  lastYear: LastYear,
): NotesRoom {
  const free = useObserved(lastYear, ({ source, shown }) => !shown || source === null);
  const rest = useWidth(desk) / (zoom * MM) - page.width;
  const wanted = notesBeyond(page);
  return {
    beyond: free ? 0 : Math.min(wanted, Math.max(0, Math.floor(rest))),
    margin: free && rest >= -TOLERANCE,
    right: free && rest >= wanted - TOLERANCE,
  };
}

/** How wide the desk shows pages and notes without scrolling, in CSS pixels. */
function useWidth(desk: RefObject<HTMLElement | null>): number {
  const [width, setWidth] = useState(Number.POSITIVE_INFINITY);
  useEffect(() => {
    const element = desk.current;
    if (!element) return undefined;
    const observer = new ResizeObserver(() => setWidth(element.clientWidth - 2 * EDGE));
    observer.observe(element);
    return () => observer.disconnect();
  }, [desk]);
  return width;
}
