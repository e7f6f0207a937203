import { mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** What a temporary folder of this program is called: `jixiaobiao-`, the number of its process, and six characters. */
const OURS = /^jixiaobiao-(\d+)-\w{6}$/;
/** As earlier versions called theirs. */
const EARLIER = /^jixiaobiao-(preview-)?\w{6}$/;
const DAY = 24 * 60 * 60 * 1000;

/** Makes a temporary folder that only the clerk can read; whoever makes it removes it. */
export function temporaryFolder(): string {
  return mkdtempSync(join(tmpdir(), `jixiaobiao-${process.pid}-`));
}

/**
 * Removes the temporary folders of processes of this program that were killed: exported tables and previews lie in
 * them. A number may belong to another process by now; after a day nothing is needed any more.
 */
export function removeLeftFolders(now: Date, parent = tmpdir()): void {
  for (const name of namesIn(parent)) {
    const folder = join(parent, name);
    try {
      if (!isLeft(name, now.getTime() - statSync(folder).mtimeMs)) continue;
      rmSync(folder, { recursive: true, force: true });
    } catch {
      // Of another user, or gone meanwhile; what stays is tried again at the next start.
    }
  }
}

function isLeft(name: string, age: number): boolean {
  const [, pid] = OURS.exec(name) ?? [];
  if (pid !== undefined) return age > DAY || !isRunning(Number(pid));
  return age > DAY && EARLIER.test(name);
}

/** Whether there is a process of this number on this computer. */
export function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code !== 'ESRCH';
  }
}

function namesIn(folder: string): string[] {
  try {
    return readdirSync(folder).filter((name) => OURS.test(name) || EARLIER.test(name));
  } catch {
    return [];
  }
}
