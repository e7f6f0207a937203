import type { FilingSummary } from '../../shared/api.ts';
import { queryWords } from '../../shared/search-words.ts';
import { wholeList } from '../../shared/whole-list.ts';
import { call } from '../bridge.ts';
import { Observable } from './observable.ts';

/** The filings in 回收站, as they were when it was looked into last, and which of them are chosen. */
export class Trash extends Observable {
  filings: readonly FilingSummary[] = [];
  query = '';
  chosen: ReadonlySet<number> = new Set();
  #asked = 0;

  /** Reads them anew. Of two answers that cross, the later question's counts. */
  async refresh(): Promise<void> {
    const asked = ++this.#asked;
    const filings = await this.#read();
    if (asked !== this.#asked) return;
    this.filings = filings;
    // Only what is seen stays chosen: nothing goes for good that is not shown.
    this.chosen = new Set(filings.flatMap(({ id }) => (this.chosen.has(id) ? [id] : [])));
    this.changed();
  }

  async #read(): Promise<readonly FilingSummary[]> {
    const of = { query: this.query, trashed: true };
    if (queryWords(this.query).length > 0) return (await call('filings.list', of)).filings;
    return wholeList((from) => call('filings.list', { ...of, from }));
  }

  async search(query: string): Promise<void> {
    this.query = query;
    this.changed();
    await this.refresh();
  }

  choose(ids: Iterable<number>): void {
    this.chosen = new Set(ids);
    this.changed();
  }
}
