import type { Progress } from '../../shared/api.ts';
import { call } from '../bridge.ts';
import { Observable } from './observable.ts';

/** How long a job that was cancelled may take to end, in ms. */
const LET_GO = 3000;

/** What can take its time. */
type Doing = '导入' | '导出' | '审核' | '结转';

/** What takes its time: how many filings or files are done, and the name of the file it is at. */
interface Job {
  id: string;
  doing: Doing;
  done: number;
  total: number;
  name?: string | undefined;
}

/** The one thing at a time that takes its time, shows how far it is and can be cancelled. */
export class Jobs extends Observable {
  job: Job | null = null;
  readonly #say: (text: string) => void;
  /** Lets a job go that does not end though it was cancelled. */
  #letGo: (() => void) | null = null;

  constructor(say: (text: string) => void) {
    super();
    this.#say = say;
  }

  /**
   * Shows how far something goes that `cancel` ends; null when the last such thing is still going on, or does not end.
   * `late` hears that what was let go has ended after all.
   */
  async run<T>(doing: Doing, total: number, work: (id: string) => Promise<T>, late = () => {}): Promise<T | null> {
    if (this.job) {
      this.#say(`上一次${this.job.doing}还在进行，请稍候`);
      return null;
    }
    const id = crypto.randomUUID();
    this.job = { id, doing, done: 0, total };
    this.changed();
    const working = work(id);
    const letGo = new Promise<null>((resolve) => {
      this.#letGo = () => {
        resolve(null);
        working.then(late).catch(() => undefined);
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
    if (!this.job) return;
    const { id, doing } = this.job;
    setTimeout(() => {
      if (this.job?.id !== id) return;
      this.#letGo?.();
      this.#say(`已取消${doing}，程序没有回应`);
    }, LET_GO);
    await call('export.cancel', { job: id });
  }
}
