import { type Filing, summarise } from '../../shared/filing/filing.ts';
import { findIn, type Match, replaceEdits, replaceRefusals } from '../../shared/filing/find.ts';
import { shorten } from '../../shared/filing/parse.ts';
import type { Severity } from '../../shared/problem.ts';
import type { FilingView } from './filing-view.ts';
import type { Filings } from './filings.ts';
import type { Finding } from './finding.ts';
import type { Jobs } from './jobs.ts';
import type { Messages } from './messages.ts';
import { Observable } from './observable.ts';
import type { Reports } from './report.ts';
import type { Sessions } from './sessions.ts';
import { readStored, type Stored } from './stored.ts';
import { sameFiling } from './unsaved.ts';

/** A place that was found. */
export interface Hit extends Match {
  /** Tells it from all other hits. */
  key: string;
  /** Why it cannot be replaced; null where it can. */
  refused: string | null;
}

/** A table in which the text was found. */
export interface FoundTable extends Stored {
  name: string;
  unit: string;
  year: number | null;
  hits: readonly Hit[];
}

/** A table in which something was replaced, as it was right before and after it. */
interface Replaced {
  id: number;
  before: Filing;
  after: Filing;
}

/** What the step is called in the history of each table. */
const STEP = '替换';
const UNDO = '撤销全部替换';

/** How many tables are read at a time: with thousands of them the window stays alive between. */
const AT_ONCE = 16;

/** The window's stores, as far as replacing needs them. */
interface Beside {
  finding: Finding;
  list: FilingView;
  filings: Filings;
  sessions: Sessions;
  jobs: Jobs;
  messages: Messages;
  reports: Reports;
  flush(): Promise<void>;
  /** Enters what is being typed; false when its cell refuses it. */
  commitDraft(): boolean;
}

/** Replaces a text in all tables: first what is found, then what of it is to be replaced, then all of that. */
export class Replacing extends Observable {
  tables: readonly FoundTable[] = [];
  /** Hits that are not to be replaced. */
  left: ReadonlySet<string> = new Set();
  /** How many tables are searched, of how many; null when all are. */
  going: { done: number; total: number } | null = null;
  /** What was replaced last, as long as it can be taken back. */
  last: readonly Replaced[] = [];
  readonly #beside: Beside;
  #search = 0;

  constructor(beside: Beside) {
    super();
    this.#beside = beside;
  }

