import { parentPort } from 'node:worker_threads';
import { ApiError } from '../../shared/api.ts';
import { type ExportJob, exportBytes } from './export-bytes.ts';
import { type Fonts, loadFonts } from './fonts.ts';
import { type ListingJob, listingBytes } from './listing-bytes.ts';

/** What the worker thread tells the exporter about the job it was sent. */
export type WorkerMessage =
  | { done: number; total: number }
  | ({ bytes: Uint8Array } & Pick<Awaited<ReturnType<typeof exportBytes>>, 'problems'>)
  | { failure: { code: ApiError['code'] | null; message: string } };

const port = parentPort;
if (!port) throw new Error('worker.ts runs as a worker thread only');

/** Read once: a warm worker prints the next PDF without reading 25 MB again. */
const loaded = new Map<string | undefined, Fonts>();

function fonts(folder: string | undefined): Fonts {
  const known = loaded.get(folder) ?? loadFonts(folder);
  loaded.set(folder, known);
  return known;
}

port.on('message', async (job: ExportJob | ListingJob) => {
  try {
    const read = () => fonts(job.fontsFolder);
    const { bytes, problems } =
      'listing' in job
        ? await listingBytes(job, read)
        : await exportBytes(job, read, (done, total) => port.postMessage({ done, total } satisfies WorkerMessage));
    // A copy of its own: only a whole buffer can be handed over without copying.
    const whole = Uint8Array.from(bytes);
    port.postMessage({ bytes: whole, problems } satisfies WorkerMessage, [whole.buffer]);
  } catch (error) {
    const code = error instanceof ApiError ? error.code : null;
    const message = error instanceof Error ? (code ? error.message : (error.stack ?? error.message)) : String(error);
    port.postMessage({ failure: { code, message } } satisfies WorkerMessage);
  }
});
