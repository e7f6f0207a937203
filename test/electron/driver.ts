import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { _electron, type ElectronApplication, type Page } from 'playwright-core';
import { ready } from '../e2e/driver.ts';

/** Drives the real program: the built main process in a real Electron, on a data folder of its own. */

const root = join(import.meta.dirname, '..', '..');

export interface Desktop {
  app: ElectronApplication;
  page: Page;
  data: string;
  /** Ends the program as the clerk does, by closing its window. */
  quit(): Promise<void>;
  /** Quits and removes the data folder. */
  close(): Promise<void>;
}

/** The sandbox of Chromium cannot be set up as root, which is what test machines run as. */
export const asRoot = process.getuid?.() === 0 ? ['--no-sandbox'] : [];

/**
 * Keeps a program from being ready before Playwright listens. Playwright adds it by itself only where it finds Electron
 * itself; without it, on a busy machine, it comes upon a window in the middle of its first navigation, hears nothing of
 * its end, and waits for ever.
 */
const held = ['-r', join(root, 'node_modules', 'playwright-core', 'lib', 'server', 'electron', 'loader.js')];

/** Starts a program, by itself this one, without waiting for its window. */
export function launch(data: string, program = root): Promise<ElectronApplication> {
  return _electron.launch({
    executablePath: process.env.ELECTRON_TEST_EXECUTABLE as string,
    args: [...held, ...asRoot, program],
    cwd: root,
    env: { ...process.env, JIXIAOBIAO_DATA: data } as Record<string, string>,
  });
}

/** Starts the program and waits until its window says it is ready. `data` is a folder of an earlier start. */
export async function startDesktop(data?: string): Promise<Desktop> {
  const folder = data ?? (await mkdtemp(join(tmpdir(), 'jixiaobiao-desktop-')));
  const app = await launch(folder);
  const page = await app.firstWindow();
  await ready(page, 30_000);
  let running = true;
  app.on('close', () => {
    running = false;
  });
  const quit = async (): Promise<void> => {
    if (!running) return;
    const ended = app.waitForEvent('close');
    await app.evaluate(({ BrowserWindow }) => {
      for (const window of BrowserWindow.getAllWindows()) window.close();
    });
    await ended;
  };
  return {
    app,
    page,
    data: folder,
    quit,
    async close() {
      await quit();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** Answers the system's file dialogs, which no test can click. */
export function answerDialogs({ app }: Desktop, open: string[], save: string): Promise<void> {
  return app.evaluate(
    ({ dialog }, [filePaths, filePath]) => {
      dialog.showOpenDialog = async () => ({ canceled: false, filePaths });
      dialog.showSaveDialog = async () => ({ canceled: false, filePath });
    },
    [open, save] as const,
  );
}

/** The next window that is opened, once it says that it is ready. */
export async function furtherWindow({ app }: Desktop, open: () => Promise<unknown>): Promise<Page> {
  const [page] = await Promise.all([app.waitForEvent('window'), open()]);
  await ready(page, 30_000);
  return page;
}
