import { randomBytes } from 'node:crypto';
import { open, realpath, rename, unlink } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { ApiError } from '../../shared/api.ts';
import { isHeld, patiently } from '../patience.ts';

/** The calls that writing needs, so that a test can make one of them fail. */
export const systemFiles = { open, rename, unlink, realpath };
export type Files = typeof systemFiles;

/**
 * Writes a file so that its path holds either the old content or all of the new one, whatever happens meanwhile:
 * temporary file in the same folder, fsync, rename, fsync of the folder. The temporary file is removed on failure. A
 * rename that is refused because another program holds the old file is tried again for some two seconds.
 * @throws ApiError `write-failed` with a Chinese line naming file and reason; the signal's reason when it is aborted
 *   before the old file was replaced.
 */
export async function writeFileAtomic(
  path: string,
  bytes: Uint8Array,
  { signal, files = systemFiles }: { signal?: AbortSignal; files?: Files } = {},
): Promise<void> {
  signal?.throwIfAborted();
  // A link keeps pointing at its file, whose content is what the clerk wants replaced.
  const target = await files.realpath(path).catch(() => path);
  const folder = dirname(target);
  const temporary = join(folder, `.jixiaobiao-${randomBytes(8).toString('hex')}.tmp`);
  try {
    await writeAndSync(files, temporary, bytes, signal);
    await patiently(() => files.rename(temporary, target), signal).catch((error: unknown) => {
      throw isHeld(error) ? failure(path, HELD, error) : error;
    });
  } catch (error) {
    await patiently(() => files.unlink(temporary)).catch(() => undefined);
    if (signal?.aborted && error === signal.reason) throw error;
    throw writeFailure(path, error);
  }
  await syncFolder(files, folder);
}

async function writeAndSync(files: Files, path: string, bytes: Uint8Array, signal?: AbortSignal): Promise<void> {
  const file = await files.open(path, 'wx');
  try {
    await file.writeFile(bytes, { signal });
    await file.sync();
  } catch (error) {
    throw signal?.aborted ? signal.reason : error;
  } finally {
    await file.close();
  }
}

/** Makes the rename last through a power cut. The file is complete without it, and Windows cannot open folders. */
async function syncFolder(files: Files, folder: string): Promise<void> {
  const handle = await files.open(folder, 'r').catch(() => null);
  await handle?.sync().catch(() => undefined);
  await handle?.close();
}

const REASONS: Record<string, string> = {
  ENOENT: '文件夹不存在，请另选位置',
  ENOTDIR: '文件夹不存在，请另选位置',
  EACCES: '没有写入权限，请另选位置',
  EPERM: '没有写入权限，请另选位置',
  EROFS: '此处只能读取，请另选位置',
  ENOSPC: '磁盘空间不足，请清理磁盘或另选位置',
  EDQUOT: '磁盘空间不足，请清理磁盘或另选位置',
  EFBIG: '磁盘空间不足，请清理磁盘或另选位置',
  EMFILE: '打开的文件太多，请关闭一些程序后再试',
  ENFILE: '打开的文件太多，请关闭一些程序后再试',
  EISDIR: '已有同名的文件夹，请换一个文件名',
  ENOTEMPTY: '已有同名的文件夹，请换一个文件名',
  EEXIST: '已有同名的文件夹，请换一个文件名',
  ENAMETOOLONG: '文件名太长，请换一个短的文件名',
};

/** The failure to write a file, as one line for the clerk: its name and why. */
function writeFailure(path: string, error: unknown): ApiError {
  if (error instanceof ApiError) return error;
  const code = (error as NodeJS.ErrnoException | null)?.code ?? '';
  return failure(path, REASONS[code] ?? '磁盘或网络位置出错，请另选位置', error);
}

const HELD = '它正被另一个程序打开或不许改写，请关闭后再试，或另选位置';

function failure(path: string, reason: string, cause: unknown): ApiError {
  const told = new ApiError('write-failed', `未能写入“${basename(path)}”：${reason}`);
  told.cause = cause;
  return told;
}
