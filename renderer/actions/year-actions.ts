import { rollsForward } from '../../shared/filing/roll-forward.ts';
import { yearAtHand } from '../at-hand.ts';
import { rollable, yearsToCompare, yearToRoll } from '../budget-year.ts';
import type { Action } from './action.ts';

/** 结转下年 and 对比, for the open filing and for whole years. */
export const yearActions: Action[] = [
  {
    id: 'roll',
    label: '此表结转下年',
    keys: [],
    group: '年度',
    enabled: ({ workspace: { current } }) => current !== null && rollsForward(current.form),
    run: ({ workspace: { current, frame } }) => {
      if (current) frame.ask({ kind: 'roll', ids: [current.id] });
    },
  },
  {
    id: 'roll-year',
    anywhere: true,
    label: '整个年度结转下年',
    keys: [],
    group: '年度',
    enabled: ({ workspace }) => workspace.filings.first !== null || workspace.current !== null,
    run: async ({ workspace }) => {
      const { filings: list } = workspace;
      const year = yearToRoll(list.outline, yearAtHand(workspace));
      const filings = year === null ? [] : rollable(await list.all([year]), year);
      const from = filings[0]?.year ?? undefined;
      if (from !== undefined) workspace.frame.ask({ kind: 'roll', ids: filings.map(({ id }) => id), from });
      else workspace.say('没有可结转的表，请先新建或导入目标表');
    },
  },
  {
    id: 'compare-last-year',
    label: '此表与上年对比',
    keys: ['Alt+Shift+L'],
    group: '年度',
    enabled: ({ workspace }) => workspace.lastYear.source !== null,
    run: ({ workspace }) => {
      const { current, lastYear } = workspace;
      if (!current || !lastYear.source) return undefined;
      return workspace.compare({ kind: 'filings', before: lastYear.source.id, after: current.id });
    },
  },
  {
    id: 'compare-years',
    anywhere: true,
    label: '两个年度对比',
    keys: [],
    group: '年度',
    enabled: ({ workspace }) => workspace.filings.first !== null || workspace.current !== null,
    run: async ({ workspace }) => {
      const [before, after] = yearsToCompare(workspace.filings.outline, yearAtHand(workspace) ?? workspace.year);
      await workspace.compare({ kind: 'years', before, after });
    },
  },
  {
    id: 'last-year',
    label: '上年对照',
    keys: ['Alt+L'],
    group: '年度',
    enabled: ({ workspace }) => workspace.lastYear.source !== null,
    run: ({ workspace }) => workspace.lastYear.toggle(),
  },
];
