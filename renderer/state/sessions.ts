import { displayName } from '../../shared/filing/display-name.ts';
import { summarise } from '../../shared/filing/filing.ts';
import { shorten } from '../../shared/filing/parse.ts';
import { call } from '../bridge.ts';
import { Observable } from './observable.ts';
import type { Remembered } from './remembered.ts';
import { type OpenClash, Session } from './session.ts';

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

/** The filings that were opened in this window, and the one that is shown. */
export class Sessions extends Observable {
  current: Session | null = null;
  readonly #beside: Beside;
  readonly #sessions = new Map<number, Session>();
  /** Path of the selected cell by filing, so that each is shown again where it was left. */
  readonly #cells = new Map<number, string>();
  #opening = 0;
  #told = '';

  constructor(beside: Beside) {
    super();
    this.#beside = beside;
  }

  /** Opens a filing. Of two answers that cross, the later question's counts. */
  async open(id: number): Promise<void> {
    if (!this.#beside.commitDraft()) return;
    const asked = ++this.#opening;
    const session = await this.session(id);
    // What was typed meanwhile belongs to the table that is still shown.
    if (asked !== this.#opening || !this.#beside.commitDraft()) return;
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
    const opened = this.#sessions.get(id) ?? new Session(await call('filings.open', { id }), this.#beside.tell);
    const known = this.#sessions.get(id);
    if (known) return known;
    this.#sessions.set(id, opened);
    opened.subscribe(() => {
      if (opened.saving.state !== 'saving') this.#beside.onSaved(opened);
      this.#tellDifference();
    });
    void opened.reachBack();
    return opened;
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
    for (const id of ids) this.#sessions.delete(id);
  }

  /** A change of a filing was saved, here or elsewhere. */
  heard(id: number, revision: number): void {
    this.#sessions.get(id)?.heard(revision);
  }

  /** Another data file is open: all that is known is of others. */
  forgetAll(): void {
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
