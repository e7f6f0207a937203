import type { Action } from './action.ts';
import { bookActions } from './book-actions.ts';
import { cellActions } from './cell-actions.ts';
import { editActions } from './edit-actions.ts';
import { fileActions } from './file-actions.ts';
import { libraryActions } from './library-actions.ts';
import { listActions } from './list-actions.ts';
import { reviewActions } from './review-actions.ts';
import { rowActions } from './row-actions.ts';
import { versionActions } from './version-actions.ts';
import { viewActions } from './view-actions.ts';
import { yearActions } from './year-actions.ts';

/** Every command of the window. */
export const actions: readonly Action[] = [
  ...fileActions,
  ...editActions,
  ...versionActions,
  ...cellActions,
  ...rowActions,
  ...libraryActions,
  ...reviewActions,
  ...listActions,
  ...yearActions,
  ...bookActions,
  ...viewActions,
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

/** A key as the clerk reads it: `Alt+ArrowUp` → `Alt+↑`. */
export function keyLabel(key: string): string {
  const signs: Record<string, string> = { ArrowUp: '↑', ArrowDown: '↓', Delete: 'Del' };
  return key.replace(/\w+$/, (name) => signs[name] ?? name);
}
