import { expect, test } from 'vitest';
import { damageStores, faultLines } from '../faults/damage-runs.ts';

// The short form of test/faults/damage.test.ts: one damage of each kind.
test('however a data file is damaged, the program starts and shows nothing wrong as right', async () => {
  const seed = 1;
  expect(faultLines(await damageStores(12, seed), seed)).toEqual([]);
});
