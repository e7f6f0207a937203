import { shortQuotes } from '../../shared/filing/parse.ts';
import { Observable } from './observable.ts';

/** What a message offers to do about what it tells, as a button beside it. */
export interface Offer {
  label: string;
  take(): void | Promise<void>;
}

/** Something the window has said. */
export interface Said {
  /** What came of something in a word or two, above a text that tells more; '' for a single line. */
  title: string;
  text: string;
  offers: readonly Offer[];
  /** Whether it stays until it is closed. */
  stays: boolean;
}

/** What the window says of what it did: a line that goes by itself, or a notification with buttons. */
export class Messages extends Observable {
  /** What was said last. */
  last: Said = NOTHING;

  /** Says a line; with an offer it stands a while longer, with its button. */
  say(text: string, offer: Offer | null = null): void {
    this.#show({ title: '', text, offers: offer ? [offer] : [], stays: false });
  }

  /** Says what came of an export, an import and the like, with what can be done next. */
  notify(title: string, text: string, offers: readonly Offer[]): void {
    this.#show({ title, text, offers, stays: false });
  }

  /** Says what the clerk is to have read. */
  warn(text: string): void {
    this.#show({ title: '请注意', text, offers: [], stays: true });
  }

  #show(said: Said): void {
    this.last = { ...said, title: shortQuotes(said.title), text: shortQuotes(said.text) };
    this.changed();
  }
}

const NOTHING: Said = { title: '', text: '', offers: [], stays: false };
