import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { build, built } from '../../build.ts';

/**
 * `npm run test:electron`: the stories of this folder in a real Electron, on a display of their own where there is
 * none.
 */

const root = join(import.meta.dirname, '..', '..');
const executable = process.env.ELECTRON_TEST_EXECUTABLE || installed();

/**
 * By itself Xvfb begins anew whenever its last client goes, such as the one that asked which windows there are, and
 * turns away a program that starts in that moment.
 */
const display = ['xvfb-run', '-a', '-s', '-screen 0 1280x1024x24 -noreset'];

if (executable === null) {
  console.log(
    'test:electron: not run, no Electron runtime found; set ELECTRON_TEST_EXECUTABLE to one or run `npx install-electron --no`',
  );
} else {
  if (!existsSync(executable)) throw new Error(`ELECTRON_TEST_EXECUTABLE names ${executable}, which is not there`);
  if (!built()) await build();
  const vitest = ['vitest', 'run', '--config', 'test/electron/vitest.config.ts', ...process.argv.slice(2)];
  const [command, ...args] = needsDisplay() ? [...display, ...vitest] : vitest;
  const { status, error } = spawnSync(command as string, args, {
    cwd: root,
    stdio: ['ignore', 'inherit', 'inherit'],
    env: { ...process.env, ELECTRON_TEST_EXECUTABLE: executable },
    shell: process.platform === 'win32',
  });
  if (error) throw error;
  process.exitCode = status ?? 1;
}

function installed(): string | null {
  const home = dirname(createRequire(import.meta.url).resolve('electron/package.json'));
  const names: Partial<Record<NodeJS.Platform, string>> = {
    win32: 'electron.exe',
    darwin: 'Electron.app/Contents/MacOS/Electron',
  };
  const path = join(home, 'dist', names[process.platform] ?? 'electron');
  return existsSync(path) ? path : null;
}

function needsDisplay(): boolean {
  return process.platform === 'linux' && !process.env.DISPLAY && !process.env.WAYLAND_DISPLAY;
}
