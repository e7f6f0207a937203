import {
  ApiError,
  type ExportKind,
  type ExportOutcome,
  type FilingSummary,
  type ImportOutcome,
  MOST_OUT,
  type Recovery,
  type Request,
  type SealDiameter,
  TOO_MANY_OUT,
} from '../shared/api.ts';
import { summarise } from '../shared/filing/filing.ts';
import { shorten, shortQuotes } from '../shared/filing/parse.ts';
import { type Form, mainIndicators } from '../shared/form/form.ts';
import type { Problem } from '../shared/problem.ts';
import type { UnitReview } from '../shared/review.ts';
import { call, download, onEvent, onFlush } from './bridge.ts';
import { sentenceOf } from './faults.ts';
import { Comparison, type Subject } from './state/comparison.ts';
import { FilingView } from './state/filing-view.ts';
import { LastYear } from './state/last-year.ts';
import { Library, type NewFilingWish, type Wish } from './state/library.ts';
import { MadeFrom } from './state/made-from.ts';
import { Observable } from './state/observable.ts';
import { Remembered } from './state/remembered.ts';
import { exportReport, importedLine, importReport, type Report, unsavedReport } from './state/report.ts';
import { Review } from './state/review.ts';
import { SelectionFacts } from './state/selection-facts.ts';
import { type OpenClash, Session } from './state/session.ts';

/** From how many filings on the clerk is told that their review takes a moment. */
const MANY = 100;

/** How long a job that was cancelled may take to end, in ms. */
const LET_GO = 3000;

/** What can take its time. */
type Doing = '导入' | '导出' | '审核' | '结转';

/** What a message offers to do about what it tells, as a button beside it. */
export interface Offer {
  label: string;
  take(): Promise<void>;
}

