import type { LibraryPlan } from '../../shared/api.ts';
import { type Filing, rowsOf, summarise } from '../../shared/filing/filing.ts';
import type { Form } from '../../shared/form/form.ts';
import type { Completion, LibraryIndex } from '../../shared/library/completions.ts';
import { projectKind } from '../../shared/library/kinds.ts';
import { type COSTS, levelsIn, type RowOf, sameLevel2 } from '../../shared/library/levels.ts';
import type { LibraryEntry, LibraryIndicator } from '../../shared/library/library.ts';
import { nameKey } from '../../shared/library/name-key.ts';
import type { Sounded } from '../../shared/library/sounds.ts';
import { call } from '../bridge.ts';
import { Observable } from './observable.ts';

/** The search of names brings the readings of all Chinese characters along, 260 KB: fetched when the window stands. */
const searching = () => import('../../shared/library/completions.ts');

/** Entries that are made ready for search in one go, some 10 ms: between two of them the window is answered. */
const SLICE = 300;

/** What indicators are proposed for. */
export interface Wish {
  /** Name of the project, or a few sentences. */
  text: string;
  kind: string;
}

/** An indicator of the library as its form holds it; lists with 、 between their items. */
export interface Written {
  name: string;
  level2: string;
  cost: (typeof COSTS)[number] | '';
  also: string;
  sign: string;
  units: string;
  reference: string;
  kinds: LibraryEntry['kinds'];
}

/** What the clerk says of a new filing; without a name and a description nothing is known of its project. */
export interface NewFilingWish {
  form: string;
  year: number;
  name: string;
  unit: string;
  department: string;
  description: string;
  kind: string;
}

/** The indicator library (指标库) as this window has it. */
export class Library extends Observable {
  entries: readonly LibraryEntry[] = [];
  /** Removed ones, which can be listed again. */
  hidden: readonly LibraryEntry[] = [];
  /** Whether it has been read: before that nothing is known of what it holds. */
  loaded = false;
  /** How often indicators were asked to be proposed. */
  asked = 0;
  /** What indicators are proposed for; null for what the open table's name tells. */
  wish: Wish | null = null;
  /** The entry (null: a new one) that is being written and not saved, kept while its panel is closed. */
  writing: { id: string | null; written: Written } | null = null;
  readonly #tell: (error: unknown) => void;
  #index: LibraryIndex = [];
  readonly #sounded = new Map<string, Sounded>();
  #search: Awaited<ReturnType<typeof searching>> | null = null;
  #named = new Map<string, LibraryEntry>();
  #stale = true;
  #reading = 0;
  /** Time before which the library is not read only because filings have changed. */
  #notBefore = 0;

  /** `tell` hears why the library cannot be read. */
  constructor(tell: (error: unknown) => void) {
    super();
    this.#tell = tell;
  }

  /** Filings have changed: what they use is learnt when the library is next wanted. */
  outdated(): void {
    this.#stale = true;
  }

  /**
   * A filing was opened: the library is read anew when filings have changed since, as soon as the window rests; one of
   * thousands of filings, which takes its time, the less often.
   */
  opened(): void {
    this.wish = null;
    if (!this.#stale || performance.now() < this.#notBefore) return;
    this.#stale = false;
    requestIdleCallback(() => void this.refresh().catch(this.#tell), { timeout: 2000 });
  }

  /** Reads the library anew. Of two answers that cross, the later question's counts. */
  async refresh(): Promise<void> {
    const reading = ++this.#reading;
    const began = performance.now();
    this.#stale = false;
    const [{ entries, hidden }, search] = await Promise.all([call('library.list', {}), searching()]).catch((error) => {
      this.#stale = true;
      throw error;
    });
    if (reading !== this.#reading) return;
    this.#notBefore = performance.now() + 20 * (performance.now() - began);
    const index: LibraryIndex[number][] = [];
    const named = new Map<string, LibraryEntry>();
    for (let at = 0; at < entries.length; at += SLICE) {
      if (at > 0) await new Promise((resolve) => requestIdleCallback(resolve, { timeout: 100 }));
      if (reading !== this.#reading) return;
      const slice = entries.slice(at, at + SLICE);
      index.push(...search.indexLibrary(slice, this.#sounded));
      for (const entry of slice)
        for (const name of [...entry.merged, ...entry.also])
          if (!named.has(nameKey(name))) named.set(nameKey(name), entry);
    }
    for (const { entry } of index) named.set(nameKey(entry.name), entry);
    this.#search = search;
    this.entries = entries;
    this.loaded = true;
    this.hidden = hidden;
    this.#index = index;
    this.#named = named;
    this.changed();
  }

  /** What the library says of an indicator's name; null when it does not know it. */
  entryOf(name: string): LibraryEntry | null {
    return this.#named.get(nameKey(name)) ?? null;
  }

  /** What a typed beginning of a row's 三级指标 may become. */
  complete(form: Form, filing: Filing, { table, row }: RowOf, typed: string): Completion[] {
    const level2 = rowsOf(filing, table)[row]?.level2 ?? '';
    const fitting = new Map<string, boolean>();
    const fits = (entry: LibraryEntry): boolean => {
      const key = `${entry.level2} ${entry.cost ?? ''}`;
      const known = fitting.get(key);
      if (known !== undefined) return known;
      const fit = sameLevel2(form, table, levelsIn(form, table, entry)?.level2 ?? '', level2);
      fitting.set(key, fit);
      return fit;
    };
    const others = rowsOf(filing, table)
      .filter((_, index) => index !== row)
      .map((other) => nameKey(other.level3 ?? ''));
    const kind = projectKind(summarise(form, filing).name);
    return this.#search?.completions(this.#index, typed, { fits, kind, present: new Set(others) }) ?? [];
  }

  /** The entries that have every word of a query, in Chinese or pinyin. */
  search(query: string): readonly LibraryEntry[] {
    return query.trim() === '' ? this.entries : (this.#search?.searchLibrary(this.#index, query) ?? []);
  }

  /** Its tab is opened: it is to be as the filings are now. */
  wanted(): void {
    if (this.#stale) void this.refresh().catch(this.#tell);
  }

  /** Indicators are to be proposed for a wish; with null for what the open table's name tells. */
  ask(wish: Wish | null): void {
    this.wish = wish;
    this.asked++;
    this.wanted();
    this.changed();
  }

  /** Writes an indicator, a new one with null; answers with its id. */
  async save(id: string | null, indicator: LibraryIndicator): Promise<string> {
    const saved = await call('library.save', { id, indicator });
    await this.refresh();
    return saved.id;
  }

  async remove(ids: string[]): Promise<void> {
    await call('library.remove', { ids });
    await this.refresh();
  }

  /** The number that takes it back (`takeBack`). */
  async merge(into: string, ids: string[]): Promise<number> {
    const { undo } = await call('library.merge', { into, ids });
    await this.refresh();
    return undo;
  }

  /** Lists names again, and gives changed shipped indicators their own wording back. */
  async restore(names: string[], ids: string[] = []): Promise<void> {
    await call('library.restore', { names, ids });
    await this.refresh();
  }

  /** Asks for files; answers with what their import would change. */
  plan(): Promise<LibraryPlan> {
    return call('library.pick', {});
  }

  /** Imports what was planned; answers with the number that takes it back. */
  async import({ indicators }: LibraryPlan): Promise<number> {
    const { undo } = await call('library.import', { indicators });
    await this.refresh();
    return undo;
  }

  async takeBack(undo: number): Promise<void> {
    await call('library.undo', { undo });
    await this.refresh();
  }
}
