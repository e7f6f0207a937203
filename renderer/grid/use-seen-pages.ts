import { type RefObject, useEffect, useMemo, useRef, useState } from 'react';
import { flushSync } from 'react-dom';
import { screenRect } from './screen-rect.ts';

/** Pages so far above and below what is seen are drawn as well, in heights of the desk: scrolling finds them there. */
const AHEAD = '200% 0px';

/** Numbers of pages. */
export type PageSet = ReadonlySet<number>;

/**
 * The pages that are drawn: those that are seen, or nearly, and `active`, which is about to be. The others are blank
 * sheets of their size. Before the first frame tells what is seen, there is only `active`.
 */
export function useSeenPages(
  desk: RefObject<HTMLElement | null>,
  count: number,
  active: number,
): { pages: PageSet; isKnown: boolean } {
  const [seen, setSeen] = useState<PageSet | null>(null);
  const latest = useRef<PageSet>(new Set());
  useEffect(() => {
    const root = desk.current;
    if (!root) return undefined;
    const show = (pages: PageSet) => {
      latest.current = pages;
      setSeen(pages);
    };
    const observer = new IntersectionObserver((entries) => show(withEntries(latest.current, entries)), {
      root,
      rootMargin: AHEAD,
    });
    for (const page of root.querySelectorAll('.page')) observer.observe(page);
    // What is observed is told a frame later: whoever scrolls further than was drawn ahead would see blank sheets.
    const onScroll = () => {
      const here = pagesInView(root, count);
      if (here.every((page) => latest.current.has(page))) return;
      flushSync(() => show(new Set([...latest.current, ...here])));
    };
    root.addEventListener('scroll', onScroll);
    return () => {
      observer.disconnect();
      root.removeEventListener('scroll', onScroll);
    };
  }, [desk, count]);
  const pages = useMemo(() => new Set([...(seen ?? []), active]), [seen, active]);
  return { pages, isKnown: seen !== null };
}

function withEntries(before: PageSet, entries: readonly IntersectionObserverEntry[]): PageSet {
  const now = new Set(before);
  for (const { target, isIntersecting } of entries) {
    const page = Number((target as HTMLElement).dataset.page);
    if (isIntersecting) now.add(page);
    else now.delete(page);
  }
  return now;
}

/** The pages within a desk; all are as high, and stand as far apart. */
function pagesInView(root: HTMLElement, count: number): number[] {
  const [first, second] = [...root.querySelectorAll('.page')].slice(0, 2).map(screenRect);
  if (!first || !second) return [];
  const { top, bottom } = root.getBoundingClientRect();
  const pitch = second.top - first.top;
  const numberAt = (y: number) => Math.min(count - 1, Math.max(0, Math.floor((y - first.top) / pitch)));
  const from = numberAt(top);
  return Array.from({ length: numberAt(bottom) - from + 1 }, (_, at) => from + at);
}
