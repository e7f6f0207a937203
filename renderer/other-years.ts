import { call } from './bridge.ts';
import type { Workspace } from './workspace.ts';

/** Whether the new filings keep the amounts of the old ones, or have them left to fill in. */
export type Amounts = 'keep' | 'empty';

/**
 * Rolls filings forward to a year and opens the first new one. What was rolled forward before is told, not made twice.
 */
export async function rollForward(workspace: Workspace, ids: number[], year: number, amounts: Amounts): Promise<void> {
  await workspace.flush(ids);
  const made = await workspace.asJob('结转', ids.length, (job) =>
    call('filings.rollForward', { job, ids, year, amounts }),
  );
  if (!made) return;
  workspace.list.choose([]);
  if (made.ids[0] === undefined) {
    const none =
      made.results > 0 && made.skipped === 0
        ? '自评表、监控表由当年的目标表生成，不结转；请结转目标表'
        : `所选的表都已在 ${year} 年度，没有重复结转`;
    workspace.say(made.cancelled ? '已取消，没有结转' : none);
    return;
  }
  await workspace.showAll();
  await workspace.open(made.ids[0]);
  const skipped = made.skipped > 0 ? `；${made.skipped} 张以前已结转，没有重复` : '';
  const results = made.results > 0 ? `；${made.results} 张自评表、监控表由目标表生成，不结转` : '';
  const rest = ids.length - made.ids.length - made.skipped - made.results;
  const cancelled = made.cancelled ? `；已取消，还有 ${rest} 张未结转，可再次结转` : '';
  workspace.say(`已结转 ${made.ids.length} 张表到 ${year} 年度${skipped}${results}${cancelled}`);
}

/** Copies filings as they are to another year and opens the first copy. */
export async function copyToYear(workspace: Workspace, ids: number[], year: number): Promise<void> {
  await workspace.flush(ids);
  const copies = await call('filings.copy', { ids, year });
  workspace.list.choose([]);
  await workspace.showAll();
  if (copies.ids[0] !== undefined) await workspace.open(copies.ids[0]);
  workspace.say(`已复制 ${ids.length} 张表到 ${year} 年度`);
}

/** Chooses every filing of a year in the list, whatever the list shows, to ask about them. */
export async function chooseYear(workspace: Workspace, year: number): Promise<void> {
  await workspace.showAll();
  workspace.list.choose(workspace.summaries.filter((summary) => summary.year === year).map(({ id }) => id));
}

/** The year that the clerk is at: of the chosen filings, else of the open one; null when there is none. */
export function yearAtHand({ list, summaries, current }: Workspace): number | null {
  const [chosen] = list.inOrder();
  const id = chosen ?? current?.id;
  return summaries.find((summary) => summary.id === id)?.year ?? null;
}
