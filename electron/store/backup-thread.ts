import { Worker } from 'node:worker_threads';
import { ApiError, type ErrorCode } from '../../shared/api.ts';
import { workerFile } from '../export/worker-file.ts';
import type { Task, TaskAnswer, Tasks } from './worker.ts';

/** How long a stick or a share may take for one thing, in ms; one that does not answer at all is given up then. */
const LIMIT = 120_000;

/** Says that a disk did not answer in time. */
export const NO_ANSWER = 'BACKUP_NO_ANSWER';

/**
 * Does one thing with backups in a thread of its own, so that no window and no saving waits for a disk. Rejects with
 * what was thrown there: an `ApiError`, or an error with the code of SQLite or of the system.
 */
export function inThread<T extends Task>(
  task: T,
  given: Parameters<Tasks[T]>,
  limit = LIMIT,
): Promise<Awaited<ReturnType<Tasks[T]>>> {
  return new Promise((resolve, reject) => {
    const thread = new Worker(workerFile('store'), { workerData: { task, given } });
    const timer = setTimeout(() => {
      reject(Object.assign(new Error(`${task} took more than ${limit} ms`), { code: NO_ANSWER }));
      void thread.terminate();
    }, limit);
    // It ends of itself: Node can crash when a thread is ended in the moment of its ending.
    thread.once('message', (answer: TaskAnswer) => {
      clearTimeout(timer);
      if ('value' in answer) resolve(answer.value as Awaited<ReturnType<Tasks[T]>>);
      else reject(failureOf(answer.failure));
    });
    thread.once('error', (error) => {
      clearTimeout(timer);
      reject(error);
    });
    thread.once('exit', (code) => {
      clearTimeout(timer);
      reject(new Error(`${task} ended with ${code}`));
    });
  });
}

function failureOf({ code, message, told, cause }: Extract<TaskAnswer, { failure: unknown }>['failure']): Error {
  if (!told) return Object.assign(new Error(message), code !== null && { code });
  const failure = new ApiError((code ?? 'internal') as ErrorCode, message);
  if (cause !== undefined) failure.cause = new Error(cause);
  return failure;
}
