import { type RefObject, useEffect, useLayoutEffect, useState } from 'react';

/**
 * How many steps of shortening a row needs so that it fits its width, at most `most`. It is tried anew from none when
 * the width or `content` changes.
 */
export function useRoom(row: RefObject<HTMLElement | null>, most: number, content: string): number {
  const [tried, setTried] = useState({ width: 0, content, short: 0 });
  const { short } = tried;
  useEffect(() => {
    const element = row.current;
    if (!element) return undefined;
    const observer = new ResizeObserver(() => {
      const width = element.clientWidth;
      setTried((before) => (before.width === width ? before : { ...before, width, short: 0 }));
    });
    observer.observe(element);
    return () => observer.disconnect();
  }, [row]);
  useLayoutEffect(() => {
    const element = row.current;
    if (tried.content !== content) setTried({ ...tried, content, short: 0 });
    else if (element && element.scrollWidth > element.clientWidth && short < most)
      setTried({ ...tried, short: short + 1 });
  });
  return short;
}
