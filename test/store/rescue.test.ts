import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { expect, test } from 'vitest';
import type { SalvageProgress } from '../../electron/store/salvage-progress.ts';
import { inThread } from '../../electron/store/store-thread.ts';
import { filingOf, newStore, storeAt } from './with-store.ts';

const COUNT = 400;

/** A data file of `COUNT` filings without a backup, of which some pages are torn. */
async function damaged(): Promise<string> {
  const { store, path } = await newStore();
  const goal = '按期完成河道保洁、绿化养护和设施维修，群众满意。'.repeat(60);
  store.add(
    Array.from({ length: COUNT }, (_, n) => filingOf({ projectName: `河道保洁${n + 1}段`, annualGoal: goal })),
    '导入',
  );
  await store.close();
  for (const name of readdirSync(`${dirname(path)}/backups`)) writeFileSync(`${dirname(path)}/backups/${name}`, '');
  const bytes = readFileSync(path);
  bytes.fill(0xa5, 20 * 4096, 22 * 4096);
  writeFileSync(path, bytes);
  return path;
}

test('a damaged file is read in a thread, which tells how far it is, while everything else goes on', async () => {
  const path = await damaged();
  const heard: SalvageProgress[] = [];
  let turns = 0;
  const ticking = setInterval(() => turns++, 1);
  const store = await storeAt(path, { salvaging: { progress: (progress) => void heard.push(progress) } });
  clearInterval(ticking);
  expect(store.recovery()).toMatchObject({ kind: 'salvaged' });
  expect(store.list({ query: '', trashed: false }).length).toBeGreaterThan(COUNT - 20);
  const steps = heard.map(({ step }) => step);
  const order = ['reading', 'choosing', 'writing', 'checking'];
  expect(steps).toEqual(steps.toSorted((a, b) => order.indexOf(a) - order.indexOf(b)));
  expect(heard[0]).toMatchObject({ step: 'reading', done: 1 });
  expect(heard.length).toBeGreaterThan(1);
  for (const { done, total } of heard) expect(done).toBeLessThanOrEqual(total);
  expect(turns).toBeGreaterThan(heard.length);
});

test('a salvage that is stopped leaves the damaged file as it was, and the next start reads it', async () => {
  const path = await damaged();
  const before = readFileSync(path);
  const stop = new AbortController();
  let told = 0;
  const stopped = storeAt(path, {
    salvaging: {
      signal: stop.signal,
      progress: () => {
        told++;
        stop.abort();
      },
    },
  });
  await expect(stopped).rejects.toMatchObject({ code: 'store-broken', message: expect.stringContaining('读出已停止') });
  // What comes after it in the thread is done when it has ended: right away, with nothing more to tell.
  await inThread('namesIn', [dirname(path)]);
  expect(told).toBe(1);
  expect(readFileSync(path).equals(before)).toBe(true);
  expect(readdirSync(dirname(path)).filter((name) => /tmp|corrupt/.test(name))).toEqual([]);
  const store = await storeAt(path);
  expect(store.recovery()).toMatchObject({ kind: 'salvaged' });
});
