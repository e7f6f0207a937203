import type { Action, ActionContext } from './action.ts';
import { actionOf } from './actions.ts';
import { copiesHere, ownActions } from './cell-actions.ts';

/** The menu of the selected cells, in groups: only what changes something there. */
export function cellMenu(context: ActionContext): Action[][] {
  const groups: Action[][] = [
    ['cut', 'copy', 'paste', 'clear'].map(actionOf),
    ['row-insert', 'row-delete', 'row-up', 'row-down'].map(actionOf),
    [actionOf('pick-indicator'), ...copiesHere(context)],
    ownActions(context),
    [actionOf('undo')],
  ];
  return groups
    .map((group) => group.filter((action) => action.enabled(context) && (action.acts?.(context) ?? true)))
    .filter((group) => group.length > 0);
}