/** The window's state: the list on the left, the open filing, and what is going on. */
export class Workspace extends Observable {
  summaries: FilingSummary[] = [];
  /** How many there are; a search that finds very many shows only the first. */
  found = 0;
  query = '';
  trashed = false;
  current: Session | null = null;
  seal: SealDiameter = null;
  zoom = 1;
  report: Report | null = null;
  message = '';
  offer: Offer | null = null;
  notice: string | null = null;
  /** What the clerk is to decide about the data file. */
  recovery: Recovery | null = null;
  year = 0;
  /** What takes its time: how many filings or files are done, and the name of the file it is at. */
  job: { id: string; doing: Doing; done: number; total: number; name?: string | undefined } | null = null;
  /** Lets a job go that does not end though it was cancelled. */
  #letGo: (() => void) | null = null;
  /** Enters what is being typed in the grid; false when the cell refuses it. The grid's owner sets it. */
  commitDraft: () => boolean = () => true;
  readonly #sayWhy = (error: unknown) => this.say(sentenceOf(error));
  readonly #remembered = new Remembered(this.#sayWhy);
  /** How the list shows the filings. */
  readonly list = new FilingView(this.#remembered);
  /** What the checks say of the filings. */
  readonly review = new Review(this.#sayWhy);
  /** What the open filing's table held the year before. */
  readonly lastYear = new LastYear(this.#remembered, this.#sayWhy);
  /** The target table that the open filing was made from. */
  readonly madeFrom = new MadeFrom(this.#sayWhy);
  readonly comparison = new Comparison();
  /** What is selected in the open table, for the status bar. */
  readonly selectionFacts = new SelectionFacts();
  /** The indicator library. */
  readonly library = new Library(this.#sayWhy);
  readonly #sessions = new Map<number, Session>();
  /** Path of the selected cell by filing, so that each is shown again where it was left. */
  readonly #cells = new Map<number, string>();
  #asked = 0;
  #opening = 0;

  /** Does something for the clerk, who is told when it fails. */
  readonly attempt = (work: () => void | Promise<void>): void => {
    Promise.resolve().then(work).catch(this.#sayWhy);
  };

  async begin(): Promise<void> {
    onEvent((event) => {
      if (event.event === 'store') {
        this.recovery = event.recovery;
        if (event.notice !== null) {
          this.notice = event.notice;
          this.say(event.notice);
          this.attempt(() => this.refresh());
        }
      } else if (this.job?.id === event.job) {
        const { done, total, name } = event;
        this.job = { ...this.job, done, total, name };
      }
      this.changed();
    });
    onFlush(async () => {
      await this.flush();
      // The texts that wait for a choice are nowhere else: the shell asks before they go with the window.
      if (this.clashes.length > 0) throw new Error('还有未保存的内容，请先选择保留哪一个');
    });
    await this.#load();
  }

  /** Reads everything from the data file. */
  async #load(): Promise<void> {
    const info = await call('app.info', {});
    this.year = info.year;
    this.notice = info.notice;
    this.recovery = info.recovery;
    this.#remembered.begin(info.settings);
    this.list.begin();
    const seal = this.#remembered.get('seal');
    this.seal = seal === '42' ? 42 : seal === '45' ? 45 : null;
    this.review.show(this.#remembered.get('review') === 'open');
    const zoom = Number(this.#remembered.get('zoom'));
    if (zoom >= 0.5 && zoom <= 3) this.zoom = zoom;
    await this.refresh();
    const left = Number(this.#remembered.get('current'));
    const there = this.summaries.some((summary) => summary.id === left);
    if (there) this.#cells.set(left, this.#remembered.get('cell'));
    const last = there ? left : this.list.first(this.summaries);
    if (last !== null) await this.open(last);
    this.changed();
  }

  /** Answers what the data file's state asks: another file comes with everything in it. */
  async recover(answer: Request<'store.recover'>): Promise<void> {
    const { notice } = await call('store.recover', answer);
    this.recovery = null;
    this.changed();
    if (answer.how === 'own') return this.flush();
    if (answer.how === 'backup') {
      this.#sessions.clear();
      this.#cells.clear();
      this.current = null;
      this.review.forget();
      this.lastYear.follow(null);
      this.madeFrom.follow(null);
    }
    await this.#load();
    if (answer.how === 'backup' && notice !== null) this.say(notice);
  }

  /** Reads the list anew. Of two answers that cross, the later question's counts. */
  async refresh(): Promise<void> {
    const asked = ++this.#asked;
    const { filings, found } = await call('filings.list', { query: this.query, trashed: this.trashed });
    if (asked !== this.#asked) return;
    this.summaries = filings;
    this.found = found;
    this.list.keep(filings);
    this.library.outdated();
    this.review.saved();
    this.changed();
  }

  /** Every filing that is not in 回收站, whatever the list is searched for. */
  async all(): Promise<FilingSummary[]> {
    if (this.query === '' && !this.trashed) return this.summaries;
    return (await call('filings.list', { query: '', trashed: false })).filings;
  }

  async search(query: string): Promise<void> {
    this.query = query;
    this.changed();
    await this.refresh();
  }

  async showTrash(trashed: boolean): Promise<void> {
    this.trashed = trashed;
    this.list.choose([]);
    await this.refresh();
  }

  /** Chooses a filing in the list; a search or 回收站 that hides it is left. */
  async showInList(id: number): Promise<void> {
    if (this.trashed || !this.summaries.some((summary) => summary.id === id)) await this.showAll();
    this.list.choose([id]);
  }

  /** Leaves the search and 回收站. */
  async showAll(): Promise<void> {
    this.query = '';
    this.trashed = false;
    await this.refresh();
  }

  /** Opens a filing. Of two answers that cross, the later question's counts. */
  async open(id: number): Promise<void> {
    if (!this.commitDraft()) return;
    const asked = ++this.#opening;
    const said = this.current ? this.message : null;
    const session = await this.session(id);
    // What was typed meanwhile belongs to the table that is still shown.
    if (asked !== this.#opening || !this.commitDraft()) return;
    this.current = session;
    this.review.opened(this.current);
    this.lastYear.follow(this.current);
    this.madeFrom.follow(this.current);
    // What was said of the table before goes; a fault that was told meanwhile stays.
    if (this.message === said) this.say('');
    else this.changed();
    this.list.opened(id);
    this.library.opened();
    this.#remembered.set('current', String(id));
    this.#remembered.set('cell', this.#cells.get(id) ?? '');
  }

  /** The one session of a filing, also when two ask for it at the same time. */
  async session(id: number): Promise<Session> {
    const opened = this.#sessions.get(id) ?? new Session(await call('filings.open', { id }));
    const known = this.#sessions.get(id);
    if (known) return known;
    this.#sessions.set(id, opened);
    opened.subscribe(() => this.#afterSave(opened));
    return opened;
  }

  /** Opens a filing at a cell. */
  async openAt(id: number, path: string): Promise<void> {
    if (path !== '') this.#cells.set(id, path);
    await this.open(id);
  }

  /** The cell that was selected last in the open filing, or null: where it is to be shown again. */
  get cellToShow(): string | null {
    return (this.current && this.#cells.get(this.current.id)) || null;
  }

  /** Keeps the selected cell of the open filing for when it is opened again. */
  rememberCell(path: string): void {
    if (!this.current) return;
    this.#cells.set(this.current.id, path);
    this.#remembered.set('cell', path);
  }

  /**
   * Makes a filing, and tells `made` once it is there; where it has indicators and the clerk has said what its project
   * is, some are proposed for it. Rejects only when it could not be made.
   */
  async create({ form, year, name, description, kind }: NewFilingWish, made = () => {}): Promise<void> {
    const opened = await call('filings.create', { form, year, projectName: name });
    made();
    try {
      await this.showAll();
      await this.open(opened.id);
      const { form: of } = this.current ?? {};
      const proposes = of?.kind === 'project' && mainIndicators(of) !== null;
      const text = proposes ? `${name}\n${description}`.trim() : '';
      if (text !== '') this.showLibrary('propose', { text, kind });
      else if (this.library.panel === 'propose') this.showLibrary(null);
    } catch (error) {
      this.#sayWhy(error);
    }
  }

  /** Makes a self-evaluation or a monitoring table of the open target table, and opens it. */
  async makeFrom(id: number, form: Form): Promise<void> {
    await this.flush([id]);
    const opened = await call('filings.makeFrom', { id, form: form.id });
    await this.showAll();
    await this.open(opened.id);
    this.say(`已生成“${form.name}”，取自目标表的内容已填好`);
  }

  async trash(ids: number[]): Promise<void> {
    await this.flush(ids);
    const open = this.current?.id;
    await call('filings.trash', { ids });
    await this.#leave(ids);
    const take = async () => {
      await this.restore(ids);
      if (open === undefined || !ids.includes(open)) return;
      await this.open(open);
      this.say('已恢复');
    };
    this.say(`已将 ${ids.length} 张表移到回收站`, { label: '撤销删除', take });
  }

  async restore(ids: number[]): Promise<void> {
    await call('filings.restore', { ids });
    await this.refresh();
    this.lastYear.follow(this.current);
    this.madeFrom.follow(this.current);
    this.say('已恢复');
  }

  async purge(ids: number[]): Promise<void> {
    await call('filings.purge', { ids });
    for (const id of ids) this.#sessions.delete(id);
    await this.#leave(ids);
    this.say('已彻底删除');
  }

  async importPicked(): Promise<void> {
    await this.#import(1, (job) => call('import.pick', { job }));
  }

  async importFiles(files: { name: string; bytes: Uint8Array<ArrayBuffer> }[]): Promise<void> {
    await this.#import(files.length, (job) => call('import.files', { job, files }));
  }

  /** Exports or prints filings; where errors stand in them, only after the clerk's word, which `anyway` is. */
  async export(kind: ExportKind | 'print', ids: number[], anyway = false): Promise<void> {
    refuseTooMany(ids);
    await this.flush(ids);
    if (!anyway && (await this.#asksBefore(kind, ids))) return;
    await this.asJob('导出', ids.length, async (job) => {
      const request = { job, ids, seal: this.seal };
      const outcome =
        kind === 'print' ? await call('print.start', request) : await call('export.start', { ...request, kind });
      // A place in a table can be shown when it is in the open one.
      this.#exported(kind, outcome, ids.length === 1 && ids[0] === this.current?.id);
    });
  }

  async #asksBefore(kind: ExportKind | 'print', ids: number[]): Promise<boolean> {
    const long = ids.length > MANY;
    if (long) this.say(`正在审核所选的 ${ids.length} 张表，请稍候`);
    try {
      return await this.review.asksBefore(kind, ids);
    } finally {
      if (long) this.say('');
    }
  }

  /** Shows two filings or two years side by side, as they are stored. */
  async compare(subject: Subject): Promise<void> {
    await this.flush();
    await this.comparison.show(subject);
  }

  async exportComparison(): Promise<void> {
    const { subject, changesOnly } = this.comparison;
    if (subject) this.#exported('xlsx', await call('compare.export', { subject, changesOnly }), false);
  }

  /** Hands out the 审核报告 of filings or of a year. */
  async exportReport(kind: 'xlsx' | 'pdf', scope: { ids: number[] } | { year: number }): Promise<void> {
    if ('ids' in scope) refuseTooMany(scope.ids);
    await this.flush();
    await this.asJob('导出', 1, async (job) => {
      this.#exported(kind, await call('review.export', { job, kind, scope }), false);
    });
  }

  /** The summary of a year by unit; null when it was cancelled, or something else is going on. */
  async reviewYear(year: number): Promise<UnitReview[] | null> {
    await this.flush();
    return this.asJob('审核', 1, async (job) => (await call('review.year', { job, year })).units);
  }

  /** Shows how far something goes that `cancelJob` ends; null when the last such thing is still going on. */
  async asJob<T>(doing: Doing, total: number, work: (id: string) => Promise<T>): Promise<T | null> {
    if (this.job) {
      this.say(`上一次${this.job.doing}还在进行，请稍候`);
      return null;
    }
    const id = crypto.randomUUID();
    this.job = { id, doing, done: 0, total };
    this.changed();
    const working = work(id);
    const letGo = new Promise<null>((resolve) => {
      this.#letGo = () => {
        resolve(null);
        // What it still makes is listed when it ends after all.
        working.then(() => this.attempt(() => this.refresh())).catch(() => undefined);
      };
    });
    try {
      return await Promise.race([working, letGo]);
    } finally {
      this.job = null;
      this.#letGo = null;
      this.changed();
    }
  }

  /** The PDF of a filing as it would be printed, with what could not be printed in the report; null when cancelled. */
  async preview(id: number): Promise<Uint8Array<ArrayBuffer> | null> {
    await this.flush([id]);
    const { outcome, pdf, problems } = await call('print.preview', {
      job: crypto.randomUUID(),
      ids: [id],
      seal: this.seal,
    });
    this.#tell(problems);
    return outcome === 'saved' ? Uint8Array.from(atob(pdf), (byte) => byte.charCodeAt(0)) : null;
  }

  async cancelJob(): Promise<void> {
    if (!this.job) return;
    const { id, doing } = this.job;
    setTimeout(() => {
      if (this.job?.id !== id) return;
      this.#letGo?.();
      this.say(`已取消${doing}，程序没有回应`);
    }, LET_GO);
    await call('export.cancel', { job: id });
  }

  async setSeal(seal: SealDiameter): Promise<void> {
    this.seal = seal;
    this.changed();
    this.#remembered.set('seal', String(seal ?? ''));
  }

  /** Size of the interface's text in points of CSS pixels (14 as designed), and whether contrast is high. */
  get appearance(): { text: number; contrast: boolean } {
    const text = Number(this.#remembered.get('text'));
    return { text: text >= 12 && text <= 24 ? text : 14, contrast: this.#remembered.get('contrast') === 'high' };
  }

  setAppearance({ text, contrast }: { text: number; contrast: boolean }): void {
    this.#remembered.set('text', String(Math.min(24, Math.max(12, text))));
    this.#remembered.set('contrast', contrast ? 'high' : '');
    this.changed();
  }

  async setZoom(zoom: number): Promise<void> {
    this.zoom = Math.round(Math.min(3, Math.max(0.5, zoom)) * 100) / 100;
    this.changed();
    this.#remembered.set('zoom', String(this.zoom));
  }

  /** Opens or closes the panel 审核; the next run begins with it as it was. */
  showReview(open: boolean): void {
    if (open) this.library.show(null);
    this.review.show(open);
    this.#remembered.set('review', open ? 'open' : '');
    this.changed();
  }

  /** Opens a panel of the library in the place of 审核, or closes it; `wish` is what indicators are proposed for. */
  showLibrary(panel: 'list' | 'propose' | null, wish: Wish | null = null): void {
    if (panel !== null && this.review.open) this.showReview(false);
    this.library.show(panel, wish);
  }

  say(message: string, offer: Offer | null = null): void {
    this.message = shortQuotes(message);
    this.offer = offer;
    this.changed();
  }

  closeReport(): void {
    this.report = null;
    this.changed();
  }

  /** Resolves when these filings, or all open ones, are on disk with what is being typed; rejects with the reason. */
  async flush(ids: readonly number[] = [...this.#sessions.keys()]): Promise<void> {
    if (!this.commitDraft()) throw new Error(`正在填写的内容还不能确认：${this.message}`);
    const sessions = ids.flatMap((id) => this.#sessions.get(id) ?? []);
    await Promise.all([this.#remembered.flush(), ...sessions.map((session) => this.#flushOne(session))]);
  }

  /** The reason of a table that is not shown names it. */
  async #flushOne(session: Session): Promise<void> {
    try {
      await session.flush();
    } catch (error) {
      if (session === this.current || !(error instanceof Error)) throw error;
      const { name } = summarise(session.form, session.filing);
      throw new Error(`“${shorten(name || '未命名项目')}”未能保存：${error.message}`);
    }
  }

  #exported(kind: ExportKind | 'print', result: ExportOutcome, shown: boolean): void {
    const { outcome, name = '', download: address, problems } = result;
    if (outcome === 'cancelled') {
      this.say('已取消，原有文件未改动');
      return;
    }
    if (address) download(address);
    this.#tell(shown ? problems : problems.map((problem) => ({ ...problem, path: '' })));
    this.say(kind === 'print' ? '已生成 PDF，请在打开的窗口中打印' : `已导出 ${name}`);
  }

  #tell(problems: readonly Problem[]): void {
    if (problems.length === 0) return;
    this.report = exportReport(problems);
    this.changed();
  }

  async #import(total: number, read: (job: string) => Promise<ImportOutcome>): Promise<void> {
    const outcome = await this.asJob('导入', total, read);
    if (!outcome || (outcome.files.length === 0 && !outcome.cancelled)) return;
    const { files, cancelled } = outcome;
    await this.showAll();
    const ids = files.flatMap((file) => file.ids);
    this.report = importReport(files);
    if (ids[0] !== undefined) await this.open(ids[0]);
    this.say(importedLine(files, cancelled));
  }

  /** Filings went from the list; when the open one is among them, its neighbour opens. */
  async #leave(ids: number[]): Promise<void> {
    const next = this.list.neighbour(ids);
    await this.refresh();
    if (this.current && ids.includes(this.current.id)) {
      this.current = null;
      this.review.opened(null);
      const there = this.summaries.some((summary) => summary.id === next);
      const shown = there ? next : this.list.first(this.summaries);
      if (shown !== null && !this.trashed) await this.open(shown);
    }
    // What it came from may have gone.
    this.lastYear.follow(this.current);
    this.madeFrom.follow(this.current);
    this.changed();
  }

  /** How many tables other than the one that is shown have changes that could not be saved yet. */
  get waitingElsewhere(): number {
    return [...this.#sessions.values()].filter((session) => session !== this.current && session.isWaiting).length;
  }

  /** Texts of all open filings that wait for the clerk's choice, since their cells hold others by now. */
  get clashes(): { session: Session; clash: OpenClash }[] {
    return [...this.#sessions.values()].flatMap((session) => session.clashes.map((clash) => ({ session, clash })));
  }

  /** Keeps one text of each of these clashes. */
  settle(clashes: readonly { session: Session; clash: OpenClash }[], choice: 'mine' | 'theirs'): void {
    if (!this.commitDraft()) return;
    for (const { session, clash } of clashes) session.settle(clash, choice);
    this.changed();
  }

  /** A saved change may have changed the name, unit or year in the list, and when it was saved. */
  #afterSave(session: Session): void {
    const { id, form, filing, saving, savedAt } = session;
    if (saving.state === 'saving') return;
    this.library.outdated();
    const told = session.told.splice(0);
    if (told.length > 0) this.report = unsavedReport(told, this.report);
    const index = this.summaries.findIndex((summary) => summary.id === id);
    const before = this.summaries[index];
    if (saving.state === 'saved' && before?.savedAt !== savedAt) this.review.saved();
    // It may be the target table that the open one was made from.
    if (saving.state === 'saved' && session !== this.current) this.madeFrom.follow(this.current);
    if (saving.state === 'saved' && before && before.savedAt !== savedAt)
      this.summaries = this.summaries.with(index, { ...before, ...summarise(form, filing), savedAt });
    this.changed();
  }
}

/** @throws ApiError when these are more filings than go into one file */
function refuseTooMany({ length }: readonly number[]): void {
  if (length > MOST_OUT) throw new ApiError('bad-request', TOO_MANY_OUT);
}
