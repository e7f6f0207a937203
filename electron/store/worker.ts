import { parentPort } from 'node:worker_threads';
import { ApiError } from '../../shared/api-error.ts';
import { listBackups, readBackup, readBodies } from './backup-contents.ts';
import { copyBackup, makeBackup, namesIn, rotate } from './backup-file.ts';
import { checkFilings } from './check-work.ts';
import { toCompare } from './checked-tables.ts';
import { filingsWith } from './filings-with.ts';
import { isSoundIndex } from './index-file.ts';
import { indexFilings, staleFilings } from './index-work.ts';
import { isWholeFile } from './large-file.ts';
import { mergedLibrary } from './library-work.ts';
import { rescue } from './rescue.ts';

/**
 * What is done in a thread of its own: backups wait for disks, and sticks and shares are slow; an index or a salvage
 * takes long. Behind what it is given each of them gets a function that tells how far it is.
 */
const tasks = {
  filingsWith,
  makeBackup,
  copyBackup,
  rotate,
  namesIn,
  listBackups,
  readBackup,
  readBodies,
  staleFilings,
  indexFilings,
  isSoundIndex,
  mergedLibrary,
  checkFilings,
  isWholeFile,
  rescue,
  toCompare,
};

export type Tasks = typeof tasks;
export type Task = keyof Tasks;

/** What was thrown. `code` is that of an `ApiError` (`told`), of SQLite or of the system. */
export interface Failure {
  code: string | null;
  message: string;
  told: boolean;
  cause?: string;
}

/** What the thread answers to the request `id`: how far it is, any number of times, and then what came of it. */
export type TaskAnswer = { id: number } & ({ progress: unknown } | { value: unknown } | { failure: Failure });

const port = parentPort;
if (!port) throw new Error('worker.ts runs as a worker thread only');

port.on('message', async ({ id, task, given }: { id: number; task: Task; given: unknown[] }) => {
  try {
    const run = tasks[task] as (...given: unknown[]) => unknown;
    const report = (progress: unknown) => port.postMessage({ id, progress } satisfies TaskAnswer);
    port.postMessage({ id, value: await run(...given, report) } satisfies TaskAnswer);
  } catch (error) {
    port.postMessage({ id, failure: failureOf(error) } satisfies TaskAnswer);
  }
});

function failureOf(error: unknown): Failure {
  const { code, message, stack, cause } = error as Error & { code?: unknown };
  const told = error instanceof ApiError;
  return {
    code: typeof code === 'string' ? code : null,
    message: told ? message : (stack ?? message),
    told,
    ...(cause !== undefined && { cause: String(cause) }),
  };
}
