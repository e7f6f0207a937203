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
];
