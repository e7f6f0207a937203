import { LONGEST_SETTING } from '../../shared/api-limits.ts';
import { type Arrangement, arrangementOf, type FilingGroup, type Grouping } from '../../shared/arrangement.ts';
import { Rows } from './filing-rows.ts';
import { Observable } from './observable.ts';
import type { Remembered } from './remembered.ts';

/** How many filings 最近打开 holds. */
const RECENT = 8;

/** How the list of filings is shown, remembered from run to run, and which filings are chosen in it. */
export class FilingView extends Observable {
  /** How the list is arranged: null until the settings are read, which the store has as well. */
  arrangement: Arrangement | null = null;
  closed: ReadonlySet<string> = new Set();
  recent: readonly number[] = [];
  chosen: ReadonlySet<number> = new Set();
  readonly #remembered: Remembered;
  readonly #rearrange: () => void;
  #groups: readonly FilingGroup[] = [];
  /** Every command asks for them. */
  #inOrder: { groups: unknown; chosen: unknown; ids: readonly number[] } | null = null;
  #rows: { key: readonly unknown[]; rows: Rows } = { key: [], rows: new Rows([], 'none', NONE) };

  /** `rearrange` is called when the list is to be arranged in another way. */
  constructor(remembered: Remembered, rearrange: () => void) {
    super();
    this.#remembered = remembered;
    this.#rearrange = rearrange;
  }

  begin(): void {
    const stored = (key: string) => this.#remembered.get(`list.${key}`);
    this.arrangement = arrangementOf(stored('sort'), stored('group'));
    this.closed = new Set(stored('closed').split('\n').filter(Boolean));
    this.recent = stored('recent').split(' ').map(Number).filter(Boolean);
    this.changed();
  }

  /** The rows to show of the arranged filings. A search has no folded groups. */
  rows(groups: readonly FilingGroup[], grouping: Grouping, { searching }: { searching: boolean }): Rows {
    const closed = searching ? NONE : this.closed;
    const key = [groups, grouping, closed];
    if (key.some((part, index) => part !== this.#rows.key[index]))
      this.#rows = { key, rows: new Rows(groups, grouping, closed) };
    return this.#rows.rows;
  }

  /** The chosen filings in the order of the list. */
  inOrder(): readonly number[] {
    const { chosen } = this;
    if (this.#inOrder?.groups !== this.#groups || this.#inOrder.chosen !== chosen) {
      const ids = chosen.size === 0 ? [] : this.#order().filter((id) => chosen.has(id));
      this.#inOrder = { groups: this.#groups, chosen, ids };
    }
    return this.#inOrder.ids;
  }

  /** The filing to show when these go: the next one in the list, else the one before. */
  neighbour(gone: readonly number[]): number | null {
    const going = new Set(gone);
    const order = this.#order();
    const last = order.findLastIndex((id) => going.has(id));
    const staying = (id: number) => !going.has(id);
    return order.slice(last + 1).find(staying) ?? order.slice(0, Math.max(last, 0)).findLast(staying) ?? null;
  }

  setArrangement(arrangement: Arrangement): void {
    this.arrangement = arrangement;
    this.#remember('sort', arrangement.sort);
    this.#remember('group', arrangement.grouping);
    this.#rearrange();
  }

  /** The settings are to be read anew. */
  forget(): void {
    this.arrangement = null;
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

  /** The list shows these. Only of them any stay chosen: nothing is deleted that cannot be seen. */
  listed(groups: readonly FilingGroup[]): void {
    this.#groups = groups;
    if (this.chosen.size > 0) this.choose(this.inOrder());
  }

  #order(): number[] {
    return this.#groups.flatMap(({ ids }) => ids);
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
}

const NONE: ReadonlySet<string> = new Set();
