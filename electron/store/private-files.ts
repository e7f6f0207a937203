import { chmodSync, closeSync, lstatSync, openSync, readdirSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** What only the clerk's own account may read: the folder of the data, and each file in it. */
const FOLDER = 0o700;
const FILE = 0o600;
/** A folder that gives its group to what is in it was set up for several people on purpose. */
const SHARED = 0o2000;

/**
 * Takes the rights of other users of the machine off the folder of a data file and all files in it and in `backups/`,
 * which earlier versions made readable. Windows keeps a user's folders to that user by itself.
 */
export function keepPrivate(path: string): void {
  if (process.platform === 'win32') return;
  const folder = dirname(path);
  if (((lstatSync(folder, { throwIfNoEntry: false })?.mode ?? SHARED) & SHARED) !== 0) return;
  restrict(folder, FOLDER);
  for (const inside of [folder, join(folder, 'backups')]) {
    const found = lstatSync(inside, { throwIfNoEntry: false });
    if (!found?.isDirectory()) continue;
    restrict(inside, FOLDER);
    for (const file of readdirSync(inside, { withFileTypes: true }))
      if (file.isFile()) restrict(join(inside, file.name), FILE);
  }
}

/** Makes an empty file that only its owner may read, where there is none: SQLite gives its logs the same rights. */
export function makePrivate(path: string): void {
  closeSync(openSync(path, 'a', FILE));
}

function restrict(path: string, mode: number): void {
  const found = lstatSync(path, { throwIfNoEntry: false });
  if (!found || (found.mode & 0o777 & ~mode) === 0) return;
  try {
    chmodSync(path, found.mode & mode);
  } catch {
    // It belongs to somebody else, who alone can say who reads it.
  }
}
