import { type RefObject, useLayoutEffect, useRef, useState } from 'react';
import { flushSync } from 'react-dom';

/**
 * How many steps of shortening a row needs so that it fits its width, at most `most`. It is tried anew from none when
 * the width or `content` changes.
 */
export function useRoom(row: RefObject<HTMLElement | null>, most: number, content: string): number {
  const [tried, setTried] = useState({ content, short: 0 });
  if (tried.content !== content) setTried({ content, short: 0 });
  const isLaidOut = useRef(false);
  useLayoutEffect(() => {
    const element = row.current;
    if (!element) return undefined;
    let width = 0;
    const shorten = () => setTried((before) => (before.short < most ? { ...before, short: before.short + 1 } : before));
    const observer = new ResizeObserver(() => {
      const isFirst = !isLaidOut.current;
      const isOther = element.clientWidth !== width;
      isLaidOut.current = true;
      width = element.clientWidth;
      if (isFirst) {
        if (overflows(element)) flushSync(shorten);
      } else if (isOther) setTried((before) => ({ ...before, short: 0 }));
      // What stands in the row may need more room by itself, as a count does.
      else if (overflows(element)) shorten();
    });
    for (const part of [element, ...element.children]) observer.observe(part);
    return () => observer.disconnect();
  }, [row, most]);
  useLayoutEffect(() => {
    // The first time the whole window would be laid out for this alone: the observer hears when that is done anyway.
    if (isLaidOut.current && row.current && overflows(row.current) && tried.short < most)
      setTried({ ...tried, short: tried.short + 1 });
  }, [row, most, tried]);
  return tried.short;
}

const overflows = ({ scrollWidth, clientWidth }: HTMLElement): boolean => scrollWidth > clientWidth;
