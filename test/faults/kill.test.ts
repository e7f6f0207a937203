import { expect, test } from 'vitest';
import { killedWorks, killWhile } from './kill-runs.ts';

const runs = Math.ceil(Number(process.env.FAULT_RUNS ?? 500) / killedWorks.length);
const seed = Number(process.env.FAULT_SEED ?? 1);

test.each(killedWorks)('a process killed at random moments loses nothing that it reported: %s', async (work) => {
  const { failed, reported } = await killWhile(work, runs, seed);
  console.info(`${work}: ${runs} kills, seed ${seed}, ${reported} reports, ${failed.length} failures`);
  expect(failed).toEqual([]);
  expect(reported, 'some run must have got to work').toBeGreaterThanOrEqual(runs);
});
