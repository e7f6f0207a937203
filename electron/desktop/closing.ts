import { type BrowserWindow, dialog, ipcMain } from 'electron';
import { isOwnPage } from './ipc.ts';

/** How long the page may take to save what is pending, in ms. */
const limit = 5000;

/**
 * A window closes once its page has saved what is pending. Where the page could not save, or does not answer in time,
 * the clerk decides.
 */
export function saveBeforeClosing(window: BrowserWindow): void {
  let asking = false;
  window.on('close', (event) => {
    event.preventDefault();
    if (asking) return;
    asking = true;
    void flushed(window).then((saved) => {
      asking = false;
      if (window.isDestroyed()) return;
      if (saved || leaveAnyway(window)) window.destroy();
    });
  });
}

function flushed(window: BrowserWindow): Promise<boolean> {
  // A page that crashed or never came up has nothing more to say.
  if (window.webContents.isCrashed() || window.webContents.isLoading()) return Promise.resolve(true);
  return new Promise((resolve) => {
    const timer = setTimeout(() => done(false), limit);
    const onFlushed = (event: Electron.IpcMainEvent, saved: unknown): void => {
      if (event.sender === window.webContents && isOwnPage(event.senderFrame)) done(saved === true);
    };
    const done = (saved: boolean): void => {
      clearTimeout(timer);
      ipcMain.off('flushed', onFlushed);
      resolve(saved);
    };
    ipcMain.on('flushed', onFlushed);
    window.webContents.send('flush');
  });
}

function leaveAnyway(window: BrowserWindow): boolean {
  const choice = dialog.showMessageBoxSync(window, {
    type: 'warning',
    message: '最后的修改未能保存',
    detail: '返回后可再试一次；仍要退出，则最后的修改会丢失。',
    buttons: ['返回', '仍要退出'],
    defaultId: 0,
    cancelId: 0,
    noLink: true,
  });
  return choice === 1;
}
