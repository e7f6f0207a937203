import type { ImportOutcome } from '../../shared/api.ts';
import { call } from '../bridge.ts';
import type { Jobs } from './jobs.ts';
import type { Messages } from './messages.ts';
import { importedLine, importReport, type Reports } from './report.ts';

interface Beside {
  jobs: Jobs;
  messages: Messages;
  reports: Reports;
  /** Shows the first of the filings that came in, in a list that shows them all. */
  onTaken(ids: readonly number[]): Promise<void>;
}

/** What comes in from files. */
export class Imports {
  readonly #beside: Beside;

  constructor(beside: Beside) {
    this.#beside = beside;
  }

  /** Asks for files and imports them. */
  async pick(): Promise<void> {
    await this.#import(1, (job) => call('import.pick', { job }));
  }

  /** Imports files that were dropped on the window. */
  async drop(files: { name: string; bytes: Uint8Array<ArrayBuffer> }[]): Promise<void> {
    await this.#import(files.length, (job) => call('import.files', { job, files }));
  }

  async #import(total: number, read: (job: string) => Promise<ImportOutcome>): Promise<void> {
    const { jobs, messages, reports, onTaken } = this.#beside;
    const late = () => void onTaken([]).catch(() => undefined);
    const outcome = await jobs.run('导入', total, read, late);
    if (!outcome || (outcome.files.length === 0 && !outcome.cancelled)) return;
    const { files, cancelled } = outcome;
    await onTaken(files.flatMap((file) => file.ids));
    reports.tellImported(importReport(files));
    messages.say(importedLine(files, cancelled));
  }
}
