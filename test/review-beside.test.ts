import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import Sqlite from 'better-sqlite3';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type ReviewDeps, reviewHandlers } from '../electron/review.ts';
import { checkedPath } from '../electron/store/checked-tables.ts';
import type { Store } from '../electron/store/store.ts';
import { asFiling, wrongTable } from './review-samples.ts';
import { newStore, storeAt, typed } from './store/with-store.ts';

/** What the checks found is kept beside a large data file (checked-file.ts). */

const MANY = 1000;
const failures: unknown[] = [];

/** The review of a year over a store, and how many filings it has opened to check them, or given to the thread. */
function reviewOf(store: Store) {
  let checked = 0;
  const counting: Store = Object.create(store, {
    open: {
      value: (id: number) => {
        checked++;
        return store.open(id);
      },
    },
    checked: {
      value: {
        ...store.checked,
        find: (ids: readonly number[]) => {
          checked += ids.length;
          return store.checked.find(ids);
        },
      },
    },
  });
  store.keepBeside((error) => failures.push(error));
  const handlers = reviewHandlers({
    ...({} as ReviewDeps),
    store: counting,
    emit: () => undefined,
    asJob: (_job, work) => work(new AbortController().signal),
  });
  const year = async () => {
    const before = checked;
    const { units } = await handlers['review.year']({ job: 'y', year: 2026 });
    return { units, checked: checked - before };
  };
  return { year };
}

async function large() {
  failures.length = 0;
  const { store, path } = await newStore();
  const tables = Array.from({ length: MANY }, (_, k) =>
    asFiling({ ...wrongTable(`第${k}号书车维修`), filingUnit: `第${k % 40}分馆`, implementingUnit: `第${k % 40}分馆` }),
  );
  const ids = store.add(tables, '导入');
  const { units, checked } = await reviewOf(store).year();
  expect(checked).toBe(MANY);
  await store.close();
  expect(failures).toEqual([]);
  return { path, ids, units };
}

test('after a start only what has changed since is checked anew, whoever changed it, and what is deleted for good goes', async () => {
  const { path, ids, units } = await large();
  const [id = 0, other = 0, gone = 0] = ids;
  const store = await storeAt(path);
  const { year } = reviewOf(store);
  expect(await year()).toEqual({ units, checked: 0 });
  const change = (of: Store, id: number) => {
    const { annualGoal } = of.open(id).filing.values;
    of.commit({ id, revision: 1, label: '', edits: [typed('annualGoal', '另一个目标', annualGoal)] });
  };
  change(store, id);
  expect((await year()).checked).toBe(1);
  change(await storeAt(path), other);
  expect((await year()).checked).toBe(1);
  store.trash([gone]);
  store.purge([gone]);
  await store.close();
  const file = new Sqlite(checkedPath(path));
  expect(file.prepare('SELECT count(*) FROM checked').pluck().get()).toBe(MANY - 1);
  file.close();
});

test('whatever becomes of the file, the review finds what it finds from nothing', async () => {
  const { path, units } = await large();
  const file = checkedPath(path);
  const sound = readFileSync(file);
  const spoil = fc.oneof(
    fc.record({ at: fc.nat(sound.length - 1), bit: fc.nat(7) }).map(({ at, bit }) => {
      const bytes = Buffer.from(sound);
      bytes[at] = (bytes[at] ?? 0) ^ (1 << bit);
      return bytes;
    }),
    fc.nat(sound.length - 1).map((length) => sound.subarray(0, length)),
    fc.nat(sound.length / 4096 - 1).map((page) => Buffer.from(sound).fill(0, page * 4096, (page + 1) * 4096)),
  );
  await fc.assert(
    fc.asyncProperty(spoil, async (bytes) => {
      writeFileSync(file, bytes);
      const store = await storeAt(path);
      expect((await reviewOf(store).year()).units).toEqual(units);
      await store.close();
    }),
    { numRuns: 6, examples: [[Buffer.from('no database '.repeat(900))], [Buffer.alloc(0)]] },
  );
});

test('what does not have its proof is found anew', async () => {
  const { path, units } = await large();
  const file = new Sqlite(checkedPath(path));
  file.exec(
    `UPDATE checked SET found = CAST(replace(CAST(found AS TEXT), '"error"', '"hint"') AS BLOB) WHERE filing % 3 = 0`,
  );
  file.exec(
    'UPDATE checked SET (found, proof) = (SELECT found, proof FROM checked WHERE filing = 1) WHERE filing % 3 = 1',
  );
  file.close();
  const store = await storeAt(path);
  expect(await reviewOf(store).year()).toEqual({ units, checked: 2 * Math.floor(MANY / 3) });
  await store.close();
});

test('what another program found is found anew', async () => {
  const { path, units } = await large();
  const file = new Sqlite(checkedPath(path));
  file.exec("UPDATE program SET sum = 'another'");
  file.close();
  const store = await storeAt(path);
  expect(await reviewOf(store).year()).toEqual({ units, checked: MANY });
  await store.close();
});

test.each<[string, Store['checked']['find']]>([
  [
    'leaves filings out',
    async (ids) => new Map(ids.slice(1).map((id) => [id, { id, sum: 'another', packed: new Uint8Array() }])),
  ],
  ['fails', () => Promise.reject(new Error('a thread of the store ended with 1'))],
])('where the thread %s, the filings are checked here', async (_, find) => {
  const { store } = await newStore();
  const tables = Array.from({ length: 12 }, (_, k) => asFiling(wrongTable(`第${k}号书车维修`)));
  store.add(tables, '导入');
  const { units } = await reviewOf(store).year();
  expect(units?.[0]?.filings).toHaveLength(12);
  const alone: Store = Object.create(store, { checked: { value: { ...store.checked, find } } });
  expect((await reviewOf(alone).year()).units).toEqual(units);
  await store.close();
});

test('a small data file has none beside it', async () => {
  const { store, path } = await newStore();
  store.add([asFiling(wrongTable('书车维修'))], '导入');
  await reviewOf(store).year();
  await store.close();
  expect(existsSync(checkedPath(path))).toBe(false);
});
