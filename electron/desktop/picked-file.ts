import { open } from 'node:fs/promises';
import { basename } from 'node:path';
import { MOST_FILE } from '../../shared/file-limits.ts';
import type { PickedFile } from '../backend-deps.ts';
import { isHeld, patiently } from '../patience.ts';

/**
 * A file the clerk picked. Of a file beyond the limit only as much is read as shows that it is: the reader then says
 * so. One that the system does not let be read says so, and keeps no other one from being imported.
 */
export async function readPicked(path: string): Promise<PickedFile> {
  const name = basename(path);
  try {
    const file = await patiently(() => open(path));
    try {
      const { size } = await file.stat();
      const bytes = new Uint8Array(Math.min(size, MOST_FILE + 1));
      let read = 0;
      while (read < bytes.length) {
        const { bytesRead } = await file.read(bytes, read, bytes.length - read, read);
        if (bytesRead === 0) break;
        read += bytesRead;
      }
      return { name, bytes: bytes.subarray(0, read) };
    } finally {
      await file.close();
    }
  } catch (cause) {
    const why = isHeld(cause) ? '它正被另一个程序打开或没有权限，请关闭后再试' : '请检查文件是否还在';
    return { name, bytes: new Uint8Array(), refused: `无法读取，${why}` };
  }
}
