import { parentPort } from 'node:worker_threads';
import { ApiError } from '../../shared/api.ts';
import type { BookCount } from '../../shared/book/book.ts';
import type { Problem } from '../../shared/problem.ts';
import { type BookJob, bookBytes } from './book-bytes.ts';
import { type ExportJob, exportBytes } from './export-bytes.ts';
import { type Fonts, loadFonts } from './fonts.ts';
import { type ListingJob, listingBytes } from './listing-bytes.ts';

/** What the worker thread tells the exporter about the job it was sent. */
export type WorkerMessage =
  | { done: number; total: number }
  | { bytes: Uint8Array; problems: Problem[]; count?: BookCount }
  | { failure: { code: ApiError['code'] | null; message: string } };

/** What the exporter sends: a job, and before it those of its tables that it does not hold itself. */
export type WorkerJob = ExportJob | BookJob | ListingJob;
export type WorkerRequest = { before: readonly unknown[] } | WorkerJob;

const port = parentPort;
if (!port) throw new Error('worker.ts runs as a worker thread only');

/** Read once: a warm worker prints the next PDF without reading 25 MB again. */
const loaded = new Map<string | undefined, Fonts>();

function fonts(folder: string | undefined): Fonts {
  const known = loaded.get(folder) ?? loadFonts(folder);
  loaded.set(folder, known);
  return known;
}

const before: unknown[] = [];

/** A job with the tables that were sent before it. */
function whole(job: WorkerJob): WorkerJob {
  const sent = before.splice(0);
  if ('filings' in job) return { ...job, filings: [...(sent as ExportJob['filings']), ...job.filings] };
  if ('parts' in job) return { ...job, parts: [...(sent as BookJob['parts']), ...job.parts] };
  return job;
}

port.on('message', (request: WorkerRequest) => {
  if ('before' in request) {
    for (const table of request.before) before.push(table);
    return;
  }
  try {
    const job = whole(request);
    const read = () => fonts(job.fontsFolder);
    const tell = (done: number, total: number) => port.postMessage({ done, total } satisfies WorkerMessage);
    const { bytes, ...rest } =
      'listing' in job
        ? listingBytes(job, read)
        : 'parts' in job
          ? bookBytes(job, read, tell)
          : exportBytes(job, read, tell);
    // Only a whole buffer can be handed over without copying.
    const own = bytes.length === bytes.buffer.byteLength ? bytes : new Uint8Array(bytes);
    port.postMessage({ bytes: own, ...rest } satisfies WorkerMessage, [own.buffer as ArrayBuffer]);
  } catch (error) {
    const code = error instanceof ApiError ? error.code : null;
    const message = error instanceof Error ? (code ? error.message : (error.stack ?? error.message)) : String(error);
    port.postMessage({ failure: { code, message } } satisfies WorkerMessage);
  }
});
