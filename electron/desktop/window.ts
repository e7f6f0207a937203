import { join } from 'node:path';
import { app, BrowserWindow, dialog, nativeTheme, type WebPreferences } from 'electron';
import { home } from './protocol.ts';

/** The only preferences a page of this program is ever shown with. */
function webPreferences(folder: string): WebPreferences {
  return {
    preload: join(folder, 'preload.cjs'),
    sandbox: true,
    contextIsolation: true,
    nodeIntegration: false,
    webviewTag: false,
    spellcheck: false,
    devTools: !app.isPackaged,
  };
}

/** A page that crashes again within this time, in ms, would crash for ever. */
const crashLimit = 10_000;

/**
 * Opens the window on the page and shows it once it has something to show. A page that crashes is loaded again: every
 * committed cell is in the store.
 * @param folder what the build made
 */
export async function openWindow(folder: string, log: (error: unknown) => void): Promise<BrowserWindow> {
  nativeTheme.themeSource = 'light';
  const window = new BrowserWindow({
    width: 1440,
    height: 900,
    minWidth: 960,
    minHeight: 600,
    show: false,
    backgroundColor: '#ffffff',
    title: app.name,
    webPreferences: webPreferences(folder),
  });
  window.once('ready-to-show', () => window.show());
  let crashed = Number.NEGATIVE_INFINITY;
  window.webContents.on('render-process-gone', (_, { reason }) => {
    if (reason === 'clean-exit') return;
    log(new Error(`the page crashed: ${reason}`));
    const again = performance.now() - crashed < crashLimit;
    crashed = performance.now();
    if (!again) return window.reload();
    dialog.showErrorBox(app.name, '窗口反复出错，已保存的内容不受影响，请重新启动');
    window.destroy();
  });
  window.on('page-title-updated', (event) => event.preventDefault());
  await window.loadURL(home);
  return window;
}
