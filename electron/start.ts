import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { homedir } from 'node:os';
import { dirname, join } from 'node:path';
import { build, built } from '../build.ts';
import { hasDisplay, openBrowser } from './browser/open-browser.ts';
import { dataFolder } from './data-folder.ts';
import { serve } from './serve.ts';

/**
 * `npm start`: builds what is missing, then opens the program in Electron; where that cannot be had, or does not come
 * up, in the browser.
 */

/** How long fetching Electron's runtime may take, in ms, and how soon after its start an end means it never came up. */
const fetchLimit = 60_000;
const startLimit = 20_000;

const root = join(import.meta.dirname, '..');
const data = dataFolder(process.env, process.platform, homedir());
const display = hasDisplay(process.env, process.platform);

if (!built()) await build().catch(refuseToBuild);
const reason = await openElectron();
if (reason) {
  console.log(`${reason}，改用浏览器打开`);
  const opened = (address: string) => {
    if (display) openBrowser(address, process.platform);
  };
  await serve({ data, opened });
}

function refuseToBuild(error: unknown): never {
  console.error(`未能构建程序，请运行 npm ci 后再试：${String(error).split('\n')[0]}`);
  process.exit(1);
}

/** Runs Electron until the clerk closes it. Answers why it could not, or null. */
async function openElectron(): Promise<string | null> {
  if (!display) return '没有图形界面';
  // Chromium refuses to run as root, and its sandbox stays on.
  if (process.getuid?.() === 0) return '以 root 身份不能打开桌面窗口';
  const executable = await runtime();
  if (executable === null) return '没有 Electron 运行环境，也未能下载';
  const started = Date.now();
  const failed = await run(executable, ['.'], { JIXIAOBIAO_DATA: data });
  return failed && Date.now() - started < startLimit ? '桌面窗口未能启动' : null;
}

async function runtime(): Promise<string | null> {
  const home = dirname(createRequire(import.meta.url).resolve('electron/package.json'));
  const name = process.platform === 'win32' ? 'electron.exe' : 'electron';
  const folder = process.env.ELECTRON_OVERRIDE_DIST_PATH || join(home, 'dist');
  const executable =
    process.platform === 'darwin' ? join(folder, 'Electron.app/Contents/MacOS/Electron') : join(folder, name);
  if (existsSync(executable)) return executable;
  if (process.env.ELECTRON_OVERRIDE_DIST_PATH) return null;
  const failed = await run(process.execPath, [join(home, 'install.js')], {}, fetchLimit);
  return !failed && existsSync(executable) ? executable : null;
}

/** True when the command could not be started, ended with an error or had to be ended after `limit` ms. */
function run(command: string, args: string[], env: Record<string, string>, limit?: number): Promise<boolean> {
  return new Promise((resolve) => {
    const child = spawn(command, args, {
      cwd: root,
      env: { ...process.env, ...env },
      stdio: limit === undefined ? 'inherit' : 'ignore',
      ...(limit === undefined ? {} : { timeout: limit }),
    });
    child.once('error', () => resolve(true));
    // The program kills itself where a thread would keep it from ending (end-after.ts).
    child.once('exit', (code, signal) => resolve(code !== 0 && (signal !== 'SIGKILL' || limit !== undefined)));
  });
}
