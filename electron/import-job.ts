import { setImmediate as breathe } from 'node:timers/promises';
import { ApiError, errorTexts, type FileReport, type Handlers, type ImportOutcome } from '../shared/api.ts';
import type { Filing } from '../shared/filing/filing.ts';
import { stepLabel } from '../shared/filing/history.ts';
import type { BackendDeps, PickedFile } from './backend-deps.ts';
import { noteLine } from './import/note.ts';

type ImportDeps = Pick<BackendDeps, 'store' | 'shell' | 'readFilings' | 'emit' | 'log'> & {
  /** Runs work that `export.cancel` can end. */
  asJob: <T>(job: string, work: (signal: AbortSignal) => Promise<T>) => Promise<T>;
};

/** Filings that are written in one go, some 20 ms: between two of them the window is answered and may cancel. */
const SLICE = 50;

/** The calls that read files into the store, each a job that can be ended at any moment. */
export function importHandlers(deps: ImportDeps): Pick<Handlers, 'import.pick' | 'import.files'> {
  const { store, shell } = deps;

  function readInto(files: readonly PickedFile[], job: string, signal: AbortSignal): Promise<ImportOutcome> {
    const reports: FileReport[] = [];
    const read = async (): Promise<ImportOutcome> => {
      for (const [done, file] of files.entries()) {
        signal.throwIfAborted();
        deps.emit({ event: 'progress', job, done, total: files.length, name: file.name });
        reports.push(await readOne(file, signal));
      }
      return { files: reports, cancelled: false };
    };
    return read().catch((error: unknown) => {
      if (signal.aborted && error === signal.reason) return { files: reports, cancelled: true };
      throw error;
    });
  }

  /** A file that fails says so in its own report: the others may still go in, and those that did are to be told. */
  async function readOne({ name, bytes, refused }: PickedFile, signal: AbortSignal): Promise<FileReport> {
    const report: FileReport = { file: name, ids: [], problems: [] };
    try {
      if (refused !== undefined) throw new ApiError('bad-request', refused);
      const { filings, notes } = await deps.readFilings(name, bytes, signal);
      report.problems.push(...notes.map((note) => ({ severity: note.severity, line: noteLine(name, note) })));
      report.ids = await takeIn(filings, stepLabel(`导入 ${name}`), signal);
    } catch (error) {
      if (signal.aborted && error === signal.reason) throw error;
      if (!(error instanceof ApiError)) deps.log(error);
      const reason = error instanceof ApiError ? error.message : errorTexts.internal;
      report.problems.push({ severity: 'error', line: `${name}：${reason}` });
    }
    return report;
  }

  /** Takes the filings of one file in, all or, when it is ended or fails, none. */
  async function takeIn(filings: readonly Filing[], label: string, signal: AbortSignal): Promise<number[]> {
    const ids: number[] = [];
    try {
      for (let at = 0; at < filings.length; at += SLICE) {
        signal.throwIfAborted();
        ids.push(...store.add(filings.slice(at, at + SLICE), label));
        await breathe();
      }
      signal.throwIfAborted();
      return ids;
    } catch (error) {
      if (ids.length > 0) takeOut(ids).catch(deps.log);
      throw error;
    }
  }

  /** Takes filings out again: from the list at once, and for good bit by bit, which nobody waits for. */
  async function takeOut(ids: readonly number[]): Promise<void> {
    store.trash(ids);
    for (let at = 0; at < ids.length; at += SLICE) {
      await breathe();
      store.purge(ids.slice(at, at + SLICE));
    }
  }

  return {
    'import.pick': ({ job }) => deps.asJob(job, async (signal) => readInto(await shell.pickFiles(), job, signal)),
    'import.files': ({ job, files }) => deps.asJob(job, (signal) => readInto(files, job, signal)),
  };
}
