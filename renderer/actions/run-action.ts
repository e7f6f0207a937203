import type { Action, ActionContext } from './action.ts';
import { canRun, commandsOf } from './menu.ts';

/**
 * Calls a command. While a table opens, a command about the open table waits until it is shown: the clerk means the
 * table that was clicked, not the one that is still seen. It is let go where that table cannot be opened, or has no
 * such command.
 */
export function runAction(asked: Action, context: ActionContext): void {
  const { workspace } = context;
  if (workspace.isRecovering) return;
  const run = (action: Action) => {
    // What is being typed is entered first, so that no command works on an older state.
    if (canRun(action, context) && workspace.commitDraft({ goesOn: action.goesOn }))
      workspace.attempt(() => action.run(context));
  };
  if (asked.anywhere || !workspace.sessions.isOpening) run(asked);
  else
    workspace.attempt(async () => {
      if (!(await workspace.sessions.settled())) return;
      const action = commandsOf(context).find(({ id }) => id === asked.id);
      if (action) run(action);
    });
}
