import type { OpenFiling } from '../../shared/api.ts';
import { ApiError } from '../../shared/api-error.ts';
import { type Filing, ROW_ID, type Row, rowsOf, typedText } from '../../shared/filing/filing.ts';
import { formOf } from '../../shared/filing/form-of.ts';
import { moveLabel, record, redo, type Step, stepLabel, textsHeld, undo } from '../../shared/filing/history.ts';
import { type Place, placeOf } from '../../shared/filing/path.ts';
import { type Clash, clashPath, settleClash } from '../../shared/filing/rebase.ts';
import { applyNamed } from '../../shared/filing/row-ids.ts';
import type { Form } from '../../shared/form/form.ts';
import { EarlierSteps } from './earlier-steps.ts';
import { Observable } from './observable.ts';
import { lostText, type OpenClash } from './open-clash.ts';
import { type SaveState, SavingQueue } from './saving-queue.ts';
import { type ShownSheet, sheetOf } from './shown-sheet.ts';

/**
 * One open filing: its present text, its undo history and what was not kept of it. It lives as long as the window, so
 * that undo survives switching between filings.
 */
export class Session extends Observable {
  readonly id: number;
  readonly form: Form;
  /** Texts that were not saved because their cells hold others by now; each waits for the clerk's choice. */
  clashes: readonly OpenClash[] = [];
  /** Sentences that name such texts as they come; the window tells them and empties it. */
  lost: string[] = [];
  /** Since when it is 定稿 (ISO): nothing changes it until it is unlocked. Null when it is not. */
  locked: OpenFiling['locked'];
  /** What is doubtful about what is shown, in a sentence; null where all of it is as it was saved. */
  doubt: OpenFiling['doubt'];
  /** What it was rolled forward from, as it was opened with; undefined once that may be something else. */
  previous: number | null | undefined;
  /** How often the filing was replaced by what the store has: rows may stand elsewhere since. */
  replaced = 0;
  /** The revision that `doubt` is about. */
  #doubted: number;
  readonly #earlier: EarlierSteps;
  #reaching: Promise<void> | null = null;
  readonly #tellFault: (error: unknown) => void;
  readonly #queue: SavingQueue;
  /** Ends what is held while a cell is typed into; null while none is. */
  #typed: (() => void) | null = null;
  #numbered = 0;
  readonly #sheet: ReturnType<typeof sheetOf>;

