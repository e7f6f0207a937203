import { type RefObject, useEffect, useMemo, useState } from 'react';

/** Pages so far above and below what is seen are drawn as well, in heights of the desk: scrolling finds them there. */
const AHEAD = '200% 0px';

/** Numbers of pages. */
export type PageSet = ReadonlySet<number>;

/**
 * The pages that are drawn: those that are seen, or nearly, and `active`, which is about to be. The others are blank
 * sheets of their size. Null before the first frame tells what is seen: then there is only `active`.
 */
export function useSeenPages(
  desk: RefObject<HTMLElement | null>,
  count: number,
  active: number,
): { pages: PageSet; isKnown: boolean } {
  const [seen, setSeen] = useState<PageSet | null>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: other pages are there when there are more or fewer
  useEffect(() => {
    const root = desk.current;
    if (!root) return undefined;
    const observer = new IntersectionObserver((entries) => setSeen((before) => withEntries(before, entries)), {
      root,
      rootMargin: AHEAD,
    });
    for (const page of root.querySelectorAll('.page')) observer.observe(page);
    return () => observer.disconnect();
  }, [desk, count]);
  const pages = useMemo(() => new Set([...(seen ?? []), active]), [seen, active]);
  return { pages, isKnown: seen !== null };
}

function withEntries(before: PageSet | null, entries: readonly IntersectionObserverEntry[]): PageSet {
  const now = new Set(before);
  for (const { target, isIntersecting } of entries) {
    const page = Number((target as HTMLElement).dataset.page);
    if (isIntersecting) now.add(page);
    else now.delete(page);
  }
  return now;
}
