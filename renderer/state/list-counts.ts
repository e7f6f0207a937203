import { type Counts, shownSeverities } from '../../shared/review.ts';
import { Observable } from './observable.ts';

/** How many problems stand in the filings that the list, or another place, shows. */
export class ListCounts extends Observable {
  /** By the id of the filing. */
  counts: ReadonlyMap<number, Counts> = new Map();
  readonly #seen = new Map<'list' | 'home', readonly number[]>();

  /** These filings are shown; true when one is among them whose problems are not known. */
  see(ids: readonly number[], where: 'list' | 'home'): boolean {
    this.#seen.set(where, ids);
    return ids.some((id) => !this.counts.has(id));
  }

  /** Those of which to ask: all that are shown where anything was saved, else those that are not known. */
  wanted(stale: boolean): number[] {
    const seen = [...new Set([...this.#seen.values()].flat())];
    return stale ? seen : seen.filter((id) => !this.counts.has(id));
  }

  /** Takes the answer for these filings; those it leaves out are in 回收站 or gone. */
  take(ids: readonly number[], answer: readonly ({ id: number } & Counts)[]): void {
    const counts = new Map(this.counts);
    for (const id of ids) counts.delete(id);
    for (const { id, ...count } of answer) counts.set(id, sameCounts(this.counts.get(id), count));
    this.counts = counts;
    this.changed();
  }

  forget(): void {
    this.counts = new Map();
    this.changed();
  }
}

/** The counts that were there before when they say the same: their row is not drawn anew. */
function sameCounts(before: Counts | undefined, now: Counts): Counts {
  return before && shownSeverities.every((severity) => before[severity] === now[severity]) ? before : now;
}
