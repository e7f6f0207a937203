import type { KeyboardEvent } from 'react';
import type { ActionContext } from '../actions/action.ts';
import { goOnTyping, typesText } from '../typed-ahead.ts';

/**
 * Opens a table and goes on in it. What is typed while it opens waits for it: nothing of it may go to the list or to
 * the table that was open before.
 */
export function tableEntering(context: Pick<ActionContext, 'workspace' | 'grid' | 'uncover'>) {
  const { workspace } = context;
  /** The table that was asked for last, while it opens, and what was typed for it. */
  let opening: { id: number; text: string } | null = null;
  return {
    async enter(id: number): Promise<void> {
      // The same table asked for again keeps what was typed for it.
      const mine = { id, text: opening?.id === id ? opening.text : '' };
      opening = mine;
      try {
        await workspace.open(id);
      } finally {
        if (opening === mine) opening = null;
        else mine.text = '';
      }
      if (opening !== null || workspace.current?.id !== id) return;
      goOnTyping(context, mine.text);
    },

    /** Takes what is typed in the list while a table opens. */
    keep(
      event: Pick<KeyboardEvent, 'key' | 'ctrlKey' | 'metaKey' | 'altKey' | 'preventDefault' | 'stopPropagation'>,
    ): void {
      if (opening === null || !typesText(event)) return;
      opening.text += event.key;
      event.preventDefault();
      event.stopPropagation();
    },
  };
}
