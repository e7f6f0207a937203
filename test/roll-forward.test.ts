import { expect, test } from 'vitest';
import { rollFilings } from '../electron/roll-forward.ts';
import { newFiling } from '../shared/filing/filing.ts';
import { catalog } from '../shared/form/catalog/catalog.ts';
import type { Form } from '../shared/form/form.ts';
import { filingOf, newStore } from './store/with-store.ts';

const never = () => new AbortController().signal;
const none = () => undefined;

test('filings are rolled forward to the next year, each linked with the one it came from', async () => {
  const { store } = await newStore();
  const ids = store.add(
    ['河道保洁', '2026年闸门维修'].map((projectName) => filingOf({ projectName, 'annualFunding.total': '12.5' })),
    '导入',
  );
  const told: number[][] = [];
  const request = { ids: ids.toReversed(), year: 2027, amounts: 'empty' } as const;
  const result = await rollFilings(store, request, (done, total) => told.push([done, total]), never());
  expect(result).toEqual({ ids: [3, 4], skipped: 0, results: 0, cancelled: false });
  expect(told).toEqual([[2, 2]]);
  expect(store.open(3)).toMatchObject({
    previous: ids[1],
    filing: { values: { projectName: '2027年闸门维修', fiscalYear: '2027', 'annualFunding.total': '' } },
  });
  expect(store.open(ids[0] ?? 0).filing.values['annualFunding.total']).toBe('12.5');
});

test('what was rolled forward to that year before, or is of that year, is skipped and counted', async () => {
  const { store } = await newStore();
  const [first = 0, second = 0] = store.add([filingOf(), filingOf(), filingOf({ fiscalYear: '2027' })], '导入');
  const roll = (ids: number[]) => rollFilings(store, { ids, year: 2027, amounts: 'keep' }, none, never());
  expect(await roll([first])).toEqual({ ids: [4], skipped: 0, results: 0, cancelled: false });
  expect(await roll([first, second, second, 3])).toEqual({ ids: [5], skipped: 2, results: 0, cancelled: false });
  store.trash([4]);
  expect(await roll([first])).toEqual({ ids: [6], skipped: 0, results: 0, cancelled: false });
});

test('nothing is made when a filing is of a later year than the one asked for', async () => {
  const { store } = await newStore();
  const ids = store.add([filingOf({ fiscalYear: '2019' }), filingOf({ fiscalYear: '2026' })], '导入');
  await expect(rollFilings(store, { ids, year: 2020, amounts: 'keep' }, none, never())).rejects.toThrow(
    '不能结转到 2020 年度：所选的表中有 2026 年度的',
  );
  expect(store.list({ query: '', trashed: false })).toHaveLength(2);
});

test('a filing that is not there ends it with the reason', async () => {
  const { store } = await newStore();
  await expect(rollFilings(store, { ids: [7], year: 2027, amounts: 'keep' }, none, never())).rejects.toMatchObject({
    code: 'not-found',
  });
});

test('cancelled, what was made stays, and going on makes only the rest', async () => {
  const { store } = await newStore();
  const ids = store.add(
    Array.from({ length: 120 }, () => filingOf()),
    '导入',
  );
  const controller = new AbortController();
  const cancelAtOnce = () => controller.abort();
  const request = { ids, year: 2027, amounts: 'keep' } as const;
  const cancelled = await rollFilings(store, request, cancelAtOnce, controller.signal);
  expect(cancelled).toMatchObject({ cancelled: true, skipped: 0 });
  expect(cancelled.ids.length).toBeLessThan(120);
  const rest = await rollFilings(store, request, none, never());
  expect(rest).toMatchObject({ cancelled: false, skipped: cancelled.ids.length });
  expect(store.rolledTo(2027).size).toBe(120);
});

test('while a thousand filings are rolled forward, other work gets its turn between the batches', async () => {
  const { store } = await newStore();
  const ids = store.add(
    Array.from({ length: 1000 }, (_, k) => filingOf({ projectName: `第${k + 1}号工程` })),
    '导入',
  );
  let turns = 0;
  let looking = true;
  const look = () => {
    turns++;
    if (looking) setImmediate(look);
  };
  setImmediate(look);
  const result = await rollFilings(store, { ids, year: 2027, amounts: 'keep' }, none, never());
  looking = false;
  expect(result.ids).toHaveLength(1000);
  expect(turns).toBeGreaterThanOrEqual(20);
});

test('自评表 and 监控表 among the filings are left out and counted', async () => {
  const { store } = await newStore();
  const evaluation = { ...newFiling(catalog.find('evaluation-2020') as Form, 2026) };
  const ids = store.add([filingOf({ projectName: '河道保洁' }), evaluation], '导入');
  const result = await rollFilings(store, { ids, year: 2027, amounts: 'keep' }, none, never());
  expect(result).toEqual({ ids: [3], skipped: 0, results: 1, cancelled: false });
});
