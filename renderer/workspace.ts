import type { BackendEvent, Recovery, Request, Responses } from '../shared/api.ts';
import { ApiError } from '../shared/api-error.ts';
import { summarise } from '../shared/filing/filing.ts';
import { askedFiling } from './asked-filing.ts';
import { call, forgetAhead, onEvent, onFlush } from './bridge.ts';
import { sentenceOf } from './faults.ts';
import { Appearance } from './state/appearance.ts';
import { Backups } from './state/backups.ts';
import { Books } from './state/books.ts';
import { Comparison, type Subject } from './state/comparison.ts';
import { ExportQuestion } from './state/export-question.ts';
import { Exports } from './state/exports.ts';
import { FilingView } from './state/filing-view.ts';
import { Filings } from './state/filings.ts';
import { Finding } from './state/finding.ts';
import { Frame } from './state/frame.ts';
import { History } from './state/history.ts';
import { Imports } from './state/imports.ts';
import { Jobs } from './state/jobs.ts';
import { LastYear } from './state/last-year.ts';
import { Library, type Wish } from './state/library.ts';
import { MadeFrom } from './state/made-from.ts';
import { Messages, type Offer } from './state/messages.ts';
import { Observable } from './state/observable.ts';
import { Pasting } from './state/pasting.ts';
import { Preferences } from './state/preferences.ts';
import { Remembered } from './state/remembered.ts';
import { Replacing } from './state/replacing.ts';
import { Reports } from './state/report.ts';
import { Review } from './state/review.ts';
import { SelectionFacts } from './state/selection-facts.ts';
import type { Session } from './state/session.ts';
import { Sessions } from './state/sessions.ts';
import { Trash } from './state/trash.ts';
import { Zoom } from './state/zoom.ts';

/** The window's stores, and what needs several of them. What changes is observed in the store that it is of. */
export class Workspace extends Observable {
  /** What the clerk is to decide about the data file. */
  recovery: Recovery | null = null;
  /** The present year. */
  year = 0;
  /** The program that the window is of. */
  program: Pick<Responses['app.info'], 'version' | 'shell' | 'folder'> = { version: '', shell: 'browser', folder: '' };
  /** Enters what is being typed in the grid, see `Entering.commit`. The grid's owner sets it. */
  commitDraft: (how?: { goesOn?: boolean | undefined }) => boolean = () => true;
  /** Runs a command by its id, as the menu bar asks for it. The commands' owner sets it. */
  runCommand: (id: string) => void = () => undefined;

  /** Which data file is shown, and the reading of another that comes. */
  #file = 0;
  #exchanging: Promise<unknown> = Promise.resolve();

