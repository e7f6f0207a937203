import { displayName } from '../../shared/filing/display-name.ts';
import { shorten } from '../../shared/filing/parse.ts';
import { makeBook } from '../book-making.ts';
import { call } from '../bridge.ts';
import { unlockedOf } from '../locking.ts';
import { readStored } from '../state/stored.ts';
import { trash } from '../trashing.ts';
import type { Workspace } from '../workspace.ts';
import { type Action, always, hasFiling } from './action.ts';

/** What a command of the list works on: the filings chosen in it, or the one whose menu is open. */
export interface About {
  workspace: Workspace;
  /** In the order of the list. */
  ids: readonly number[];
}

/** One command of the list: its menu, the bar under it and the palette come from the same entry. */
export interface FilingsAction {
  id: string;
  label: string;
  enabled?(about: About): boolean;
  run(about: About): void | Promise<void>;
}

const out = (kind: 'xlsx' | 'pdf' | 'ofd' | 'print') => ({
  run: ({ workspace, ids }: About) => workspace.exports.start(kind, [...ids]),
});
const reportAs = (kind: 'xlsx' | 'pdf') => ({
  run: ({ workspace, ids }: About) => workspace.exports.report(kind, { ids: [...ids] }),
});

/** What can be done with filings of the list, by name. */
export const filingsActions = {
  window: {
    label: '在新窗口打开',
    enabled: ({ ids }: About) => ids.length === 1,
    run: async ({ workspace, ids }: About) => {
      await workspace.flush(ids);
      await call('window.open', { id: ids[0] as number });
    },
  },
  history: {
    label: '历史版本',
    enabled: ({ ids }: About) => ids.length === 1,
    run: async ({ workspace, ids }: About) => {
      await workspace.flush(ids);
      await workspace.open(ids[0] as number);
      if (workspace.current?.id === ids[0]) workspace.frame.show('history');
    },
  },
  lock: {
    label: '定稿',
    enabled: ({ workspace, ids }: About) => unlockedOf(workspace, ids).length > 0,
    run: ({ workspace: { frame }, ids }: About) => frame.ask({ kind: 'lock', ids }),
  },
  unlock: {
    label: '解除定稿',
    enabled: ({ workspace, ids }: About) => ids.length === 1 && unlockedOf(workspace, ids).length === 0,
    run: ({ workspace: { frame }, ids }: About) => frame.ask({ kind: 'unlock', id: ids[0] as number }),
  },
  roll: { label: '结转下年', run: ({ workspace: { frame }, ids }: About) => frame.ask({ kind: 'roll', ids }) },
  book: { label: '编成套表', run: ({ workspace, ids }: About) => makeBook(workspace, ids) },
  copy: { label: '复制到其他年度', run: ({ workspace: { frame }, ids }: About) => frame.ask({ kind: 'copy', ids }) },
  'last-year': {
    label: '与上年对比',
    enabled: ({ ids }: About) => ids.length === 1,
    run: ({ workspace, ids }: About) => compareWithLastYear(workspace, ids[0] as number),
  },
  compare: {
    label: '两张表对比',
    enabled: ({ ids }: About) => ids.length === 2,
    run: async ({ workspace, ids }: About) => {
      const [before, after] = await byYear(workspace, ids);
      return workspace.compare({ kind: 'filings', before, after });
    },
  },
  xlsx: { label: '导出 Excel', ...out('xlsx') },
  pdf: { label: '导出 PDF', ...out('pdf') },
  ofd: { label: '导出 OFD', ...out('ofd') },
  print: { label: '打印', ...out('print') },
  'review-xlsx': { label: '审核报告 Excel', ...reportAs('xlsx') },
  'review-pdf': { label: '审核报告 PDF', ...reportAs('pdf') },
  trash: { label: '删除', run: ({ workspace, ids }: About) => trash(workspace, [...ids]) },
} satisfies Record<string, Omit<FilingsAction, 'id'>>;

export type FilingsActionId = keyof typeof filingsActions;

export function filingsAction(id: FilingsActionId): FilingsAction {
  return { id, ...filingsActions[id] };
}

/** Whether a command can act on these filings. */
export function canRunOn({ enabled }: FilingsAction, about: About): boolean {
  return about.ids.length > 0 && (enabled?.(about) ?? true);
}

/** The chosen filings. */
export const aboutChosen = (workspace: Workspace): About => ({ workspace, ids: workspace.list.inOrder() });

/** The commands of the list about what is chosen in it, for the palette. */
const chosenActions = (Object.keys(filingsActions) as FilingsActionId[]).map((id): Action => {
  const action = filingsAction(id);
  return {
    id: `chosen-${id}`,
    anywhere: true,
    label: `所选的表：${action.label}`,
    keys: [],
    group: '列表',
    enabled: ({ workspace }) => canRunOn(action, aboutChosen(workspace)),
    run: ({ workspace }) => action.run(aboutChosen(workspace)),
  };
});

export const listActions: Action[] = [
  {
    id: 'switch',
    anywhere: true,
    label: '切换到另一张表',
    keys: ['Ctrl+G'],
    group: '文件',
    enabled: always,
    run: ({ workspace }) => workspace.frame.ask({ kind: 'switch' }),
  },
  {
    id: 'copy-year',
    label: '复制此表到其他年度',
    keys: [],
    group: '年度',
    enabled: hasFiling,
    run: ({ workspace: { current, frame } }) => {
      if (current) frame.ask({ kind: 'copy', ids: [current.id] });
    },
  },
  ...chosenActions,
];

/** Shows what changed in a filing since the one that it was rolled forward from. */
async function compareWithLastYear(workspace: Workspace, id: number): Promise<void> {
  const { previous } = await readStored(id);
  if (previous !== null) return workspace.compare({ kind: 'filings', before: previous, after: id });
  const [filing] = await workspace.filings.read([id]);
  const name = shorten(displayName(filing?.name ?? ''));
  workspace.say(`“${name}”不是由上年的表结转来的；可在“年度”中对比两个年度`);
}

/** Two filings, the one of the earlier year first. */
async function byYear({ filings }: Workspace, ids: readonly number[]): Promise<[number, number]> {
  const years = new Map((await filings.read(ids)).map(({ id, year }) => [id, year ?? 0]));
  return ids.toSorted((a, b) => (years.get(a) ?? 0) - (years.get(b) ?? 0)) as [number, number];
}
