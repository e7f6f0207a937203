import { ApiError } from '../../shared/api-error.ts';
import { displayName } from '../../shared/filing/display-name.ts';
import { type Filing, summarise } from '../../shared/filing/filing.ts';
import { shorten } from '../../shared/filing/parse.ts';
import { call } from '../bridge.ts';
import { Observable } from './observable.ts';
import type { OpenClash } from './open-clash.ts';
import type { Remembered } from './remembered.ts';
import { Session } from './session.ts';

/** What a store of sessions needs of the window, and whom it tells. */
interface Beside {
  remembered: Remembered;
  /** Hears why something in the background failed. */
  tell(error: unknown): void;
  /** Enters what is being typed; false when its cell refuses it. */
  commitDraft(): boolean;
  /** Another filing is open, or none. */
  onOpened(session: Session | null): void;
  /** Something of a filing went to the store, or could not. */
  onSaved(session: Session): void;
}

/** How many filings stay in memory of those that were shown last, and of those that were only worked on. */
const KEPT = 20;

/** The filings that were opened in this window, and the one that is shown. */
export class Sessions extends Observable {
  current: Session | null = null;
  readonly #beside: Beside;
  /** The one that was asked for last comes last. */
  readonly #sessions = new Map<number, Session>();
  /** Ids of the filings that were shown last, the latest first. */
  #shown: readonly number[] = [];
  /** The last revision that was told of, by filing: also while the filing is being opened. */
  readonly #revisions = new Map<number, number>();
  /** Path of the selected cell by filing, so that each is shown again where it was left. */
  readonly #cells = new Map<number, string>();
  /** What opens the filing that was asked for last, until it is shown. */
  #opening: Promise<void> | null = null;
  /** How often another data file has come. */
  #file = 0;
  #told = '';

  constructor(beside: Beside) {
    super();
    this.#beside = beside;
  }

