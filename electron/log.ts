import { appendFileSync, mkdirSync, renameSync, statSync } from 'node:fs';
import { join } from 'node:path';

/** Largest log in bytes; a fuller one becomes `errors.old.log`, so that two of them are the most there is. */
const maxLog = 1024 * 1024;

/**
 * Writes faults of the program to `errors.log` in the data folder and to stderr, for whoever repairs them: time, message
 * and stack. Nothing of it reaches the clerk. A log that cannot be written is not worth a second failure.
 */
export function createLog(folder: string, now: () => Date): (error: unknown) => void {
  const path = join(folder, 'errors.log');
  return (error) => {
    const text = error instanceof Error ? (error.stack ?? error.message) : String(error);
    console.error(text);
    try {
      mkdirSync(folder, { recursive: true });
      if ((statSync(path, { throwIfNoEntry: false })?.size ?? 0) > maxLog) {
        renameSync(path, join(folder, 'errors.old.log'));
      }
      appendFileSync(path, `${now().toISOString()} ${text}\n`);
    } catch (failure) {
      console.error(failure);
    }
  };
}
