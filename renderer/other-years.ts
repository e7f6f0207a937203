import type { FilingSummary } from '../shared/api.ts';
import { call } from './bridge.ts';
import { projectOf, yearsOf } from './budget-year.ts';
import { trash } from './trashing.ts';
import type { Workspace } from './workspace.ts';

/** Whether the new filings keep the amounts of the old ones, or have them left to fill in. */
export type Amounts = 'keep' | 'empty';

/**
 * Rolls filings forward to a year and opens the first new one. What was rolled forward before is told, not made twice.
 * Rejects with the reason when nothing could be made.
 */
export async function rollForward(
  workspace: Workspace,
  ids: readonly number[],
  year: number,
  amounts: Amounts,
): Promise<void> {
  await workspace.flush(ids);
  const made = await workspace.jobs.run(
    '结转',
    ids.length,
    (job) => call('filings.rollForward', { job, ids: [...ids], year, amounts }),
    () => workspace.attempt(() => workspace.filings.refresh()),
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
  await workspace.filings.showAll();
  await workspace.offer(made.ids[0]);
  const skipped = made.skipped > 0 ? `；${made.skipped} 张以前已结转，没有重复` : '';
  const results = made.results > 0 ? `；${made.results} 张自评表、监控表由目标表生成，不结转` : '';
  const rest = ids.length - made.ids.length - made.skipped - made.results;
  const cancelled = made.cancelled ? `；已取消，还有 ${rest} 张未结转，可再次结转` : '';
  const told = `已结转 ${made.ids.length} 张表到 ${year} 年度${skipped}${results}${cancelled}`;
  workspace.say(told, { label: '撤销结转', take: () => trash(workspace, made.ids), undoes: true });
}

/** Copies filings as they are to another year and opens the first copy. Rejects when they could not be copied. */
export async function copyToYear(workspace: Workspace, ids: readonly number[], year: number): Promise<void> {
  await workspace.flush(ids);
  const copies = await call('filings.copy', { ids: [...ids], year });
  workspace.list.choose([]);
  await workspace.filings.showAll();
  if (copies.ids[0] !== undefined) await workspace.open(copies.ids[0]);
  workspace.say(`已复制 ${ids.length} 张表到 ${year} 年度`, {
    label: '撤销复制',
    take: () => trash(workspace, copies.ids),
    undoes: true,
  });
}

/** The year after the latest of these filings; without one the year that new tables are for. */
export function nextYear({ year }: Workspace, filings: readonly FilingSummary[]): number {
  const [latest] = yearsOf(filings);
  return latest === undefined ? year : latest + 1;
}

/** Those of these filings whose project has a table in a year already. */
export function thereIn(
  filings: readonly FilingSummary[],
  all: readonly FilingSummary[],
  year: number | null,
): ReadonlySet<number> {
  const there = new Set(all.filter((filing) => filing.year === year).map(projectOf));
  return new Set(filings.filter((filing) => there.has(projectOf(filing))).map(({ id }) => id));
}
