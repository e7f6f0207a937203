import type { Handlers } from '../shared/api.ts';
import type { BackendDeps } from './backend-deps.ts';
import { whenSettled } from './settled.ts';

type BackupMethod =
  | 'data.info'
  | 'data.backup'
  | 'backups.list'
  | 'backups.look'
  | 'backups.take'
  | 'backups.pick'
  | 'backups.forget';

/** The calls about backups: where they are, what is in one, and what is taken out of it. */
export function backupHandlers({ store, shell }: Pick<BackendDeps, 'store' | 'shell'>): Pick<Handlers, BackupMethod> {
  const { backups } = store;
  const second = async () => (await backups.state()).second;
  return {
    'data.info': async () => ({ ...store.info(), backup: await backups.state() }),
    'data.backup': async () => ({ backup: await backups.make(), second: await second() }),
    'backups.list': async () => ({ places: await backups.list() }),
    'backups.look': ({ place, name }) => backups.look(place, name),
    'backups.take': async ({ place, name, ids }) => {
      const filings = await backups.filings(place, name, ids);
      const taken = filings.length > 0 ? store.add(filings, '从备份取出') : [];
      return { ids: taken, unread: ids.length - taken.length };
    },
    'backups.pick': async () => {
      const folder = await shell.pickFolder();
      if (folder === null) return { second: null };
      await backups.chooseSecond(folder);
      return { second: await second() };
    },
    'backups.forget': async () => {
      await backups.chooseSecond(null);
      return {};
    },
  };
}

/** How often it is asked whether a backup is due, in ms. */
const MINUTE = 60_000;

/** Makes backups while the program runs, from its start on. What fails is told by the store, and its cause logged. */
export function keepBackingUp({ backups }: BackendDeps['store'], log: (error: unknown) => void): void {
  const tick = () => backups.tick();
  whenSettled(tick, log);
  setInterval(() => void tick().catch(log), MINUTE).unref();
}
