import type { FilePlan, ImportReading, Responses } from '../../shared/api.ts';
import { call } from '../bridge.ts';
import {
  type Choices,
  chooseAllThere,
  countHows,
  firstChoices,
  type How,
  isDoubtful,
  tablesOf,
} from './import-choices.ts';
import type { Jobs } from './jobs.ts';
import type { Messages, Offer } from './messages.ts';
import { Observable } from './observable.ts';
import type { Imported, Reports } from './report.ts';

/** What was read and waits for the clerk's word. */
export interface Draft {
  job: string;
  files: readonly FilePlan[];
  choices: Choices;
}

/** Ids of filings that an import has written. */
export interface Written {
  added: number[];
  replaced: number[];
}

type Taken = Responses['import.take'];

interface Beside {
  jobs: Jobs;
  messages: Messages;
  reports: Reports;
  /** Opens or closes the dialog of an import. */
  showDialog(open: boolean): void;
  /** Has these filings on disk as they are shown. */
  flush(ids: readonly number[]): Promise<void>;
  /** Shows the first of the filings that came in, in a list that shows them all. */
  onTaken(written: Written): Promise<void>;
  /** Reads the list anew, and leaves what the clerk is at as it is. */
  refresh(): Promise<void>;
  /** Filings that an import had brought are gone again. */
  onUndone(gone: readonly number[]): Promise<void>;
}

const UNDO = '撤销导入';

/** How long an import goes on without its dialog, in ms: most are over by then. */
const SHORT = 400;

/** What comes in from files: they are read, the clerk is asked where that is needed, and the tables are written. */
export class Imports extends Observable {
  draft: Draft | null = null;
  readonly #beside: Beside;

  constructor(beside: Beside) {
    super();
    this.#beside = beside;
  }

  /** Asks for files and imports them. */
  async pick(): Promise<void> {
    await this.#read(1, (job) => call('import.pick', { job }));
  }

  /** Imports files that were dropped on the window. */
  async drop(files: { name: string; bytes: Uint8Array<ArrayBuffer> }[]): Promise<void> {
    await this.#read(files.length, (job) => call('import.files', { job, files }));
  }

  choose(index: number, how: How): void {
    this.#chosen((choices) => new Map([...choices, [index, how]]));
  }

  /** The same for all tables that are there already. */
  chooseAllThere(how: How): void {
    this.#chosen((choices, files) => chooseAllThere(files, choices, how));
  }

  /** Writes what was read as the clerk has chosen. */
  async take(): Promise<void> {
    if (this.draft) await this.#withDialog(this.draft.job, () => this.#take(this.draft as Draft));
  }

  /** Ends what is going on, or gives up what was read. */
  async cancel(): Promise<void> {
    const { jobs } = this.#beside;
    if (jobs.job?.doing === '导入') return jobs.cancel();
    return this.#end();
  }

  /** Another data file is open: what was read was compared with filings of the one before. */
  forget(): void {
    this.#end();
  }

  /** Takes back all that an import has written, as far as nothing else has changed it. */
  async undo(imported: Imported): Promise<void> {
    const { messages, reports, flush, onUndone } = this.#beside;
    if (imported.undo === null) return;
    const { added, replaced } = imported.written;
    await flush([...added, ...replaced]);
    const { kept } = await call('import.undo', { undo: imported.undo });
    reports.undone(imported);
    messages.withdraw(UNDO);
    await onUndone(added.filter((id) => !kept.includes(id)));
    messages.say(kept.length > 0 ? `已撤销导入；其中 ${kept.length} 张后来有修改，未撤销` : '已撤销导入');
  }