  /** Opens a filing. Of two answers that cross, the later question's counts. */
  open(id: number): Promise<void> {
    if (!this.#beside.commitDraft()) return Promise.resolve();
    const isLatest = () => this.#opening === opening;
    const opening = this.#open(id, isLatest).finally(() => {
      if (isLatest()) this.#opening = null;
    });
    this.#opening = opening;
    return opening;
  }

  /** Whether a filing is asked for that is not shown yet. */
  get isOpening(): boolean {
    return this.#opening !== null;
  }

  /** Resolves when the filing that was asked for last is shown; false when it could not be opened. */
  async settled(): Promise<boolean> {
    try {
      while (this.#opening) await this.#opening;
      return true;
    } catch {
      // Who asked for it is told.
      return false;
    }
  }

  async #open(id: number, isLatest: () => boolean): Promise<void> {
    const session = await this.session(id);
    // What was typed meanwhile belongs to the table that is still shown.
    if (!isLatest() || !this.#beside.commitDraft()) return;
    this.#show(session);
    this.#beside.remembered.set('current', String(id));
    this.#beside.remembered.set('cell', this.#cells.get(id) ?? '');
  }

  /** Opens a filing at a cell. */
  async openAt(id: number, path: string): Promise<void> {
    if (path !== '') this.#cells.set(id, path);
    await this.open(id);
  }

  /** The one session of a filing, also when two ask for it at the same time. */
  async session(id: number): Promise<Session> {
    const asked = this.#file;
    const opened = this.#sessions.get(id) ?? new Session(await call('filings.open', { id }), this.#beside.tell);
    if (asked !== this.#file) throw new ApiError('bad-request', '数据文件已换成另一份，请再打开一次');
    const known = this.#sessions.get(id);
    const session = known ?? opened;
    this.#sessions.delete(id);
    this.#sessions.set(id, session);
    if (known) {
      known.previous = undefined;
      return known;
    }
    opened.subscribe(() => {
      // What is left of another data file has nobody to tell.
      if (this.#sessions.get(id) !== opened) return;
      if (opened.saving.state !== 'saving') this.#beside.onSaved(opened);
      this.#tellDifference();
    });
    opened.heard(this.#revisions.get(id) ?? 0);
    this.#letGo();
    return opened;
  }

  /** Lets go of what is saved and is not needed: thousands of tables may be worked on without being shown. */
  #letGo(): void {
    const needed = new Set([...this.#shown, ...[...this.#sessions.keys()].slice(-KEPT)]);
    for (const [id, { saving, clashes }] of this.#sessions)
      if (!needed.has(id) && saving.state === 'saved' && clashes.length === 0) this.#sessions.delete(id);
  }

  /** The filing that was open last in the run before, with the cell that was selected in it; null for none. */
  left(): number | null {
    const id = Number(this.#beside.remembered.get('current'));
    if (!id) return null;
    this.#cells.set(id, this.#beside.remembered.get('cell'));
    return id;
  }

  /** Shows no filing. */
  leave(): void {
    this.#show(null);
  }

  /** Filings are gone for good. */
  forget(ids: readonly number[]): void {
    for (const id of ids) {
      this.#sessions.delete(id);
      this.#revisions.delete(id);
    }
  }

  /** A change of a filing was saved, here or elsewhere. */
  heard(id: number, revision: number): void {
    this.#revisions.set(id, revision);
    this.#sessions.get(id)?.heard(revision);
  }

  /** Filings became 定稿, or were unlocked, here or elsewhere. */
  heardLock(ids: readonly number[], locked: Session['locked']): void {
    for (const id of ids) this.#sessions.get(id)?.heardLock(locked);
    this.changed();
  }

  /** Another data file is open: all that is known is of others. */
  forgetAll(): void {
    this.#file++;
    this.#shown = [];
    this.#revisions.clear();
    this.#sessions.clear();
    this.#cells.clear();
    this.#show(null);
  }

  /** The cell that was selected last in the open filing, or null: where it is to be shown again. */
  get cellToShow(): string | null {
    return (this.current && this.#cells.get(this.current.id)) || null;
  }

  /** Keeps the selected cell of the open filing for when it is opened again. */
  rememberCell(path: string): void {
    if (!this.current) return;
    this.#cells.set(this.current.id, path);
    this.#beside.remembered.set('cell', path);
  }

  /** Resolves when these filings, or all opened ones, are on disk; rejects with the reason. */
  async flush(ids: readonly number[] = [...this.#sessions.keys()]): Promise<void> {
    const sessions = ids.flatMap((id) => this.#sessions.get(id) ?? []);
    await Promise.all(sessions.map((session) => this.#flushOne(session)));
  }

  /** The reason of a table that is not shown names it. */
  async #flushOne(session: Session): Promise<void> {
    try {
      await session.flush();
    } catch (error) {
      if (session === this.current || !(error instanceof Error)) throw error;
      const { name } = summarise(session.form, session.filing);
      throw new Error(`“${shorten(displayName(name))}”未能保存：${error.message}`);
    }
  }

  /** How many filings other than the one that is shown have changes that could not be saved yet. */
  get waitingElsewhere(): number {
    return [...this.#sessions.values()].filter((session) => session !== this.current && session.isWaiting).length;
  }

  /** How many filings have changes that are not on disk. */
  get unsaved(): number {
    return [...this.#sessions.values()].filter(({ saving }) => saving.state !== 'saved').length;
  }

  /** What of these changes goes when they can no longer be saved, in sentences that name the filing. */
  get unsavedTexts(): string[] {
    return [...this.#sessions.values()].flatMap((session) => {
      const { form, filing, unsavedTexts } = session;
      const name = displayName(summarise(form, filing).name);
      return unsavedTexts.map((text) => `${name}：${text}`);
    });
  }

  /** The filings with changes that are not on disk, as they are in the window. */
  get unsavedFilings(): Filing[] {
    return [...this.#sessions.values()].flatMap(({ saving, filing }) => (saving.state === 'saved' ? [] : [filing]));
  }

  /** Texts of all opened filings that wait for the clerk's choice, since their cells hold others by now. */
  get clashes(): { session: Session; clash: OpenClash }[] {
    return [...this.#sessions.values()].flatMap((session) => session.clashes.map((clash) => ({ session, clash })));
  }

  /** Keeps one text of each of these clashes. */
  settle(clashes: readonly { session: Session; clash: OpenClash }[], choice: 'mine' | 'theirs'): void {
    if (!this.#beside.commitDraft()) return;
    for (const { session, clash } of clashes) session.settle(clash, choice);
    this.changed();
  }

  #show(session: Session | null): void {
    this.current = session;
    if (session) {
      this.#shown = [session.id, ...this.#shown.filter((id) => id !== session.id)].slice(0, KEPT);
      // Only what is shown is undone by the clerk: of the others no earlier steps are read.
      void session.reachBack();
    }
    this.#beside.onOpened(session);
    this.changed();
  }

  /** A step of a session is drawn by those who observe it; the others hear of what concerns all. */
  #tellDifference(): void {
    const told = `${this.waitingElsewhere} ${this.clashes.map(({ session, clash }) => `${session.id}:${clash.id}`)}`;
    if (told === this.#told) return;
    this.#told = told;
    this.changed();
  }
}
