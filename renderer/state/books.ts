import type { BookEvent, BookSummary } from '../../shared/api.ts';
import { call } from '../bridge.ts';
import { EditedBook } from './edited-book.ts';
import { Observable } from './observable.ts';
import type { Remembered } from './remembered.ts';

/** The books (套表) of the data file, and the one that is open. */
export class Books extends Observable {
  books: readonly BookSummary[] = [];
  /** How many pages each has, as far as they are counted. */
  pages: ReadonlyMap<number, number> = new Map();
  /** Whether they have been read. */
  loaded = false;
  open: EditedBook | null = null;
  readonly #remembered: Remembered;
  readonly #tell: (error: unknown) => void;
  #asked = 0;

  /** `tell` hears why something failed that nobody waits for. */
  constructor(remembered: Remembered, tell: (error: unknown) => void) {
    super();
    this.#remembered = remembered;
    this.#tell = tell;
  }

  /** Reads the list anew. Of two answers that cross, the later question's counts. */
  async refresh(): Promise<void> {
    const asked = ++this.#asked;
    const { books } = await call('books.list', {});
    if (asked !== this.#asked) return;
    this.books = books;
    this.loaded = true;
    this.changed();
    if (!this.open) this.#countAll(asked).catch(this.#tell);
  }

  /** Counts the pages of one book after the other, as long as no list is read anew and none is opened. */
  async #countAll(asked: number): Promise<void> {
    for (const { id } of this.books) {
      if (asked !== this.#asked || this.open) return;
      const { count } = await call('books.count', { job: crypto.randomUUID(), id });
      if (count) this.pages = new Map(this.pages).set(id, count.pages);
      this.changed();
    }
  }

  /** The page is shown: what was open in it is there again, also after a restart. */
  async show(): Promise<void> {
    const left = Number(this.#remembered.get('book.open'));
    await Promise.all([this.refresh(), this.open?.refresh()]);
    if (!this.open && this.books.some(({ id }) => id === left)) await this.openBook(left);
  }

  async openBook(id: number): Promise<void> {
    const opened = await call('books.get', { id });
    this.#replace(new EditedBook(opened));
    this.#remembered.set('book.open', String(id));
  }

  /** Goes back to the list of all books. */
  async close(): Promise<void> {
    const { open } = this;
    await open?.flush();
    if (this.open !== open) return;
    this.#replace(null);
    this.#remembered.set('book.open', '');
    await this.refresh();
  }

  /** The open book was deleted, or another data file is open. */
  forget(): void {
    this.#replace(null);
    this.loaded = false;
  }

  flush(): Promise<void> {
    return this.open?.flush() ?? Promise.resolve();
  }

  /** A window has saved or removed a book. */
  heard({ id, savedAt }: BookEvent): void {
    if (id === this.open?.id && savedAt === null) this.#replace(null);
    else if (id === this.open?.id) this.outdated();
    if (this.loaded) this.refresh().catch(this.#tell);
  }

  /** Filings have changed, come or gone. */
  outdated(): void {
    this.open?.refresh().catch(this.#tell);
  }

  #replace(next: EditedBook | null): void {
    this.open?.close();
    this.open = next;
    this.changed();
  }
}
