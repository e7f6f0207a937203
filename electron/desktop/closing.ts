import { setTimeout as pause } from 'node:timers/promises';
import { type BrowserWindow, dialog, ipcMain } from 'electron';
import { isOwnPage } from './ipc.ts';

/** How long the page may take to save what is pending before the clerk is asked, in ms. */
const limit = 5000;

/**
 * A window closes once its page has saved what is pending. Where the page could not save, or does not answer in time,
 * the clerk decides; of a page that has saved after all the question goes by itself, and the window with it.
 * @param window before it loads its page
 */
export function saveBeforeClosing(window: BrowserWindow): void {
  let asking = false;
  // A page is there before all that it loads is: fonts come late, and what is typed meanwhile is to be saved too.
  let isThere = false;
  window.webContents.on('did-start-navigation', ({ isMainFrame, isSameDocument }) => {
    if (isMainFrame && !isSameDocument) isThere = false;
  });
  window.webContents.on('dom-ready', () => {
    isThere = true;
  });
  window.on('close', (event) => {
    event.preventDefault();
    if (asking) return;
    asking = true;
    void mayClose(window, isThere).then((may) => {
      asking = false;
      if (may && !window.isDestroyed()) window.destroy();
    });
  });
}

async function mayClose(window: BrowserWindow, isThere: boolean): Promise<boolean> {
  // A page that crashed or never came up has nothing more to say.
  if (window.webContents.isCrashed() || !isThere) return true;
  const over = new AbortController();
  try {
    const saved = flushed(window, over.signal);
    if (await Promise.race([saved, pause(limit, false)])) return true;
    if (window.isDestroyed()) return false;
    // Nothing stands still while it is asked: what the page waits for is still saved.
    const asked = leaveAnyway(window, over.signal);
    return await Promise.race([saved.then((may) => may || asked), asked]);
  } finally {
    over.abort();
  }
}

let turn = 0;

/** Whether the page could save, once it says so; an answer that comes late to an earlier turn is none to this one. */
function flushed(window: BrowserWindow, over: AbortSignal): Promise<boolean> {
  const mine = ++turn;
  return new Promise((resolve) => {
    const onFlushed = (event: Electron.IpcMainEvent, answered: unknown, saved: unknown): void => {
      if (answered !== mine || event.sender !== window.webContents || !isOwnPage(event.senderFrame)) return;
      resolve(saved === true);
    };
    ipcMain.on('flushed', onFlushed);
    over.addEventListener('abort', () => ipcMain.off('flushed', onFlushed));
    window.webContents.send('flush', mine);
  });
}

async function leaveAnyway(window: BrowserWindow, signal: AbortSignal): Promise<boolean> {
  const { response } = await dialog.showMessageBox(window, {
    type: 'warning',
    message: '最后的修改未能保存',
    detail: '返回后可再试一次；仍要退出，则最后的修改会丢失。',
    buttons: ['返回', '仍要退出'],
    defaultId: 0,
    cancelId: 0,
    noLink: true,
    signal,
  });
  return response === 1;
}
