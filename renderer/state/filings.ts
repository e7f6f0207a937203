import type { FilingSummary, OutlineRow } from '../../shared/api.ts';
import { MOST_SUMMARIES } from '../../shared/api-limits.ts';
import { type Arrangement, arrangementOf, type FilingGroup } from '../../shared/arrangement.ts';
import { wholeList } from '../../shared/whole-list.ts';
import { call } from '../bridge.ts';
import { Observable } from './observable.ts';

/** What lists show of a filing, as it was saved. */
type Saved = Pick<FilingSummary, 'id' | 'savedAt' | 'name' | 'unit' | 'year'>;

/** For how long in ms news of the list are gathered: whoever makes many filings makes them one after the other. */
const MOMENT = 200;

/** How many filings that were saved last are asked about with every list. */
const LATEST = 50;

/** More filings than this are not known at a time: what is far from the view is forgotten. */
const MOST_KNOWN = 2 * MOST_SUMMARIES;

/**
 * The filings of the data file that are not in 回收站, or those of them that a search finds: where each stands, by its
 * id, and what those are that are near what is seen.
 */
export class Filings extends Observable {
  /** Another array whenever the list was read anew. */
  groups: readonly FilingGroup[] = [];
  /** How it is arranged. */
  arrangement: Arrangement = arrangementOf('', '');
  /** What is known of filings by their ids; another map whenever it says something else. */
  known: ReadonlyMap<number, FilingSummary> = new Map();
  /** Which forms each unit has in each year, of all filings whatever is searched for. */
  outline: readonly OutlineRow[] = [];
  /** How many there are; a search that finds very many shows only the first. */
  found = 0;
  query = '';
  readonly #wished: () => Arrangement | null;
  readonly #read: (groups: readonly FilingGroup[]) => void;
  readonly #again: (all: boolean) => void;
  #asked = 0;
  /** Of the list that is shown, and of the last one that was told of. */
  #version = 0;
  #heard = 0;
  /** A filing may stand elsewhere now. */
  #moved = false;
  #gathering: ReturnType<typeof setTimeout> | undefined;
  /** How many readings are on their way, and what was saved since the first of them began: it may not be in them. */
  #reading = 0;
  readonly #since = new Map<number, Saved>();
  /** Ids of the filings near what is seen, of those that are being asked about, and of those that were saved last. */
  #seen: readonly number[] = [];
  readonly #wanted = new Set<number>();
  #latest: readonly number[] = [];

  /**
   * `wished` tells how the list is to be arranged, null as long as nobody knows; `read` hears of every new list; `again` has
   * it read anew, and with `all` 回收站 as well.
   */
  constructor(
    wished: () => Arrangement | null,
    read: (groups: readonly FilingGroup[]) => void,
    again: (all: boolean) => void,
  ) {
    super();
    this.#wished = wished;
    this.#read = read;
    this.#again = again;
  }

