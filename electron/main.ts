import { join } from 'node:path';
import { app, BrowserWindow, dialog, session } from 'electron';
import type { BackendEvent } from '../shared/api.ts';
import { ApiError, errorTexts } from '../shared/api-error.ts';
import { keepBackingUp } from './backups.ts';
import { dataFolder } from './data-folder.ts';
import { answerWindows } from './desktop/ipc.ts';
import { createMenus } from './desktop/menu.ts';
import { createPrintFolder } from './desktop/print-folder.ts';
import { declareScheme, serveWindow } from './desktop/protocol.ts';
import { createSalvageWindow } from './desktop/salvage-window.ts';
import { answerSecond, hasAnswered } from './desktop/second-instance.ts';
import { confinePages, confineSession } from './desktop/security.ts';
import { desktopShell } from './desktop/shell.ts';
import { tellStartFailure } from './desktop/start-failure.ts';
import { openWindow } from './desktop/window.ts';
import { endAfter } from './end-after.ts';
import { createLog } from './log.ts';
import { whenSettled } from './settled.ts';
import { makeFolder } from './store/make-folder.ts';
import { removeLeftFolders } from './temporary.ts';

/** The Electron shell: what the program does at start, in order. */

const built = import.meta.dirname;
const fonts = join(app.isPackaged ? process.resourcesPath : built, 'fonts');
const data = dataFolder(process.env, process.platform, app.getPath('home'));
const log = createLog(data, () => new Date());

// Without these Electron shows a stack in English for the one, and ends without a word for the other.
process.on('uncaughtException', log);
process.on('unhandledRejection', log);
// The lock of a single instance belongs to the data folder, as Chromium's own files do.
app.setPath('userData', join(data, 'window'));
// The page is a table: drawing it needs no GPU, and a GPU driver is what most often leaves a window white.
app.disableHardwareAcceleration();
// Test machines run as root, for whom Chromium has no sandbox; a packed program has no such switch.
if (app.isPackaged || !app.commandLine.hasSwitch('no-sandbox')) app.enableSandbox();
declareScheme();
confinePages(app);
/** How long the last backup may take once the windows are closed, in ms: to a slow stick a large one takes so long. */
const endLimit = 60_000;

begin().catch((error: unknown) => {
  log(error);
  return tellStartFailure(error, data);
});

/** Without its folder there is no lock either: Electron would end without a word. */
async function begin(): Promise<void> {
  makeFolder(join(data, 'window'));
  const asked = join(data, 'window', 'asked');
  if (app.requestSingleInstanceLock({ asked: process.pid })) {
    app.on('second-instance', (_event, _arguments, _folder, more) => {
      showWindow();
      answerSecond(asked, more);
    });
    await app.whenReady();
    await start();
  } else if (await hasAnswered(asked)) app.quit();
  else throw new ApiError('store-busy', `${app.name}已在运行，但没有回应：请在任务管理器中结束它，再启动`);
}

/**
 * The first window loads while the data file is opened: its process takes longer to start than anything here. What it
 * asks meanwhile is answered then.
 */
async function start(): Promise<void> {
  confineSession(session.defaultSession);
  serveWindow(session.defaultSession, { renderer: join(built, 'renderer'), fonts });
  const prints = createPrintFolder(join(data, 'printing'));
  const salvage = createSalvageWindow();
  const system = desktopShell(prints);
  const opening = begunWindow().then(async () => {
    const emptied = prints.empty().catch(log);
    const { openBackend } = await import('./open-backend.ts');
    const { salvaging } = salvage;
    const beside = { data, version: app.getVersion(), shell: system, fontsFolder: fonts };
    const opened = await openBackend({ ...beside, salvaging, emit, log });
    await emptied;
    return opened;
  });
  opening.finally(salvage.close).catch(() => undefined);
  const place = {
    read: async () => (await opening).store.settings().window,
    write: (value: string) => void opening.then(({ store }) => store.set('window', value)).catch(log),
  };
  const open = (id?: number) => openWindow(built, place, log, id);
  answerWindows(
    opening,
    (window) => ({
      'menu.set': ({ menus }) => {
        setMenu(window, menus);
        return {};
      },
      'window.title': ({ title }) => {
        window.setTitle(title);
        return {};
      },
      'window.open': async ({ id }) => {
        await open(id);
        return {};
      },
    }),
    log,
  );
  const first = open();
  // No window is seen yet: its menu bar comes while it loads.
  const setMenu = createMenus(() => system.openFolder(data).catch(tell));
  // Where it fails, that is told below, where it is waited for.
  first.catch(() => undefined);
  const { store } = await opening;

  app.on('window-all-closed', () => app.quit());
  app.once('will-quit', (event) => {
    event.preventDefault();
    const last = Promise.all([store.close(), prints.empty()]).catch(log);
    void endAfter(last, endLimit, () => app.exit());
  });

  await first;
  keepBackingUp(store, log);
  whenSettled(() => removeLeftFolders(new Date()), log);
}

/** Resolves when what was called for in this turn, a window, is under way. */
const begunWindow = () => new Promise<void>((resolve) => setImmediate(resolve));

function emit(event: BackendEvent): void {
  for (const window of BrowserWindow.getAllWindows()) window.webContents.send('event', event);
}

function showWindow(): void {
  const window = BrowserWindow.getFocusedWindow() ?? BrowserWindow.getAllWindows()[0];
  if (window?.isMinimized()) window.restore();
  window?.focus();
}

/** Logs an error, and tells it in a box of the system where no window can. */
function tell(error: unknown): void {
  log(error);
  dialog.showErrorBox(app.name, error instanceof ApiError ? error.message : errorTexts.internal);
}
