import { expect, test } from 'vitest';
import { callAtRandom } from '../faults/api-runs.ts';

// The short form of test/faults/api.test.ts.
test('after 300 random calls of two programs the data file holds what it must, and every call was made', async () => {
  const { failed, uncalled } = await callAtRandom(300, Date.now() % 100_000);
  expect(failed).toBeNull();
  expect(uncalled, 'calls that no step makes and NOT_CALLED does not name').toEqual([]);
});
