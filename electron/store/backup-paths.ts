import { dirname, join } from 'node:path';
import { namesIn } from './backup-file.ts';
import { named, ownPrefix } from './backup-names.ts';

/** Where the backups of a data file lie. */

/** File name of the newest backup, or null. */
export function newestBackup(path: string): string | null {
  return namesOf(path).at(-1) ?? null;
}

/** Paths of the backups of a data file, the newest first. */
export function backupPaths(path: string): string[] {
  return namesOf(path)
    .reverse()
    .map((name) => join(backupFolder(path), name));
}

export function backupFolder(path: string): string {
  return join(dirname(path), 'backups');
}

/** Names of the backups beside a data file, the oldest first. */
export function namesOf(path: string): string[] {
  return named(namesIn(backupFolder(path)), ownPrefix(path));
}
