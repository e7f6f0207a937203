import { randomUUID } from 'node:crypto';
import { existsSync } from 'node:fs';
import { basename, dirname } from 'node:path';
import type { ExportOutcome } from '../../shared/api.ts';
import { ApiError } from '../../shared/api-error.ts';

/** What Electron's `shell` does with files. `openPath` answers why it could not, '' when it could. */
export interface FileOpener {
  openPath(path: string): Promise<string>;
  showItemInFolder(path: string): void;
}

/** The files that went out in this run. The page knows each by an id, and so can have no other file opened. */
export function createDeliveredFiles(system: FileOpener) {
  const paths = new Map<string, string>();

  function pathOf(id: string): string {
    const path = paths.get(id);
    if (path === undefined) throw new ApiError('bad-request', '此文件不是本次打开软件后导出的，请重新导出');
    if (!existsSync(path))
      throw new ApiError('bad-request', `“${basename(path)}”已不在原来的文件夹，可能已移动或删除，请重新导出`);
    return path;
  }

  return {
    keep(path: string): NonNullable<ExportOutcome['place']> {
      const id = randomUUID();
      paths.set(id, path);
      // The root of a drive has no name of its own.
      return { id, folder: basename(dirname(path)) || dirname(path) };
    },

    async open(id: string): Promise<void> {
      const path = pathOf(id);
      const failure = await system.openPath(path);
      if (failure)
        throw new ApiError('bad-request', `没有能打开“${basename(path)}”的程序，请打开所在文件夹后选择程序打开`);
    },

    async show(id: string): Promise<void> {
      system.showItemInFolder(pathOf(id));
    },
  };
}
