import type { ExportKind } from '../../shared/api.ts';
import type { Workspace } from '../workspace.ts';
import { type Action, always, type ChosenAction, hasFiling } from './action.ts';
import { chosenYearActions } from './year-actions.ts';

const anyChosen = ({ workspace }: { workspace: Workspace }) => workspace.list.chosen.size > 0;

const out =
  (kind: ExportKind | 'print') =>
  ({ workspace }: { workspace: Workspace }) =>
    workspace.exports.start(kind, workspace.list.inOrder());

export const chosenActions: ChosenAction[] = [
  {
    id: 'chosen-xlsx',
    label: '所选的表导出 Excel',
    short: '导出 Excel',
    keys: [],
    group: '列表',
    enabled: anyChosen,
    run: out('xlsx'),
  },
  {
    id: 'chosen-pdf',
    label: '所选的表导出 PDF',
    short: '导出 PDF',
    keys: [],
    group: '列表',
    enabled: anyChosen,
    run: out('pdf'),
  },
  {
    id: 'chosen-print',
    label: '所选的表打印',
    short: '打印',
    keys: [],
    group: '列表',
    enabled: anyChosen,
    run: out('print'),
  },
  {
    id: 'chosen-review-xlsx',
    label: '所选的表的审核报告 Excel',
    short: '审核报告 Excel',
    keys: [],
    group: '列表',
    enabled: anyChosen,
    run: ({ workspace }) => workspace.exports.report('xlsx', { ids: workspace.list.inOrder() }),
  },
  {
    id: 'chosen-review-pdf',
    label: '所选的表的审核报告 PDF',
    short: '审核报告 PDF',
    keys: [],
    group: '列表',
    enabled: anyChosen,
    run: ({ workspace }) => workspace.exports.report('pdf', { ids: workspace.list.inOrder() }),
  },
  ...chosenYearActions,
  {
    id: 'chosen-copy',
    label: '所选的表复制到其他年度',
    short: '复制到其他年度',
    keys: [],
    group: '列表',
    enabled: anyChosen,
    run: ({ workspace }) => workspace.frame.ask({ kind: 'copy', ids: workspace.list.inOrder() }),
  },
  {
    id: 'chosen-trash',
    label: '所选的表删除',
    short: '删除',
    keys: [],
    group: '列表',
    enabled: anyChosen,
    run: ({ workspace }) => workspace.trash(workspace.list.inOrder()),
  },
];

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
