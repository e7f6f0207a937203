import {
  ApiError,
  type ExportKind,
  type ExportOutcome,
  type Handlers,
  type OpenFiling,
  type Request,
  type WindowMethod,
} from '../shared/api.ts';
import { beginFiling } from '../shared/filing/begin.ts';
import { exampleFiling } from '../shared/filing/example.ts';
import { type Filing, yearOf } from '../shared/filing/filing.ts';
import { formOf } from '../shared/filing/form-of.ts';
import { canMakeFrom, makeFrom } from '../shared/filing/made-from.ts';
import { parseFiling } from '../shared/filing/parse.ts';
import { catalog } from '../shared/form/catalog/catalog.ts';
import type { BackendDeps, Delivery } from './backend-deps.ts';
import { backupHandlers } from './backups.ts';
import { bookHandlers } from './books.ts';
import { comparisonHandlers } from './comparison.ts';
import { factsOf } from './filing-facts.ts';
import { createHandingOut, inBase64 } from './hand-out.ts';
import { importHandlers } from './import-job.ts';
import { libraryHandlers } from './library.ts';
import { listHandlers } from './listed.ts';
import { openFilings } from './open-filings.ts';
import { reviewHandlers } from './review.ts';
import { rollFilings } from './roll-forward.ts';
import { createSavedSteps } from './saved-steps.ts';
import { whenSettled } from './settled.ts';
import { createStagedEdits } from './staged-edits.ts';
import { suggestedName } from './suggested-name.ts';
import { versionHandlers } from './versions.ts';

