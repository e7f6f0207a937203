import type { Handlers } from '../shared/api.ts';
import type { BackendDeps } from './backend-deps.ts';

type VersionMethod = Extract<keyof Handlers, `versions.${string}`> | 'filings.lock' | 'filings.unlock';

/** The calls about what filings were (历史版本), and about 定稿. */
export function versionHandlers({ store }: Pick<BackendDeps, 'store'>): Pick<Handlers, VersionMethod> {
  return {
    'versions.list': ({ id }) => store.versions.list(id),
    'versions.read': ({ id, revision }) => store.versions.read(id, revision),
    'versions.name': ({ id, revision, name }) => {
      store.versions.name(id, revision, name);
      return {};
    },
    'versions.unname': ({ id, name }) => {
      store.versions.unname(id, name);
      return {};
    },
    'filings.lock': ({ ids }) => {
      store.lock(ids);
      return {};
    },
    'filings.unlock': ({ id, reason }) => {
      store.unlock(id, reason);
      return {};
    },
  };
}
