import type { Worker } from 'node:worker_threads';

/** How long a thread waits for the next job. */
const KEPT_MS = 120_000;

/**
 * Threads of one kind of work, of which one is kept for the next job: it has its program loaded and compiled. A job has
 * a thread for itself until it gives it back; a thread that waits does not keep the program running.
 */
export class WarmThread {
  readonly #start: () => Worker;
  #waiting: { worker: Worker; cooling: NodeJS.Timeout } | null = null;

  constructor(start: () => Worker) {
    this.#start = start;
  }

  /** The thread that waits, else a new one. */
  take(): Worker {
    if (!this.#waiting) return this.#start();
    const { worker, cooling } = this.#waiting;
    clearTimeout(cooling);
    this.#waiting = null;
    worker.ref();
    return worker;
  }

  /** Gives back a thread that has done its job. */
  keep(worker: Worker): void {
    forget(worker);
    if (this.#waiting) {
      void worker.terminate();
      return;
    }
    const discard = () => {
      if (this.#waiting?.worker !== worker) return;
      clearTimeout(this.#waiting.cooling);
      this.#waiting = null;
      void worker.terminate();
    };
    this.#waiting = { worker, cooling: setTimeout(discard, KEPT_MS).unref() };
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
