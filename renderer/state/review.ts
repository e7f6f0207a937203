import type { Request, Responses } from '../../shared/api.ts';
import { ApiError } from '../../shared/api-error.ts';
import { checkFiling } from '../../shared/checks/run.ts';
import { asToFill } from '../../shared/checks/to-fill.ts';
import { lastingPlace, rowNames, type Sorted, sortOut } from '../../shared/checks/waivers.ts';
import { type Filing, summarise } from '../../shared/filing/filing.ts';
import type { Problem } from '../../shared/problem.ts';
import { call } from '../bridge.ts';
import { ListCounts } from './list-counts.ts';
import { Observable } from './observable.ts';
import type { Remembered } from './remembered.ts';
import type { Session } from './session.ts';
import { WaiverDrafts, type Waiving } from './waiver-drafts.ts';

/** What the window cannot find in the open filing itself. */
type Beside = Responses['review.filing'];

/** How problems are listed, and gone through: the worst first, or as a reader meets them. */
export type Order = 'severity' | 'place';

/** How long the window rests before it asks for what a saved change did to other filings, in ms. */
const REST = 250;

/** What the checks say (审核): the problems of open filings, and how many there are in those of the list. */
export class Review extends Observable {
  /** The problem that was gone to last, with the cell that was selected then. */
  at: { problem: Problem; selected: string } | null = null;
  readonly listed = new ListCounts();
  readonly drafts = new WaiverDrafts();
  readonly #remembered: Remembered;
  readonly #tell: (error: unknown) => void;
  readonly #own = new WeakMap<Filing, Problem[]>();
  readonly #beside = new Map<number, Beside>();
  readonly #sorted = new Map<number, { filing: Filing; beside: Beside | undefined; sorted: Sorted }>();
  #current: Session | null = null;
  #stale = false;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #told = false;
  #last: Promise<void> = Promise.resolve();

  /** `tell` hears why counts cannot be had, once until they can. */
  constructor(remembered: Remembered, tell: (error: unknown) => void) {
    super();
    this.#remembered = remembered;
    this.#tell = tell;
  }

  /** Another data file is open: what is known of filings is of others. */
  forget(): void {
    this.listed.forget();
    this.drafts.forget();
    this.#beside.clear();
    this.#sorted.clear();
    this.opened(null);
  }

  get order(): Order {
    return this.#remembered.get('review.order') === 'place' ? 'place' : 'severity';
  }

  setOrder(order: Order): void {
    this.#remembered.set('review.order', order);
    this.changed();
  }

  goneTo(problem: Problem, selected: string): void {
    this.at = { problem, selected };
    this.changed();
  }

  /** What stands and what is switched off in a filing, as it is or as it was a moment ago. */
  sorted(session: Session, filing: Filing = session.filing): Sorted {
    const beside = this.#beside.get(session.id);
    const last = this.#sorted.get(session.id);
    if (last?.filing === filing && last.beside === beside) return last.sorted;
    const own = this.#own.get(filing) ?? checkFiling(session.form, filing);
    this.#own.set(filing, own);
    const { standing, waived } = sortOut([...own, ...(beside?.problems ?? [])], beside?.waivers ?? [], {
      id: session.id,
      rows: rowNames(filing),
    });
    const sorted = { standing: beside?.judged ? standing : asToFill(session.form, filing, standing), waived };
    this.#sorted.set(session.id, { filing, beside, sorted });
    return sorted;
  }

  /** Tells of any problem of a filing, as it is or with repairs, whether it stands or is switched off. */
  standsIn({ id, filing }: Session): (problem: Problem) => boolean {
    const waivers = this.#beside.get(id)?.waivers ?? [];
    // A repair leaves the rows where they are, so that a place is the same before and after.
    const places = { id, rows: rowNames(filing) };
    return (problem) => sortOut([problem], waivers, places).standing.length > 0;
  }

  /** A filing was opened, or the open one went. */
  opened(session: Session | null): void {
    this.#current = session;
    this.at = null;
    this.changed();
    if (session) this.#soon(0);
  }

  /** Something was saved: other filings may show it as well. */
  saved(): void {
    this.#stale = true;
    this.#soon();
  }

