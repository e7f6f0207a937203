import type { OpenFiling } from '../../shared/api.ts';
import { ApiError, errorTexts } from '../../shared/api-error.ts';
import type { Filing } from '../../shared/filing/filing.ts';
import { emptyHistory, type Step, withOlder } from '../../shared/filing/history.ts';
import { type Clash, lostTexts } from '../../shared/filing/rebase.ts';
import { stepParts } from '../../shared/filing/step-parts.ts';
import type { Form } from '../../shared/form/form.ts';
import { call } from '../bridge.ts';
import { lostLines, replay, type State, sameFiling, type Unsaved } from './unsaved.ts';

export type SaveState = { state: 'saved' | 'saving' } | { state: 'failed'; reason: string };

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

/** Who hears what becomes of the steps. */
interface Beside {
  changed(): void;
  /** What the store has was taken over. */
  onTakenOver(opened: OpenFiling): void;
  /** Steps were done again on another text of the filing: rows may stand elsewhere. */
  onReplayed(): void;
  /** These texts were not saved, because their cells hold others by now. */
  onLost(clashes: readonly Clash[]): void;
  /** Something in the background failed. */
  tell(error: unknown): void;
}

/** The steps of an open filing on their way to the store, in the order in which they were made. */
export class SavingQueue {
  saving: SaveState = { state: 'saved' };
  savedAt: string;
  /** Sentences about steps that could not be saved; the window tells them and empties it. */
  told: string[] = [];
  readonly #id: number;
  /** The data file that the filing is in. */
  readonly #file: number | undefined;
  readonly #form: Form;
  readonly #beside: Beside;
  /** What the store has as far as this window knows, and the history up to there. */
  #base: State;
  #revision: number;
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
  /** How many hold it as it is. */
  #held = 0;

  constructor(form: Form, opened: OpenFiling, beside: Beside) {
    this.#id = opened.id;
    this.#file = opened.file;
    this.#form = form;
    this.#beside = beside;
    this.savedAt = opened.savedAt;
    this.#revision = opened.revision;
    this.#base = { filing: opened.filing, history: emptyHistory };
  }

  /** The filing with everything that waits done to it. */
  get now(): State {
    return this.#queue.at(-1)?.after ?? this.#base;
  }

  /** Number of the last saved change. */
  get revision(): number {
    return this.#revision;
  }

  /** The filing as the store has it. */
  get stored(): Filing {
    return this.#base.filing;
  }

  /** Whether anything has failed to go to the store and waits for another try. */
  get isWaiting(): boolean {
    return this.saving.state === 'failed' && this.#queue.length > 0;
  }

  unsavedTexts(): string[] {
    return this.#queue.flatMap((unsaved) => lostLines(this.#form, unsaved));
  }

  add(unsaved: Unsaved): void {
    this.#queue.push(unsaved);
    this.saving = { state: 'saving' };
    this.#beside.changed();
    this.#run();
  }

  /** Puts earlier steps before those that can be taken back, and before those that can be done again. */
  putBefore(steps: readonly Step[], undone: readonly Step[]): void {
    const older = (state: State): State => ({ ...state, history: withOlder(state.history, steps, undone) });
    this.#base = older(this.#base);
    for (const unsaved of this.#queue) unsaved.after = older(unsaved.after);
    this.#beside.changed();
  }

  /** Something else has saved a revision of the filing: it is taken over once nothing waits here. */
  heard(revision: number): void {
    this.#heard = Math.max(this.#heard, revision);
    void this.#follow();
  }

  /** Nothing that is heard is taken over until the answer is called. */
  hold(): () => void {
    this.#held++;
    let holds = true;
    return () => {
      if (!holds) return;
      holds = false;
      this.#held--;
      void this.#follow();
    };
  }

  async #follow(): Promise<void> {
    const isBehind = () => this.#heard > this.#revision && this.#queue.length === 0 && this.#held === 0;
    if (!isBehind()) return;
    try {
      const opened = await call('filings.open', { id: this.#id });
      if (opened.file === this.#file && isBehind() && opened.revision > this.#revision) this.#takeOver(opened, false);
    } catch (error) {
      this.#beside.tell(error);
    }
  }

  /** Resolves when everything is on disk; rejects with the reason when it could not be saved. Tries again first. */
  async flush(): Promise<void> {
    this.#run();
    await this.#running;
    if (this.saving.state === 'failed' && this.isWaiting) throw new Error(this.saving.reason);
  }

  #run(): void {
    if (this.#running || this.#queue.length === 0) return;
    this.#running = this.#drain().finally(() => {
      this.#running = null;
      if (this.saving.state !== 'failed') this.#run();
      // What was heard while a step was on its way may have been that very step.
      void this.#follow();
      this.#beside.changed();
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
        this.#done(first);
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
    const commit = { id: this.#id, file: this.#file, revision: this.#revision, label, edits: last, step };
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
    const opened = await call('filings.open', { id: this.#id }).catch(() => null);
    if (!opened) return false;
    if (opened.file !== this.#file) return this.#giveUpAll(errorTexts['not-found']);
    // What failed otherwise may have been saved: sent again, it is answered as saved, or as a conflict.
    const again = code !== 'conflict' && this.#faults === 0;
    if (opened.revision !== this.#revision && !again) return this.#catchUp(opened);
    this.#faults++;
    if (this.#faults >= TRIES) return this.#giveUp(reasonOf(error));
    if (code === 'conflict') this.#takeOver(opened, true);
    else await new Promise((resolve) => setTimeout(resolve, REST * this.#faults));
    return true;
  }

  #done(first: Unsaved): void {
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
      this.#done(first);
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
    this.savedAt = opened.savedAt;
    this.#revision = opened.revision;
    this.#again(before, own, null);
    this.#beside.onTakenOver(opened);
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
    if (refused.how !== 'undo') this.#beside.onLost(lostTexts(this.#base.filing, refused.edits));
    this.#again(refused.after.filing, true, refused.how === 'perform' ? refused.step : null);
    return true;
  }

  /** The filing is gone, or its data file is: nothing of it can be saved any more. */
  #giveUpAll(reason: string): boolean {
    this.told.push(...this.#queue.map(({ label }) => `“${label}”未能保存：${reason}`));
    this.#base = this.now;
    this.#queue = [];
    return false;
  }

  #again(before: Filing, own: boolean, dropped: Step | null): void {
    const { queue, clashes, told } = replay(this.#form, this.#queue, before, this.#base, { own, dropped });
    this.#queue = queue;
    this.#beside.onLost(clashes);
    this.told.push(...told);
    this.#beside.onReplayed();
  }
}

function reasonOf(error: unknown): string {
  return error instanceof ApiError ? error.message : errorTexts.internal;
}
