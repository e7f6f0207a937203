import { type Action, always } from './action.ts';

export const viewActions: Action[] = [
  {
    id: 'zoom-in',
    label: '放大',
    keys: ['Ctrl+=', 'Ctrl++'],
    group: '视图',
    enabled: always,
    run: ({ workspace }) => workspace.setZoom(workspace.zoom + 0.1),
  },
  {
    id: 'zoom-out',
    label: '缩小',
    keys: ['Ctrl+-'],
    group: '视图',
    enabled: always,
    run: ({ workspace }) => workspace.setZoom(workspace.zoom - 0.1),
  },
  {
    id: 'zoom-reset',
    label: '实际大小',
    keys: ['Ctrl+0'],
    group: '视图',
    enabled: always,
    run: ({ workspace }) => workspace.setZoom(1),
  },
  {
    id: 'fit-width',
    label: '适合宽度',
    keys: ['Ctrl+9'],
    group: '视图',
    enabled: always,
    run: ({ workspace }) => {
      const desk = document.querySelector('.desk');
      const page = document.querySelector('.page');
      if (!desk || !page) return undefined;
      const free = desk.clientWidth - 48;
      const { left, right } = page.getBoundingClientRect();
      // The values of last year beside the page are to be seen too.
      const notes = [...document.querySelectorAll('.last-year > *')].map((note) => note.getBoundingClientRect().right);
      return workspace.setZoom(workspace.zoom * (free / (Math.max(right, ...notes) - left)));
    },
  },
  {
    id: 'text-larger',
    label: '界面文字放大',
    keys: ['Ctrl+Shift+>'],
    group: '视图',
    enabled: always,
    run: ({ workspace }) => workspace.setAppearance({ ...workspace.appearance, text: workspace.appearance.text + 1 }),
  },
  {
    id: 'text-smaller',
    label: '界面文字缩小',
    keys: ['Ctrl+Shift+<'],
    group: '视图',
    enabled: always,
    run: ({ workspace }) => workspace.setAppearance({ ...workspace.appearance, text: workspace.appearance.text - 1 }),
  },
  {
    id: 'high-contrast',
    label: '高对比度',
    keys: ['Ctrl+Shift+H'],
    group: '视图',
    enabled: always,
    run: ({ workspace }) =>
      workspace.setAppearance({ ...workspace.appearance, contrast: !workspace.appearance.contrast }),
  },
  {
    id: 'commands',
    label: '命令列表',
    keys: ['Ctrl+K'],
    group: '视图',
    enabled: always,
    run: ({ show }) => show('commands'),
  },
  { id: 'keys', label: '键盘操作一览', keys: ['F1'], group: '视图', enabled: always, run: ({ show }) => show('keys') },
];
