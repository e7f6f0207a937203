import { randomBytes } from 'node:crypto';
import { open, realpath, rename, unlink } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { ApiError } from '../../shared/api.ts';

/** The calls that writing needs, so that a test can make one of them fail. */
export const systemFiles = { open, rename, unlink, realpath };
export type Files = typeof systemFiles;

/**
 * Writes a file so that its path holds either the old content or all of the new one, whatever happens meanwhile:
 * temporary file in the same folder, fsync, rename, fsync of the folder. The temporary file is removed on failure.
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
    signal?.throwIfAborted();
    await files.rename(temporary, target);
  } catch (error) {
    await files.unlink(temporary).catch(() => undefined);
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
  EACCES: '没有写入权限，或文件正被其他程序打开，请关闭它或另选位置',
  EPERM: '没有写入权限，或文件正被其他程序打开，请关闭它或另选位置',
  EROFS: '此处只能读取，请另选位置',
  ENOSPC: '磁盘空间不足，请清理磁盘或另选位置',
  EDQUOT: '磁盘空间不足，请清理磁盘或另选位置',
  EFBIG: '磁盘空间不足，请清理磁盘或另选位置',
  EBUSY: '文件正被其他程序打开，请关闭它后再试',
  ETXTBSY: '文件正被其他程序打开，请关闭它后再试',
  EISDIR: '已有同名的文件夹，请换一个文件名',
  ENOTEMPTY: '已有同名的文件夹，请换一个文件名',
  EEXIST: '已有同名的文件夹，请换一个文件名',
  ENAMETOOLONG: '文件名太长，请换一个短的文件名',
};

/** The failure to write a file, as one line for the clerk: its name and why. */
function writeFailure(path: string, error: unknown): ApiError {
  if (error instanceof ApiError) return error;
  const code = (error as NodeJS.ErrnoException | null)?.code ?? '';
  const failure = new ApiError(
    'write-failed',
    `未能写入“${basename(path)}”：${REASONS[code] ?? `系统报告 ${code || '未知错误'}，请另选位置`}`,
  );
  failure.cause = error;
  return failure;
}
