import { expect, test } from 'vitest';
import { damageStores, faultLines } from '../faults/damage-runs.ts';
import { finerDamages } from '../faults/finer-damages.ts';

// The short form of test/faults/damage.test.ts: one damage of each kind.
test('however a data file is damaged, the program starts and shows nothing wrong as right', async () => {
  const seed = 1;
  expect(faultLines(await damageStores(12, seed), seed)).toEqual([]);
});

test('however one number or page of it is damaged, too', async () => {
  const seed = 1;
  expect(faultLines(await damageStores(9, seed, Object.keys(finerDamages)), seed)).toEqual([]);
});

// Found by the long form: a value whose kind was damaged, a page that a free one has changed places with, the last page
// of a long row beyond the end of the file, the rest of a long row that was changed where it lies by the last frames of
// a log, a row whose length was damaged, a long row of which one page was older than the others.
test.each([
  [1, 252],
  [1, 600],
  [2, 70],
  [3, 207],
  [3, 675],
  [4, 90],
  [4, 372],
  [5, 55],
])('damage %i/%i shows nothing wrong as right', async (seed, run) => {
  expect(faultLines(await damageStores(1, seed, undefined, run), seed)).toEqual([]);
});
