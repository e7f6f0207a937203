import { type RefObject, useEffect, useLayoutEffect, useState } from 'react';

/**
 * How many steps of shortening a row needs so that it fits its width, at most `most`. It is tried anew from none when
 * the width or `content` changes.
 */
export function useRoom(row: RefObject<HTMLElement | null>, most: number, content: string): number {
  const [tried, setTried] = useState({ content, short: 0 });
  const { short } = tried;
  useEffect(() => {
    const element = row.current;
    if (!element) return undefined;
    let width = element.clientWidth;
    const observer = new ResizeObserver(() => {
      const wider = element.clientWidth !== width;
      width = element.clientWidth;
      // What stands in the row may need more room by itself, as a count does.
      if (wider) setTried((before) => ({ ...before, short: 0 }));
      else if (overflows(element))
        setTried((before) => (before.short < most ? { ...before, short: before.short + 1 } : before));
    });
    for (const part of [element, ...element.children]) observer.observe(part);
    return () => observer.disconnect();
  }, [row, most]);
  useLayoutEffect(() => {
    const element = row.current;
    if (tried.content !== content) setTried({ content, short: 0 });
    else if (element && overflows(element) && short < most) setTried({ ...tried, short: short + 1 });
  });
  return short;
}

const overflows = ({ scrollWidth, clientWidth }: HTMLElement): boolean => scrollWidth > clientWidth;
