import { rmSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { isRunning } from '../temporary.ts';
import { namesIn } from './backup-file.ts';
import { ownPrefix } from './backup-names.ts';
import { backupFolder } from './backup-paths.ts';

/** A file that is being written, by the number of the process that writes it, and what SQLite keeps beside it. */
const DRAFT = /\.(\d+)\.tmp(-journal|-wal|-shm)?$/;

/**
 * Removes what killed processes have left of files that they were writing, beside a data file and among its backups. Of
 * another computer's process the same number may be free here: its backup then fails once, is told, and is made again.
 */
export function removeLeftDrafts(path: string): void {
  const places = [
    [dirname(path), `${basename(path)}.`],
    [backupFolder(path), ownPrefix(path)],
  ] as const;
  for (const [folder, prefix] of places)
    for (const name of namesIn(folder)) {
      const [, pid] = DRAFT.exec(name) ?? [];
      if (pid === undefined || !name.startsWith(prefix) || isRunning(Number(pid))) continue;
      try {
        rmSync(join(folder, name), { force: true });
      } catch {
        // What stays is in nobody's way, and goes at the next start.
      }
    }
}
