import { ApiError, errorTexts, type OpenFiling } from '../../shared/api.ts';
import type { Filing } from '../../shared/filing/filing.ts';
import { formOf } from '../../shared/filing/form-of.ts';
import {
  emptyHistory,
  moveLabel,
  record,
  redo,
  type Step,
  stepLabel,
  undo,
  withOlder,
} from '../../shared/filing/history.ts';
import { shorten } from '../../shared/filing/parse.ts';
import { pathOf } from '../../shared/filing/path.ts';
import { placeName } from '../../shared/filing/place-name.ts';
import { type Clash, clashPath, lostTexts, settleClash } from '../../shared/filing/rebase.ts';
import { applyNamed } from '../../shared/filing/row-ids.ts';
import { stepParts } from '../../shared/filing/step-parts.ts';
import type { Form } from '../../shared/form/form.ts';
import { call } from '../bridge.ts';
import { EarlierSteps } from './earlier-steps.ts';
import { Observable } from './observable.ts';
import { type ShownSheet, sheetOf } from './shown-sheet.ts';
import { replay, type State, sameFiling, type Unsaved } from './unsaved.ts';

export type SaveState = { state: 'saved' | 'saving' } | { state: 'failed'; reason: string };

/** A clash with a number by which the window tells it from others of the session. */
export interface OpenClash extends Clash {
  id: number;
}

/** Failures that pass: the step waits for the next try, and so do those behind it. */
const PASSING: readonly string[] = [
  'store-busy',
  'store-full',
  'store-broken',
  'store-replaced',
  'read-only',
  'write-failed',
  'no-answer',
];

/** How often a step is tried that fails for no known reason while the backend answers otherwise. */
const TRIES = 3;
/** Rest in ms before the second try, twice that before the third. */
const REST = 200;

/** Most times in a row that a step is moved onto what another window saved. */
const MOST_CONFLICTS = 50;

/**
 * One open filing: its present text, its undo history and the queue of steps on their way to the store. It lives as
 * long as the window, so that undo survives switching between filings.
 */
export class Session extends Observable {
  readonly id: number;
  readonly form: Form;
  savedAt: string;
  saving: SaveState = { state: 'saved' };
  /** Sentences about steps that could not be saved; the window tells them and empties it. */
  told: string[] = [];
  /** Texts that were not saved because their cells hold others by now; each waits for the clerk's choice. */
  clashes: readonly OpenClash[] = [];
  /** Sentences that name such texts as they come; the window tells them and empties it. */
  lost: string[] = [];
  /** How often the filing was replaced by what the store has: rows may stand elsewhere since. */
  replaced = 0;
  /** What the store has as far as this window knows, and the history up to there. */
  #base: State;
  #revision: number;
  readonly #earlier: EarlierSteps;
  #reaching: Promise<void> | null = null;
  readonly #tellFault: (error: unknown) => void;
  /** Saved in this order; the first one is on its way. */
  #queue: Unsaved[] = [];
  #running: Promise<void> | null = null;
  /** Names by which the backend knows a step that it has saved before. */
  readonly #names = new WeakMap<Unsaved, string>();
  /** How often the first step has failed, and how often in a row another window was faster. */
  #faults = 0;
  #conflicts = 0;
  /** The last revision that was told of. */
  #heard = 0;
  #typing = false;
  #numbered = 0;
  readonly #sheet: ReturnType<typeof sheetOf>;

  /** @param tellFault is told why earlier steps could not be read */
  constructor(opened: OpenFiling, tellFault: (error: unknown) => void = () => undefined) {
    super();
    this.id = opened.id;
    this.form = formOf(opened.filing);
    this.savedAt = opened.savedAt;
    this.#base = { filing: opened.filing, history: emptyHistory };
    this.#revision = opened.revision;
    this.#earlier = new EarlierSteps(this.form, opened);
    this.#sheet = sheetOf(this.form);
    this.#tellFault = tellFault;
  }

  get filing(): Filing {
    return this.#now.filing;
  }

  /** Whether anything of it has failed to go to the store and waits there for another try. */
  get isWaiting(): boolean {
    return this.saving.state === 'failed' && this.#queue.length > 0;
  }

  get canUndo(): string | null {
    return this.#now.history.past.at(-1)?.label ?? null;
  }

  get canRedo(): string | null {
    return this.#now.history.future.at(-1)?.label ?? null;
  }

  /** What the screen shows: the printed sheet with the rows that are still empty. `pages` counts the printed ones. */
  sheet(seal: 42 | 45 | null): ShownSheet {
    return this.#sheet(this.filing, seal);
  }

