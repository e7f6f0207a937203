import { join } from 'node:path';

/**
 * The folder of the clerk's data, the same for every shell, so that a filing written in one is there in the others:
 * `JIXIAOBIAO_DATA`, else `%APPDATA%\jixiaobiao` on Windows, else `$XDG_DATA_HOME/jixiaobiao` (`~/.local/share`).
 */
export function dataFolder(env: NodeJS.ProcessEnv, platform: NodeJS.Platform, home: string): string {
  if (env.JIXIAOBIAO_DATA) return env.JIXIAOBIAO_DATA;
  if (platform === 'win32') return join(env.APPDATA || join(home, 'AppData', 'Roaming'), 'jixiaobiao');
  return join(env.XDG_DATA_HOME || join(home, '.local', 'share'), 'jixiaobiao');
}