  /** Searches the tables of a year, or all with null; a search that is still going on ends. */
  async search(year: number | null): Promise<void> {
    const search = ++this.#search;
    this.#set({ tables: [], going: { done: 0, total: 0 } });
    this.left = new Set();
    if (this.#beside.finding.query === '') return this.#set({ tables: [], going: null });
    await this.#beside.flush();
    const all = await this.#beside.filings.all();
    const ids = this.#beside.list.ordered(all.filter((filing) => year === null || filing.year === year));
    const tables: FoundTable[] = [];
    for (let done = 0; done < ids.length; done += AT_ONCE) {
      const read = await Promise.all(ids.slice(done, done + AT_ONCE).map(readStored));
      if (search !== this.#search) return;
      tables.push(...read.flatMap((stored) => this.#foundIn(stored)));
      this.#set({ tables: [...tables], going: { done: done + read.length, total: ids.length } });
    }
    this.#set({ tables, going: null });
  }

  /** Ends the search, and forgets what it found. */
  end(): void {
    this.#search++;
    this.#set({ tables: [], going: null });
  }

  /** Another replacement: what cannot stand in its cell is another. */
  refuse(): void {
    const { replacement } = this.#beside.finding;
    this.tables = this.tables.map((table) => ({ ...table, hits: withRefusals(table, table.hits, replacement) }));
    this.changed();
  }

  leave(hits: Iterable<string>): void {
    this.left = new Set(hits);
    this.changed();
  }

  /** What is to be replaced. */
  get chosen(): { table: FoundTable; hits: Hit[] }[] {
    return this.tables.flatMap((table) => {
      const hits = table.hits.filter(({ key, refused }) => refused === null && !this.left.has(key));
      return hits.length > 0 ? [{ table, hits }] : [];
    });
  }

  /** Replaces what is chosen, one undo step in each table, as a job that can be cancelled between two tables. */
  async replace(): Promise<void> {
    const { chosen } = this;
    if (!this.#beside.commitDraft()) return;
    await this.#beside.jobs.run('替换', chosen.length, (job) => this.#replaceIn(chosen, job));
  }

  async #replaceIn(chosen: Replacing['chosen'], job: string): Promise<void> {
    const { jobs, messages } = this.#beside;
    const replaced: Replaced[] = [];
    const refused: string[] = [];
    let count = 0;
    for (const [at, { table, hits }] of chosen.entries()) {
      if (jobs.job?.id !== job || jobs.job.ending) break;
      const done = await this.#replaceHits(table, hits);
      if (typeof done === 'string') refused.push(`${calledBy(table)}：${done}`);
      else {
        replaced.push(done);
        this.last = replaced;
        count += hits.length;
      }
      jobs.heard({ event: 'progress', job, done: at + 1, total: chosen.length });
    }
    this.changed();
    this.#report('未替换的表', refused, 'error');
    if (replaced.length === 0 && refused.length > 0)
      return messages.fail(`没有替换：${refused.length} 张表中不能这样替换，原因见右侧`);
    const rest = chosen.length - replaced.length - refused.length;
    const text = `已在 ${replaced.length} 张表中替换 ${count} 处${rest > 0 ? `，其余 ${rest} 张已取消` : ''}`;
    messages.say(text, { label: UNDO, take: () => this.undo() });
  }

  /** The table before and after the replacement, or why there is none. */
  async #replaceHits({ id }: FoundTable, hits: readonly Hit[]): Promise<Replaced | string> {
    const { query, replacement, options } = this.#beside.finding;
    const session = await this.#beside.sessions.session(id);
    const edits = replaceEdits(session.form, session.filing, hits, query, replacement, options);
    if ('refused' in edits) return edits.refused;
    if (edits.length === 0) return '查找之后内容已有修改，未替换';
    const before = session.filing;
    session.perform({ label: STEP, path: hits[0]?.cell ?? '', edits });
    const after = session.filing;
    // A table that is not shown has no line of its own that tells when it is not saved.
    await session.flush();
    return { id, before, after };
  }

  /** Takes the last replacement back in every table that has not been changed since, and names the others. */
  async undo(): Promise<void> {
    const { last } = this;
    if (last.length === 0 || !this.#beside.commitDraft()) return;
    this.last = [];
    this.changed();
    this.#beside.messages.withdraw(UNDO);
    const changed: string[] = [];
    for (const { id, before, after } of last) {
      const session = await this.#beside.sessions.session(id);
      await session.reachBack();
      if (session.canUndo === STEP && sameFiling(session.filing, after)) session.move('undo');
      // The clerk may have taken it back in the table itself.
      else if (!sameFiling(session.filing, before))
        changed.push(`${calledBy(summarise(session.form, session.filing))}：替换之后又有修改，未撤销`);
      await session.flush();
    }
    this.#report('未撤销替换的表', changed, 'warning');
    const done = `已撤销 ${last.length - changed.length} 张表中的替换`;
    this.#beside.messages.say(changed.length > 0 ? `${done}；另有 ${changed.length} 张之后又有修改，见右侧` : done);
  }

  #report(title: string, texts: readonly string[], severity: Severity): void {
    if (texts.length > 0) this.#beside.reports.tell({ title, lines: texts.map((text) => ({ severity, text })) });
  }

  #foundIn({ id, form, filing }: Stored): FoundTable[] {
    const { query, replacement, options } = this.#beside.finding;
    const matches = findIn(form, filing, query, options);
    if (matches.length === 0) return [];
    const table = { id, form, filing, ...summarise(form, filing) };
    const hits = matches.map((match) => ({ ...match, key: `${id} ${match.path} ${match.start}`, refused: null }));
    return [{ ...table, hits: withRefusals(table, hits, replacement) }];
  }

  #set({ tables, going }: Pick<Replacing, 'tables' | 'going'>): void {
    this.tables = tables;
    this.going = going;
    this.changed();
  }
}

function withRefusals({ form, filing }: Stored, hits: readonly Hit[], replacement: string): Hit[] {
  const refusals = replaceRefusals(form, filing, hits, replacement);
  return hits.map((hit) => ({ ...hit, refused: refusals.get(hit.path) ?? null }));
}

function calledBy({ name }: { name: string }): string {
  return shorten(name) || '未命名项目';
}