  /** Makes a step of the clerk's; one without edits changes nothing. */
  perform(given: Step): void {
    if (given.edits.length === 0) return;
    const { filing, edits } = applyNamed(this.filing, given.edits, newRowId);
    const step = { label: stepLabel(given.label), path: given.path, edits };
    const history = record(this.#now.history, step);
    this.#save({ how: 'perform', step, label: step.label, edits, after: { filing, history } });
  }

  /** Takes the last step back, or does it again; returns the path of the cell to show, or null. */
  move(how: 'undo' | 'redo'): string | null {
    const { filing, history } = this.#now;
    const step = (how === 'undo' ? history.past : history.future).at(-1);
    const moved = (how === 'undo' ? undo : redo)(filing, history);
    if (!step || !moved) return null;
    const after = { filing: moved.filing, history: moved.history };
    this.#save({ how, step, label: moveLabel(how, step), edits: moved.step.edits, after });
    void this.reachBack();
    return step.path;
  }

  /** Reads earlier steps from the store, where few are left to take back. It goes on by itself while they are. */
  reachBack(): Promise<void> {
    this.#reaching ??= this.#earlier
      .read(
        () => this.#now.history.past.length,
        (steps) => this.#putBefore(steps),
      )
      .catch(this.#tellFault)
      .finally(() => {
        this.#reaching = null;
      });
    return this.#reaching;
  }

  #putBefore(steps: readonly Step[]): void {
    const older = (state: State): State => ({ ...state, history: withOlder(state.history, steps) });
    this.#base = older(this.#base);
    for (const unsaved of this.#queue) unsaved.after = older(unsaved.after);
    this.changed();
  }

  /** Something else has saved a revision of the filing: it is taken over once nothing waits here. */
  heard(revision: number): void {
    this.#heard = Math.max(this.#heard, revision);
    void this.#follow();
  }

  /** A cell is being typed into: what is heard waits until the text is in, where it can meet it as two texts. */
  typing(on: boolean): void {
    this.#typing = on;
    void this.#follow();
  }

  async #follow(): Promise<void> {
    const isBehind = () => this.#heard > this.#revision && this.#queue.length === 0 && !this.#typing;
    if (!isBehind()) return;
    try {
      const opened = await call('filings.open', { id: this.id });
      if (isBehind() && opened.revision > this.#revision) this.#takeOver(opened, false);
    } catch (error) {
      this.#tellFault(error);
    }
  }

  /** Resolves when everything is on disk; rejects with the reason when it could not be saved. Tries again first. */
  async flush(): Promise<void> {
    this.#run();
    await this.#running;
    if (this.saving.state === 'failed' && this.isWaiting) throw new Error(this.saving.reason);
  }

  /** Puts one of the two texts of a clash into its cell, as a step like any other. */
  settle(clash: OpenClash, choice: 'mine' | 'theirs'): void {
    if (!this.clashes.includes(clash)) return;
    const edits = settleClash(this.filing, clash, clash[choice]);
    this.clashes = this.clashes.filter((other) => other !== clash);
    this.perform({ label: '选择保留的内容', path: clashPath(this.filing, clash) ?? '', edits });
    this.changed();
  }

  get #now(): State {
    return this.#queue.at(-1)?.after ?? this.#base;
  }

  #save(unsaved: Unsaved): void {
    this.#queue.push(unsaved);
    this.saving = { state: 'saving' };
    this.changed();
    this.#run();
  }

