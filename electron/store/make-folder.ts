import { existsSync, mkdirSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import { ApiError } from '../../shared/api-error.ts';

/** Makes a folder with its parents, one by one: node's own `recursive` never returns below /proc. */
export function makeFolder(folder: string): void {
  const found = statSync(folder, { throwIfNoEntry: false });
  if (found?.isDirectory()) return;
  if (found) throw new ApiError('write-failed', `${folder} 是文件，不能作为文件夹，请把它移走或改名`);
  makeFolder(dirname(folder));
  try {
    mkdirSync(folder, { mode: 0o700 });
  } catch {
    if (existsSync(folder)) return;
    throw new ApiError('write-failed', `不能建立文件夹 ${folder}，请检查路径和权限`);
  }
}
