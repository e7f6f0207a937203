import { rollsForward } from '../../shared/filing/roll-forward.ts';
import { chooseYear, yearAtHand } from '../other-years.ts';
import type { Workspace } from '../workspace.ts';
import type { Action, ChosenAction } from './action.ts';

const chosenLive = ({ list, trashed }: Workspace) => (trashed ? 0 : list.chosen.size);

/** What can be done with chosen filings about their years. */
export const chosenYearActions: ChosenAction[] = [
  {
    id: 'chosen-roll',
    label: '所选的表结转下年',
    short: '结转下年',
    keys: [],
    group: '列表',
    enabled: ({ workspace }) => chosenLive(workspace) > 0,
    run: ({ workspace }) => workspace.list.ask('roll'),
  },
  {
    id: 'chosen-compare',
    label: '所选的两张表对比',
    short: '对比',
    keys: [],
    group: '列表',
    enabled: ({ workspace }) => chosenLive(workspace) === 2,
    run: ({ workspace }) => {
      const [before, after] = byYear(workspace, workspace.list.inOrder());
      if (before !== undefined && after !== undefined) return workspace.compare({ kind: 'filings', before, after });
      return undefined;
    },
  },
];

/** 结转下年 and 对比, for the open filing and for whole years. */
export const yearActions: Action[] = [
  {
    id: 'roll',
    label: '此表结转下年',
    keys: [],
    group: '列表',
    enabled: ({ workspace: { current } }) => current !== null && rollsForward(current.form),
    run: async ({ workspace }) => {
      if (workspace.current) await workspace.showInList(workspace.current.id);
      workspace.list.ask('roll');
    },
  },
  {
    id: 'roll-year',
    label: '整个年度结转下年',
    keys: [],
    group: '列表',
    enabled: ({ workspace }) => yearAtHand(workspace) !== null,
    run: async ({ workspace }) => {
      const year = yearAtHand(workspace);
      if (year === null) return;
      await chooseYear(workspace, year);
      workspace.list.ask('roll');
    },
  },
  {
    id: 'compare-last-year',
    label: '此表与上年对比',
    keys: ['Alt+Shift+L'],
    group: '列表',
    enabled: ({ workspace }) => workspace.lastYear.source !== null,
    run: ({ workspace }) => {
      const { current, lastYear } = workspace;
      if (!current || !lastYear.source) return undefined;
      return workspace.compare({ kind: 'filings', before: lastYear.source.id, after: current.id });
    },
  },
  {
    id: 'compare-years',
    label: '两个年度对比',
    keys: [],
    group: '列表',
    enabled: ({ workspace }) => workspace.summaries.length > 0 || workspace.current !== null,
    run: async ({ workspace }) => {
      const year = yearAtHand(workspace) ?? workspace.year;
      const years = new Set((await workspace.all()).map((summary) => summary.year));
      const after = years.has(year + 1) && !years.has(year - 1) ? year + 1 : year;
      await workspace.compare({ kind: 'years', before: after - 1, after });
    },
  },
  {
    id: 'last-year',
    label: '上年对照',
    keys: ['Alt+L'],
    group: '视图',
    enabled: ({ workspace }) => workspace.lastYear.source !== null,
    run: ({ workspace }) => workspace.lastYear.toggle(),
  },
];

/** The ids with the earlier year first. */
function byYear({ summaries }: Workspace, ids: readonly number[]): number[] {
  const years = new Map(summaries.map(({ id, year }) => [id, year ?? 0]));
  return ids.toSorted((a, b) => (years.get(a) ?? 0) - (years.get(b) ?? 0));
}
