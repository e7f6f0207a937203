import { existsSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { storeErrorCode } from './errors.ts';
import { isWhole } from './schema.ts';
import { withData } from './with-data.ts';

/**
 * A large data file is looked through in the background once the window is open: that takes seconds, which nobody is to
 * wait for at every start. What was found wrong then is written down beside it (`NAME.db-doubt`), and the next start
 * looks through the file before it opens it, whatever its size, and mends it.
 */

/** From how many bytes on; looking through fewer takes less than a third of a second. */
const LARGE = 200_000_000;

/** Whether a data file may be opened before it is looked through. */
export function isLookedThroughLater(path: string, large = LARGE): boolean {
  return (statSync(path, { throwIfNoEntry: false })?.size ?? 0) >= large && !existsSync(doubtPath(path));
}

/** Writes down that the next start is to look through the file first. */
export function markDoubt(path: string): void {
  writeFileSync(doubtPath(path), '', { mode: 0o600 });
}

/** The file was looked through, or another one has come in its place. */
export function dropDoubt(path: string): void {
  rmSync(doubtPath(path), { force: true });
}

function doubtPath(path: string): string {
  return `${path}-doubt`;
}

/** Whether SQLite finds nothing wrong with a data file. Runs in the thread. @throws what it says of other faults */
export function isWholeFile(path: string): boolean {
  try {
    return withData(path, isWhole);
  } catch (error) {
    if (storeErrorCode(error) === 'store-broken') return false;
    throw error;
  }
}
