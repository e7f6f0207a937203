import { isAnswerTo } from '../shared/answer-keys.ts';
import type { Answer, BackendEvent, Method, Request, Responses, WindowMethod } from '../shared/api.ts';
import { ApiError, errorTexts, isSentence } from '../shared/api-error.ts';
import { inMb, MOST_FILE, MOST_FILES } from '../shared/file-limits.ts';
import { readableFiles, readableSheets } from '../shared/readable-files.ts';

/** The window's one way to the backend: the functions of Electron's preload, or requests to the loopback server. */

/** What preload.ts exposes. */
export interface PreloadBridge {
  call(method: string, request: unknown): Promise<Answer<Method>>;
  onEvent(listener: (event: BackendEvent) => void): () => void;
  onFlush(flush: () => Promise<void>): void;
}

declare global {
  interface Window {
    jixiaobiao?: PreloadBridge;
  }
}

/** Most files that one drop may bring. */
const maxFiles = 50;

let leaving = false;

/**
 * How long a call may take in ms. What a clerk sees and ends as a job, or what waits for a dialog, may take longer, and
 * so may what goes over thousands of filings: a few show the problems of all others of their units, which takes a
 * minute the first time.
 */
const PATIENCE = 20_000;
const LONGER: Partial<Record<Method, number>> = {
  'filings.commit': 40_000,
  'filings.copy': 120_000,
  'filings.trash': 120_000,
  'filings.restore': 120_000,
  'filings.purge': 120_000,
  'print.preview': 120_000,
  'review.counts': 120_000,
  'review.filing': 120_000,
  'review.lines': 120_000,
  'compare.years': 120_000,
};
const UNBOUNDED = new Set<Method>([
  'import.pick',
  'import.files',
  'import.take',
  'import.undo',
  'export.start',
  'unsaved.export',
  'print.start',
  'filings.rollForward',
  'review.year',
  'review.export',
  'compare.export',
  'library.pick',
  'library.read',
  'library.import',
  'library.export',
  'store.recover',
  'data.backup',
  'data.restore',
  'backups.look',
  'backups.take',
  'backups.pick',
  'backups.forget',
]);

/** Calls the backend. Throws an ApiError; its message is Chinese and can be shown as it is. */
export async function call<M extends Method>(method: M, request: Request<M>): Promise<Responses[M]> {
  // The browser's own dialog stands in for the shell's; either way the page never learns a path.
  if (!window.jixiaobiao && method === 'import.pick')
    return (await importPicked(request as Request<'import.pick'>)) as Responses[M];
  if (!window.jixiaobiao && method === 'library.pick') return (await libraryPicked()) as Responses[M];
  if (!window.jixiaobiao && Object.hasOwn(inBrowser, method)) {
    inBrowser[method as WindowMethod](request as never);
    return {} as Responses[M];
  }
  if ('files' in request) refuseLarge(request.files.map(({ name, bytes }) => ({ name, size: bytes.length })));
  const sent = takeAhead(method, request) ?? send(method, request);
  return answered(method, UNBOUNDED.has(method) ? await sent : await within(LONGER[method] ?? PATIENCE, sent));
}

/** What an answer holds. @throws ApiError the failure that it tells of, or for what is no answer to this call */
function answered<M extends Method>(method: M, answer: unknown): Responses[M] {
  const { ok, value, code, detail } = (answer ?? {}) as {
    ok?: unknown;
    value?: unknown;
    code?: unknown;
    detail?: unknown;
  };
  if (ok === true && isAnswerTo(method, value)) return value;
  if (ok !== false || typeof code !== 'string' || !Object.hasOwn(errorTexts, code)) throw new ApiError('internal');
  throw new ApiError(code as ApiError['code'], typeof detail === 'string' && isSentence(detail) ? detail : '');
}

const send = (method: Method, request: unknown): Promise<unknown> =>
  window.jixiaobiao ? window.jixiaobiao.call(method, request) : post(method, request);

const ahead = new Map<string, Promise<unknown>>();

/** Asks for what will be wanted soon: until `forgetAhead`, `call` gives the answer once, to who asks the same. */
export async function askAhead<M extends Method>(method: M, request: Request<M>): Promise<Responses[M]> {
  const sent = send(method, request);
  ahead.set(keyOf(method, request), sent);
  return answered(method, await sent);
}

/** What was asked for and not wanted is not known any more: by the time it is, it may be another. */
export function forgetAhead(): void {
  ahead.clear();
}

function takeAhead(method: Method, request: unknown): Promise<unknown> | undefined {
  if (ahead.size === 0) return undefined;
  const key = keyOf(method, request);
  const sent = ahead.get(key);
  ahead.delete(key);
  return sent;
}

const keyOf = (method: Method, request: unknown): string => `${method} ${JSON.stringify(request)}`;

/** What a page does about its own window in a browser, which has no menu bar for it. */
const inBrowser: { [M in WindowMethod]: (request: Request<M>) => void } = {
  'menu.set': () => undefined,
  'window.title': ({ title }) => {
    document.title = title;
  },
  'window.open': ({ id }) => {
    window.open(id === undefined ? './' : `./?filing=${id}`, '_blank', 'noopener');
  },
};

/** Whether the window has a menu bar of the system's. */
export const hasMenuBar = (): boolean => window.jixiaobiao !== undefined;

/** @throws ApiError `no-answer` when it takes longer than `limit` ms */
function within<T>(limit: number, work: Promise<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(new ApiError('no-answer')), limit);
    work.then(resolve, reject).finally(() => clearTimeout(timer));
  });
}

