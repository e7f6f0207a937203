import { expect, test } from 'vitest';
import { damageStores, faultLines, tableOf } from './damage-runs.ts';
import { damages } from './damages.ts';
import { finerDamages } from './finer-damages.ts';

const runs = Number(process.env.FAULT_RUNS ?? 1000);
const seed = Number(process.env.FAULT_SEED ?? 1);
const only = process.env.FAULT_KIND?.split(',');
/** With FAULT_RUNS=1 a failure is seen alone. */
const first = Number(process.env.FAULT_FIRST ?? 0);

test.each([
  ['twelve ways', damages],
  ['finer ways', finerDamages],
])(`damaged in %s, a data file opens and shows nothing wrong as right: ${runs} damages`, async (_, all) => {
  const kinds = Object.keys(all).filter((kind) => only?.includes(kind) ?? true);
  if (kinds.length === 0) return;
  const results = await damageStores(runs, seed, kinds, first);
  console.info(`${runs} damages, seed ${seed}\n${tableOf(results)}`);
  expect(faultLines(results, seed)).toEqual([]);
});
