import { accessSync, constants, existsSync, rmSync } from 'node:fs';
import { basename, dirname } from 'node:path';
import { ApiError } from '../../shared/api.ts';
import { isHeld, patiently } from '../patience.ts';
import { asApiError } from './errors.ts';
import { reportOf } from './ladder.ts';
import { exchange, freeName, moveAll, type Report } from './recovery.ts';
import type { Rescued } from './rescue.ts';
import type { SalvageProgress } from './salvage-progress.ts';
import { forgetSeen } from './seen.ts';
import { stamp } from './stamp.ts';
import { inThread } from './store-thread.ts';

/** Hears how far the salvage is, and may stop it. */
export interface Salvaging {
  progress?: (progress: SalvageProgress) => void;
  signal?: AbortSignal;
}

/**
 * Puts the best there is in the place of a damaged data file (rescue.ts); where there is nothing, nothing, so that a new
 * file is begun. The damaged file is kept under another name. Answers with what to tell.
 * @throws ApiError when that cannot be done, or was stopped; everything is as before then
 */
export async function replaceDamaged(path: string, what: string, now: Date, watched: Salvaging): Promise<Report> {
  insistWritable(path);
  const draft = `${path}.${process.pid}.tmp`;
  const aside = freeName(path, `corrupt-${stamp(now)}`);
  const { salvage, backup } = await rescued(path, draft, watched);
  try {
    await patiently(() => (existsSync(draft) ? exchange(path, draft, aside) : setAside(path, aside)));
    return reportOf({ path, what, salvage, backup, aside });
  } catch (error) {
    rmSync(draft, { force: true });
    if (!isHeld(error)) throw asApiError(error);
    const failure = new ApiError('write-failed', `${basename(path)} 已损坏，又正被另一个程序打开，请关闭后再试`);
    failure.cause = error;
    throw failure;
  }
}

/** Once it is stopped nothing is waited for: the thread removes its draft. */
function rescued(path: string, draft: string, { progress, signal }: Salvaging): Promise<Rescued> {
  const stop = new Int32Array(new SharedArrayBuffer(4));
  return new Promise((resolve, reject) => {
    const stopped = () => {
      Atomics.store(stop, 0, 1);
      reject(
        new ApiError('store-broken', `${basename(path)} 已损坏，读出已停止，数据文件没有改动，再次启动时重新读出`),
      );
    };
    if (signal?.aborted) return stopped();
    signal?.addEventListener('abort', stopped);
    inThread('rescue', [path, draft, stop], { progress })
      .then(resolve, (error: unknown) => reject(asApiError(error)))
      .finally(() => signal?.removeEventListener('abort', stopped));
  });
}

/** To be told apart from a file that another program holds, which fails in the same way. */
function insistWritable(path: string): void {
  try {
    accessSync(dirname(path), constants.W_OK);
  } catch (cause) {
    const failure = new ApiError('write-failed', `${basename(path)} 已损坏，它的文件夹又不可写，请检查权限后再启动`);
    failure.cause = cause;
    throw failure;
  }
}

function setAside(path: string, aside: string): void {
  forgetSeen(path);
  moveAll(path, aside);
}
