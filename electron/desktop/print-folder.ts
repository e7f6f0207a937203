import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { basename, join } from 'node:path';

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
      try {
        await rm(folder, { recursive: true, force: true });
      } catch (error) {
        // Windows keeps a file that its viewer still has open; the next start tries again.
        const held = ['EBUSY', 'EPERM', 'ENOTEMPTY'];
        if (!held.includes((error as NodeJS.ErrnoException).code ?? '')) throw error;
      }
    },
  };
}
