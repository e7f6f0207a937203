import { copyFileSync, rmSync } from 'node:fs';
import { ApiError, type Backup } from '../../shared/api.ts';
import { asApiError } from './errors.ts';
import { backupFile, newestUsable } from './recovery.ts';
import { type Salvage, salvage } from './salvage.ts';
import type { SalvageProgress, Watch } from './salvage-progress.ts';
import { syncFile } from './sync.ts';

/** What there is to put in the place of a damaged file. */
export interface Rescued {
  salvage: Salvage | null;
  /** The newest usable backup. */
  backup: Backup | null;
}

/** Says that the clerk has stopped the salvage. */
export const STOPPED = 'SALVAGE_STOPPED';

/** How often it tells how far it is, in ms. */
const OFTEN = 100;

/**
 * Writes to `draft`, complete and on disk, the best there is of the damaged file at `path`: what reads of it, else its
 * newest backup; nothing where there is neither. The damaged file is only read. Runs in the thread; it stops soon after
 * `stop` holds 1, and leaves no draft then.
 */
export function rescue(
  path: string,
  draft: string,
  stop: Int32Array,
  report: (progress: SalvageProgress) => void,
): Rescued {
  let told = Number.NEGATIVE_INFINITY;
  const watch: Watch = (step, done, total) => {
    if (Atomics.load(stop, 0) === 1) throw Object.assign(new Error('the salvage was stopped'), { code: STOPPED });
    if (performance.now() - told < OFTEN) return;
    told = performance.now();
    report({ step, done, total });
  };
  try {
    const backup = newestUsable(path);
    const salvaged = salvageOrNull(path, draft, backup, watch);
    if (!salvaged && backup) {
      copyFileSync(backupFile(path, backup.name), draft);
      syncFile(draft);
    }
    watch('checking', 1, 1);
    return { salvage: salvaged, backup };
  } catch (error) {
    rmSync(draft, { force: true });
    throw error;
  }
}

/** A fault of the salvage itself must not keep the backup from the clerk; a full disk must be told. */
function salvageOrNull(path: string, draft: string, backup: Backup | null, watch: Watch): Salvage | null {
  try {
    return salvage(path, draft, backup, watch);
  } catch (error) {
    if ((error as { code?: unknown }).code === STOPPED) throw error;
    const told = asApiError(error);
    if (told instanceof ApiError && told.code !== 'store-broken') throw told;
    return null;
  }
}