let listener: ((event: BackendEvent) => void) | null = null;
const missed: BackendEvent[] = [];

/** Begins to hear what goes on in the backend: before anything is asked, so that what happens after its answer is known. */
export function hear(): void {
  const tell = (event: BackendEvent) => {
    if (listener) listener(event);
    else missed.push(event);
  };
  if (window.jixiaobiao) window.jixiaobiao.onEvent(tell);
  else
    new EventSource('events').addEventListener('message', ({ data }) =>
      tell(JSON.parse(data as string) as BackendEvent),
    );
}

/** Tells the window of what has gone on in the backend since `hear`, and of what goes on. */
export function onEvent(tell: (event: BackendEvent) => void): void {
  listener = tell;
  for (const event of missed.splice(0)) tell(event);
}

/** `flush` is called when the window is about to go: it commits what is still pending, within a few seconds. */
export function onFlush(flush: () => Promise<void>): void {
  if (window.jixiaobiao) {
    window.jixiaobiao.onFlush(flush);
    return;
  }
  window.addEventListener('pagehide', () => {
    leaving = true;
    // Nobody is there any more to be told.
    flush()
      .catch(() => undefined)
      .finally(() => {
        leaving = false;
      });
  });
}

/**
 * Fetches a file that the loopback server has ready (`ExportOutcome.download`), or shows it in a tab of its own where
 * it is one to print. Electron never answers with one.
 */
export function download(address: string): void {
  const link = document.createElement('a');
  link.href = address;
  if (address.startsWith('view/')) {
    link.target = '_blank';
    link.rel = 'noopener';
  }
  link.click();
}

async function importPicked({ job }: Request<'import.pick'>): Promise<Responses['import.pick']> {
  const files = await picked(readableFiles);
  return files.length === 0 ? { files: [], cancelled: false } : call('import.files', { job, files });
}

async function libraryPicked(): Promise<Responses['library.pick']> {
  const files = await picked(readableSheets);
  if (files.length === 0) return { files: 0, indicators: [], added: [], changed: [], same: 0, problems: [] };
  return call('library.read', { files });
}

/** Asks for files with these extensions and reads them; none when the clerk cancels. */
async function picked(extensions: readonly string[]): Promise<{ name: string; bytes: Uint8Array<ArrayBuffer> }[]> {
  const input = document.createElement('input');
  input.type = 'file';
  input.multiple = true;
  input.accept = extensions.map((extension) => `.${extension}`).join(',');
  const files = await new Promise<File[]>((resolve) => {
    input.addEventListener('change', () => resolve([...(input.files ?? [])]));
    input.addEventListener('cancel', () => resolve([]));
    input.click();
  });
  return readAll(files);
}

/** The bytes of files of the clerk. @throws ApiError naming one that cannot be read or is too large */
export async function readAll(files: File[]): Promise<{ name: string; bytes: Uint8Array<ArrayBuffer> }[]> {
  refuseLarge(files);
  return Promise.all(
    files.map(async (file) => {
      const bytes = await file.arrayBuffer().catch(() => {
        throw new ApiError('bad-request', `无法读取“${file.name}”，请选择文件而不是文件夹，并检查文件是否还在`);
      });
      return { name: file.name, bytes: new Uint8Array(bytes) };
    }),
  );
}

async function post(method: string, request: unknown): Promise<Answer<Method>> {
  const bytes: Uint8Array<ArrayBuffer>[] = [];
  const json = JSON.stringify(request, (_, value) =>
    value instanceof Uint8Array ? { $bytes: bytes.push(value as Uint8Array<ArrayBuffer>) - 1 } : value,
  );
  let response: Response;
  try {
    response = await fetch(`call/${method}`, {
      method: 'POST',
      body: bytes.length === 0 ? json : multipart(json, bytes),
      headers: bytes.length === 0 ? { 'content-type': 'application/json' } : {},
      // A page that is going away keeps its last commit, which browsers allow up to 64 KB.
      keepalive: leaving && json.length < 20_000,
    });
  } catch {
    throw new ApiError('internal', '程序已退出，请重新启动后打开新的地址');
  }
  if (response.status === 403) throw new ApiError('internal', '此页面已失效，请打开命令行窗口里最新的地址');
  // What stands in it was not written for the clerk.
  if (!response.ok) throw new ApiError('internal');
  return response.json().catch(() => {
    throw new ApiError('internal');
  });
}

/** The request as JSON, with `{"$bytes": n}` standing for the nth part `bytes`. */
function multipart(json: string, bytes: Uint8Array<ArrayBuffer>[]): FormData {
  const form = new FormData();
  form.append('request', json);
  for (const part of bytes) form.append('bytes', new Blob([part]));
  return form;
}

/** `size` in bytes. */
function refuseLarge(files: { name: string; size: number }[]): void {
  if (files.length > maxFiles) throw new ApiError('bad-request', `一次最多导入 ${maxFiles} 个文件，请分批导入`);
  const large = files.find((file) => file.size > MOST_FILE);
  if (large) throw new ApiError('bad-request', `${large.name}：文件超过 ${inMb(MOST_FILE)} MB，未导入`);
  const total = files.reduce((sum, file) => sum + file.size, 0);
  if (total > MOST_FILES)
    throw new ApiError('bad-request', `一次导入的文件合计超过 ${inMb(MOST_FILES)} MB，请分批导入`);
}
