import type { KeyboardEvent } from 'react';
import type { ActionContext } from '../actions/action.ts';

/**
 * Opens a table and goes on in it. What is typed while it opens waits for it: nothing of it may go to the list or to
 * the table that was open before.
 */
export function tableEntering({ workspace, grid, uncover }: ActionContext) {
  let opening = 0;
  let typed = '';
  return {
    async enter(id: number): Promise<void> {
      opening++;
      try {
        await workspace.open(id);
      } finally {
        opening--;
      }
      if (opening > 0) return;
      const waiting = typed;
      typed = '';
      if (workspace.current?.id !== id) return;
      uncover();
      grid.current?.focus();
      // As a key would bring it: the table's text box takes it where it takes everything else.
      if (waiting !== '') document.execCommand('insertText', false, waiting);
    },

    /** Takes what is typed in the list while a table opens. */
    keep(event: KeyboardEvent): void {
      const types = event.key.length === 1 && !event.ctrlKey && !event.metaKey && !event.altKey;
      if (opening === 0 || !types) return;
      typed += event.key;
      event.preventDefault();
      event.stopPropagation();
    },
  };
}