  /** @param tellFault is told why earlier steps could not be read */
  constructor(opened: OpenFiling, tellFault: (error: unknown) => void = () => undefined) {
    super();
    this.id = opened.id;
    this.locked = opened.locked;
    this.doubt = opened.doubt;
    this.previous = opened.previous;
    this.#doubted = opened.revision;
    this.form = formOf(opened.filing);
    this.#earlier = new EarlierSteps(this.form, opened);
    this.#sheet = sheetOf(this.form);
    this.#tellFault = tellFault;
    this.#queue = new SavingQueue(this.form, opened, {
      changed: () => {
        // Whatever is saved is sound again.
        if (this.#queue.revision !== this.#doubted) this.doubt = null;
        this.changed();
      },
      onTakenOver: (taken) => {
        this.#earlier.beginAt(taken);
        this.locked = taken.locked;
        this.doubt = taken.doubt;
        this.#doubted = taken.revision;
        void this.reachBack();
      },
      onReplayed: () => {
        this.replaced++;
        this.changed();
      },
      onLost: (clashes) => this.#clash(clashes),
      tell: tellFault,
    });
  }

  get filing(): Filing {
    return this.#queue.now.filing;
  }

  /** Number of the last saved change. */
  get revision(): number {
    return this.#queue.revision;
  }

  get savedAt(): string {
    return this.#queue.savedAt;
  }

  get saving(): SaveState {
    return this.#queue.saving;
  }

  /** Sentences about steps that could not be saved; the window tells them and empties it. */
  get told(): string[] {
    return this.#queue.told;
  }

  /** Whether anything of it has failed to go to the store and waits there for another try. */
  get isWaiting(): boolean {
    return this.#queue.isWaiting;
  }

  get canUndo(): string | null {
    return this.next('undo')?.label ?? null;
  }

  get canRedo(): string | null {
    return this.next('redo')?.label ?? null;
  }

  /**
   * Whether no step is at hand though the store may have some: until they are read after the filing was opened, or after
   * what another window saved was taken over. `reachBack` reads them.
   */
  get hasUnreadSteps(): boolean {
    const { past, future } = this.#queue.now.history;
    return past.length === 0 && future.length === 0 && this.#earlier.mayHaveMore;
  }

  /** The step that is taken back or done again next. */
  next(how: 'undo' | 'redo'): Step | null {
    const { past, future } = this.#queue.now.history;
    return (how === 'undo' ? past : future).at(-1) ?? null;
  }

  /** Every text that a cell has had, as far back as it can be undone; none of a row without an id. */
  heldAt(table: string, row: number, column: string): ReadonlySet<string> {
    const id = rowsOf(this.filing, table)[row]?.[ROW_ID];
    return id === undefined ? new Set() : textsHeld(this.#queue.now.history, table, id, column);
  }

  /** What the screen shows: the printed sheet with the rows that are still empty. `pages` counts the printed ones. */
  sheet(seal: 42 | 45 | null): ShownSheet {
    return this.#sheet(this.filing, seal);
  }

  /** Makes a step of the clerk's; one without edits changes nothing. False where the filing is 定稿: the clerk is told. */
  perform(given: Step): boolean {
    if (this.#refuses()) return false;
    if (given.edits.length === 0) return true;
    const { filing, edits } = applyNamed(this.filing, given.edits, newRowId);
    const step = { label: stepLabel(given.label), path: given.path, edits };
    const history = record(this.#queue.now.history, step);
    this.#queue.add({ how: 'perform', step, label: step.label, edits, after: { filing, history } });
    return true;
  }

  /** Takes the last step back, or does it again; returns the path of the cell to show, or null. */
  move(how: 'undo' | 'redo'): string | null {
    if (this.#refuses()) return null;
    const { filing, history } = this.#queue.now;
    const step = this.next(how);
    const moved = (how === 'undo' ? undo : redo)(filing, history);
    if (!step || !moved) return null;
    const after = { filing: moved.filing, history: moved.history };
    this.#queue.add({ how, step, label: moveLabel(how, step), edits: moved.step.edits, after });
    void this.reachBack();
    return step.path;
  }

  /** It became 定稿, or was unlocked. */
  heardLock(locked: OpenFiling['locked']): void {
    this.locked = locked;
    this.changed();
    // What another window's 定稿 kept from being saved can go now; that it fails again is told where saving is.
    if (locked === null && this.isWaiting) this.flush().catch(() => undefined);
  }

  /** Whatever would change a filing that is 定稿 is refused, and the clerk told why. */
  #refuses(): boolean {
    if (this.locked === null) return false;
    this.#tellFault(new ApiError('read-only', LOCKED));
    return true;
  }

  /** Reads earlier steps from the store, where few are left to take back. It goes on by itself while they are. */
  reachBack(): Promise<void> {
    this.#reaching ??= this.#earlier
      .read(
        () => this.#queue.now.history.past.length,
        (steps, undone) => this.#queue.putBefore(steps, undone),
      )
      .catch(this.#tellFault)
      .finally(() => {
        this.#reaching = null;
      });
    return this.#reaching;
  }

  /** Something else has saved a revision of the filing: it is taken over once nothing waits here. */
  heard(revision: number): void {
    this.#queue.heard(revision);
  }

  /** A cell is being typed into: what is heard waits until the text is in, where it can meet it as two texts. */
  typing(on: boolean): void {
    this.#typed?.();
    this.#typed = on ? this.hold() : null;
  }

  /** The clerk is in the midst of something: what is heard waits until the answer is called, so that rows stay put. */
  hold(): () => void {
    return this.#queue.hold();
  }

  /** Whether a cell is being typed into. */
  get isTyping(): boolean {
    return this.#typed !== null;
  }

  /** Resolves when everything is on disk; rejects with the reason when it could not be saved. Tries again first. */
  flush(): Promise<void> {
    return this.#queue.flush();
  }

  /**
   * Keeps a text that was typed into a cell and cannot go there, for the clerk to choose: the filing has become 定稿
   * meanwhile, or the row is gone. `row` is the cell's as it was; null for fields.
   */
  setAside(place: Place, row: Row | null, mine: string): void {
    const path = clashPath(this.filing, { place, row });
    const theirs = path === null ? null : typedText(this.filing, placeOf(path));
    if (mine === (theirs ?? '')) return;
    this.#clash([{ place, row, mine, theirs }]);
    this.changed();
  }

  /** What is not in the store yet, in a sentence for each text or change. */
  get unsavedTexts(): string[] {
    return this.saving.state === 'saved' ? [] : this.#queue.unsavedTexts();
  }

  /** Puts one of the two texts of a clash into its cell, as a step like any other. */
  settle(clash: OpenClash, choice: 'mine' | 'theirs'): void {
    if (!this.clashes.includes(clash)) return;
    const edits = settleClash(this.filing, clash, clash[choice]);
    if (!this.perform({ label: '选择保留的内容', path: clashPath(this.filing, clash) ?? '', edits })) return;
    this.clashes = this.clashes.filter((other) => other !== clash);
    this.changed();
  }

  #clash(more: readonly Clash[]): void {
    this.clashes = [...this.clashes, ...more.map((clash) => ({ ...clash, id: ++this.#numbered }))];
    this.lost.push(...more.map((clash) => lostText(this.form, this.#queue.stored, clash)));
  }
}

/** Why nothing can be changed in a filing that is 定稿. */
export const LOCKED = '此表已定稿，不能修改；需要修改请先解除定稿';

const newRowId = () => crypto.randomUUID().replaceAll('-', '').slice(0, 16);
