import { expect, test } from 'vitest';
import { failCalls, hasStrace } from '../faults/io-runs.ts';

// The short form of test/faults/io.test.ts: a few of the calls, others each time.
test('a call that writes fails because the disk is full, and nothing reported is lost', async () => {
  if (!hasStrace()) return console.info('no strace here: faults at write calls were left out');
  const { runs, failed } = await failCalls('disk full', 60, Date.now() % 60);
  expect(failed).toEqual([]);
  expect(runs).toBeGreaterThan(1);
});
