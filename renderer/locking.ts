import { displayName } from '../shared/filing/display-name.ts';
import { shorten } from '../shared/filing/parse.ts';
import { call } from './bridge.ts';
import type { Workspace } from './workspace.ts';

/** 定稿: filings that nothing changes until they are unlocked. */

/** Of these filings, those that are not known to be 定稿. */
export function unlockedOf({ filings, current }: Workspace, ids: readonly number[]): number[] {
  return ids.filter((id) => (id === current?.id ? current.locked === null : filings.find(id)?.locked !== true));
}

/** Of these filings, those that are not 定稿 yet. */
export async function readUnlocked(workspace: Workspace, ids: readonly number[]): Promise<number[]> {
  const read = await workspace.filings.read(ids);
  const locked = new Set(read.filter((filing) => filing.locked).map(({ id }) => id));
  return unlockedOf(workspace, ids).filter((id) => id === workspace.current?.id || !locked.has(id));
}

export async function lock(workspace: Workspace, ids: number[]): Promise<void> {
  await workspace.flush(ids);
  await call('filings.lock', { ids });
  await workspace.filings.refresh();
  workspace.say(`已将 ${ids.length} 张表定稿，现在的内容已存为版本“定稿”`);
}

export async function unlock(workspace: Workspace, id: number, reason: string): Promise<void> {
  await call('filings.unlock', { id, reason });
  await workspace.filings.refresh();
  const [filing] = await workspace.filings.read([id]);
  workspace.say(`已解除“${shorten(displayName(filing?.name ?? ''))}”的定稿，可以修改`);
}
