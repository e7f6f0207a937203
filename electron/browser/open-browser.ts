import { spawn } from 'node:child_process';

/**
 * True where a browser can show a window: always on Windows and macOS, with an X or Wayland display elsewhere.
 */
export function hasDisplay(env: NodeJS.ProcessEnv, platform: NodeJS.Platform): boolean {
  return platform === 'win32' || platform === 'darwin' || Boolean(env.DISPLAY || env.WAYLAND_DISPLAY);
}

/** Opens the system's browser. A system without one is no failure: the address stands on the terminal too. */
export function openBrowser(address: string, platform: NodeJS.Platform): void {
  const [command, ...args] =
    platform === 'win32'
      ? ['rundll32', 'url.dll,FileProtocolHandler', address]
      : [platform === 'darwin' ? 'open' : 'xdg-open', address];
  const child = spawn(command as string, args, { stdio: 'ignore', detached: true });
  child.on('error', () => undefined);
  child.unref();
}
