import type { Action, ActionContext } from './action.ts';
import { actionOf } from './actions.ts';
import { ownActions } from './cell-actions.ts';
import { copyActions } from './copy-actions.ts';
import { canRun } from './menu.ts';

/** The menu of the selected cells, in groups: only what changes something there. */
export function cellMenu(context: ActionContext): Action[][] {
  const groups: Action[][] = [
    ['cut', 'copy', 'paste', 'clear'].map(actionOf),
    ['row-insert', 'row-delete', 'row-up', 'row-down'].map(actionOf),
    [actionOf('pick-indicator'), ...copiesTo(context)],
    ownActions(context),
    [actionOf('undo')],
  ];
  return groups
    .map((group) => group.filter((action) => canRun(action, context) && (action.acts?.(context) ?? true)))
    .filter((group) => group.length > 0);
}

function copiesTo({ workspace, grid }: ActionContext): Action[] {
  const path = grid.current?.selection()?.active.path;
  return path === undefined ? [] : copyActions(workspace.current, path);
}
