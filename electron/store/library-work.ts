import { mergeLibrary } from '../../shared/library/entries.ts';
import type { LibraryEntry } from '../../shared/library/library.ts';
import { readUses } from './filing-uses.ts';
import { openIndex } from './index-file.ts';
import { readUsages } from './index-uses.ts';
import { readOwn } from './library-rows.ts';
import { withData } from './with-data.ts';

/** The merged library as the thread hands it over: JSON of a few entries each, which are read one by one. */
export interface PackedLibrary {
  entries: string[];
  hidden: string[];
  next: number;
}

/** Entries of one piece of JSON: some 2 ms to read. */
const PIECE = 250;

/**
 * The library of a data file with all that its filings use (worker.ts); `isCounted` where the index has counted that.
 * Throws where the index was taken away.
 */
export function mergedLibrary(path: string, isCounted: boolean): PackedLibrary {
  return withData(path, (database) => {
    const index = isCounted ? openIndex(path, { readonly: true }) : null;
    try {
      if (isCounted && !index) throw new Error('the index was taken away');
      const { next, ...own } = readOwn(database);
      const uses = index ? { uses: [], counted: readUsages(index) } : { uses: readUses(database) };
      const { entries, hidden } = mergeLibrary({ ...own, ...uses });
      return { entries: packed(entries), hidden: packed(hidden), next };
    } finally {
      index?.close();
    }
  });
}

function packed(entries: readonly LibraryEntry[]): string[] {
  const pieces = Math.ceil(entries.length / PIECE);
  return Array.from({ length: pieces }, (_, k) => JSON.stringify(entries.slice(k * PIECE, (k + 1) * PIECE)));
}
