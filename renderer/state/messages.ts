import { shortQuotes } from '../../shared/filing/parse.ts';
import { Observable } from './observable.ts';

/** What a message offers to do about what it tells, as a button beside it. */
export interface Offer {
  label: string;
  take(): void | Promise<void>;
  /** It takes back what was done: while it stands, so does Ctrl+Z in the list. */
  undoes?: true;
  /** Whether nothing was done to the open table since: as long as that is so, Ctrl+Z in the table takes it back too. */
  isLast?(): boolean;
  /** Whether it can be taken again, so that what was said stays with its other buttons. */
  stays?: boolean;
}

/**
 * How something is said: a line that goes by itself; a notification with buttons, for longer; what failed; or what the
 * clerk is to have read and closes.
 */
export type Manner = 'line' | 'offer' | 'failure' | 'warning';

/** Something the window has said. */
export interface Said {
  manner: Manner;
  /** What came of something in a word or two, above a text that tells more; '' for a single line. */
  title: string;
  text: string;
  offers: readonly Offer[];
}

/** What the window says of what it did. */
export class Messages extends Observable {
  /** What was said last. */
  last: Said = { manner: 'line', title: '', text: '', offers: [] };
  /** What offers something and still stands. */
  standing: Said | null = null;

  /** What takes back what was done last, as long as its button can be seen. */
  get undo(): Offer | null {
    return this.standing?.offers.find(({ undoes }) => undoes) ?? null;
  }

  /** Another data file is open: what is offered is about filings of the one before. */
  forget(): void {
    this.standing = null;
    this.changed();
  }

  /** Something that was said is no longer seen. */
  gone(said: Said): void {
    if (this.standing === said) this.standing = null;
  }

  /** Does what is offered; it is not offered again, unless it stays. */
  take(offer: Offer): void | Promise<void> {
    if (!offer.stays && this.standing?.offers.includes(offer)) {
      this.standing = null;
      this.changed();
    }
    return offer.take();
  }

  /** Says a line; with an offer it stands a while longer, with its button. */
  say(text: string, offer: Offer | null = null): void {
    this.notify('', text, offer ? [offer] : []);
  }

  /** Says what came of an export, an import and the like, with what can be done next. */
  notify(title: string, text: string, offers: readonly Offer[]): void {
    this.#show({ manner: offers.length > 0 || title !== '' ? 'offer' : 'line', title, text, offers });
  }

  /** Says why something could not be done. */
  fail(text: string): void {
    this.#show({ manner: 'failure', title: '', text, offers: [] });
  }

  /** Says what the clerk is to have read. */
  warn(text: string): void {
    this.#show({ manner: 'warning', title: '请注意', text, offers: [] });
  }

  /** What is offered by this name has been done some other way. */
  withdraw(label: string): void {
    if (!this.standing?.offers.some((offer) => offer.label === label)) return;
    this.standing = null;
    this.changed();
  }

  #show(said: Said): void {
    this.last = { ...said, title: shortQuotes(said.title), text: shortQuotes(said.text) };
    if (said.manner === 'offer') this.standing = this.last;
    this.changed();
  }
}