  readonly messages = new Messages();
  /** Tells the clerk why something failed. */
  readonly sayWhy = (error: unknown) => this.messages.fail(sentenceOf(error));
  readonly remembered = new Remembered(this.sayWhy);
  readonly appearance = new Appearance(this.remembered);
  readonly zoom = new Zoom(this.remembered);
  readonly preferences = new Preferences(this.remembered);
  readonly frame = new Frame(this.remembered);
  readonly jobs = new Jobs((text) => this.say(text), this.sayWhy);
  readonly reports = new Reports((tab) => this.frame.showTab(tab));
  readonly pasting = new Pasting();
  /** How the list shows the filings, and which are chosen in it. */
  readonly list = new FilingView(this.remembered, () => this.attempt(() => this.filings.refresh()));
  readonly review = new Review(this.remembered, this.sayWhy);
  /** What the open filing's table held the year before. */
  readonly lastYear = new LastYear(this.remembered, this.sayWhy);
  /** The target table that the open filing was made from. */
  readonly madeFrom = new MadeFrom(this.sayWhy);
  readonly comparison = new Comparison();
  /** What the open filing was (历史版本). */
  readonly history = new History();
  /** What is selected in the open table, for the status bar. */
  readonly selectionFacts = new SelectionFacts();
  readonly library = new Library(this.sayWhy);
  readonly trashed = new Trash();
  readonly backups = new Backups();
  readonly books = new Books(this.remembered, this.sayWhy);
  /** What is searched for in the open table, and what is to be replaced in all of them. */
  readonly finding = new Finding();
  readonly replacing = new Replacing(this);
  readonly filings = new Filings(
    () => this.list.arrangement,
    (groups) => {
      this.list.listed(groups);
      this.library.outdated();
      this.review.saved();
    },
    (all) => this.attempt(() => this.#refresh(all)),
  );
  readonly sessions = new Sessions({
    remembered: this.remembered,
    tell: this.sayWhy,
    commitDraft: () => this.commitDraft(),
    onOpened: (session) => this.#opened(session),
    onSaved: (session) => this.#saved(session),
  });
  readonly exportQuestion = new ExportQuestion();
  readonly exports = new Exports({
    jobs: this.jobs,
    messages: this.messages,
    reports: this.reports,
    review: this.review,
    question: this.exportQuestion,
    seal: () => ({ seal: this.preferences.seal, sealCircle: this.preferences.sealCircle }),
    archive: () => this.preferences.archive,
    flush: (ids) => this.flush(ids),
  });
  readonly imports = new Imports({
    jobs: this.jobs,
    messages: this.messages,
    reports: this.reports,
    showDialog: (open) => {
      if (open) this.frame.ask({ kind: 'import' });
      else if (this.frame.dialog?.kind === 'import') this.frame.closeDialog();
    },
    flush: (ids) => this.flush(ids),
    onTaken: async ({ added, replaced }) => {
      await this.filings.showAll();
      const [first] = [...added, ...replaced];
      if (first !== undefined) await this.offer(first);
    },
    refresh: () => this.filings.refresh(),
    onUndone: async (gone) => void (await this.leave(gone)),
  });

  /** Does something for the clerk, who is told when it fails. */
  readonly attempt = (work: () => void | Promise<void>): void => {
    Promise.resolve().then(work).catch(this.sayWhy);
  };

  /** Whether the clerk has yet to read what became of the data file: nothing else is shown. */
  get isRecovering(): boolean {
    return this.recovery !== null && this.recovery.kind !== 'replaced';
  }

  /** The filing that is open. */
  get current(): Session | null {
    return this.sessions.current;
  }

  /** Another row or cell is selected in the table: commands are called and can do something else. */
  selected(): void {
    this.changed();
  }

  say(text: string, offer: Offer | null = null): void {
    this.messages.say(text, offer);
  }

  async begin(): Promise<void> {
    onEvent((event) => this.#heard(event));
    onFlush(async () => {
      await this.flush();
      // The texts that wait for a choice are nowhere else: the shell asks before they go with the window.
      if (this.sessions.clashes.length > 0) throw new Error('还有未保存的内容，请先选择保留哪一个');
    });
    await this.#load().finally(forgetAhead);
  }

  #heard(event: BackendEvent): void {
    if (event.event === 'progress') this.jobs.heard(event);
    else if (event.event === 'command') this.runCommand(event.id);
    else if (event.event === 'filing') {
      this.sessions.heard(event.id, event.revision);
      if (this.filings.saved(event)) this.review.saved();
      this.#followBook();
    } else if (event.event === 'book') this.books.heard(event);
    else if (event.event === 'lock') this.sessions.heardLock(event.ids, event.locked);
    else if (event.event === 'list') {
      this.filings.heard(event.version);
      this.#followBook();
    } else if (event.event === 'backup') this.backups.heard(event.problem, (why) => this.messages.fail(why));
    else if (event.event === 'store') {
      this.recovery = event.recovery;
      this.changed();
      const { file, notice } = event;
      if (file !== undefined) {
        this.attempt(() => this.#cameAnew(file, notice));
        return;
      }
      if (notice === null) return;
      this.messages.warn(notice);
      this.attempt(() => this.filings.refresh());
    }
  }

  /** Reads the list anew, and with `all` 回收站 as well. */
  async #refresh(all: boolean): Promise<void> {
    await Promise.all([this.filings.refresh(), all && this.trashed.refresh()]);
  }

  /** The tables of the book that is shown are others now; one that is not shown is read when it is. */
  #followBook(): void {
    if (this.frame.view === 'books') this.books.outdated();
  }

