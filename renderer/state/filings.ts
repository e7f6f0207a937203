import type { FilingSummary } from '../../shared/api.ts';
import { call } from '../bridge.ts';
import { Observable } from './observable.ts';

/** What lists show of a filing, as it was saved. */
type Saved = Pick<FilingSummary, 'id' | 'savedAt' | 'name' | 'unit' | 'year'>;

/** For how long in ms news of the list are gathered: whoever makes many filings makes them one after the other. */
const MOMENT = 200;

/** The filings of the data file that are not in 回收站, or those of them that a search finds. */
export class Filings extends Observable {
  summaries: readonly FilingSummary[] = [];
  /** How many there are; a search that finds very many shows only the first. */
  found = 0;
  query = '';
  readonly #read: (summaries: readonly FilingSummary[]) => void;
  #asked = 0;
  /** Of the list that is shown, and of the last one that was told of. */
  #version = 0;
  #heard = 0;
  #gathering: ReturnType<typeof setTimeout> | undefined;
  /** How many readings are on their way, and what was saved since the first of them began: it may not be in them. */
  #reading = 0;
  readonly #since = new Map<number, Saved>();

  /** `read` hears of every new list. */
  constructor(read: (summaries: readonly FilingSummary[]) => void) {
    super();
    this.#read = read;
  }

  /** Reads the list anew. Of two answers that cross, the later question's counts. */
  async refresh(): Promise<void> {
    const asked = ++this.#asked;
    this.#reading++;
    try {
      const { filings, found, version } = await call('filings.list', { query: this.query, trashed: false });
      if (asked !== this.#asked) return;
      this.#version = version;
      this.summaries = this.#since.size > 0 ? filings.map((filing) => this.#newest(filing)) : filings;
      this.found = found;
    } finally {
      this.#reading--;
      if (this.#reading === 0) this.#since.clear();
    }
    this.#read(this.summaries);
    this.changed();
  }

  #newest(filing: FilingSummary): FilingSummary {
    const saved = this.#since.get(filing.id);
    return saved && saved.savedAt > filing.savedAt ? { ...filing, ...saved } : filing;
  }

  /** Filings came or went: `read` reads the list anew where it is older, once for all that comes in a moment. */
  heard(version: number, read: () => void): void {
    this.#heard = Math.max(this.#heard, version);
    this.#gathering ??= setTimeout(() => {
      this.#gathering = undefined;
      if (this.#heard > this.#version) read();
    }, MOMENT);
  }

  async search(query: string): Promise<void> {
    this.query = query;
    this.changed();
    await this.refresh();
  }

  /** Leaves the search, and reads the list anew. */
  async showAll(): Promise<void> {
    this.query = '';
    await this.refresh();
  }

  /** Every filing, whatever the list is searched for. */
  async all(): Promise<readonly FilingSummary[]> {
    if (this.query === '') return this.summaries;
    return (await call('filings.list', { query: '', trashed: false })).filings;
  }

  find(id: number | undefined): FilingSummary | undefined {
    return this.summaries.find((summary) => summary.id === id);
  }

  /** A saved change may have changed the name, unit or year in the list; true when it is newer than the list. */
  saved({ id, savedAt, name, unit, year }: Saved): boolean {
    if (this.#reading > 0) this.#since.set(id, { id, savedAt, name, unit, year });
    const index = this.summaries.findIndex((summary) => summary.id === id);
    const before = this.summaries[index];
    if (!before || before.savedAt === savedAt) return before === undefined;
    this.summaries = this.summaries.with(index, { ...before, name, unit, year, savedAt });
    this.changed();
    return true;
  }
}
