import { app, BrowserWindow } from 'electron';
import type { Salvaging } from '../store/damaged.ts';
import type { SalvageProgress } from '../store/salvage-progress.ts';
import { home } from './protocol.ts';

/** How long a salvage takes that needs no window, in ms. */
const SHORT = 600;

/** Parts of a salvage of which the beginning takes most. */
const STEPS: Record<
  SalvageProgress['step'],
  { from: number; to: number; words: (done: number, total: number) => string }
> = {
  reading: { from: 0, to: 0.4, words: (done, total) => `正在读取数据文件：第 ${done} 页，共 ${total} 页` },
  choosing: { from: 0.4, to: 0.6, words: (done, total) => `正在核对各表：第 ${done} 张，共 ${total} 张` },
  writing: { from: 0.6, to: 0.95, words: (done, total) => `正在写入新文件：第 ${done} 张，共 ${total} 张` },
  checking: { from: 0.95, to: 1, words: () => '正在检查新文件' },
};

/** The window that tells how far the salvage of a damaged data file is, before there is any other. */
export interface SalvageWindow {
  salvaging: Salvaging;
  /** Takes the window away. */
  close(): Promise<void>;
}

/** The page has no script and may call nothing: its numbers are written into it, and its button is an address. */
export function createSalvageWindow(): SalvageWindow {
  const stop = new AbortController();
  let window: BrowserWindow | null = null;
  let began: number | null = null;

  function open(): BrowserWindow {
    const opened = new BrowserWindow({
      width: 640,
      height: 220,
      useContentSize: true,
      resizable: false,
      maximizable: false,
      title: app.name,
      show: false,
      webPreferences: { sandbox: true, contextIsolation: true, nodeIntegration: false, devTools: false },
    });
    opened.setMenu(null);
    opened.once('ready-to-show', () => opened.show());
    opened.on('page-title-updated', (event) => event.preventDefault());
    opened.on('close', () => stop.abort());
    opened.webContents.on('will-navigate', () => opened.close());
    // Where the page does not come, the salvage goes on all the same.
    void opened.loadURL(`${home}salvage.html`).catch(() => undefined);
    return opened;
  }

  function show({ step, done, total }: SalvageProgress): void {
    const { from, to, words } = STEPS[step];
    const value = from + ((to - from) * done) / Math.max(1, total);
    window?.setProgressBar(value);
    const said = JSON.stringify(words(done, total));
    void window?.webContents
      .executeJavaScript(
        `document.querySelector('progress').value = ${value}; document.querySelector('[role=status]').textContent = ${said};`,
      )
      .catch(() => undefined);
  }

  return {
    salvaging: {
      signal: stop.signal,
      progress(progress) {
        began ??= performance.now();
        if (stop.signal.aborted || performance.now() - began < SHORT) return;
        window ??= open();
        show(progress);
      },
    },
    async close() {
      if (!window || window.isDestroyed()) return;
      const open = window;
      const closed = new Promise<void>((resolve) => open.once('closed', () => resolve()));
      open.destroy();
      await closed;
    },
  };
}
