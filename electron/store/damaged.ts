import { accessSync, constants, copyFileSync, existsSync, rmSync } from 'node:fs';
import { basename, dirname } from 'node:path';
import { ApiError } from '../../shared/api.ts';
import { isHeld, patiently } from '../patience.ts';
import { asApiError } from './errors.ts';
import { reportOf } from './ladder.ts';
import { backupFile, exchange, freeName, moveAll, newestUsable, type Report } from './recovery.ts';
import { type Salvage, salvage } from './salvage.ts';
import { forgetSeen } from './seen.ts';
import { stamp } from './stamp.ts';
import { syncFile } from './sync.ts';

/**
 * Puts the best there is in the place of a damaged data file: what reads of it, else its last backup; where there is
 * neither, nothing, so that a new file is begun. The damaged file is kept under another name. Answers with what to tell.
 * @throws ApiError when that cannot be done; everything is as before then
 */
export async function replaceDamaged(path: string, what: string, now: Date): Promise<Report> {
  insistWritable(path);
  const draft = `${path}.${process.pid}.tmp`;
  const aside = freeName(path, `corrupt-${stamp(now)}`);
  const backup = newestUsable(path);
  try {
    const salvaged = salvageOrNull(path, draft);
    if (!salvaged && backup) {
      copyFileSync(backupFile(path, backup.name), draft);
      syncFile(draft);
    }
    await patiently(() => (existsSync(draft) ? exchange(path, draft, aside) : setAside(path, aside)));
    return reportOf({ path, what, salvage: salvaged, backup, aside });
  } catch (error) {
    rmSync(draft, { force: true });
    if (!isHeld(error)) throw asApiError(error);
    const failure = new ApiError('write-failed', `${basename(path)} 已损坏，又正被另一个程序打开，请关闭后再试`);
    failure.cause = error;
    throw failure;
  }
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

/** A fault of the salvage itself must not keep the backup from the clerk; a full disk must be told. */
function salvageOrNull(path: string, draft: string): Salvage | null {
  try {
    return salvage(path, draft);
  } catch (error) {
    const told = asApiError(error);
    if (told instanceof ApiError && told.code !== 'store-broken') throw told;
    return null;
  }
}
