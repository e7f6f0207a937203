import { ApiError, type OpenFiling } from '../shared/api.ts';
import { applyAll, EditError } from '../shared/filing/edits.ts';
import { type Filing, isPrinted } from '../shared/filing/filing.ts';
import { formOf } from '../shared/filing/form-of.ts';
import { emptyHistory, type History, record, redo, type Step, undo } from '../shared/filing/history.ts';
import type { Form } from '../shared/form/form.ts';
import { layout } from '../shared/layout/layout.ts';
import type { Sheet } from '../shared/layout/sheet.ts';
import { call } from './bridge.ts';
import { Observable } from './observable.ts';

export type SaveState = { state: 'saved' | 'saving' } | { state: 'failed'; reason: string };

/**
 * One open filing: its present text, its undo history and the queue of steps on their way to the store. It lives as
 * long as the window, so that undo survives switching between filings.
 */
export class Session extends Observable {
  readonly id: number;
  readonly form: Form;
  filing: Filing;
  savedAt: string;
  saving: SaveState = { state: 'saved' };
  /** Names of steps that were given up because the filing was changed elsewhere; the window tells them and empties it. */
  lost: string[] = [];
  #history: History = emptyHistory;
  #revision: number;
  #queue: Step[] = [];
  #running: Promise<void> | null = null;
  #sheet: { filing: Filing; seal: 42 | 45 | null; screen: Sheet; pages: number } | null = null;

  constructor(opened: OpenFiling) {
    super();
    this.id = opened.id;
    this.form = formOf(opened.filing);
    this.filing = opened.filing;
    this.savedAt = opened.savedAt;
    this.#revision = opened.revision;
  }

  get canUndo(): string | null {
    return this.#history.past.at(-1)?.label ?? null;
  }

  get canRedo(): string | null {
    return this.#history.future.at(-1)?.label ?? null;
  }

  /** What the screen shows: the printed sheet with the rows that are still empty. `pages` counts the printed ones. */
  sheet(seal: 42 | 45 | null): { screen: Sheet; pages: number } {
    if (this.#sheet?.filing !== this.filing || this.#sheet.seal !== seal) {
      const screen = layout(this.form, this.filing, { seal, blankRows: true });
      const hasBlankRows = !this.filing.indicators.every(isPrinted);
      const printed = hasBlankRows ? layout(this.form, this.filing, { seal, blankRows: false }) : screen;
      const pages = printed.pages.length;
      this.#sheet = { filing: this.filing, seal, screen, pages };
    }
    return this.#sheet;
  }

  /** Makes a step of the clerk's; one without edits changes nothing. */
  perform(step: Step): void {
    if (step.edits.length === 0) return;
    this.filing = applyAll(this.filing, step.edits);
    this.#history = record(this.#history, step);
    this.#save(step);
  }

  /** Takes the last step back, or does it again; returns the path of the cell to show, or null. */
  move(direction: 'undo' | 'redo'): string | null {
    const moved = (direction === 'undo' ? undo : redo)(this.filing, this.#history);
    if (!moved) return null;
    this.filing = moved.filing;
    this.#history = moved.history;
    const verb = direction === 'undo' ? '撤销' : '重做';
    this.#save({ ...moved.step, label: `${verb}${moved.step.label}` });
    return moved.step.path;
  }

  /** Resolves when everything is on disk; rejects with the reason when it could not be saved. Tries again first. */
  async flush(): Promise<void> {
    this.#run();
    await this.#running;
    if (this.saving.state === 'failed') throw new Error(this.saving.reason);
  }

  #save(step: Step): void {
    this.#queue.push(step);
    this.saving = { state: 'saving' };
    this.changed();
    this.#run();
  }

  #run(): void {
    if (this.#running || this.#queue.length === 0) return;
    this.#running = this.#drain().finally(() => {
      this.#running = null;
      if (this.saving.state !== 'failed') this.#run();
      this.changed();
    });
  }

  /**
   * The filing was changed in another window: takes its text over and does the unsaved steps again on it. Steps that no
   * longer fit are given up and told in `lost`. False when the filing cannot be read.
   */
  async #rebase(): Promise<boolean> {
    const opened = await call('filings.open', { id: this.id }).catch(() => null);
    if (!opened || opened.revision === this.#revision) return false;
    const kept: Step[] = [];
    let filing = opened.filing;
    for (const step of this.#queue) {
      try {
        filing = applyAll(filing, step.edits);
        kept.push(step);
      } catch (error) {
        if (!(error instanceof EditError)) throw error;
        this.lost.push(step.label);
      }
    }
    this.filing = filing;
    this.savedAt = opened.savedAt;
    this.#revision = opened.revision;
    this.#queue = kept;
    // Steps made on the older text cannot be taken back from this one.
    this.#history = { past: kept, future: [] };
    this.changed();
    return true;
  }

  async #drain(): Promise<void> {
    while (this.#queue.length > 0) {
      const step = this.#queue[0] as Step;
      try {
        const { label, edits } = step;
        const saved = await call('filings.commit', { id: this.id, revision: this.#revision, label, edits });
        this.#revision = saved.revision;
        this.savedAt = saved.savedAt;
        this.#queue.shift();
      } catch (error) {
        if (error instanceof ApiError && error.code === 'conflict' && (await this.#rebase())) continue;
        // The step stays in the queue: the next one, Ctrl+S or closing the window tries again.
        this.saving = { state: 'failed', reason: error instanceof Error ? error.message : String(error) };
        return;
      }
    }
    this.saving = { state: 'saved' };
  }
}
