import type { RefObject } from 'react';
import { pathOf, placeOf } from '../shared/filing/path.ts';
import { deleteRun, insertBelow, moveRun, type RowChange, type RowRun } from '../shared/filing/rows.ts';
import type { GridHandle } from './grid/grid.tsx';
import { cellAt } from './grid/navigation.ts';
import type { Session } from './session.ts';
import type { Workspace } from './workspace.ts';

/** What an action works on. */
export interface ActionContext {
  workspace: Workspace;
  grid: RefObject<GridHandle | null>;
  /** Opens the panel for a new filing. */
  askNew(): void;
  focusSearch(): void;
}

/** One command of the window: button, shortcut and tooltip come from the same entry. */
export interface Action {
  id: string;
  label: string;
  /** `Ctrl+Shift+S`; on a Mac ⌘ stands for Ctrl. */
  keys: string[];
  enabled(context: ActionContext): boolean;
  run(context: ActionContext): void | Promise<void>;
}

const always = () => true;
const hasFiling = ({ workspace }: ActionContext) => workspace.current !== null;
const onRow = ({ workspace, grid }: ActionContext) =>
  workspace.current !== null && rowsOf(workspace, grid.current?.selection()?.active.path ?? '') !== null;

export const actions: readonly Action[] = [
  { id: 'new', label: '新建', keys: ['Alt+N', 'Ctrl+N'], enabled: always, run: ({ askNew }) => askNew() },
  { id: 'import', label: '导入', keys: ['Ctrl+O'], enabled: always, run: ({ workspace }) => workspace.importPicked() },
  {
    id: 'undo',
    label: '撤销',
    keys: ['Ctrl+Z'],
    enabled: ({ workspace }) => Boolean(workspace.current?.canUndo),
    run: (context) => moveInTime(context, 'undo'),
  },
  {
    id: 'redo',
    label: '重做',
    keys: ['Ctrl+Y', 'Ctrl+Shift+Z'],
    enabled: ({ workspace }) => Boolean(workspace.current?.canRedo),
    run: (context) => moveInTime(context, 'redo'),
  },
  {
    id: 'save',
    label: '保存',
    keys: ['Ctrl+S'],
    enabled: hasFiling,
    run: async ({ workspace }) => {
      await workspace.flush();
      workspace.say('已全部保存到磁盘');
    },
  },
  { id: 'row-insert', label: '插入指标行', keys: ['Ctrl+Enter'], enabled: hasFiling, run: insertRow },
  { id: 'row-delete', label: '删除指标行', keys: ['Ctrl+Delete'], enabled: onRow, run: deleteRow },
  { id: 'row-up', label: '上移', keys: ['Alt+ArrowUp'], enabled: onRow, run: (context) => moveRow(context, -1) },
  { id: 'row-down', label: '下移', keys: ['Alt+ArrowDown'], enabled: onRow, run: (context) => moveRow(context, 1) },
  {
    id: 'xlsx',
    label: '导出 Excel',
    keys: ['Ctrl+E'],
    enabled: hasFiling,
    run: ({ workspace }) => out(workspace, 'xlsx'),
  },
  {
    id: 'pdf',
    label: '导出 PDF',
    keys: ['Ctrl+Shift+E'],
    enabled: hasFiling,
    run: ({ workspace }) => out(workspace, 'pdf'),
  },
  {
    id: 'print',
    label: '打印',
    keys: ['Ctrl+Shift+P'],
    enabled: hasFiling,
    run: ({ workspace }) => out(workspace, 'print'),
  },
  {
    id: 'trash',
    label: '删除此表',
    keys: ['Ctrl+Shift+Delete'],
    enabled: hasFiling,
    run: ({ workspace }) => workspace.trash([(workspace.current as Session).id]),
  },
  { id: 'search', label: '搜索', keys: ['Ctrl+Shift+F'], enabled: always, run: ({ focusSearch }) => focusSearch() },
  {
    id: 'zoom-in',
    label: '放大',
    keys: ['Ctrl+=', 'Ctrl++'],
    enabled: always,
    run: ({ workspace }) => workspace.setZoom(workspace.zoom + 0.1),
  },
  {
    id: 'zoom-out',
    label: '缩小',
    keys: ['Ctrl+-'],
    enabled: always,
    run: ({ workspace }) => workspace.setZoom(workspace.zoom - 0.1),
  },
  {
    id: 'zoom-reset',
    label: '实际大小',
    keys: ['Ctrl+0'],
    enabled: always,
    run: ({ workspace }) => workspace.setZoom(1),
  },
];

export function actionOf(id: string): Action {
  const action = actions.find((candidate) => candidate.id === id);
  if (!action) throw new Error(`no action ${id}`);
  return action;
}

/** The name of a pressed key as `Action.keys` writes it. */
export function keyName(event: Pick<KeyboardEvent, 'key' | 'ctrlKey' | 'metaKey' | 'shiftKey' | 'altKey'>): string {
  const key = event.key.length === 1 ? event.key.toUpperCase() : event.key;
  const parts = [(event.ctrlKey || event.metaKey) && 'Ctrl', event.altKey && 'Alt', event.shiftKey && 'Shift', key];
  return parts.filter(Boolean).join('+');
}

function out(workspace: Workspace, kind: 'xlsx' | 'pdf' | 'print'): Promise<void> {
  return workspace.export(kind, [(workspace.current as Session).id]);
}

function moveInTime({ workspace, grid }: ActionContext, direction: 'undo' | 'redo'): void {
  const path = workspace.current?.move(direction);
  if (path) grid.current?.select(path);
}

/** The indicator rows that a cell stands for: one, or all rows of a merged level cell. */
function rowsOf(workspace: Workspace, path: string): RowRun | null {
  const session = workspace.current;
  const place = placeOf(path);
  if (!session || 'field' in place) return null;
  const cell = cellAt(session.sheet(workspace.seal).screen, path);
  return { ...(cell?.run ?? { from: place.row, count: 1 }), column: place.column };
}

type RowAction = (session: Session, run: RowRun | null) => RowChange | null;

/** Makes a change of rows one undo step and shows the row it ends at. */
function changeRows({ workspace, grid }: ActionContext, label: string, change: RowAction, column?: string): boolean {
  const session = workspace.current as Session;
  const run = rowsOf(workspace, grid.current?.selection()?.active.path ?? '');
  const result = change(session, run);
  if (!result) return false;
  const path =
    result.row < 0
      ? (session.form.list.name[0] ?? '')
      : pathOf({ row: result.row, column: column ?? run?.column ?? '' });
  session.perform({ label, path, edits: result.edits });
  grid.current?.select(path);
  return true;
}

function insertRow(context: ActionContext): void {
  const columns = (context.workspace.current as Session).form.indicators.columns;
  const text = columns.find((column) => !column.merge)?.id ?? '';
  changeRows(context, '插入指标行', (session, run) => insertBelow(session.form, session.filing, run), text);
}

function deleteRow(context: ActionContext): void {
  changeRows(context, '删除指标行', (session, run) => run && deleteRun(session.filing, run));
}

function moveRow(context: ActionContext, step: 1 | -1): void {
  const moved = changeRows(
    context,
    '移动指标行',
    (session, run) => run && moveRun(session.form, session.filing, run, step),
  );
  if (!moved) context.workspace.say(step < 0 ? '已在最上一行' : '已在最下一行');
}
