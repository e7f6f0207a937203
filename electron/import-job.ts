import { setImmediate as breathe } from 'node:timers/promises';
import { ApiError, errorTexts, type Handlers, type ImportReading, type Request } from '../shared/api.ts';
import type { Filing } from '../shared/filing/filing.ts';
import { parseFiling } from '../shared/filing/parse.ts';
import type { BackendDeps, PickedFile } from './backend-deps.ts';
import { planImport, type ReadFile } from './import-plan.ts';
import { LeftBehind, type ReadTable, type Taken, takeBack, takeIn } from './import-take.ts';

type ImportDeps = Pick<BackendDeps, 'store' | 'shell' | 'readFilings' | 'emit' | 'log'> & {
  /** Runs work that `export.cancel` can end. */
  asJob: <T>(job: string, work: (signal: AbortSignal) => Promise<T>) => Promise<T>;
};
type ImportHandlers = Pick<Handlers, Extract<keyof Handlers, `import.${string}`>>;

/** Filings that are gone through in one go: between two of them the window is answered and may cancel. */
const SLICE = 50;
/** Readings that wait to be taken in: of more, the oldest was given up by its window. */
const MOST_READ = 4;
/** Imports that can be taken back, the latest ones. */
const MOST_TAKEN = 20;

/** The calls that read files and take their tables into the store, each a job that can be ended at any moment. */
export function importHandlers(deps: ImportDeps): ImportHandlers {
  const { store, shell } = deps;
  /** Tables that were read, by the id of their job, and compared with what this opening of the data file holds. */
  const waiting = new Map<string, { opening: number; tables: ReadTable[] }>();
  /** What imports have written, by their number. */
  const imports = new Map<number, Taken>();
  let counted = 0;

  async function read(job: string, files: readonly PickedFile[], signal: AbortSignal): Promise<ImportReading> {
    const found: ReadFile[] = [];
    try {
      for (const [done, file] of files.entries()) {
        signal.throwIfAborted();
        deps.emit({ event: 'progress', job, done, total: files.length, name: file.name });
        found.push(await readOne(file, signal));
      }
      const plans = await planImport(store, found, signal);
      const filings = found.flatMap(({ file, filings }) => filings.map((filing) => ({ file, filing })));
      const same = plans.flatMap(({ tables }) => tables.map((table) => table.same));
      const tables = filings.map((filing, index) => ({ ...filing, same: same[index] }));
      keep(waiting, job, { opening: store.opening, tables }, MOST_READ);
      return { files: plans, cancelled: false };
    } catch (error) {
      if (signal.aborted && error === signal.reason) return { files: [], cancelled: true };
      throw error;
    }
  }

  /** A file that fails says so in its own notes: the others are read all the same. */
  async function readOne({ name, bytes, refused }: PickedFile, signal: AbortSignal): Promise<ReadFile> {
    try {
      if (refused !== undefined) throw new ApiError('bad-request', refused);
      const { filings, notes } = await deps.readFilings(name, bytes, signal);
      return { file: name, filings: await asKept(filings, signal), notes };
    } catch (error) {
      if (signal.aborted && error === signal.reason) throw error;
      if (!(error instanceof ApiError)) deps.log(error);
      const message = error instanceof ApiError ? error.message : errorTexts.internal;
      return { file: name, filings: [], notes: [{ severity: 'error', place: '', message }] };
    }
  }

  async function take({ job, choices }: Request<'import.take'>, signal: AbortSignal) {
    const { tables, opening } = waiting.get(job) ?? {};
    if (!tables || opening !== store.opening) throw new ApiError('bad-request', '读取的内容已不在，请重新导入文件');
    const onProgress = (done: number) => deps.emit({ event: 'progress', job, done, total: choices.length });
    try {
      const { ids, taken } = await takeIn({ store, log: deps.log }, tables, choices, onProgress, signal);
      waiting.delete(job);
      const isEmpty = taken.added.length === 0 && taken.replaced.length === 0;
      if (!isEmpty) keep(imports, ++counted, taken, MOST_TAKEN);
      return { ids, undo: isEmpty ? null : counted, cancelled: false, kept: [] };
    } catch (thrown) {
      const error = thrown instanceof LeftBehind ? thrown.cause : thrown;
      const kept = thrown instanceof LeftBehind ? [...thrown.kept] : [];
      if (signal.aborted && error === signal.reason) return { ids: [], undo: null, cancelled: true, kept };
      throw kept.length > 0 ? stillThere(error, kept.length) : error;
    }
  }

  return {
    'import.pick': ({ job }) => deps.asJob(job, async (signal) => read(job, await shell.pickFiles(), signal)),
    'import.files': ({ job, files }) => deps.asJob(job, (signal) => read(job, files, signal)),
    'import.take': (request) => deps.asJob(request.job, (signal) => take(request, signal)),
    'import.undo': ({ undo }) => {
      const taken = imports.get(undo);
      if (!taken) throw new ApiError('bad-request', '这次导入已撤销，或已不能撤销');
      const kept = takeBack(store, taken);
      imports.delete(undo);
      return { kept };
    },
  };
}

/** Why an import failed, with what it could not take out again. */
function stillThere(error: unknown, count: number): ApiError {
  const [code, reason] =
    error instanceof ApiError ? [error.code, error.message] : ['internal' as const, errorTexts.internal];
  return new ApiError(code, `${reason}；已写入的 ${count} 张表未能撤回，请在列表中查看`);
}

/** Filings as the store will keep them, so that they can be compared with what is there. */
async function asKept(filings: readonly Filing[], signal: AbortSignal): Promise<Filing[]> {
  const kept: Filing[] = [];
  for (const filing of filings) {
    if (kept.length % SLICE === 0) await breathe();
    signal.throwIfAborted();
    const parsed = parseFiling(filing);
    if ('error' in parsed) throw new ApiError('bad-request', parsed.error);
    kept.push(parsed.filing);
  }
  return kept;
}

/** Keeps one more of which only the latest `most` are kept. */
function keep<K, V>(all: Map<K, V>, key: K, value: V, most: number): void {
  all.set(key, value);
  const [oldest] = all.keys();
  if (all.size > most && oldest !== undefined) all.delete(oldest);
}