  #chosen(change: (choices: Choices, files: readonly FilePlan[]) => Choices): void {
    if (!this.draft) return;
    this.draft = { ...this.draft, choices: change(this.draft.choices, this.draft.files) };
    this.changed();
  }

  async #read(total: number, read: (job: string) => Promise<ImportReading>): Promise<void> {
    const { jobs, messages, showDialog } = this.#beside;
    if (this.draft) return messages.say('请先完成正在进行的导入');
    const job = crypto.randomUUID();
    await this.#withDialog(job, async () => {
      const reading = await jobs.run('导入', total, read, undefined, job);
      if (!reading) return;
      if (reading.cancelled) return messages.say(cancelledText(0));
      if (reading.files.length === 0) return;
      const draft = { job, files: reading.files, choices: firstChoices(reading.files) };
      if (!isDoubtful(reading.files)) return this.#take(draft);
      this.draft = draft;
      this.changed();
      showDialog(true);
    });
  }

  async #take(draft: Draft): Promise<void> {
    const { job, files, choices } = draft;
    const { jobs, messages, reports, flush, onTaken } = this.#beside;
    const same = tablesOf(files).flatMap(({ index, same }) => (choices.get(index) === 'replace' && same) || []);
    if (same.length > 0) await flush(same);
    const wanted = [...choices].flatMap(([index, how]) => (how === 'skip' ? [] : { index, how }));
    const taken =
      wanted.length === 0
        ? { ids: [], undo: null, cancelled: false, kept: [] }
        : await jobs.run(
            '导入',
            wanted.length,
            () => call('import.take', { job, choices: wanted }),
            (taken) => this.#late(draft, same, taken),
            job,
          );
    // Something else is still going on, as was said.
    if (!taken && jobs.job) return;
    this.#end();
    if (!taken) return;
    if (taken.cancelled) return messages.say(cancelledText(taken.kept.length));
    const imported = importedBy(draft, same, taken);
    await onTaken(imported.written);
    // What came of an import that can be taken back stays in its tab when the same files are skipped after it.
    if (skipsAll(draft) && reports.imported?.undo) return messages.say(`没有导入任何表，跳过 ${draft.choices.size} 张`);
    reports.tellImported(imported);
    this.#tell(imported);
  }

  /** An import that was said to be cancelled has ended after all: the clerk, who is elsewhere by now, hears how. */
  async #late(draft: Draft, same: readonly number[], taken: Taken): Promise<void> {
    const { messages, refresh } = this.#beside;
    if (taken.cancelled && taken.kept.length === 0) return;
    await refresh();
    if (taken.cancelled) return messages.say(cancelledText(taken.kept.length));
    messages.notify(
      '',
      `导入其实已完成，共 ${countWritten(taken)} 张表`,
      this.#undoing(importedBy(draft, same, taken)),
    );
  }

  #undoing(imported: Imported): Offer[] {
    if (imported.undo === null) return [];
    return [{ label: '撤销导入', take: () => this.undo(imported), undoes: true }];
  }

  #tell(imported: Imported): void {
    const { messages, reports } = this.#beside;
    const { written, choices } = imported;
    const count = written.added.length + written.replaced.length;
    const { skip } = countHows(choices);
    const told = [
      count > 0 ? `已导入 ${count} 张表` : '没有导入任何表',
      written.replaced.length > 0 ? `其中覆盖 ${written.replaced.length} 张` : '',
      skip > 0 ? `跳过 ${skip} 张` : '',
    ].filter(Boolean);
    const offers = [...this.#undoing(imported), { label: '查看结果', take: () => reports.showImported() }];
    messages.notify('', told.join('，'), offers);
  }

  /** What goes on for long is seen in the dialog, from when files are read: nothing is said of the choice of files. */
  async #withDialog(id: string, work: () => Promise<void>): Promise<void> {
    const { jobs, showDialog } = this.#beside;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const unsubscribe = jobs.subscribe(() => {
      if (jobs.job?.id === id && jobs.job.name !== undefined) timer ??= setTimeout(() => showDialog(true), SHORT);
    });
    try {
      await work();
    } finally {
      unsubscribe();
      clearTimeout(timer);
      if (!this.draft) showDialog(false);
    }
  }

  #end(): void {
    this.draft = null;
    this.changed();
    this.#beside.showDialog(false);
  }
}

function importedBy({ files, choices }: Draft, same: readonly number[], { ids, undo }: Taken): Imported {
  const replaced = same.filter((id) => ids.includes(id));
  const written = { added: ids.flatMap((id) => id ?? []).filter((id) => !replaced.includes(id)), replaced };
  return { files, ids, choices, written, undo };
}

const countWritten = ({ ids }: Taken): number => ids.filter((id) => id !== null).length;

function cancelledText(kept: number): string {
  return kept > 0 ? `已取消导入；${kept} 张表在导入时又有修改，已保留` : '已取消导入，没有导入任何表';
}

/** Whether nothing came in by the clerk's word alone: nothing is to be told of the files themselves. */
function skipsAll({ files, choices }: Draft): boolean {
  return (
    choices.size > 0 &&
    files.every(({ notes }) => notes.length === 0) &&
    [...choices.values()].every((how) => how === 'skip')
  );
}
