import { type Answer, ApiError, type Method, type Progress, type Request, type Responses } from '../shared/api.ts';

/** The window's one way to the backend: the functions of Electron's preload, or requests to the loopback server. */

/** What preload.ts exposes. */
export interface PreloadBridge {
  call(method: string, request: unknown): Promise<Answer<Method>>;
  onProgress(listener: (progress: Progress) => void): () => void;
  onFlush(flush: () => Promise<void>): void;
}

declare global {
  interface Window {
    jixiaobiao?: PreloadBridge;
  }
}

/** Largest file that can be imported, in bytes, and the most that one drop may bring. */
const maxFile = 20 * 1024 * 1024;
const maxRequest = 100 * 1024 * 1024;

let leaving = false;

/** Calls the backend. Throws an ApiError; its message is Chinese and can be shown as it is. */
export async function call<M extends Method>(method: M, request: Request<M>): Promise<Responses[M]> {
  // The browser's own dialog stands in for the shell's; either way the page never learns a path.
  if (!window.jixiaobiao && method === 'import.pick') return (await importPicked()) as Responses[M];
  if (!window.jixiaobiao && method === 'library.pick') return (await libraryPicked()) as Responses[M];
  if ('files' in request) refuseLarge(request.files.map(({ name, bytes }) => ({ name, size: bytes.length })));
  const answer = window.jixiaobiao ? await window.jixiaobiao.call(method, request) : await post(method, request);
  if (!answer.ok) throw new ApiError(answer.code, answer.detail);
  return answer.value as Responses[M];
}

/** Tells `listener` of every step of a running export. Returns the function that ends it. */
export function onProgress(listener: (progress: Progress) => void): () => void {
  if (window.jixiaobiao) return window.jixiaobiao.onProgress(listener);
  const events = new EventSource('events');
  events.addEventListener('progress', (event) => listener(JSON.parse(event.data) as Progress));
  return () => events.close();
}

/** `flush` is called when the window is about to go: it commits what is still pending, within a few seconds. */
export function onFlush(flush: () => Promise<void>): void {
  if (window.jixiaobiao) {
    window.jixiaobiao.onFlush(flush);
    return;
  }
  window.addEventListener('pagehide', () => {
    leaving = true;
    void flush().finally(() => {
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

async function importPicked(): Promise<Responses['import.pick']> {
  const files = await picked('.txt,.xlsx,.docx,.pdf,.json');
  return files.length === 0 ? { files: [] } : call('import.files', { files });
}

async function libraryPicked(): Promise<Responses['library.pick']> {
  const files = await picked('.xlsx');
  if (files.length === 0) return { files: 0, indicators: [], added: [], changed: [], same: 0, problems: [] };
  return call('library.read', { files });
}

/** Asks for files of these kinds and reads them; none when the clerk cancels. */
async function picked(accept: string): Promise<{ name: string; bytes: Uint8Array<ArrayBuffer> }[]> {
  const input = document.createElement('input');
  input.type = 'file';
  input.multiple = true;
  input.accept = accept;
  const files = await new Promise<File[]>((resolve) => {
    input.addEventListener('change', () => resolve([...(input.files ?? [])]));
    input.addEventListener('cancel', () => resolve([]));
    input.click();
  });
  refuseLarge(files);
  return Promise.all(files.map(async (file) => ({ name: file.name, bytes: new Uint8Array(await file.arrayBuffer()) })));
}

async function post(method: string, request: unknown): Promise<Answer<Method>> {
  const bytes: Uint8Array<ArrayBuffer>[] = [];
  const json = JSON.stringify(request, (_, value) =>
    value instanceof Uint8Array ? { $bytes: bytes.push(value as Uint8Array<ArrayBuffer>) - 1 } : value,
  );
  try {
    const response = await fetch(`call/${method}`, {
      method: 'POST',
      body: bytes.length === 0 ? json : multipart(json, bytes),
      headers: bytes.length === 0 ? { 'content-type': 'application/json' } : {},
      // A page that is going away keeps its last commit, which browsers allow up to 64 KB.
      keepalive: leaving && json.length < 20_000,
    });
    if (!response.ok) throw new ApiError('internal', await response.text());
    return (await response.json()) as Answer<Method>;
  } catch (error) {
    if (error instanceof ApiError) throw error;
    throw new ApiError('internal', '程序已退出，请重新启动后打开新的地址');
  }
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
  const large = files.find((file) => file.size > maxFile);
  if (large) throw new ApiError('bad-request', `${large.name}：文件超过 20 MB，未导入`);
  const total = files.reduce((sum, file) => sum + file.size, 0);
  if (total > maxRequest) throw new ApiError('bad-request', '一次导入的文件合计超过 100 MB，请分批导入');
}
