import type { Session } from '../state/session.ts';
import { type Action, hasFiling } from './action.ts';

const isLocked = ({ workspace: { current } }: Parameters<Action['enabled']>[0]) =>
  current !== null && current.locked !== null;

/** What was, and what is final: 历史版本, 存为版本, 定稿. */
export const versionActions: Action[] = [
  {
    id: 'history',
    label: '历史版本',
    keys: ['Alt+H'],
    group: '文件',
    enabled: hasFiling,
    run: async ({ workspace }) => {
      await workspace.flush([(workspace.current as Session).id]);
      workspace.frame.show('history');
    },
  },
  {
    id: 'name-version',
    label: '存为版本',
    keys: [],
    group: '文件',
    enabled: hasFiling,
    run: async ({ workspace }) => {
      const session = workspace.current as Session;
      await workspace.flush([session.id]);
      workspace.frame.ask({ kind: 'name-version', id: session.id, revision: session.revision });
    },
  },
  {
    id: 'lock',
    label: '定稿',
    keys: [],
    group: '文件',
    enabled: (context) => hasFiling(context) && !isLocked(context),
    run: ({ workspace: { current, frame } }) => frame.ask({ kind: 'lock', ids: [(current as Session).id] }),
  },
  {
    id: 'unlock',
    label: '解除定稿',
    keys: [],
    group: '文件',
    enabled: isLocked,
    run: ({ workspace: { current, frame } }) => frame.ask({ kind: 'unlock', id: (current as Session).id }),
  },
];
