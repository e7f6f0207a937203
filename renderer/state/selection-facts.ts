import { Observable } from './observable.ts';

/** What is selected in the table. */
export interface Selected {
  /** Path of the active cell. */
  path: string;
  /** How many cells are selected. */
  cells: number;
  /** Exact sum of the amounts among them, without separators; null when they are fewer than two. */
  sum: string | null;
}

/** A text that is being typed. */
export interface Typed {
  chars: number;
  /** How many pages the table prints on with it, and the percentage of the last one that is used; null when it is refused. */
  pages: number | null;
  share: number | null;
}

/** What the status bar says of the selection. A store of its own, so that nothing else is drawn when the caret moves. */
export class SelectionFacts extends Observable {
  selected: Selected = NOTHING;
  typed: Typed | null = null;

  select(selected: Selected): void {
    const { path, cells, sum } = this.selected;
    if (path === selected.path && cells === selected.cells && sum === selected.sum) return;
    this.selected = selected;
    this.changed();
  }

  type(typed: Typed | null): void {
    if (this.typed === typed) return;
    this.typed = typed;
    this.changed();
  }

  /** No table is open. */
  clear(): void {
    this.select(NOTHING);
    this.type(null);
  }
}

const NOTHING: Selected = { path: '', cells: 0, sum: null };
