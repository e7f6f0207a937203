import { basename } from 'node:path';
import { ApiError, type Handlers, type WindowMethod } from '../../shared/api.ts';
import type { Delivery, Shell } from '../backend-deps.ts';
import type { Downloads } from './downloads.ts';

/** What a browser does for the backend: it fetches written files, and shows PDFs itself. */
export function browserShell(downloads: Downloads): Shell {
  const ready = async (
    suggestedName: string,
    write: (path: string) => Promise<void>,
    how: 'attachment' | 'inline',
  ): Promise<Delivery> => {
    const path = await downloads.place(suggestedName);
    await write(path);
    return { outcome: 'saved', name: basename(path), download: downloads.offer(path, how) };
  };
  return {
    name: 'browser',
    // The page asks with the browser's own dialog and sends the files along (renderer/bridge.ts).
    pickFiles: async () => [],
    pickFolder: async () => {
      throw new ApiError('bad-request', '在浏览器中不能选择文件夹，请在桌面版中选择');
    },
    deliver: (suggestedName, _, write) => ready(suggestedName, write, 'attachment'),
    openPdf: (suggestedName, write) => ready(suggestedName, write, 'inline'),
    // A download has no place that this program knows.
    openFile: refuseToOpen,
    showFile: refuseToOpen,
    openFolder: async (path) => {
      throw new ApiError('bad-request', `请在文件管理器中打开 ${path}`);
    },
  };
}

/** A browser's windows are its own: the page opens and names them by itself (renderer/bridge.ts), and has its own menu. */
export const browserWindow: Pick<Handlers, WindowMethod> = {
  'menu.set': () => ({}),
  'window.title': () => ({}),
  'window.open': () => ({}),
};

async function refuseToOpen(): Promise<never> {
  throw new ApiError('bad-request', '请在浏览器的下载列表中打开此文件');
}
