import { Worker } from 'node:worker_threads';
import { ApiError, type ErrorCode } from '../../shared/api.ts';
import { workerFile } from '../export/worker-file.ts';
import type { Failure, Task, TaskAnswer, Tasks } from './worker.ts';

/**
 * How long a stick or a share may take for one thing without a word, in ms; one that does not answer is given up then.
 */
const LIMIT = 120_000;

/** Says that a disk did not answer in time. */
export const NO_ANSWER = 'BACKUP_NO_ANSWER';

interface Asked {
  resolve(value: unknown): void;
  reject(error: Error): void;
  heard(progress: unknown): void;
}

/** What a task is given, without the function by which it tells how far it is. */
type Given<T extends Task> =
  Parameters<Tasks[T]> extends [...infer First, (progress: never) => void] ? First : Parameters<Tasks[T]>;
type Progress<T extends Task> = Parameters<Tasks[T]> extends [...unknown[], (progress: infer P) => void] ? P : never;

/**
 * A thread, made when it is first needed. It stays for as long as the program runs: ending a thread that has SQLite in it
 * can take Node down with it. While it has nothing to do it does not keep the program running.
 */
interface Thread {
  worker: Worker | null;
  asked: Map<number, Asked>;
}

/** What a window waits for is not done behind a backup, which a stick may keep for minutes. */
const WAITED_FOR: readonly Task[] = ['filingsWith', 'staleFilings', 'indexFilings', 'mergedLibrary', 'checkFilings'];
const quick: Thread = { worker: null, asked: new Map() };
const slow: Thread = { worker: null, asked: new Map() };
let last = 0;

/** Room for garbage, in MB, of each thread: of the 48 that V8 takes by itself none saves time here. */
const YOUNG = 16;

/** Threads that were given up: each goes on until what it does in SQLite or on a disk returns. */
const givenUp = new Set<Worker>();

/** Whether a thread is at work. Node and Electron do not end before it is done, and cannot hurry it. */
export function isThreadAtWork(): boolean {
  return givenUp.size > 0 || [quick, slow].some(({ asked }) => asked.size > 0);
}

/**
 * Does one thing in a thread of its own, so that no window and no saving waits for a disk. Rejects with what was thrown
 * there: an `ApiError`, or an error with the code of SQLite or of the system.
 */
export function inThread<T extends Task>(
  task: T,
  given: Given<T>,
  { limit = LIMIT, progress }: { limit?: number; progress?: ((progress: Progress<T>) => void) | undefined } = {},
): Promise<Awaited<ReturnType<Tasks[T]>>> {
  const thread = WAITED_FOR.includes(task) ? quick : slow;
  const { asked } = thread;
  const worker = thread.worker ?? begin(thread);
  const id = ++last;
  worker.ref();
  const late = () =>
    giveUp(thread, worker, Object.assign(new Error(`${task}: nothing for ${limit} ms`), { code: NO_ANSWER }));
  const timer = setTimeout(late, limit);
  const heard = (said: unknown) => {
    timer.refresh();
    progress?.(said as Progress<T>);
  };
  const answered = new Promise<unknown>((resolve, reject) => asked.set(id, { resolve, reject, heard }));
  worker.postMessage({ id, task, given });
  return answered.finally(() => {
    clearTimeout(timer);
    asked.delete(id);
    if (asked.size === 0) thread.worker?.unref();
  }) as Promise<Awaited<ReturnType<Tasks[T]>>>;
}

function begin(thread: Thread): Worker {
  const { asked } = thread;
  const worker = new Worker(workerFile('store'), { resourceLimits: { maxYoungGenerationSizeMb: YOUNG } });
  worker.on('message', ({ id, ...answer }: TaskAnswer) => {
    if ('progress' in answer) asked.get(id)?.heard(answer.progress);
    else if ('value' in answer) asked.get(id)?.resolve(answer.value);
    else asked.get(id)?.reject(failureOf(answer.failure));
  });
  worker.once('error', (error) => giveUp(thread, worker, error as Error));
  worker.once('exit', (code) => giveUp(thread, worker, new Error(`a thread of the store ended with ${code}`)));
  thread.worker = worker;
  return worker;
}

/** What it still had to do fails with it; the next thing is done by a new one. */
function giveUp(thread: Thread, worker: Worker, error: Error): void {
  if (thread.worker !== worker) return;
  thread.worker = null;
  givenUp.add(worker);
  void worker.terminate().finally(() => givenUp.delete(worker));
  for (const { reject } of thread.asked.values()) reject(error);
}

function failureOf({ code, message, told, cause }: Failure): Error {
  if (!told) return Object.assign(new Error(message), code !== null && { code });
  const failure = new ApiError((code ?? 'internal') as ErrorCode, message);
  if (cause !== undefined) failure.cause = new Error(cause);
  return failure;
}
