import { join } from 'node:path';
import type { BackendEvent } from '../shared/api.ts';
import { createBackend } from './backend.ts';
import type { Shell } from './backend-deps.ts';
import { countBook, exportBook, exportFilings, writeListing } from './export/exporter.ts';
import { readFilings } from './import/read-later.ts';
import type { Salvaging } from './store/damaged.ts';
import { openStore } from './store/store.ts';

export interface OpenBackendOptions {
  /** Folder of the clerk's data. */
  data: string;
  version: string;
  shell: Shell;
  fontsFolder: string;
  /** Hears how far the reading of a damaged data file is, and may stop it. */
  salvaging?: Salvaging;
  emit: (event: BackendEvent) => void;
  log: (error: unknown) => void;
}

/** Opens the data file with the backend over it, as every shell with a window has them. Throws `ApiError`. */
export async function openBackend({ data, emit, salvaging, ...beside }: OpenBackendOptions) {
  const now = () => new Date();
  const store = await openStore(join(data, 'jixiaobiao.db'), {
    now,
    ...(salvaging && { salvaging }),
    tell: (notice) => emit({ event: 'store', notice, recovery: store.recovery() }),
    changed: emit,
    backedUp: (problem) => emit({ event: 'backup', problem }),
  });
  const engines = { readFilings, exportFilings, exportBook, countBook, writeListing };
  return { store, backend: createBackend({ ...beside, ...engines, store, now, emit }) };
}
