import type { FilingSummary } from './api.ts';

/** Filings of one page: some 10 ms. What is saved meanwhile waits no longer. */
export const PAGE = 1000;

/** Part of the list of filings, or of 回收站: how many there are in all, and which order they stand in. */
export interface ListPage {
  filings: readonly FilingSummary[];
  found: number;
  version: number;
}

/**
 * All of a list, in its order, page by page: what is saved meanwhile does not wait for thousands. Where the order changes
 * meanwhile the pages are of two lists, and are read from the first one on again.
 * @param page the page that begins at a place in the list
 */
export async function wholeList(page: (from: number) => Promise<ListPage>): Promise<FilingSummary[]> {
  let filings: FilingSummary[] = [];
  let version: number | undefined;
  for (;;) {
    const read = await page(filings.length);
    const isOther = version !== undefined && read.version !== version;
    version = read.version;
    if (isOther) filings = [];
    else filings.push(...read.filings);
    const isLast = filings.length >= read.found || read.filings.length === 0;
    if (!isOther && isLast) return filings;
  }
}