  #run(): void {
    if (this.#running || this.#queue.length === 0) return;
    this.#running = this.#drain().finally(() => {
      this.#running = null;
      if (this.saving.state !== 'failed') this.#run();
      // What was heard while a step was on its way may have been that very step.
      void this.#follow();
      this.changed();
    });
  }

  async #drain(): Promise<void> {
    this.#conflicts = 0;
    while (this.#queue.length > 0) {
      const first = this.#queue[0] as Unsaved;
      try {
        const saved = await this.#send(first);
        this.#revision = saved.revision;
        this.savedAt = saved.savedAt;
        this.#stored(first);
      } catch (error) {
        if (await this.#goesOn(error)) continue;
        // The step stays in the queue: the next one, Ctrl+S or closing the window tries again.
        this.saving = { state: 'failed', reason: reasonOf(error) };
        return;
      }
    }
    this.saving = { state: 'saved' };
  }

  /** One step is one transaction of the store, in however many requests it goes there, and however often it is sent. */
  async #send(unsaved: Unsaved): Promise<{ revision: number; savedAt: string }> {
    const { label, edits } = unsaved;
    const step = this.#names.get(unsaved) ?? crypto.randomUUID();
    this.#names.set(unsaved, step);
    const parts = stepParts(edits);
    const last = parts.pop() ?? [];
    const commit = { id: this.id, revision: this.#revision, label, edits: last, step };
    if (parts.length === 0) return call('filings.commit', commit);
    for (const [part, some] of parts.entries()) await call('filings.stage', { step, part, edits: some });
    return call('filings.commit', { ...commit, staged: { step, parts: parts.length } });
  }

  /** Deals with a step that could not be saved; false when it has to wait. */
  async #goesOn(error: unknown): Promise<boolean> {
    const code = error instanceof ApiError ? error.code : 'internal';
    if (PASSING.includes(code)) return false;
    if (code === 'not-found') return this.#giveUpAll(reasonOf(error));
    if (code === 'bad-request') return this.#giveUp(reasonOf(error));
    const opened = await call('filings.open', { id: this.id }).catch(() => null);
    if (!opened) return false;
    // What failed otherwise may have been saved: sent again, it is answered as saved, or as a conflict.
    const again = code !== 'conflict' && this.#faults === 0;
    if (opened.revision !== this.#revision && !again) return this.#catchUp(opened);
    this.#faults++;
    if (this.#faults >= TRIES) return this.#giveUp(reasonOf(error));
    if (code === 'conflict') this.#takeOver(opened, true);
    else await new Promise((resolve) => setTimeout(resolve, REST * this.#faults));
    return true;
  }

  #stored(first: Unsaved): void {
    this.#base = first.after;
    this.#queue.shift();
    this.#faults = 0;
  }

  /** The store has moved on: by another window, or by the first step, whose answer was lost. */
  #catchUp(opened: OpenFiling): boolean {
    const [first] = this.#queue;
    if (first && opened.revision === this.#revision + 1 && sameFiling(opened.filing, first.after.filing)) {
      this.#revision = opened.revision;
      this.savedAt = opened.savedAt;
      this.#stored(first);
      return true;
    }
    this.#faults = 0;
    this.#conflicts++;
    this.#takeOver(opened, false);
    return this.#conflicts < MOST_CONFLICTS;
  }

  /**
   * Takes over what the store has and does the waiting steps again on it. `own`: no other window has changed the
   * filing; the store only holds something else than this window believed.
   */
  #takeOver(opened: OpenFiling, own: boolean): void {
    const before = this.#base.filing;
    // Steps made on the older text cannot be taken back from this one; those that the store has can.
    this.#base = { filing: opened.filing, history: emptyHistory };
    this.#earlier.beginAt(opened);
    this.savedAt = opened.savedAt;
    this.#revision = opened.revision;
    this.#again(before, own, null);
    void this.reachBack();
  }

  /**
   * Takes back the first step, which the backend refuses for good. Later steps stay as far as they can be done without
   * it.
   */
  #giveUp(reason: string): boolean {
    const refused = this.#queue.shift();
    this.#faults = 0;
    if (!refused) return true;
    this.told.push(`“${refused.label}”未能保存，已撤回：${reason}`);
    if (refused.how !== 'undo') this.#clash(lostTexts(this.#base.filing, refused.edits));
    this.#again(refused.after.filing, true, refused.how === 'perform' ? refused.step : null);
    return true;
  }

  /** The filing is gone: nothing of it can be saved any more. */
  #giveUpAll(reason: string): boolean {
    this.told.push(...this.#queue.map(({ label }) => `“${label}”未能保存：${reason}`));
    this.#base = this.#now;
    this.#queue = [];
    return false;
  }

  #clash(more: readonly Clash[]): void {
    this.clashes = [...this.clashes, ...more.map((clash) => ({ ...clash, id: ++this.#numbered }))];
    this.lost.push(...more.map((clash) => lostText(this.form, this.#base.filing, clash)));
  }

  #again(before: Filing, own: boolean, dropped: Step | null): void {
    const { queue, clashes, told } = replay(this.form, this.#queue, before, this.#base, { own, dropped });
    this.#queue = queue;
    this.#clash(clashes);
    this.told.push(...told);
    this.replaced++;
    this.changed();
  }
}

/** Says which text of which cell was not kept. */
export function lostText(form: Form, filing: Filing, clash: Clash): string {
  return `未保留：${placeName(form, clashPath(filing, clash) ?? pathOf(clash.place))}“${shorten(clash.mine)}”`;
}

const newRowId = () => crypto.randomUUID().replaceAll('-', '').slice(0, 16);

function reasonOf(error: unknown): string {
  return error instanceof ApiError ? error.message : errorTexts.internal;
}
