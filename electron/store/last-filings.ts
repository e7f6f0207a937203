import { createRecent } from '../recent.ts';
import type { Stored } from './bodies.ts';

/** A filing as the data file holds it: at a revision, with the sum of its body. */
interface LastFiling extends Stored {
  revision: number;
  sum: string;
}

/**
 * The filings that were changed last: the next change of one needs not read its body again, which for 200 rows takes
 * longer than all the rest.
 */
export interface LastFilings {
  /** The filing with this number, where it is known with this sum and revision: whoever else wrote it has others. */
  of(id: number, stored: Pick<LastFiling, 'revision' | 'sum'>): LastFiling | null;
  keep(id: number, stored: LastFiling): void;
  forget(id: number): void;
}

/** As many as a clerk has open side by side. */
const MOST = 8;

export function createLastFilings(): LastFilings {
  const known = createRecent<number, LastFiling>(MOST);
  return {
    of(id, { revision, sum }) {
      const last = known.get(id);
      return last?.revision === revision && last.sum === sum ? last : null;
    },
    keep: known.set,
    forget: known.delete,
  };
}