/** The calls of the window (shared/api.ts) over the store, the readers and the engines. Knows no shell. */
export function createBackend(deps: BackendDeps): Omit<Handlers, WindowMethod> {
  const { store, shell } = deps;
  const jobs = new Map<string, AbortController>();
  const staged = createStagedEdits();
  const saved = createSavedSteps();
  const fromWindow = windowLog(deps);

  /** Work that `export.cancel` can end. */
  async function asJob<T>(job: string, work: (signal: AbortSignal) => Promise<T>): Promise<T> {
    if (jobs.has(job)) throw new ApiError('bad-request', '此操作正在进行');
    const controller = new AbortController();
    jobs.set(job, controller);
    try {
      return await work(controller.signal);
    } finally {
      jobs.delete(job);
    }
  }

  /** Keeps what is handed out as versions. Where that fails, what the clerk asked for is made all the same. */
  function keepVersions(ids: readonly number[]): void {
    if (store.readOnly) return;
    try {
      store.versions.keep(ids);
    } catch (error) {
      deps.log(error);
    }
  }

  const out = createHandingOut({ asJob, emit: deps.emit });

  /** Hands filings out; `hand` gives the shell what writes the file. */
  async function run(
    request: Omit<Request<'print.start'>, 'ids'> & { archive?: boolean | undefined },
    filingsOf: (signal: AbortSignal) => Promise<Filing[]>,
    kind: ExportKind,
    hand: (name: string, write: (path: string) => Promise<void>) => Promise<Delivery>,
  ): Promise<ExportOutcome> {
    const { job, seal, sealCircle, archive } = request;
    return out(job, async (signal) => {
      const filings = await filingsOf(signal);
      const { fontsFolder } = deps;
      return {
        make: (file) =>
          deps.exportFilings({ kind, filings, seal, sealCircle, archive, now: deps.now(), fontsFolder, ...file }),
        hand: (write) => hand(suggestedName(filings, kind), write),
      };
    });
  }

  const handedOut = (ids: readonly number[], signal: AbortSignal) =>
    openFilings(store, ids, { signal, onOpened: keepVersions });

  /** Counts the data files that were put in the place of the open one. */
  let file = 0;

  /** Has another data file come in the place of the open one, or the open one stay; `work` may say what it did. */
  async function exchange(comes: boolean, work: () => unknown): Promise<{ notice: string | null }> {
    // What was saved may not be in the file that comes.
    saved.forget();
    const said = await work();
    const notice = typeof said === 'string' ? said : store.notice;
    if (comes) file++;
    // Other windows show what was open before.
    deps.emit({ event: 'store', notice, recovery: store.recovery(), ...(comes && { file }) });
    return { notice };
  }

  /** A filing with the data file that it is in. */
  const opened = (id: number): OpenFiling => ({ ...store.open(id), file });

  return {
    'app.info': () => {
      // A window is opening: what it lists will be searched.
      store.keepBeside(deps.log);
      whenSettled(() => store.checkBodies(), deps.log);
      return {
        version: deps.version,
        shell: shell.name,
        folder: store.folder,
        year: deps.now().getFullYear(),
        settings: store.settings(),
        notice: store.notice,
        recovery: store.recovery(),
        backupProblem: store.backups.problem,
        file,
      };
    },
    'app.log': doing(({ text }) => fromWindow(text)),
    'store.recover': (request) =>
      exchange(request.how === 'backup', () => {
        if (request.how === 'backup') return store.backups.restore('own', request.name);
        return request.how === 'new' ? store.startNew() : store.keepOwn();
      }),
    'data.open': async () => {
      await shell.openFolder(store.folder);
      return {};
    },
    'data.restore': ({ place, name }) => exchange(true, () => store.backups.restore(place, name)),
    'settings.set': doing(({ key, value }) => store.set(key, value)),
    ...listHandlers(store),
    'filings.open': ({ id }) => opened(id),
    'filings.facts': ({ ids }) => ({ facts: ids.flatMap((id) => factsOf(store, id)) }),
    'filings.create': ({ form: formId, year, projectName = '', unit = '', department = '' }): OpenFiling => {
      const form = catalog.find(formId);
      if (!form) throw new ApiError('bad-request', `没有表样“${formId}”`);
      const filing = beginFiling(form, year, { name: projectName, unit, department });
      const [id] = store.add([filing], '新建') as [number];
      return opened(id);
    },
    'filings.example': ({ year }): OpenFiling => {
      const [id] = store.add([exampleFiling(year)], '打开示例表') as [number];
      return opened(id);
    },
    'filings.makeFrom': ({ id, form: formId }): OpenFiling => {
      const { filing } = store.open(id);
      const [form, sourceForm] = [catalog.find(formId), formOf(filing)];
      if (!form) throw new ApiError('bad-request', `没有表样“${formId}”`);
      if (!canMakeFrom(form, sourceForm))
        throw new ApiError('bad-request', `“${sourceForm.name}”不能生成“${form.name}”，请在项目的绩效目标表上生成`);
      const year = yearOf(sourceForm, filing) ?? deps.now().getFullYear();
      return opened(store.addMade(makeFrom(form, sourceForm, filing, year), '由目标表生成', id));
    },
    'filings.source': ({ id }) => ({ source: store.sourceOf(id) }),
    'filings.copy': ({ ids, year }) => {
      const filings = ids.map((id) => store.open(id).filing);
      const copies = filings.map((filing) => ({ ...filing, values: { ...filing.values, fiscalYear: String(year) } }));
      return { ids: store.add(copies, `复制到 ${year} 年度`) };
    },
    'filings.rollForward': (request) => {
      const { job } = request;
      const onProgress = (done: number, total: number) => deps.emit({ event: 'progress', job, done, total });
      return asJob(job, (signal) => rollFilings(store, request, onProgress, signal));
    },
    'filings.history': ({ id, before }) => ({ revisions: store.history(id, before) }),
    'filings.stage': doing(({ step, part, edits }) => staged.keep(step, part, edits)),
    'filings.commit': ({ step, staged: before, file: madeIn = file, ...commit }) =>
      saved.once(step, () => {
        if (madeIn !== file) throw new ApiError('not-found', '数据文件已换成另一份，这一步没有存入');
        const edits = [...(before ? staged.take(before.step, before.parts) : []), ...commit.edits];
        return store.commit({ ...commit, edits });
      }),
    'filings.trash': doing(({ ids }) => store.trash(ids)),
    'filings.restore': doing(({ ids }) => store.restore(ids)),
    'filings.purge': doing(({ ids }) => store.purge(ids)),
    'export.start': (request) =>
      run(
        request,
        (signal) => handedOut(request.ids, signal),
        request.kind,
        (name, write) => shell.deliver(name, request.kind, write),
      ),
    'unsaved.export': (request) =>
      run(
        request,
        async () => request.filings.map(asFiling),
        'xlsx',
        (name, write) => shell.deliver(name, 'xlsx', write),
      ),
    'export.cancel': doing(({ job }) => jobs.get(job)?.abort()),
    'files.open': async ({ id }) => {
      await shell.openFile(id);
      return {};
    },
    'files.show': async ({ id }) => {
      await shell.showFile(id);
      return {};
    },
    'print.start': (request) =>
      run(
        request,
        (signal) => handedOut(request.ids, signal),
        'pdf',
        (name, write) => shell.openPdf(name, write),
      ),
    'print.preview': (request) =>
      inBase64((take) =>
        run(
          request,
          (signal) => openFilings(store, request.ids, { signal }),
          'pdf',
          (name, write) => take(name, write),
        ),
      ),
    ...importHandlers({ ...deps, asJob }),
    ...reviewHandlers({ ...deps, asJob }),
    ...libraryHandlers(deps),
    ...comparisonHandlers(deps),
    ...versionHandlers(deps),
    ...backupHandlers(deps),
    ...bookHandlers({ ...deps, asJob, keepVersions, out }),
  };
}

/**
 * Most faults of the window that are logged in one minute: a fault that comes with every frame must not fill the log.
 */
const MOST_FAULTS = 20;

/** Logs the faults that the window reports, in each minute only the first `MOST_FAULTS`. */
function windowLog({ log, now }: BackendDeps): (text: string) => void {
  let minute = 0;
  let count = 0;
  return (text) => {
    const at = Math.floor(now().getTime() / 60_000);
    if (at !== minute) [minute, count] = [at, 0];
    if (++count <= MOST_FAULTS) log(`window: ${text}`);
  };
}

/** A filing that the window sends whole. @throws ApiError where it is none */
function asFiling(sent: unknown): Filing {
  const parsed = parseFiling(sent);
  if ('error' in parsed) throw new ApiError('bad-request', parsed.error);
  return parsed.filing;
}

/** A call that has nothing to answer. */
function doing<R>(work: (request: R) => void): (request: R) => Record<string, never> {
  return (request) => {
    work(request);
    return {};
  };
}
