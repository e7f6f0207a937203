import { appendFileSync, mkdirSync, renameSync, statSync, truncateSync } from 'node:fs';
import { join } from 'node:path';

/** Largest log in bytes; a fuller one becomes `errors.old.log`, so that two of them are the most there is. */
const maxLog = 1024 * 1024;

/** A fault that comes again and again, as with every keystroke, is written once in this time, in ms. */
const AGAIN = 60_000;

/**
 * Writes faults of the program to `errors.log` in the data folder, for whoever repairs them: time, message and stack.
 * The clerk sees none of it. Where the log cannot be written, a line on stderr has to do.
 */
export function createLog(folder: string, now: () => Date): (error: unknown) => void {
  const path = join(folder, 'errors.log');
  let last = { text: '', at: Number.NEGATIVE_INFINITY };
  return (error) => {
    const text = error instanceof Error ? (error.stack ?? error.message) : String(error);
    const at = now().getTime();
    if (text === last.text && at - last.at < AGAIN) return;
    last = { text, at };
    try {
      mkdirSync(folder, { recursive: true, mode: 0o700 });
      makeRoom(path, join(folder, 'errors.old.log'));
      appendFileSync(path, `${now().toISOString()} ${text}\n`, { mode: 0o600 });
    } catch (failure) {
      console.error(text.split('\n')[0], String(failure));
    }
  };
}

/** A full log that another program holds, and that cannot be renamed, begins anew: it must not grow for ever. */
function makeRoom(path: string, old: string): void {
  if ((statSync(path, { throwIfNoEntry: false })?.size ?? 0) <= maxLog) return;
  try {
    renameSync(path, old);
  } catch {
    truncateSync(path);
  }
}
