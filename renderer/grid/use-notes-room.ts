import { type RefObject, useEffect, useState } from 'react';
import type { Form } from '../../shared/form/form.ts';
import type { LastYear } from '../state/last-year.ts';
import { useObserved } from '../state/observable.ts';
import { EDGE, MM, notesBeyond } from './desk-room.ts';

/** What a scale in whole percents may take away, in mm. */
const TOLERANCE = 2;

/** Where notes have room that can be seen without scrolling. Last year's values have the margin first. */
export interface NotesRoom {
  /** Last year's values fit beside the page. */
  notes: boolean;
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
  const fits = useRoom(desk, page.width, zoom);
  const wide = useRoom(desk, page.width + notesBeyond(page), zoom);
  return { notes: wide, margin: fits && free, right: wide && free };
}

/** Whether the desk shows so many mm at once. */
function useRoom(desk: RefObject<HTMLElement | null>, wanted: number, zoom: number): boolean {
  const [fits, setFits] = useState(true);
  useEffect(() => {
    const element = desk.current;
    if (!element) return undefined;
    const observer = new ResizeObserver(() => {
      setFits((element.clientWidth - 2 * EDGE) / (zoom * MM) >= wanted - TOLERANCE);
    });
    observer.observe(element);
    return () => observer.disconnect();
  }, [desk, wanted, zoom]);
  return fits;
}
