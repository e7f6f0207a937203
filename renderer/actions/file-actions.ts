import { call } from '../bridge.ts';
import type { Session } from '../state/session.ts';
import { trash } from '../trashing.ts';
import type { Workspace } from '../workspace.ts';
import { type Action, always, hasFiling } from './action.ts';

export const fileActions: Action[] = [
  {
    id: 'new',
    anywhere: true,
    label: '新建',
    keys: ['Alt+N', 'Ctrl+N'],
    group: '文件',
    enabled: always,
    run: ({ workspace }) => workspace.frame.ask({ kind: 'new' }),
  },
  {
    id: 'import',
    anywhere: true,
    label: '导入',
    keys: ['Ctrl+O'],
    group: '文件',
    enabled: always,
    run: ({ workspace }) => workspace.imports.pick(),
  },
  {
    id: 'new-window',
    anywhere: true,
    label: '新建窗口',
    keys: ['Ctrl+Shift+N'],
    group: '文件',
    enabled: always,
    run: async ({ workspace }) => {
      await workspace.flush();
      await call('window.open', {});
    },
  },
  {
    id: 'save',
    anywhere: true,
    goesOn: true,
    label: '保存',
    keys: ['Ctrl+S'],
    group: '文件',
    enabled: (context) => hasFiling(context) || context.workspace.books.open !== null,
    run: async ({ workspace }) => {
      await workspace.flush();
      workspace.say('已全部保存到磁盘');
    },
  },
  {
    id: 'xlsx',
    printed: true,
    label: '导出 Excel',
    keys: ['Ctrl+E'],
    group: '文件',
    enabled: hasFiling,
    run: ({ workspace }) => out(workspace, 'xlsx'),
  },
  {
    id: 'pdf',
    printed: true,
    label: '导出 PDF',
    keys: ['Ctrl+Shift+E'],
    group: '文件',
    enabled: hasFiling,
    run: ({ workspace }) => out(workspace, 'pdf'),
  },
  {
    id: 'ofd',
    printed: true,
    label: '导出 OFD',
    keys: [],
    group: '文件',
    enabled: hasFiling,
    run: ({ workspace }) => out(workspace, 'ofd'),
  },
  {
    id: 'preview',
    label: '打印预览',
    keys: ['Ctrl+Shift+V'],
    group: '文件',
    enabled: hasFiling,
    run: ({ workspace }) => workspace.frame.show('preview'),
  },
  {
    id: 'print',
    printed: true,
    label: '打印',
    keys: ['Ctrl+P', 'Ctrl+Shift+P'],
    group: '文件',
    enabled: hasFiling,
    run: ({ workspace }) => out(workspace, 'print'),
  },
  {
    id: 'trash',
    edits: true,
    label: '删除此表',
    keys: ['Ctrl+Shift+Delete'],
    group: '文件',
    enabled: hasFiling,
    run: ({ workspace }) => trash(workspace, [(workspace.current as Session).id]),
  },
];

function out(workspace: Workspace, kind: 'xlsx' | 'pdf' | 'ofd' | 'print'): Promise<void> {
  return workspace.exports.start(kind, [(workspace.current as Session).id]);
}
