import { expect, test } from 'vitest';
import { callAtRandom } from './api-runs.ts';

const runs = Number(process.env.FAULT_RUNS ?? 10_000);
const seed = Number(process.env.FAULT_SEED ?? 1);

test(`after ${runs} random calls of two programs the data file holds what it must`, async () => {
  const { calls, uncalled, failed } = await callAtRandom(runs, seed);
  console.info(
    `${runs} calls, seed ${seed}: ${[...calls]
      .sort()
      .map(([name, count]) => `${name} ${count}`)
      .join(', ')}`,
  );
  expect(failed).toBeNull();
  expect(uncalled, 'calls that no step makes and NOT_CALLED does not name').toEqual([]);
});
