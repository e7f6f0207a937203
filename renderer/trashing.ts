import { call } from './bridge.ts';
import type { Workspace } from './workspace.ts';

/** 回收站: filings go there, come back, or are deleted for good. */

export async function trash(workspace: Workspace, ids: number[]): Promise<void> {
  await workspace.flush(ids);
  await call('filings.trash', { ids });
  const left = await workspace.leave(ids);
  const take = async () => {
    await restore(workspace, ids);
    if (left !== null) await workspace.open(left);
  };
  // Ctrl+Z takes the deletion back, and no step of the table that is shown in its place.
  const shown = workspace.current?.filing;
  const isLast = () => workspace.current?.filing === shown;
  workspace.say(`已将 ${ids.length} 张表移到回收站`, { label: '撤销删除', take, undoes: true, isLast });
}

export async function restore(workspace: Workspace, ids: number[]): Promise<void> {
  await call('filings.restore', { ids });
  await Promise.all([workspace.filings.refresh(), workspace.trashed.refresh()]);
  workspace.followSources();
  const [first] = ids;
  const offer = first === undefined ? null : { label: '打开', take: () => workspace.open(first) };
  workspace.say(`已恢复 ${ids.length} 张表`, offer);
}

export async function purge(workspace: Workspace, ids: number[]): Promise<void> {
  await call('filings.purge', { ids });
  workspace.sessions.forget(ids);
  await Promise.all([workspace.leave(ids), workspace.trashed.refresh()]);
  workspace.say(`已彻底删除 ${ids.length} 张表`);
}