  /** Reads the list anew. Of two answers that cross, the later question's counts. */
  async refresh(): Promise<void> {
    const asked = ++this.#asked;
    this.#moved = false;
    // What is searched for is shown from its beginning.
    const near = this.query === '' ? [...this.#latest, ...this.#seen] : [];
    const beside = [...new Set(near)].slice(0, MOST_SUMMARIES);
    await this.#during(async () => {
      const answer = await call('filings.arranged', { query: this.query, ...this.#wished(), beside });
      if (asked !== this.#asked) return;
      this.#version = answer.version;
      this.groups = answer.groups;
      this.arrangement = { sort: answer.sort, grouping: answer.grouping };
      this.found = answer.found;
      this.outline = answer.outline ?? this.outline;
      this.known = new Map(answer.filings.map((filing) => [filing.id, this.#newest(filing)]));
    });
    if (asked !== this.#asked) return;
    this.#read(this.groups);
    this.changed();
  }

  /** These filings are near what is seen: what is not known of them is asked. */
  async see(ids: readonly number[]): Promise<void> {
    this.#seen = ids;
    const wanted = ids.filter((id) => !this.known.has(id) && !this.#wanted.has(id));
    if (wanted.length === 0) return;
    for (const id of wanted) this.#wanted.add(id);
    try {
      const { query } = this;
      const filings = await this.#ask(wanted, query);
      if (query !== this.query) return;
      const kept = this.known.size + filings.length > MOST_KNOWN ? this.#knownOf(this.#seen) : [...this.known.values()];
      this.known = new Map([...filings, ...kept].map((filing) => [filing.id, filing]));
      this.changed();
    } finally {
      for (const id of wanted) this.#wanted.delete(id);
    }
  }

  /** What these filings are, known or not; without those that are not in the list. */
  async read(ids: readonly number[]): Promise<FilingSummary[]> {
    const unknown = ids.filter((id) => !this.known.has(id));
    const read = new Map<number, FilingSummary>();
    for (let start = 0; start < unknown.length; start += MOST_SUMMARIES)
      for (const filing of await this.#ask(unknown.slice(start, start + MOST_SUMMARIES), ''))
        read.set(filing.id, filing);
    return ids.flatMap((id) => this.known.get(id) ?? read.get(id) ?? []);
  }

  async #ask(ids: number[], query: string): Promise<FilingSummary[]> {
    return this.#during(async () => {
      const { filings } = await call('filings.summaries', { ids, query });
      return filings.map((filing) => this.#newest(filing));
    });
  }

  /** Does something with what is read meanwhile. */
  async #during<T>(work: () => Promise<T>): Promise<T> {
    this.#reading++;
    try {
      return await work();
    } finally {
      this.#reading--;
      if (this.#reading === 0) this.#since.clear();
    }
  }

  #newest(filing: FilingSummary): FilingSummary {
    const saved = this.#since.get(filing.id);
    return saved && saved.savedAt > filing.savedAt ? { ...filing, ...saved } : filing;
  }

  #knownOf(ids: readonly number[]): FilingSummary[] {
    return ids.flatMap((id) => this.known.get(id) ?? []);
  }

  /** Filings came or went: a list that is older is read anew, once for all that comes in a moment. */
  heard(version: number): void {
    this.#heard = Math.max(this.#heard, version);
    this.#gather();
  }

  #gather(): void {
    this.#gathering ??= setTimeout(() => {
      this.#gathering = undefined;
      const isOlder = this.#heard > this.#version;
      if (isOlder || this.#moved) this.#again(isOlder);
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

  /** Every filing, or every one of these years, whatever the list is searched for. */
  async all(years?: readonly number[]): Promise<readonly FilingSummary[]> {
    const of = { query: '', trashed: false, ...(years && { years: [...years] }) };
    return wholeList((from) => call('filings.list', { ...of, from }));
  }

  /** Those of the list of which is known what they are, in its order: all of a short one. */
  shown(): FilingSummary[] {
    return this.groups.flatMap(({ ids }) => this.#knownOf(ids));
  }

  /** The filing that stands first; null where there is none. */
  get first(): number | null {
    return this.groups[0]?.ids[0] ?? null;
  }

  /** Whether the list shows a filing. */
  has(id: number): boolean {
    return this.groups.some(({ ids }) => ids.includes(id));
  }

  find(id: number | undefined): FilingSummary | undefined {
    return id === undefined ? undefined : this.known.get(id);
  }

  /** A saved change may have changed the name, unit or year in the list; true when it is newer than the list. */
  saved({ id, savedAt, name, unit, year }: Saved): boolean {
    if (this.#reading > 0) this.#since.set(id, { id, savedAt, name, unit, year });
    this.#latest = [id, ...this.#latest.filter((other) => other !== id)].slice(0, LATEST);
    const before = this.known.get(id);
    if (before?.savedAt === savedAt) return false;
    if (this.query === '' && this.#moves(before, { name, unit, year }, id)) {
      this.#moved = true;
      this.#gather();
    }
    if (!before) return true;
    this.known = new Map(this.known).set(id, { ...before, name, unit, year, savedAt });
    this.changed();
    return true;
  }

  /** Whether a filing of the list may stand elsewhere, now that it is called so. */
  #moves(before: FilingSummary | undefined, now: Pick<Saved, 'name' | 'unit' | 'year'>, id: number): boolean {
    if (!before) return this.has(id);
    if (before.name !== now.name || before.unit !== now.unit || before.year !== now.year) return true;
    return this.arrangement.sort === 'saved' && !this.groups.some(({ ids }) => ids[0] === id);
  }
}
