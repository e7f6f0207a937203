import { basename } from 'node:path';
import { BrowserWindow, shell } from 'electron';
import { ApiError } from '../../shared/api-error.ts';
import type { Shell } from '../backend-deps.ts';
import { createDeliveredFiles } from './delivered-files.ts';
import { askForBackupFolder, askForFiles, askWhereToSave } from './dialogs.ts';
import { readPicked } from './picked-file.ts';
import type { PrintFolder } from './print-folder.ts';

/** What the system does for the backend in Electron: file dialogs, and a viewer that prints. */
export function desktopShell(prints: PrintFolder): Shell {
  const delivered = createDeliveredFiles(shell);
  return {
    name: 'electron',
    async pickFiles() {
      return Promise.all((await askForFiles(window())).map(readPicked));
    },
    pickFolder: () => askForBackupFolder(window()),
    async deliver(suggestedName, _, write) {
      const path = await askWhereToSave(window(), suggestedName);
      if (path === null) return { outcome: 'cancelled' };
      await write(path);
      return { outcome: 'saved', name: basename(path), place: delivered.keep(path) };
    },
    openFile: (id) => delivered.open(id),
    showFile: (id) => delivered.show(id),
    async openFolder(path) {
      const failure = await shell.openPath(path);
      if (failure) throw new ApiError('bad-request', `未能打开文件夹，请在文件管理器中打开 ${path}`);
    },
    async openPdf(suggestedName, write) {
      const path = await prints.place(suggestedName);
      await write(path);
      const failure = await shell.openPath(path);
      if (failure) throw new ApiError('write-failed', '没有能打开 PDF 的程序，请先导出 PDF，再用其他电脑打印');
      return { outcome: 'saved', name: basename(path) };
    },
  };
}

function window(): BrowserWindow {
  const first = BrowserWindow.getFocusedWindow() ?? BrowserWindow.getAllWindows()[0];
  if (!first) throw new Error('no window to ask in');
  return first;
}
