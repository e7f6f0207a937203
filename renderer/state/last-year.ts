import { Observable } from './observable.ts';
import type { Remembered } from './remembered.ts';
import type { Session } from './session.ts';
import { readStored, type Stored } from './stored.ts';

/** The filing that the open one was rolled forward from (结转下年), and whether its values stand beside the page. */
export class LastYear extends Observable {
  /** What the open filing came from; null while it is read, and for filings that came from none. */
  source: Stored | null = null;
  readonly #remembered: Remembered;
  readonly #tell: (error: unknown) => void;
  #following: number | null = null;
  #asked = 0;

  /** `tell` hears why last year's filing cannot be read. */
  constructor(remembered: Remembered, tell: (error: unknown) => void) {
    super();
    this.#remembered = remembered;
    this.#tell = tell;
  }

  get shown(): boolean {
    return this.#remembered.get('lastYear') !== 'off';
  }

  toggle(): void {
    this.#remembered.set('lastYear', this.shown ? 'off' : '');
    this.changed();
  }

  /** Goes along with the open filing. What it came from may have been changed or deleted since it was open last. */
  follow(session: Session | null): void {
    const id = session?.id ?? null;
    if (this.#following !== id) this.source = null;
    this.#following = id;
    this.changed();
    if (session !== null) this.#read(session).catch(this.#tell);
  }

  async #read(session: Session): Promise<void> {
    const asked = ++this.#asked;
    const { previous = (await readStored(session.id)).previous } = session;
    session.previous = undefined;
    const source = previous === null ? null : await readStored(previous);
    if (this.#following !== session.id || asked !== this.#asked) return;
    this.source = source;
    this.changed();
  }
}
