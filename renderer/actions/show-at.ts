import { panes } from '../panes.ts';
import type { ActionContext } from './action.ts';

/**
 * Opens a filing at a cell, or at none where `path` is empty, in the place of whatever covers the table. False when
 * the clerk has opened another one meanwhile, which then stays as it is.
 */
export async function showAt({ workspace, grid, uncover }: ActionContext, id: number, path: string): Promise<boolean> {
  // Also the open one: its grid may be about to be drawn, and begins at this cell.
  await workspace.openAt(id, path);
  if (workspace.current?.id !== id) return false;
  uncover();
  if (path !== '') grid.current?.select(path);
  panes.focus('table');
  return true;
}
