/** What all benches share: how a thing is timed, and the shape of a result. Times are milliseconds. */

/** What a bench answers: one measured value, with the bound it has to keep and a comparison made in the same run. */
export interface Metric {
  metric: string;
  /** null when the program cannot do it (yet). */
  value: number | null;
  unit: 'ms' | '/s' | 'MB';
  /** The most that is allowed; null where no bound is set. */
  target?: number;
  /**
   * The same work done by the simplest means on the same machine at the same time: tells a slow machine from slow code.
   */
  peer?: number;
}

/** A bench: its name is its file's. */
export type Bench = () => Promise<Metric[]>;

export function median(times: readonly number[]): number {
  return percentile(times, 0.5);
}

export function p95(times: readonly number[]): number {
  return percentile(times, 0.95);
}

export function p99(times: readonly number[]): number {
  return percentile(times, 0.99);
}

/** The smallest time that this share of the times does not exceed. Throws for an empty list. */
function percentile(times: readonly number[], share: number): number {
  const sorted = times.toSorted((a, b) => a - b);
  const value = sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)];
  if (value === undefined) throw new Error('nothing was measured');
  return value;
}

type Work = () => unknown;

/** Time of one call; an asynchronous one is awaited. */
export async function time(work: Work): Promise<number> {
  const began = performance.now();
  const result = work();
  if (result instanceof Promise) await result;
  return performance.now() - began;
}

/**
 * Times of `runs` calls of the work and of its peer, after `warmUp` calls of each that do not count. The two take
 * turns, so that whatever else the machine does meets both.
 */
export async function against(
  work: Work,
  peer: Work,
  { runs, warmUp = 1 }: { runs: number; warmUp?: number },
): Promise<{ own: number[]; peer: number[] }> {
  const times = { own: [] as number[], peer: [] as number[] };
  for (let run = -warmUp; run < runs; run++) {
    const [own, other] = [await time(work), await time(peer)];
    if (run < 0) continue;
    times.own.push(own);
    times.peer.push(other);
  }
  return times;
}
