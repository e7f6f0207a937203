import { join } from 'node:path';
import { app, BrowserWindow, dialog, nativeTheme, screen, type WebPreferences } from 'electron';
import { ApiError } from '../../shared/api-error.ts';
import { saveBeforeClosing } from './closing.ts';
import { home } from './protocol.ts';
import { placeBeside, readPlace, type WindowPlace } from './window-place.ts';

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

/** Most windows at a time: each is a process of its own with all tables. */
const MOST_WINDOWS = 8;

/** A page that crashes again within this time, in ms, would crash for ever. */
const crashLimit = 10_000;

/**
 * Opens the window on the page, which loads while the place of the first one is still read, and shows it once it has
 * something to show. A page that crashes is loaded again: every committed cell is in the store. Rejects where there are
 * too many windows.
 * @param folder what the build made
 * @param id the filing to show; without it what the clerk left
 * @param place where the setting with the window's place is kept
 */
export async function openWindow(
  folder: string,
  place: { read(): Promise<string | undefined>; write(place: string): void },
  log: (error: unknown) => void,
  id?: number,
): Promise<void> {
  nativeTheme.themeSource = 'system';
  const others = BrowserWindow.getAllWindows();
  if (others.length >= MOST_WINDOWS)
    throw new ApiError('bad-request', `最多同时打开 ${MOST_WINDOWS} 个窗口，请先关闭一个`);
  const screens = screen.getAllDisplays().map((display) => display.workArea);
  const before = others.toSorted((one, other) => other.id - one.id)[0];
  const at = before && placeBeside(before.getNormalBounds(), screens);
  const window = new BrowserWindow({
    width: at?.width ?? 1440,
    height: at?.height ?? 900,
    ...(at && { x: at.x, y: at.y }),
    minWidth: 911,
    minHeight: 512,
    show: false,
    backgroundColor: nativeTheme.shouldUseDarkColors ? '#141414' : '#ffffff',
    title: app.name,
    webPreferences: webPreferences(folder),
  });
  const ready = new Promise<void>((resolve) => {
    window.once('ready-to-show', () => resolve());
  });
  window.on('close', () => {
    const now: WindowPlace = { ...window.getNormalBounds(), maximized: window.isMaximized() };
    try {
      place.write(JSON.stringify(now));
    } catch (error) {
      // A place that is not kept is no reason to stay open.
      log(error);
    }
  });
  saveBeforeClosing(window);
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
  const loaded = window.loadURL(id === undefined ? home : `${home}?filing=${id}`);
  // Where it fails, that is told below, where it is waited for.
  loaded.catch(() => undefined);
  const left = before ? null : readPlace(await place.read(), screens);
  if (left) window.setBounds(left);
  if (left?.maximized) window.maximize();
  ready.then(() => window.show()).catch(log);
  await loaded.catch((error: unknown) => {
    // The clerk has closed it before all of it was there.
    if (!window.isDestroyed()) throw error;
  });
}
