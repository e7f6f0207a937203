import { statSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { fillYears } from '../bench/years.ts';
import { ownFolder, storeAt } from '../store/with-store.ts';
import { faultsOf } from './soundness.ts';

// How long it takes to open is a figure of the bench: a busy machine would fail a test of it.
test('ten years of 30 filings with 200 changes each, all of them kept, take at most 50 MB', async () => {
  const path = join(ownFolder(), '绩效表.db');
  await fillYears(path, { years: 10, filings: 30, edits: 200 });
  console.info(`10 years × 30 filings × 200 changes: ${(statSync(path).size / 1e6).toFixed(1)} MB`);
  expect(statSync(path).size).toBeLessThan(50_000_000);
  const store = await storeAt(path);
  const filings = store.list({ query: '', trashed: false });
  expect(filings).toHaveLength(300);
  for (const { id } of filings) {
    const { versions, steps } = store.versions.list(id);
    expect([versions.length, steps.length]).toEqual([5, 201]);
    expect(store.versions.read(id, 1 + (id % 200)).revision).toBe(1 + (id % 200));
  }
  expect(faultsOf(path)).toEqual([]);
});
