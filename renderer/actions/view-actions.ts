import { type Action, type ActionContext, always } from './action.ts';

const page = { group: '视图', enabled: always } as const;
const look = { ...page, goesOn: true } as const;
const text =
  (step: 1 | -1) =>
  ({ workspace: { appearance } }: ActionContext) =>
    appearance.setText(appearance.text + step);

export const viewActions: Action[] = [
  {
    ...look,
    id: 'list-pane',
    anywhere: true,
    label: '显示或隐藏表的列表',
    keys: ['Ctrl+B'],
    run: ({ workspace: { frame } }) => frame.showList(!frame.listOpen),
  },
  {
    ...look,
    id: 'panel-pane',
    anywhere: true,
    label: '显示或隐藏右侧面板',
    keys: ['Ctrl+Shift+B'],
    run: ({ workspace: { frame } }) => frame.showTab(frame.tab === null ? frame.lastTab : null),
  },
  {
    ...look,
    id: 'zoom-in',
    label: '页面放大',
    keys: ['Ctrl+=', 'Ctrl++'],
    run: ({ workspace }) => workspace.zoom.step(1),
  },
  { ...look, id: 'zoom-out', label: '页面缩小', keys: ['Ctrl+-'], run: ({ workspace }) => workspace.zoom.step(-1) },
  { ...look, id: 'zoom-reset', label: '实际大小', keys: ['Ctrl+0'], run: ({ workspace }) => workspace.zoom.set(1) },
  {
    ...look,
    id: 'fit-width',
    label: '适合宽度',
    keys: ['Ctrl+9'],
    run: ({ workspace }) => workspace.zoom.set('width'),
  },
  { ...look, id: 'fit-page', label: '整页', keys: ['Ctrl+8'], run: ({ workspace }) => workspace.zoom.set('page') },
  { ...look, id: 'text-larger', anywhere: true, label: '界面字号增大', keys: ['Ctrl+Shift+>'], run: text(1) },
  { ...look, id: 'text-smaller', anywhere: true, label: '界面字号减小', keys: ['Ctrl+Shift+<'], run: text(-1) },
  {
    ...look,
    id: 'high-contrast',
    anywhere: true,
    label: '高对比度',
    keys: ['Ctrl+Shift+H'],
    run: ({ workspace: { appearance } }) => appearance.setContrast(!appearance.contrast),
  },
  {
    ...page,
    id: 'home',
    anywhere: true,
    label: '首页',
    keys: ['Alt+Home'],
    run: ({ workspace }) => workspace.frame.show('home'),
  },
  {
    ...page,
    id: 'years',
    anywhere: true,
    label: '年度',
    keys: [],
    run: ({ workspace }) => workspace.frame.show('years'),
  },
  {
    ...page,
    id: 'trash-page',
    anywhere: true,
    label: '回收站',
    keys: [],
    run: ({ workspace }) => workspace.frame.show('trash'),
  },
  {
    id: 'backups',
    anywhere: true,
    label: '备份和恢复',
    keys: [],
    group: '文件',
    enabled: always,
    run: ({ workspace }) => workspace.frame.show('backups'),
  },
  {
    id: 'settings',
    anywhere: true,
    label: '设置',
    keys: ['Ctrl+,'],
    group: '文件',
    enabled: always,
    run: ({ workspace }) => workspace.frame.show('settings'),
  },
  {
    id: 'commands',
    anywhere: true,
    label: '查找功能',
    keys: ['Ctrl+K'],
    group: '帮助',
    enabled: always,
    run: ({ workspace }) => workspace.frame.ask({ kind: 'commands' }),
  },
  {
    id: 'keys',
    anywhere: true,
    label: '帮助',
    keys: ['F1'],
    group: '帮助',
    enabled: always,
    run: ({ workspace }) => workspace.frame.ask({ kind: 'keys' }),
  },
];
