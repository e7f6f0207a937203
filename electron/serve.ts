import { readFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { ApiError, errorTexts } from '../shared/api.ts';
import { keepBackingUp } from './backups.ts';
import { createDownloads } from './browser/downloads.ts';
import { createEvents } from './browser/events.ts';
import { listen } from './browser/server.ts';
import { browserShell, browserWindow } from './browser/shell.ts';
import { dataFolder } from './data-folder.ts';
import { endAfter } from './end-after.ts';
import { createLog } from './log.ts';
import { openBackend } from './open-backend.ts';
import { whenSettled } from './settled.ts';
import { removeLeftFolders } from './temporary.ts';

/**
 * The browser shell, for machines with no Electron and for tests: the same window from a server on this machine.
 * `node electron/serve.ts [--data FOLDER]`, after a build.
 */

const now = () => new Date();
const root = join(import.meta.dirname, '..');
/** How long the calls under way may take when the server is asked to end, in ms. */
const endLimit = 10_000;

export interface ServeOptions {
  /** Folder of the clerk's data. */
  data: string;
  /** Called once with the address, when it can be visited. */
  opened?: (address: string) => void;
}

/** Serves until the process is asked to end. When it cannot start it says why in one line and ends the process. */
export async function serve({ data, opened }: ServeOptions): Promise<void> {
  const log = createLog(data, now);
  whenSettled(() => removeLeftFolders(now()), log);
  // One call that went wrong is no reason to leave every window without its server.
  process.on('uncaughtException', log);
  process.on('unhandledRejection', log);
  try {
    const address = await open(data, log);
    opened?.(address);
  } catch (error) {
    log(error);
    console.error(error instanceof ApiError ? error.message : errorTexts.internal);
    process.exit(1);
  }
}

async function open(data: string, log: (error: unknown) => void): Promise<string> {
  const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { version: string };
  const folders = { renderer: join(root, 'dist', 'renderer'), fonts: join(root, 'dist', 'fonts') };
  const events = createEvents();
  const downloads = await createDownloads();
  const shell = browserShell(downloads);
  const { store, backend } = await openBackend({
    data,
    version,
    shell,
    fontsFolder: folders.fonts,
    emit: events.emit,
    log,
  });
  const handlers = { ...backend, ...browserWindow };
  const announce = (address: string) => console.log(`请在浏览器中打开（按 Ctrl+C 退出）：${address}`);
  const server = await listen({ folders, handlers, downloads, events, log, announce });

  const finish = async (): Promise<void> => {
    try {
      await server.close();
      await downloads.close();
      await store.close();
    } catch (error) {
      log(error);
      process.exitCode = 1;
    }
  };
  const end = () => void endAfter(finish(), endLimit, () => process.exit());
  process.once('SIGINT', end);
  process.once('SIGTERM', end);

  const address = server.address();
  announce(address);
  keepBackingUp(store, log);
  return address;
}

if (import.meta.main) {
  const { values } = parseArgs({ options: { data: { type: 'string' } } });
  const data = values.data ?? dataFolder(process.env, process.platform, homedir());
  await serve({ data });
}
