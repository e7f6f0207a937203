import { mergeLibrary } from '../../shared/library/entries.ts';
import { readUses } from './filing-uses.ts';
import { openIndex } from './index-file.ts';
import { readUsages } from './index-uses.ts';
import { readOwn } from './library-rows.ts';
import { readEachOnce, withData } from './with-data.ts';

/** A piece of the merged library as the thread hands it over: JSON of the next few entries, or of those hidden. */
export interface LibraryPiece {
  list: 'entries' | 'hidden';
  json: string;
}

/** Entries of one piece: some 2 ms to take over and to read. All of them in one piece would keep the program for 50. */
const PIECE = 250;

/**
 * Hands over the library of a data file with all that its filings use (worker.ts), piece by piece, and answers with the
 * number of the next entry of its own; `isCounted` where the index has counted the uses. Throws where the index was taken
 * away.
 */
export function mergedLibrary(path: string, isCounted: boolean, hand: (piece: LibraryPiece) => void): number {
  return withData(path, (database) => {
    const index = isCounted ? openIndex(path, { readonly: true }) : null;
    try {
      if (isCounted && !index) throw new Error('the index was taken away');
      if (index) readEachOnce(index);
      const { next, ...own } = readOwn(database);
      const uses = index ? { uses: [], counted: readUsages(index) } : { uses: readUses(database) };
      const merged = mergeLibrary({ ...own, ...uses });
      for (const list of ['entries', 'hidden'] as const)
        for (let at = 0; at < merged[list].length; at += PIECE)
          hand({ list, json: JSON.stringify(merged[list].slice(at, at + PIECE)) });
      return next;
    } finally {
      index?.close();
    }
  });
}
