import { expect, test } from 'vitest';
import { killedWorks, killWhile } from '../faults/kill-runs.ts';

// The short form of test/faults/kill.test.ts.
test.each(killedWorks)('a process killed at random moments loses nothing that it reported: %s', async (work) => {
  const { failed, reported } = await killWhile(work, 3, Date.now() % 100_000);
  expect(failed).toEqual([]);
  expect(reported).toBeGreaterThan(0);
});
