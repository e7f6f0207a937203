import { useEffect } from 'react';
import type { Action, ActionContext } from '../actions/action.ts';
import { actions, keyName } from '../actions/actions.ts';
import { belongsToInputMethod } from '../input-method.ts';
import { panes } from '../panes.ts';

/** The keys of the window's commands, wherever the focus is, and F6. */
export function useWindowKeys(context: ActionContext, run: (action: Action) => void): void {
  useEffect(() => {
    const { frame } = context.workspace;
    const onKey = (event: KeyboardEvent) => {
      // A page whose focus was lost, to a panel that closed or a click beside everything, still closes.
      if (frame.covered && event.key === 'Escape' && !event.defaultPrevented && panes.isLost())
        return context.uncover();
      // A dialog has its own keys.
      if (event.defaultPrevented || frame.dialog !== null || belongsToInputMethod(event)) return;
      if (event.key === 'F6') {
        event.preventDefault();
        return panes.next(event.shiftKey ? -1 : 1);
      }
      // What a pane itself has to do with Esc it has done by now.
      const isBeside = !['table', 'view', null].includes(panes.focused());
      if (event.key === 'Escape' && isBeside && !isMenuOpen()) {
        panes.focus(frame.covered ? 'view' : 'table');
        return;
      }
      const name = keyName(event);
      const action = actions.find(({ keys, native }) => !native && keys.includes(name));
      if (!action || belongsToText(event, context) || (isTextBox(event) && worksOnCells(action))) return;
      event.preventDefault();
      run(action);
    };
    window.addEventListener('keydown', onKey);
    return () => window.removeEventListener('keydown', onKey);
  });
}

/** Whether a menu of a button is open, which Esc closes first. */
function isMenuOpen(): boolean {
  return [...document.querySelectorAll('[role=menu]')].some((menu) => menu.checkVisibility());
}

/** While a cell or a search box is typed into, undo and the like belong to that text. */
function belongsToText(event: KeyboardEvent, { grid }: ActionContext): boolean {
  const typing = isTextBox(event) || grid.current?.editing();
  return Boolean(typing) && /^Ctrl\+([ZYXCVA]|Delete|Shift\+Z)$/.test(keyName(event));
}

/** A text box other than the table's own. */
function isTextBox(event: KeyboardEvent): boolean {
  const target = event.target as HTMLElement;
  return target.matches('input:not([type=checkbox], [type=radio]), textarea') && !panes.holds('table');
}

/** Commands on cells and rows need the focus in the table: in a search box nobody means the selected cell. */
function worksOnCells({ id, group }: Action): boolean {
  return group === '指标行' || id === 'fill-down';
}