  /** The list, or another place, shows these filings with their counts. */
  seen(ids: readonly number[], where: 'list' | 'home' = 'list'): void {
    if (this.listed.see(ids, where)) this.#soon();
  }

  /** Switches a warning off: at its place, in the whole of the open filing, or for all of its unit. */
  async waive(session: Session, { rule, path }: Problem, { reach, reason }: Waiving): Promise<void> {
    await session.flush();
    const { form, filing, id } = session;
    const place = reach === 'place' ? lastingPlace({ rows: rowNames(filing) }, path) : null;
    const { unit } = summarise(form, filing);
    await this.#waive({ unit, rule, filing: reach === 'unit' ? null : id, path: place, reason });
  }

  /** How many of the standing problems would be switched off with this one, by reach within the filing. */
  alike(session: Session, problem: Problem): { place: number; filing: number } {
    const { standing } = this.sorted(session);
    const places = { rows: rowNames(session.filing) };
    const here = lastingPlace(places, problem.path);
    const alike = standing.filter(({ rule, severity }) => rule === problem.rule && severity !== 'error');
    return { place: alike.filter(({ path }) => lastingPlace(places, path) === here).length, filing: alike.length };
  }

  /** Switches a warning off that is about a unit as a whole. */
  async waiveForUnit(unit: string, rule: string, reason: string): Promise<void> {
    await this.#waive({ unit, rule, filing: null, path: null, reason });
  }

  /** Sets the total approved for a unit's projects of a year, in 万元; '' for none. */
  async approve(unit: string, year: number, total: string): Promise<void> {
    await call('totals.set', { unit, year, total });
    await this.#changedBeside();
  }

  async unwaive(id: number): Promise<void> {
    await call('waivers.remove', { id });
    await this.#changedBeside();
  }

  isJudged({ id }: Session): boolean {
    return this.#beside.get(id)?.judged ?? false;
  }

  /** These filings are exported, printed or reviewed: what is not filled in is an error from now on. */
  async judge(ids: number[]): Promise<void> {
    await call('review.judge', { ids });
    for (const id of ids) {
      const beside = this.#beside.get(id);
      if (beside) this.#beside.set(id, { ...beside, judged: true });
    }
    this.saved();
    this.changed();
  }

  async #waive(waiver: Request<'waivers.set'>): Promise<void> {
    await call('waivers.set', waiver);
    await this.#changedBeside();
  }

  async #changedBeside(): Promise<void> {
    this.#stale = true;
    await this.#fetch();
  }

  #soon(rest = REST): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => {
      this.#fetch().then(
        () => {
          this.#told = false;
        },
        (error: unknown) => {
          if (!this.#told) this.#tell(error);
          this.#told = true;
        },
      );
    }, rest);
  }

  /** One after the other, so that the last answer is the newest. */
  #fetch(): Promise<void> {
    clearTimeout(this.#timer);
    const next = this.#last.then(() => this.#ask());
    this.#last = next.catch(() => undefined);
    return next;
  }

  async #ask(): Promise<void> {
    const session = this.#current;
    const stale = this.#stale;
    const ids = this.listed.wanted(stale);
    this.#stale = false;
    const [beside, answer] = await Promise.all([
      session && call('review.filing', { id: session.id }).catch(noneIfGone),
      ids.length > 0 ? call('review.counts', { ids: [...ids] }) : null,
    ]).catch((error: unknown) => {
      this.#stale ||= stale;
      throw error;
    });
    if (answer) this.listed.take(ids, answer.counts);
    if (session && beside) this.#take(session, beside);
  }

  /** An answer that says the same as the last one changes nothing: no mark is drawn anew. */
  #take({ id }: Session, beside: Beside): void {
    if (JSON.stringify(this.#beside.get(id)) === JSON.stringify(beside)) return;
    this.#beside.set(id, beside);
    this.changed();
  }
}

/** A table in 回收站 can be looked at; the review leaves it out. */
function noneIfGone(error: unknown): null {
  if (error instanceof ApiError && error.code === 'not-found') return null;
  throw error;
}
