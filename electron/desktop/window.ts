import { join } from 'node:path';
import { app, BrowserWindow, nativeTheme, type WebPreferences } from 'electron';
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

/**
 * Opens the window on the page and shows it once it has something to show.
 * @param folder what the build made
 */
export async function openWindow(folder: string): Promise<BrowserWindow> {
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
  window.on('page-title-updated', (event) => event.preventDefault());
  await window.loadURL(home);
  return window;
}
