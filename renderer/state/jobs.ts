import type { Progress } from '../../shared/api.ts';
import { call } from '../bridge.ts';
import { Observable } from './observable.ts';

/** How long a job that was cancelled may take to end, in ms. */
const LET_GO = 3000;

/** What can take its time. */
type Doing = '导入' | '导出' | '审核' | '结转' | '替换';

/** What takes its time: how many filings or files are done, and the name of the file it is at. */
interface Job {
  id: string;
  doing: Doing;
  done: number;
  total: number;
  name?: string | undefined;
  /** It was told to end, and is about to. */
  ending?: true;
}

/** The one thing at a time that takes its time, shows how far it is and can be cancelled. */
export class Jobs extends Observable {
  job: Job | null = null;
  readonly #say: (text: string) => void;
  readonly #tell: (error: unknown) => void;
  /** Lets a job go that does not end though it was cancelled. */
  #letGo: (() => void) | null = null;

  /** `tell` hears why a job failed that was let go. */
  constructor(say: (text: string) => void, tell: (error: unknown) => void) {
    super();
    this.#say = say;
    this.#tell = tell;
  }

  /**
   * Shows how far something goes that `cancel` ends; null when the last such thing is still going on, or does not end.
   * `late` hears what came of it where it was let go and has ended after all; `id` is the name by which the backend
   * knows it.
   */
  async run<T>(
    doing: Doing,
    total: number,
    work: (id: string) => Promise<T>,
    late: (result: T) => void | Promise<void> = () => {},
    id: string = crypto.randomUUID(),
  ): Promise<T | null> {
    if (this.job) {
      this.#say(`上一次${this.job.doing}还在进行，请稍候`);
      return null;
    }
    this.job = { id, doing, done: 0, total };
    this.changed();
    const working = work(id);
    const letGo = new Promise<null>((resolve) => {
      this.#letGo = () => {
        resolve(null);
        working.then(late).catch(this.#tell);
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

  heard({ job, done, total, name }: Progress): void {
    if (this.job?.id !== job) return;
    this.job = { ...this.job, done, total, name };
    this.changed();
  }

  async cancel(): Promise<void> {
    if (!this.job || this.job.ending) return;
    const { id, doing } = this.job;
    const letGo = this.#letGo;
    this.job = { ...this.job, ending: true };
    this.changed();
    setTimeout(() => {
      // The next job may have the same name, as the two halves of an import do.
      if (this.#letGo !== letGo) return;
      letGo?.();
      this.#say(`已取消${doing}，程序没有回应`);
    }, LET_GO);
    await call('export.cancel', { job: id });
  }
}
