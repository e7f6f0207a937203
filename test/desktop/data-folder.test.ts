import { join } from 'node:path';
import { expect, test } from 'vitest';
import { dataFolder } from '../../electron/data-folder.ts';

test.each([
  ['the folder asked for comes first', { JIXIAOBIAO_DATA: '/d', XDG_DATA_HOME: '/x' }, 'linux', '/d'],
  ['Linux keeps to XDG_DATA_HOME', { XDG_DATA_HOME: '/x' }, 'linux', join('/x', 'jixiaobiao')],
  ['Linux falls back to ~/.local/share', {}, 'linux', join('/home/li', '.local', 'share', 'jixiaobiao')],
  ['Windows keeps to APPDATA', { APPDATA: 'C:/R', XDG_DATA_HOME: '/x' }, 'win32', join('C:/R', 'jixiaobiao')],
  ['Windows without APPDATA', {}, 'win32', join('/home/li', 'AppData', 'Roaming', 'jixiaobiao')],
] as const)('%s', (_, env, platform, expected) => {
  expect(dataFolder(env, platform, '/home/li')).toBe(expected);
});
