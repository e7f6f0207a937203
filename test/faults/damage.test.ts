import { expect, test } from 'vitest';
import { damageStores, faultLines, tableOf } from './damage-runs.ts';

const runs = Number(process.env.FAULT_RUNS ?? 1000);
const seed = Number(process.env.FAULT_SEED ?? 1);
const kinds = process.env.FAULT_KIND?.split(',');
/** With FAULT_RUNS=1 a failure is seen alone. */
const first = Number(process.env.FAULT_FIRST ?? 0);

test(`however a data file is damaged, the program starts and shows nothing wrong as right: ${runs} damages`, async () => {
  const results = await damageStores(runs, seed, kinds, first);
  console.info(`${runs} damages, seed ${seed}\n${tableOf(results)}`);
  expect(faultLines(results, seed)).toEqual([]);
});
