import { arrange } from '../../shared/arrangement.ts';
import { displayName } from '../../shared/filing/display-name.ts';
import { type Filing, summarise } from '../../shared/filing/filing.ts';
import { replaceEdits } from '../../shared/filing/find.ts';
import { shorten } from '../../shared/filing/parse.ts';
import type { Severity } from '../../shared/problem.ts';
import { sentenceOf } from '../faults.ts';
import type { Filings } from './filings.ts';
import type { Finding } from './finding.ts';
import { type FoundTable, foundIn, type Hit, type Unread, type Wanted, withRefusals } from './found-tables.ts';
import type { Jobs } from './jobs.ts';
import type { Messages } from './messages.ts';
import { Observable } from './observable.ts';
import type { Reports } from './report.ts';
import { LOCKED } from './session.ts';
import type { Sessions } from './sessions.ts';
import { readStored } from './stored.ts';
import { sameFiling } from './unsaved.ts';

/** A table in which something was replaced, as it was right before and after it. */
interface Replaced {
  id: number;
  name: string;
  before: Filing;
  after: Filing;
}

/** What came of replacing: `stopped` tells why it ended before all was done. */
interface Outcome {
  replaced: Replaced[];
  refused: string[];
  count: number;
  stopped: boolean;
}

/** What the step is called in the history of each table. */
const STEP = '替换';
const UNDO = '撤销全部替换';

/** How many tables are read at a time: with thousands of them the window stays alive between. */
const AT_ONCE = 16;

/** The window's stores, as far as replacing needs them. */
interface Beside {
  finding: Finding;
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
  /** Tables that could not be read. */
  unread: readonly Unread[] = [];
  /** Hits that are not to be replaced. */
  left: ReadonlySet<string> = new Set();
  /** How many tables are searched, of how many; null when all are. */
  going: { done: number; total: number } | null = null;
  /** What was replaced last, as long as it can be taken back. */
  last: readonly Replaced[] = [];
  readonly #beside: Beside;
  #search = 0;
  /** What the tables were searched for. */
  #searched: Pick<Wanted, 'query' | 'options'> = { query: '', options: {} };

  constructor(beside: Beside) {
    super();
    this.#beside = beside;
  }

