import type { MenuModel } from '../../shared/api.ts';
import { type Action, type ActionContext, labelOf, menus } from './action.ts';
import { actions, keyLabel } from './actions.ts';
import { copyActions } from './copy-actions.ts';
import { makeActions } from './make-actions.ts';

/** The menus of the window as the system's menu bar and the menu of the rail show them. */

/** Every command that can be called here: those of the window, and what the open table's form adds to them. */
export function commandsOf({ workspace }: ActionContext): Action[] {
  return [...actions, ...copyActions(workspace.current), ...makeActions(workspace.current)];
}

/**
 * Whether a command can act now: while a page covers the table, only what is not about it can; while the table is 定稿,
 * nothing that changes it.
 */
export function canRun(action: Action, context: ActionContext): boolean {
  const { frame, current } = context.workspace;
  if (action.edits && current !== null && current.locked !== null) return false;
  return (action.anywhere || !frame.covered) && action.enabled(context);
}

export function menusOf(context: ActionContext): MenuModel[] {
  const commands = commandsOf(context);
  return menus.map((label) => ({
    label,
    items: commands
      .filter(({ group }) => group === label)
      .map((action) => ({
        id: action.id,
        label: labelOf(action, context),
        key: keyLabel(action.keys[0] ?? ''),
        enabled: canRun(action, context),
      })),
  }));
}
