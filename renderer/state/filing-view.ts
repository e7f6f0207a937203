import type { FilingSummary } from '../../shared/api.ts';
import { LONGEST_SETTING } from '../../shared/api-limits.ts';
import { filingRows, type Grouping, groupings, type Row, type Sort, sortFilings, sorts } from './filing-rows.ts';
import { Observable } from './observable.ts';
import type { Remembered } from './remembered.ts';

/** How many filings 最近打开 holds. */
const RECENT = 8;

/** How the list of filings is shown, remembered from run to run, and which filings are chosen in it. */
export class FilingView extends Observable {
  sort: Sort = 'name';
  grouping: Grouping = 'unit';
  closed: ReadonlySet<string> = new Set();
  recent: readonly number[] = [];
  chosen: ReadonlySet<number> = new Set();
  readonly #remembered: Remembered;
  #sorted: { summaries: readonly FilingSummary[]; sort: Sort; filings: FilingSummary[] } | null = null;
  #arranged: { key: readonly unknown[]; rows: Row[]; order: number[] } = { key: [], rows: [], order: [] };

  constructor(remembered: Remembered) {
    super();
    this.#remembered = remembered;
  }

  begin(): void {
    const stored = (key: string) => this.#remembered.get(`list.${key}`);
    const [sort, grouping] = [stored('sort'), stored('group')];
    if (Object.hasOwn(sorts, sort)) this.sort = sort as Sort;
    if (Object.hasOwn(groupings, grouping)) this.grouping = grouping as Grouping;
    this.closed = new Set(stored('closed').split('\n').filter(Boolean));
    this.recent = stored('recent').split(' ').map(Number).filter(Boolean);
    this.changed();
  }

  /** The rows to show. A search has no folded groups. */
  arrange(summaries: readonly FilingSummary[], { searching }: { searching: boolean }) {
    const { sort, grouping } = this;
    const closed = searching ? NONE : this.closed;
    const key = [summaries, sort, grouping, closed];
    if (key.some((part, index) => part !== this.#arranged.key[index]))
      this.#arranged = { key, ...filingRows(this.#sort(summaries), { sort, grouping, closed }) };
    return this.#arranged;
  }

  /** Ids of filings as the list has them from top to bottom, folded or not. */
  ordered(summaries: readonly FilingSummary[]): number[] {
    const { sort, grouping } = this;
    return filingRows(sortFilings(summaries, sort), { sort, grouping, closed: NONE }).order;
  }

  /** The filing that the whole list shows first, or null when there is none. */
  first(summaries: readonly FilingSummary[]): number | null {
    return this.arrange(summaries, { searching: false }).order[0] ?? null;
  }

  /** The chosen filings in the order of the list. */
  inOrder(): number[] {
    return this.#arranged.order.filter((id) => this.chosen.has(id));
  }

  /** The filing to show when these go: the next one in the list, else the one before. */
  neighbour(gone: readonly number[]): number | null {
    const going = new Set(gone);
    const { order } = this.#arranged;
    const last = order.findLastIndex((id) => going.has(id));
    const staying = (id: number) => !going.has(id);
    return order.slice(last + 1).find(staying) ?? order.slice(0, Math.max(last, 0)).findLast(staying) ?? null;
  }

  setSort(sort: Sort): void {
    this.sort = sort;
    this.#remember('sort', sort);
  }

  setGrouping(grouping: Grouping): void {
    this.grouping = grouping;
    this.#remember('group', grouping);
  }

  fold(key: string, closed: boolean): void {
    const next = new Set(this.closed);
    if (closed) next.add(key);
    else next.delete(key);
    this.closed = next;
    // Of more than a setting holds, what was folded last is remembered.
    let text = [...next].join('\n');
    while (text.length > LONGEST_SETTING) text = text.slice(text.indexOf('\n') + 1 || text.length);
    this.#remember('closed', text);
  }

  choose(ids: Iterable<number>): void {
    this.chosen = new Set(ids);
    this.changed();
  }

  /** Only what the list still shows stays chosen: nothing is deleted that cannot be seen. */
  keep(shown: readonly FilingSummary[]): void {
    if (this.chosen.size === 0) return;
    this.choose(shown.flatMap(({ id }) => (this.chosen.has(id) ? [id] : [])));
  }

  opened(id: number): void {
    this.recent = [id, ...this.recent.filter((other) => other !== id)].slice(0, RECENT);
    this.#remember('recent', this.recent.join(' '));
  }

  /** How far the list is scrolled, in px. */
  get top(): number {
    return Number(this.#remembered.get('list.top')) || 0;
  }

  set top(top: number) {
    this.#remembered.set('list.top', String(Math.round(top)));
  }

  #remember(key: string, value: string): void {
    this.#remembered.set(`list.${key}`, value);
    this.changed();
  }

  #sort(summaries: readonly FilingSummary[]): FilingSummary[] {
    const last = this.#sorted;
    if (last?.summaries === summaries && last.sort === this.sort) return last.filings;
    // After a saved cell all but one stand where they stood, which makes sorting them anew quick.
    const byId = new Map(summaries.map((summary) => [summary.id, summary]));
    const there = last?.filings.flatMap(({ id }) => byId.get(id) ?? []) ?? [];
    const filings = sortFilings(there.length === summaries.length ? there : summaries, this.sort);
    this.#sorted = { summaries, sort: this.sort, filings };
    return filings;
  }
}

const NONE: ReadonlySet<string> = new Set();
