import { closeSync, fsyncSync, openSync } from 'node:fs';

/** Has a file on disk before it goes on. */
export function syncFile(path: string): void {
  const handle = openSync(path, 'r+');
  try {
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
}

/** File systems that cannot sync a folder: some of sticks, shares and mounted clouds. */
const UNABLE = new Set(['EINVAL', 'ENOTSUP', 'EISDIR', 'ENOSYS']);

/** The same of the names in a folder. */
export function syncFolder(folder: string): void {
  // Windows opens no folders; its file system keeps renames in order.
  if (process.platform === 'win32') return;
  const handle = openSync(folder, 'r');
  try {
    fsyncSync(handle);
  } catch (error) {
    if (!UNABLE.has((error as NodeJS.ErrnoException).code ?? '')) throw error;
  } finally {
    closeSync(handle);
  }
}
