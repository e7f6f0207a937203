import { parentPort, workerData } from 'node:worker_threads';
import { ApiError } from '../../shared/api-error.ts';
import { listBackups, readBackup, readBodies } from './backup-contents.ts';
import { copyBackup, makeBackup, namesIn } from './backup-file.ts';

/** What is done with backups in a thread of its own: all of it waits for disks, and sticks and shares are slow. */
const tasks = { makeBackup, copyBackup, namesIn, listBackups, readBackup, readBodies };

export type Tasks = typeof tasks;
export type Task = keyof Tasks;

/** What the thread answers. `code` is that of an `ApiError`, of SQLite or of the system. */
export type TaskAnswer =
  | { value: unknown }
  | { failure: { code: string | null; message: string; told: boolean; cause?: string } };

const port = parentPort;
if (!port) throw new Error('worker.ts runs as a worker thread only');
const { task, given } = workerData as { task: Task; given: unknown[] };

async function answer(): Promise<TaskAnswer> {
  try {
    const run = tasks[task] as (...given: unknown[]) => unknown;
    return { value: await run(...given) };
  } catch (error) {
    const { code, message, stack, cause } = error as Error & { code?: unknown };
    const told = error instanceof ApiError;
    return {
      failure: {
        code: typeof code === 'string' ? code : null,
        message: told ? message : (stack ?? message),
        told,
        ...(cause !== undefined && { cause: String(cause) }),
      },
    };
  }
}

void answer().then((told) => port.postMessage(told));
