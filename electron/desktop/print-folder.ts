import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { isHeld } from '../patience.ts';

/** Where PDFs wait while the system's viewer prints them. They are removed at the next start and at the end. */
export interface PrintFolder {
  /** A path for a PDF of this name that no earlier one has: its viewer may still hold that open. */
  place(name: string): Promise<string>;
  empty(): Promise<void>;
}

export function createPrintFolder(folder: string): PrintFolder {
  return {
    async place(name) {
      await mkdir(folder, { recursive: true, mode: 0o700 });
      return join(await mkdtemp(join(folder, 'print-')), basename(name));
    },
    async empty() {
      // Windows keeps a file that its viewer still has open; the next start tries again.
      await rm(folder, { recursive: true, force: true }).catch((error: unknown) => {
        if (!isHeld(error) && (error as NodeJS.ErrnoException).code !== 'ENOTEMPTY') throw error;
      });
    },
  };
}
