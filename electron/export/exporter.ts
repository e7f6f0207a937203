import { setImmediate } from 'node:timers/promises';
import { Worker } from 'node:worker_threads';
import { ApiError, type ExportKind } from '../../shared/api.ts';
import type { BookCount } from '../../shared/book/book.ts';
import type { Listing } from '../../shared/listing.ts';
import type { Problem } from '../../shared/problem.ts';
import { WarmThreads } from '../warm-threads.ts';
import type { BookJob } from './book-bytes.ts';
import type { ExportJob } from './export-bytes.ts';
import type { ListingJob } from './listing-bytes.ts';
import type { WorkerJob, WorkerMessage, WorkerRequest } from './worker.ts';
import { workerFile } from './worker-file.ts';
import { writeFileAtomic } from './write-file.ts';

export interface ExportOptions extends Omit<ExportJob, 'now'> {
  /** The file to write; an existing one is replaced when the new one is complete. */
  path: string;
  now?: Date;
  /** Hears of every filing laid out. */
  onProgress?: (done: number, total: number) => void;
  /** Aborting ends the work at once: no temporary file stays, and an old file at `path` is untouched. */
  signal?: AbortSignal;
}

/**
 * Makes a workbook, PDF or Word document of filings in a worker thread and writes it. The problems name characters
 * that the PDF's fonts lack.
 * @throws ApiError `write-failed`, or `not-found` for an unknown form; the signal's reason when it is aborted.
 */
export async function exportFilings(options: ExportOptions): Promise<{ problems: Problem[] }> {
  const { path, onProgress, signal, now = new Date(), kind, filings, seal, sealCircle, archive, fontsFolder } = options;
  return write({ kind, filings, seal, sealCircle, archive, fontsFolder, now }, path, onProgress, signal);
}

export interface BookOptions
  extends Omit<BookJob, 'now' | 'kind'>,
    Pick<ExportOptions, 'path' | 'onProgress' | 'signal'> {
  kind: ExportKind;
  now?: Date;
}

/**
 * Makes a book (套表) in a worker thread and writes it, as `exportFilings` does.
 * @throws ApiError as `exportFilings`; the signal's reason when it is aborted.
 */
export async function exportBook(options: BookOptions): Promise<{ problems: Problem[] }> {
  const { path, onProgress, signal, now = new Date(), ...book } = options;
  const { kind, frame, parts, seal, sealCircle, archive, fontsFolder } = book;
  return write({ kind, frame, parts, seal, sealCircle, archive, fontsFolder, now }, path, onProgress, signal);
}

/** Lays a book out in a worker thread: how many pages it has, and on which each of its parts begins (0: a cover). */
export async function countBook(
  { frame, parts }: Pick<BookJob, 'frame' | 'parts'>,
  signal?: AbortSignal,
): Promise<BookCount> {
  signal?.throwIfAborted();
  const { count } = await runJob({ kind: 'count', frame, parts, now: new Date() }, undefined, signal);
  return count as BookCount;
}

async function write(
  job: WorkerJob,
  path: string,
  onProgress: ExportOptions['onProgress'],
  signal: AbortSignal | undefined,
): Promise<{ problems: Problem[] }> {
  signal?.throwIfAborted();
  const { bytes, problems } = await runJob(job, onProgress, signal);
  await writeFileAtomic(path, bytes, signal ? { signal } : {});
  return { problems };
}

/**
 * Makes a workbook or PDF of a listing in a worker thread and writes it; an existing file is replaced when the new one
 * is complete. The problems name characters that the PDF's fonts lack.
 * @throws ApiError `write-failed`; the signal's reason when it is aborted, and then an old file is untouched.
 */
export async function writeListing(
  listing: Listing,
  kind: ListingJob['kind'],
  path: string,
  {
    now = new Date(),
    fontsFolder,
    signal,
  }: { now?: Date; fontsFolder?: string | undefined; signal?: AbortSignal } = {},
): Promise<{ problems: Problem[] }> {
  return write({ listing, kind, now, fontsFolder }, path, undefined, signal);
}

/**
 * Bounds of the worker's memory in MB. That of what stays is far above what the largest file takes; the nearer it is, the
 * sooner V8 gives back what is no longer used. That of what is new is a fraction of V8's own: a table is done with before
 * the next one, so that more room for garbage saves no time and takes 100 MB.
 */
const LIMITS = { maxOldGenerationSizeMb: 1536, maxYoungGenerationSizeMb: 48 };

const threads = new WarmThreads(() => new Worker(workerFile('export'), { resourceLimits: LIMITS }), 1);

type Result = Extract<WorkerMessage, { bytes: Uint8Array }>;

function runJob(job: WorkerJob, onProgress?: ExportOptions['onProgress'], signal?: AbortSignal): Promise<Result> {
  const worker = threads.take();
  return new Promise((resolve, reject) => {
    const stop = (reason: unknown) => {
      signal?.removeEventListener('abort', abort);
      threads.end(worker);
      reject(reason);
    };
    const abort = () => stop(signal?.reason);
    signal?.addEventListener('abort', abort, { once: true });
    worker.once('error', stop);
    worker.once('exit', (code) => stop(new Error(`export worker ended with code ${code}`)));
    worker.on('message', (message: WorkerMessage) => {
      if ('done' in message) return onProgress?.(message.done, message.total);
      signal?.removeEventListener('abort', abort);
      threads.keep(worker);
      if ('bytes' in message) resolve(message);
      else
        reject(
          message.failure.code
            ? new ApiError(message.failure.code, message.failure.message)
            : new Error(message.failure.message),
        );
    });
    send(worker, job, signal).catch(stop);
  });
}

/** Tables that are copied for the thread in one go, some 5 ms: what is saved meanwhile waits for it. */
const AT_ONCE = 100;

async function send(worker: Worker, job: WorkerJob, signal?: AbortSignal): Promise<void> {
  const post = (request: WorkerRequest) => worker.postMessage(request);
  const tables = 'filings' in job ? job.filings : 'parts' in job ? job.parts : [];
  const last = Math.max(0, tables.length - AT_ONCE);
  for (let at = 0; at < last; at += AT_ONCE) {
    post({ before: tables.slice(at, Math.min(last, at + AT_ONCE)) });
    await setImmediate();
    if (signal?.aborted) return;
  }
  const left = tables.slice(last);
  if ('filings' in job) post({ ...job, filings: left as ExportJob['filings'] });
  else post('parts' in job ? { ...job, parts: left as BookJob['parts'] } : job);
}
