import { setImmediate } from 'node:timers/promises';
import { ApiError, type Request, type Responses } from '../shared/api.ts';
import { summarise } from '../shared/filing/filing.ts';
import { formOf } from '../shared/filing/form-of.ts';
import { rollForward, rollsForward } from '../shared/filing/roll-forward.ts';
import type { Store } from './store/store.ts';

/** How many filings are made in one go, some 30 ms: between two of them the window is answered. */
const BATCH = 25;

/**
 * Makes the filings of the next year, batch by batch; an ended job keeps those it has made, and the same request goes
 * on from there, since what was rolled forward to that year before is skipped. 自评 and 监控 among them are left out and
 * counted. Throws when a filing is of a later year, before anything is made.
 */
export async function rollFilings(
  store: Store,
  { ids, year, amounts }: Pick<Request<'filings.rollForward'>, 'ids' | 'year' | 'amounts'>,
  onProgress: (done: number, total: number) => void,
  signal: AbortSignal,
): Promise<Responses['filings.rollForward']> {
  const asked = new Set(ids);
  const latest = Math.max(
    0,
    ...store.review.statesBeside(ids).map((state) => (asked.has(state.id) ? (state.year ?? 0) : 0)),
  );
  if (latest > year)
    throw new ApiError('bad-request', `不能结转到 ${year} 年度：所选的表中有 ${latest} 年度的，请填更晚的年度`);
  const done = store.rolledTo(year);
  const made: number[] = [];
  let [skipped, results] = [0, 0];
  const unique = [...new Set(ids)];
  for (let start = 0; start < unique.length; start += BATCH) {
    if (signal.aborted) return { ids: made, skipped, results, cancelled: true };
    const opened = unique.slice(start, start + BATCH).map((id) => {
      const { filing } = store.open(id);
      return { id, form: formOf(filing), filing };
    });
    const targets = opened.filter(({ form }) => rollsForward(form));
    const batch = targets.filter(({ id, form, filing }) => !done.has(id) && summarise(form, filing).year !== year);
    results += opened.length - targets.length;
    skipped += targets.length - batch.length;
    const rolled = batch.map(({ form, filing }) => rollForward(form, filing, year, { amounts }));
    const from = batch.map(({ id }) => id);
    if (rolled.length > 0) made.push(...store.add(rolled, `结转到 ${year} 年度`, from));
    onProgress(Math.min(start + BATCH, unique.length), unique.length);
    await setImmediate();
  }
  return { ids: made, skipped, results, cancelled: false };
}
