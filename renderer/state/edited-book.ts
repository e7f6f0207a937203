import type { BookTable, CountedBook, OpenBook } from '../../shared/api.ts';
import { filingsOf } from '../../shared/book/arrange.ts';
import type { Book } from '../../shared/book/book.ts';
import { call } from '../bridge.ts';
import { sentenceOf } from '../faults.ts';
import { Observable } from './observable.ts';
import type { SaveState } from './saving-queue.ts';

/** For how long in ms changes are gathered before the pages are counted anew. */
const MOMENT = 300;
/** Most changes that are taken back. */
const MOST_STEPS = 200;

/** The book that is open: every change is saved at once, and can be taken back until the book is closed. */
export class EditedBook extends Observable {
  readonly id: number;
  book: Book;
  savedAt: string;
  saving: SaveState = { state: 'saved' };
  /** How many pages it has, as far as they are counted; null before that. */
  count: CountedBook | null = null;
  /** Why the pages could not be counted; '' where they could. */
  uncounted = '';
  #tables: ReadonlyMap<number, BookTable> = new Map();
  #past: Book[] = [];
  #future: Book[] = [];
  /** What the last change was about: typing on in one field is one step. */
  #about = '';
  #running: Promise<void> | null = null;
  #job: string | null = null;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #closed = false;

  constructor(opened: OpenBook) {
    super();
    this.id = opened.id;
    this.book = opened.book;
    this.savedAt = opened.savedAt;
    this.#take(opened);
    this.#countSoon();
  }

  table(id: number): BookTable | null {
    return this.#tables.get(id) ?? null;
  }

  /** Its tables that can be printed, in order. */
  get printed(): number[] {
    return filingsOf(this.book).filter((id) => this.table(id)?.trashed === false);
  }

  /** How many of its tables were deleted, and are left out where it is printed. */
  get missing(): number {
    return filingsOf(this.book).length - this.printed.length;
  }

  get canUndo(): boolean {
    return this.#past.length > 0;
  }

  get canRedo(): boolean {
    return this.#future.length > 0;
  }

  /** Makes a change. `about` names the field that is typed into: typing on in it is the same step. */
  change(book: Book, about = ''): void {
    if (JSON.stringify(book) === JSON.stringify(this.book)) return;
    if (about === '' || about !== this.#about) this.#past = [...this.#past, this.book].slice(-MOST_STEPS);
    this.#future = [];
    this.#about = about;
    this.#become(book);
  }

  undo(): void {
    const book = this.#past.pop();
    if (!book) return;
    this.#future.push(this.book);
    this.#about = '';
    this.#become(book);
  }

  redo(): void {
    const book = this.#future.pop();
    if (!book) return;
    this.#past.push(this.book);
    this.#about = '';
    this.#become(book);
  }

  /** Resolves when everything is on disk; rejects with the reason. */
  async flush(): Promise<void> {
    if (this.saving.state === 'failed') this.#save();
    while (this.#running) await this.#running;
    if (this.saving.state === 'failed') throw new Error(`套表未能保存：${this.saving.reason}`);
  }

  /** Reads its tables anew, and itself where another window has saved it. */
  async refresh(): Promise<void> {
    while (this.#running) await this.#running;
    const { book } = this;
    const opened = await call('books.get', { id: this.id });
    // What was changed since the question is newer than the answer, also where it is saved by now.
    if (this.#closed || this.#running || book !== this.book) return;
    if (opened.savedAt !== this.savedAt && this.saving.state === 'saved') {
      this.book = opened.book;
      this.savedAt = opened.savedAt;
      [this.#past, this.#future] = [[], []];
    }
    this.#take(opened);
    this.changed();
    this.#countSoon();
  }

  /** It is no longer shown. */
  close(): void {
    this.#closed = true;
    clearTimeout(this.#timer);
    this.#endCount();
  }

  #take({ tables }: OpenBook): void {
    this.#tables = new Map(tables.map((table) => [table.id, table]));
  }

  #become(book: Book): void {
    this.book = book;
    this.changed();
    this.#save();
  }

  #save(): void {
    this.saving = { state: 'saving' };
    this.changed();
    this.#running ??= this.#write().finally(() => {
      this.#running = null;
      this.changed();
    });
  }

  /** Writes the book until what is written is what is shown. */
  async #write(): Promise<void> {
    for (;;) {
      const { book } = this;
      try {
        this.savedAt = (await call('books.save', { id: this.id, book })).savedAt;
        this.saving = { state: 'saved' };
      } catch (error) {
        this.saving = { state: 'failed', reason: sentenceOf(error) };
      }
      if (book === this.book) break;
    }
    if (this.saving.state !== 'saved') return;
    // What was added is not known yet.
    const unknown = filingsOf(this.book).some((id) => !this.#tables.has(id));
    if (unknown)
      await call('books.get', { id: this.id }).then(
        (opened) => this.#take(opened),
        () => undefined,
      );
    this.#countSoon();
  }

  #countSoon(): void {
    clearTimeout(this.#timer);
    if (!this.#closed) this.#timer = setTimeout(() => void this.#countPages(), MOMENT);
  }

  #endCount(): void {
    // A count that has ended by itself meanwhile is nothing to be told of.
    if (this.#job !== null) call('export.cancel', { job: this.#job }).catch(() => undefined);
    this.#job = null;
  }

  /** Of two counts the later one holds; the earlier is ended. */
  async #countPages(): Promise<void> {
    this.#endCount();
    const job = crypto.randomUUID();
    this.#job = job;
    let count: CountedBook | null = null;
    let why = '';
    try {
      count = (await call('books.count', { job, id: this.id })).count;
    } catch (error) {
      why = sentenceOf(error);
    }
    if (this.#job !== job) return;
    this.#job = null;
    if (count?.firsts.length !== this.book.items.length) count = null;
    this.count = count;
    this.uncounted = why;
    this.changed();
  }
}