  /** Searches the tables of a year, or all with null; a search that is still going on ends. */
  async search(year: number | null): Promise<void> {
    const search = ++this.#search;
    const { query, options } = this.#beside.finding;
    this.#searched = { query, options };
    this.left = new Set();
    this.#set([], [], query === '' ? null : { done: 0, total: 0 });
    if (query === '') return;
    try {
      await this.#beside.flush();
      const { filings } = this.#beside;
      const wanted = await filings.all(year === null ? undefined : [year]);
      const names = new Map(wanted.map(({ id, name }) => [id, name]));
      const ids = arrange(wanted, filings.arrangement).flatMap((group) => group.ids);
      const tables: FoundTable[] = [];
      const unread: Unread[] = [];
      for (let done = 0; done < ids.length; done += AT_ONCE) {
        const slice = ids.slice(done, done + AT_ONCE);
        const read = await Promise.allSettled(slice.map(readStored));
        if (search !== this.#search) return;
        for (const [at, one] of read.entries()) {
          const id = slice[at] as number;
          if (one.status === 'fulfilled')
            tables.push(...foundIn(one.value, { ...this.#searched, replacement: this.#beside.finding.replacement }));
          else unread.push({ id, name: names.get(id) ?? '', why: sentenceOf(one.reason) });
        }
        this.#set([...tables], [...unread], { done: done + read.length, total: ids.length });
      }
    } finally {
      if (search === this.#search) this.#set(this.tables, this.unread, null);
    }
  }

  /** Ends the search, and forgets what it found. */
  end(): void {
    this.#search++;
    this.#set([], [], null);
  }

  /** Another data file is open: what was found and replaced is of others. */
  forget(): void {
    this.last = [];
    this.end();
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
    // What is typed into the dialog meanwhile is for the next time.
    const wanted = { ...this.#searched, replacement: this.#beside.finding.replacement };
    if (!this.#beside.commitDraft()) return;
    await this.#beside.jobs.run('替换', chosen.length, (job) => this.#replaceIn(chosen, wanted, job));
  }

  async #replaceIn(chosen: Replacing['chosen'], wanted: Wanted, job: string): Promise<void> {
    const { jobs } = this.#beside;
    const outcome: Outcome = { replaced: [], refused: [], count: 0, stopped: true };
    try {
      for (const [done, { table, hits }] of chosen.entries()) {
        if (jobs.job?.id !== job || jobs.job.ending) break;
        await this.#replaceHits(table, hits, wanted, outcome);
        jobs.heard({ event: 'progress', job, done: done + 1, total: chosen.length });
      }
      outcome.stopped = false;
    } finally {
      this.#tell(outcome, chosen.length);
    }
  }

  async #replaceHits(table: FoundTable, hits: readonly Hit[], wanted: Wanted, outcome: Outcome): Promise<void> {
    const session = await this.#beside.sessions.session(table.id).catch((error: unknown) => {
      outcome.refused.push(`${calledBy(table)}：${sentenceOf(error)}`);
      return null;
    });
    if (!session) return;
    if (session.locked !== null) {
      outcome.refused.push(`${calledBy(table)}：${LOCKED}`);
      return;
    }
    const { query, replacement, options } = wanted;
    const edits = replaceEdits(session.form, session.filing, hits, query, replacement, options);
    const refused = 'refused' in edits ? edits.refused : edits.length === 0 ? '查找之后内容已有修改，未替换' : null;
    if ('refused' in edits || refused !== null) {
      outcome.refused.push(`${calledBy(table)}：${refused}`);
      return;
    }
    const before = session.filing;
    session.perform({ label: STEP, path: hits[0]?.cell ?? '', edits });
    // Known before it is saved: where that fails the step waits, is saved later, and can be taken back all the same.
    const after = session.filing;
    outcome.replaced.push({ id: table.id, name: summarise(session.form, after).name, before, after });
    outcome.count += hits.length;
    // A table that is not shown has no line of its own that tells when it is not saved.
    await session.flush();
  }

  /** Tells what came of a replacement in so many tables, and offers to take just that back. */
  #tell({ replaced, refused, count, stopped }: Outcome, total: number): void {
    const { messages } = this.#beside;
    this.#report('未替换的表', refused, 'error');
    if (replaced.length === 0) {
      // Why it stopped is told by itself.
      if (refused.length > 0 && !stopped) messages.fail(`没有替换：${refused.length} 张表中不能这样替换，原因见右侧`);
      else if (!stopped) messages.say('已取消，没有替换');
      return;
    }
    this.last = replaced;
    this.changed();
    const rest = total - replaced.length - refused.length;
    const text = stopped
      ? `替换中断：${replaced.length} 张表中已替换 ${count} 处，其中最后一张可能尚未保存；其余 ${rest} 张未替换`
      : `已在 ${replaced.length} 张表中替换 ${count} 处${rest > 0 ? `，其余 ${rest} 张已取消` : ''}`;
    messages.say(text, { label: UNDO, take: () => this.undo(replaced), undoes: true });
  }

  /** Takes a replacement back in every table that has not been changed since, and names the others. */
  async undo(replaced: readonly Replaced[] = this.last): Promise<void> {
    if (replaced.length === 0 || !this.#beside.commitDraft()) return;
    if (this.last === replaced) this.last = [];
    this.changed();
    this.#beside.messages.withdraw(UNDO);
    const lines: string[] = [];
    let undone = 0;
    for (const one of replaced) {
      const { isBack, why } = await this.#undoIn(one);
      if (isBack) undone++;
      if (why !== '') lines.push(`${calledBy(one)}：${why}`);
    }
    this.#report('撤销替换时的问题', lines, 'warning');
    const done = `已撤销 ${undone} 张表中的替换`;
    this.#beside.messages.say(lines.length > 0 ? `${done}；${lines.length} 张未撤销或未保存，见右侧` : done);
  }

  /** Takes the replacement back in a table, and says why it could not be, or is not saved yet; '' where all is well. */
  async #undoIn({ id, before, after }: Replaced): Promise<{ isBack: boolean; why: string }> {
    let isBack = false;
    try {
      const session = await this.#beside.sessions.session(id);
      await session.reachBack();
      // The clerk may have taken it back in the table itself.
      if (sameFiling(session.filing, before)) return { isBack: true, why: '' };
      if (session.locked !== null) return { isBack, why: LOCKED };
      if (session.canUndo !== STEP || !sameFiling(session.filing, after))
        return { isBack, why: '替换之后又有修改，未撤销' };
      session.move('undo');
      isBack = true;
      await session.flush();
      return { isBack, why: '' };
    } catch (error) {
      return { isBack, why: `${isBack ? '已撤销，尚未保存' : '未撤销'}：${sentenceOf(error)}` };
    }
  }

  #report(title: string, texts: readonly string[], severity: Severity): void {
    if (texts.length > 0) this.#beside.reports.tell({ title, lines: texts.map((text) => ({ severity, text })) });
  }

  #set(tables: Replacing['tables'], unread: Replacing['unread'], going: Replacing['going']): void {
    this.tables = tables;
    this.unread = unread;
    this.going = going;
    this.changed();
  }
}

function calledBy({ name }: { name: string }): string {
  return displayName(shorten(name));
}