  /** Reads everything from the data file. */
  async #load(): Promise<void> {
    this.list.forget();
    const listed = this.filings.refresh();
    // Where it fails, that is told below, where it is waited for.
    listed.catch(() => undefined);
    const info = await call('app.info', {});
    this.year = info.year;
    this.program = { version: info.version, shell: info.shell, folder: info.folder };
    this.recovery = info.recovery;
    this.#file = info.file;
    this.backups.heard(info.backupProblem);
    // What is to be read first says it all.
    if (info.notice !== null && !this.isRecovering) this.messages.warn(info.notice);
    this.remembered.begin(info.settings);
    for (const store of [this.list, this.appearance, this.zoom, this.preferences, this.frame]) store.begin();
    await listed;
    const left = askedFiling() ?? this.sessions.left();
    const last = left !== null && this.filings.has(left) ? left : this.filings.first;
    if (last !== null) await this.open(last);
    else this.frame.show('home');
    this.changed();
  }

  /** Answers what the data file's state asks: another file comes with everything in it. */
  async recover(answer: Request<'store.recover'>): Promise<void> {
    if (answer.how === 'backup') return this.#takeBackup(() => call('store.recover', answer));
    await call('store.recover', answer);
    this.recovery = null;
    this.changed();
    return answer.how === 'own' ? this.flush() : this.#load();
  }

  /** Puts a backup in the place of the data file, which is kept first. */
  async restoreBackup(backup: Request<'data.restore'>): Promise<void> {
    await this.flush();
    await this.#takeBackup(() => call('data.restore', backup));
  }

  async #takeBackup(put: () => Promise<{ notice: string | null }>): Promise<void> {
    const notice = await this.#inTurn(async () => {
      const done = await put();
      await this.#readAnew();
      return done.notice;
    });
    if (notice !== null) this.say(notice);
  }

  /** A window has put another data file in the place of the one that was open; when it was this one, it knows. */
  async #cameAnew(file: number, notice: string | null): Promise<void> {
    await this.#inTurn(async () => {
      if (file === this.#file) return;
      // What is being typed goes with it too.
      this.commitDraft();
      const { unsaved, unsavedTexts } = this.sessions;
      await this.#readAnew();
      if (unsaved > 0) {
        this.messages.warn(`数据文件已换成另一份，${unsaved} 张表中还未保存的修改没有存入，内容列在右侧，可以复制`);
        this.reports.tellUnsaved(unsavedTexts);
      } else if (notice === null) this.messages.warn('数据文件已在另一个窗口换成备份，现在显示的是其中的表');
    });
  }

  /** One after the other: who waits hears how its own went. */
  #inTurn<T>(work: () => Promise<T>): Promise<T> {
    const mine = this.#exchanging.then(work);
    this.#exchanging = mine.catch(() => undefined);
    return mine;
  }

  /** Forgets what is known of the filings of another data file, and reads everything from the one that has come. */
  async #readAnew(): Promise<void> {
    this.frame.closeDialog();
    for (const store of [this.messages, this.review, this.imports, this.replacing, this.reports, this.books])
      store.forget();
    this.list.choose([]);
    this.sessions.forgetAll();
    await Promise.all([this.#load(), this.trashed.refresh()]);
  }

  /** Opens a filing, and shows it in the place of a page that covers the table. */
  async open(id: number): Promise<void> {
    await this.sessions.open(id);
    if (this.current?.id === id) this.frame.show('table');
  }

  /**
   * Opens a filing that has come or was made in the background; not while the clerk is typing into another one, whose
   * further letters would go into this one.
   */
  async offer(id: number): Promise<void> {
    // Read before it is opened, so that no letter comes in between.
    await this.sessions.session(id);
    if (!this.current?.isTyping) await this.open(id);
  }

  /** Opens a filing at a cell. */
  async openAt(id: number, path: string): Promise<void> {
    await this.sessions.openAt(id, path);
    if (this.current?.id === id) this.frame.show('table');
  }

  /** Shows two filings or two years side by side, as they are stored. */
  async compare(subject: Subject, years: Subject | null = null): Promise<void> {
    await this.flush();
    this.frame.show('comparison');
    await this.comparison.show(subject, years);
  }

  /** Opens the tab in which indicators are proposed; for `wish`, else for what the open table's name tells. */
  propose(wish: Wish | null = null): void {
    this.library.ask(wish);
    this.frame.showTab('propose');
  }

  /** Chooses a filing in the list; a search that hides it is left. */
  async showInList(id: number): Promise<void> {
    if (!this.filings.has(id)) await this.filings.showAll();
    this.list.choose([id]);
  }

  /** Resolves when these filings, or all open ones, are on disk with what is being typed; rejects with the reason. */
  async flush(ids?: readonly number[]): Promise<void> {
    if (!this.commitDraft({ goesOn: true }))
      throw new ApiError('bad-request', '正在填写的内容还不能确认，请按单元格下的提示修改');
    await Promise.all([this.remembered.flush(), this.books.flush(), this.sessions.flush(ids)]);
  }

  /** Writes what the data file does not take, with what is being typed, to a file that the clerk chooses. */
  async saveElsewhere(): Promise<void> {
    if (!this.commitDraft()) throw new ApiError('bad-request', '正在填写的内容还不能确认，请按单元格下的提示修改');
    const { unsavedFilings } = this.sessions;
    if (unsavedFilings.length === 0) this.say('已全部保存，不用另存');
    else await this.exports.unsaved(unsavedFilings);
  }

  /** Filings went from the list; when the open one is among them, its neighbour opens. Answers with the one it was. */
  async leave(ids: readonly number[]): Promise<number | null> {
    const next = this.list.neighbour(ids);
    await this.filings.refresh();
    const left = this.current && ids.includes(this.current.id) ? this.current.id : null;
    if (left !== null) {
      this.sessions.leave();
      const shown = next !== null && this.filings.has(next) ? next : this.filings.first;
      if (shown !== null) await this.sessions.open(shown);
      else this.frame.show('home');
    }
    this.followSources();
    return left;
  }

  /** What the open filing came from may have gone, or come back. */
  followSources(): void {
    this.lastYear.follow(this.current);
    this.madeFrom.follow(this.current);
  }

  #opened(session: Session | null): void {
    this.review.opened(session);
    this.followSources();
    this.pasting.close();
    if (!session) return;
    this.list.opened(session.id);
    this.library.opened();
  }

  #saved(session: Session): void {
    this.library.outdated();
    const told = session.told.splice(0);
    if (told.length > 0) this.reports.tellUnsaved(told);
    if (session.clashes.length > 0) this.frame.showTab('clash');
    const [lost, ...more] = session.lost.splice(0);
    const why = told.at(-1);
    // The texts that were not kept have a tab of their own; why they were not is told besides.
    if (why !== undefined) this.messages.fail(why);
    else if (lost) this.say(`${lost}${more.length > 0 ? ` 等 ${more.length + 1} 处` : ''}，请选择保留哪一个`);
    if (session.saving.state !== 'saved') return;
    const { id, form, filing, savedAt } = session;
    if (this.filings.saved({ id, savedAt, ...summarise(form, filing) })) this.review.saved();
    // It may be the target table that the open one was made from.
    if (session !== this.current) this.madeFrom.follow(this.current);
  }
}
