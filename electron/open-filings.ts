import { setImmediate } from 'node:timers/promises';
import type { Filing } from '../shared/filing/filing.ts';
import type { Store } from './store/store.ts';

/** How many filings are opened in one go, some 10 ms: between two of them the window is answered. */
const BATCH = 25;

/**
 * The filings with these ids, opened batch by batch; `onOpened` hears of each batch before another call can change it.
 * @throws ApiError as `Store.open`; the signal's reason when it is aborted
 */
export async function openFilings(
  store: Pick<Store, 'open'>,
  ids: readonly number[],
  { signal, onOpened }: { signal?: AbortSignal; onOpened?: ((ids: readonly number[]) => void) | undefined } = {},
): Promise<Filing[]> {
  const filings: Filing[] = [];
  for (let start = 0; start < ids.length; start += BATCH) {
    signal?.throwIfAborted();
    const batch = ids.slice(start, start + BATCH);
    filings.push(...batch.map((id) => store.open(id).filing));
    onOpened?.(batch);
    if (start + BATCH < ids.length) await setImmediate();
  }
  return filings;
}
