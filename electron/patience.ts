import { rm } from 'node:fs/promises';
import { setTimeout as pause } from 'node:timers/promises';

/** Pauses in ms before each further try, some two seconds together: as long as a virus scanner holds a new file. */
const PAUSES = [20, 50, 100, 200, 400, 600, 700];

/** How a system refuses to rename, replace or remove a file that another program holds. */
const HELD = new Set(['EPERM', 'EBUSY', 'EACCES', 'ETXTBSY']);

/** Whether a file operation failed as it does while another program holds the file. */
export function isHeld(error: unknown): boolean {
  return HELD.has((error as NodeJS.ErrnoException | null)?.code ?? '');
}

/**
 * Runs a file operation, again and again while another program holds the file, for some two seconds.
 * @throws the last failure, any other failure at once, and the signal's reason as soon as it is aborted
 */
export async function patiently<T>(work: () => T | Promise<T>, signal?: AbortSignal): Promise<T> {
  for (const wait of PAUSES) {
    signal?.throwIfAborted();
    try {
      return await work();
    } catch (error) {
      if (!isHeld(error)) throw error;
    }
    await pause(wait, undefined, signal ? { signal } : {}).catch(() => signal?.throwIfAborted());
  }
  return work();
}

/** Removes a temporary file or folder with all that is in it. What cannot be removed stays: it is in nobody's way. */
export async function discard(path: string): Promise<void> {
  await rm(path, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 }).catch(() => undefined);
}
