import type { Worker } from 'node:worker_threads';

/** How long a thread waits for the next job. */
const KEPT_MS = 120_000;

/**
 * Threads of one kind of work, of which `most` are kept for the next jobs: they have their program loaded and compiled.
 * A job has a thread for itself until it gives it back; a thread that waits does not keep the program running.
 */
export class WarmThreads {
  readonly #start: () => Worker;
  readonly #most: number;
  readonly #waiting = new Map<Worker, NodeJS.Timeout>();

  constructor(start: () => Worker, most: number) {
    this.#start = start;
    this.#most = most;
  }

  /** The thread that has waited the shortest, else a new one. */
  take(): Worker {
    const latest = [...this.#waiting].at(-1);
    if (!latest) return this.#start();
    const [worker, cooling] = latest;
    clearTimeout(cooling);
    this.#waiting.delete(worker);
    worker.ref();
    return worker;
  }

  /** Gives back a thread that has done its job. */
  keep(worker: Worker): void {
    forget(worker);
    if (this.#waiting.size >= this.#most) {
      void worker.terminate();
      return;
    }
    const discard = () => {
      clearTimeout(this.#waiting.get(worker));
      if (this.#waiting.delete(worker)) void worker.terminate();
    };
    this.#waiting.set(worker, setTimeout(discard, KEPT_MS).unref());
    worker.once('error', discard);
    worker.once('exit', discard);
    worker.unref();
  }

  /** Ends a thread whose job is given up, or that has failed. */
  end(worker: Worker): void {
    forget(worker);
    // A thread that is being ended may still fail; nobody waits for it any more.
    worker.on('error', () => undefined);
    void worker.terminate();
  }
}

/** Named, since Node hangs listeners of its own on a worker that must stay. */
function forget(worker: Worker): void {
  for (const event of ['message', 'error', 'exit']) worker.removeAllListeners(event);
}
