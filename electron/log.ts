import { appendFileSync, mkdirSync, renameSync, statSync } from 'node:fs';
import { join } from 'node:path';

/** Largest log in bytes; a fuller one becomes `errors.old.log`, so that two of them are the most there is. */
const maxLog = 1024 * 1024;

/**
 * Writes faults of the program to `errors.log` in the data folder, for whoever repairs them: time, message and stack.
 * The clerk sees none of it. Where the log cannot be written, a line on stderr has to do.
 */
export function createLog(folder: string, now: () => Date): (error: unknown) => void {
  const path = join(folder, 'errors.log');
  return (error) => {
    const text = error instanceof Error ? (error.stack ?? error.message) : String(error);
    try {
      mkdirSync(folder, { recursive: true });
      if ((statSync(path, { throwIfNoEntry: false })?.size ?? 0) > maxLog) {
        renameSync(path, join(folder, 'errors.old.log'));
      }
      appendFileSync(path, `${now().toISOString()} ${text}\n`);
    } catch (failure) {
      console.error(text.split('\n')[0], String(failure));
    }
  };
}
