import { statSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { fillYears } from '../bench/years.ts';
import { ownFolder, storeAt } from './with-store.ts';

test('ten years of 30 filings with 200 changes each, all of them kept, take at most 50 MB: a fiftieth takes 1 MB', async () => {
  const path = join(ownFolder(), '绩效表.db');
  await fillYears(path, { years: 1, filings: 6, edits: 200 });
  expect(statSync(path).size).toBeLessThan(1_000_000);
  const store = await storeAt(path);
  for (const { id } of store.list({ query: '', trashed: false })) {
    const { versions, steps } = store.versions.list(id);
    expect([versions.length, steps.length]).toEqual([5, 201]);
    expect(store.versions.read(id, 120).revision).toBe(120);
  }
});
