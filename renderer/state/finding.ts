import { type FindOptions, findIn, type Match } from '../../shared/filing/find.ts';
import { Observable } from './observable.ts';
import type { Session } from './session.ts';

/** What is searched for in the open table, kept for when it is searched again, and the place that was gone to last. */
export class Finding extends Observable {
  query = '';
  replacement = '';
  options: FindOptions = { matchCase: false };
  /** Index of the place among the matches; null before the first. */
  at: number | null = null;
  #found: { key: readonly unknown[]; matches: Match[] } = { key: [], matches: [] };

  search(query: string, options: FindOptions = this.options): void {
    this.query = query;
    this.options = options;
    this.at = null;
    this.changed();
  }

  replaceBy(replacement: string): void {
    this.replacement = replacement;
    this.changed();
  }

  matches({ form, filing }: Session): readonly Match[] {
    const key = [filing, this.query, this.options];
    if (key.some((part, index) => part !== this.#found.key[index]))
      this.#found = { key, matches: findIn(form, filing, this.query, this.options) };
    return this.#found.matches;
  }

  /** The place that was gone to last; null where there is none, or no longer one. */
  here(session: Session): Match | null {
    return this.at === null ? null : (this.matches(session)[this.at] ?? null);
  }

  /** Goes to the next place or the one before, round and round; to the same index with 0, as after a replacement. */
  go(session: Session, step: 1 | -1 | 0): Match | null {
    const { length } = this.matches(session);
    if (length === 0) return null;
    const from = this.at ?? (step === -1 ? 0 : -step);
    this.at = (from + step + length) % length;
    this.changed();
    return this.here(session);
  }
}
