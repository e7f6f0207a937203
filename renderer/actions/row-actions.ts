import { pathOf, placeOf } from '../../shared/filing/path.ts';
import { deleteRun, insertBelow, moveRun, type RowChange, type RowRun } from '../../shared/filing/rows.ts';
import { cellAt } from '../grid/navigation.ts';
import type { Session } from '../session.ts';
import type { Workspace } from '../workspace.ts';
import { type Action, type ActionContext, hasFiling } from './action.ts';

const onRow = ({ workspace, grid }: ActionContext) =>
  workspace.current !== null && rowsOf(workspace, grid.current?.selection()?.active.path ?? '') !== null;

export const rowActions: Action[] = [
  { id: 'row-insert', label: '插入指标行', keys: ['Ctrl+Enter'], group: '指标行', enabled: hasFiling, run: insertRow },
  { id: 'row-delete', label: '删除指标行', keys: ['Ctrl+Delete'], group: '指标行', enabled: onRow, run: deleteRow },
  {
    id: 'row-up',
    label: '上移',
    keys: ['Alt+ArrowUp'],
    group: '指标行',
    enabled: onRow,
    run: (context) => moveRow(context, -1),
  },
  {
    id: 'row-down',
    label: '下移',
    keys: ['Alt+ArrowDown'],
    group: '指标行',
    enabled: onRow,
    run: (context) => moveRow(context, 1),
  },
];

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
