import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { ExportOutcome } from '../shared/api.ts';
import type { Problem } from '../shared/problem.ts';
import type { BackendDeps, Delivery } from './backend-deps.ts';
import { discard } from './patience.ts';
import { temporaryFolder } from './temporary.ts';

/** Runs something as a job that `export.cancel` can end. */
export type AsJob = <T>(job: string, work: (signal: AbortSignal) => Promise<T>) => Promise<T>;

type Write = (path: string) => Promise<void>;

/** How a file is made at a path, and handed to the shell. */
interface Out {
  make(file: {
    path: string;
    onProgress: (done: number, total: number) => void;
    signal: AbortSignal;
  }): Promise<{ problems: Problem[] }>;
  hand(write: Write): Promise<Delivery>;
}

/** Hands out a file as a job; `begin` is called once the job runs, and may end with the signal's reason. */
export type HandingOut = (job: string, begin: (signal: AbortSignal) => Promise<Out>) => Promise<ExportOutcome>;

export function createHandingOut({ asJob, emit }: { asJob: AsJob } & Pick<BackendDeps, 'emit'>): HandingOut {
  return (job, begin) =>
    asJob(job, async (signal) => {
      let problems: Problem[] = [];
      const onProgress = (done: number, total: number) => emit({ event: 'progress', job, done, total });
      try {
        const { make, hand } = await begin(signal);
        const write = async (path: string) => {
          problems = (await make({ path, onProgress, signal })).problems;
        };
        return { ...(await hand(write)), problems };
      } catch (error) {
        if (signal.aborted && error === signal.reason) return { outcome: 'cancelled', problems: [] };
        throw error;
      }
    });
}

/** Hands the file to the window itself, in base64, by way of a temporary file. */
export async function inBase64(
  run: (take: (name: string, write: Write) => Promise<Delivery>) => Promise<ExportOutcome>,
): Promise<ExportOutcome & { pdf: string }> {
  let pdf = '';
  const outcome = await run(async (name, write) => {
    const folder = temporaryFolder();
    try {
      const path = join(folder, 'preview.pdf');
      await write(path);
      pdf = (await readFile(path)).toString('base64');
    } finally {
      await discard(folder);
    }
    return { outcome: 'saved', name };
  });
  return { ...outcome, pdf };
}
