import { copyFileSync } from 'node:fs';
import { join } from 'node:path';
import Sqlite from 'better-sqlite3';
import { expect, test } from 'vitest';
import { holdsAllOf } from '../../electron/store/keep.ts';
import type { Store } from '../../electron/store/store.ts';
import type { FilingEvent, ListEvent, LockEvent } from '../../shared/api.ts';
import { filingOf, handClock, newStore, ownFolder, storeAt, typed } from './with-store.ts';

const locked = (sentence: string) =>
  expect.objectContaining({ code: 'read-only', message: expect.stringContaining(sentence) });

test('nothing changes a filing that is 定稿, until it is unlocked with a reason', async () => {
  const { store, path } = await newStore();
  const [id, other] = store.add([filingOf(), filingOf()], '新建') as [number, number];
  store.lock([id]);
  const change = { id, revision: 1, label: '填写', edits: [typed('annualGoal', '一')] };
  const refused = () => {
    expect(() => store.commit(change)).toThrow(locked('此表已定稿，请先解除定稿再修改'));
    expect(() => store.trash([id])).toThrow(locked('此表已定稿，请先解除定稿再删除'));
    expect(() => store.trash([other, id])).toThrow(locked('所选的表中有 1 张已定稿'));
    expect(store.list({ query: '', trashed: false })).toHaveLength(2);
    expect(store.open(id)).toMatchObject({ revision: 1, locked: { at: expect.any(String) } });
  };
  refused();
  await store.close();
  const again = await storeAt(path);
  expect(() => again.commit(change)).toThrow(locked('此表已定稿'));
  again.unlock(id, '主管部门退回修改');
  expect(again.open(id).locked).toBeNull();
  expect(again.commit(change)).toMatchObject({ revision: 2 });
  again.trash([id]);
});

test('what is 定稿 is shown in the list and in what a search finds, at once', async () => {
  const { store } = await newStore();
  const [id, other] = store.add([filingOf(), filingOf()], '新建') as [number, number];
  const shown = (query: string) =>
    store.list({ query, trashed: false }).map((filing) => [filing.id, filing.locked ?? false]);
  for (const query of ['', '河道']) {
    expect(shown(query)).toEqual([
      [id, false],
      [other, false],
    ]);
    store.lock([other]);
    expect(shown(query)).toEqual([
      [id, false],
      [other, true],
    ]);
    store.unlock(other, '有误');
    expect(shown(query)).toEqual([
      [id, false],
      [other, false],
    ]);
  }
});

test('each lock is kept with when it was and why it was taken back, and names what was 定稿', async () => {
  const clock = handClock('2026-03-02T09:00:00');
  const { store } = await newStore({ now: clock.now });
  const [id] = store.add([filingOf()], '新建') as [number];
  const at = (time: string) => {
    clock.set(time);
    return new Date(time).toISOString();
  };
  const first = at('2026-03-02T10:00:00');
  store.lock([id]);
  store.lock([id]);
  const unlocked = at('2026-03-03T10:00:00');
  store.unlock(id, '金额有误');
  store.commit({ id, revision: 1, label: '填写', edits: [typed('annualGoal', '一')] });
  const second = at('2026-03-04T10:00:00');
  store.lock([id]);
  store.unlock(id, '再改');
  // Nothing was changed: what was 定稿 is so again.
  store.lock([id]);
  store.unlock(id, '再改');
  store.commit({ id, revision: 2, label: '填写', edits: [typed('annualGoal', '二', '一')] });
  store.lock([id]);
  const { versions, locks, locked } = store.versions.list(id);
  expect(versions.map(({ revision, name }) => [revision, name])).toEqual([
    [3, '定稿 2026-03-04 (2)'],
    [2, '定稿 2026-03-04'],
    [1, '定稿'],
  ]);
  expect(locked).toEqual({ at: second });
  expect(locks).toEqual([
    { revision: 3, lockedAt: second, unlockedAt: null, reason: '' },
    { revision: 2, lockedAt: second, unlockedAt: second, reason: '再改' },
    { revision: 2, lockedAt: second, unlockedAt: second, reason: '再改' },
    { revision: 1, lockedAt: first, unlockedAt: unlocked, reason: '金额有误' },
  ]);
});

test('all of several filings are locked, or none', async () => {
  const { store } = await newStore();
  const [id, thrown] = store.add([filingOf(), filingOf()], '新建') as [number, number];
  store.trash([thrown]);
  expect(() => store.lock([id, thrown])).toThrow(locked('回收站中的表不能定稿'));
  expect(() => store.lock([id, 99])).toThrow(expect.objectContaining({ code: 'not-found' }));
  expect(store.isLocked(id)).toBe(false);
  expect(() => store.unlock(id, '理由')).toThrow(expect.objectContaining({ code: 'bad-request' }));
});

test('every window hears of it', async () => {
  const heard: (FilingEvent | ListEvent | LockEvent)[] = [];
  const { store } = await newStore({ changed: (event) => heard.push(event) });
  const ids = store.add([filingOf(), filingOf()], '新建');
  heard.length = 0;
  store.lock(ids.slice(0, 1));
  store.lock(ids);
  store.unlock(ids[1] as number, '理由');
  const at = expect.any(String);
  expect(heard).toEqual([
    { event: 'lock', ids: [ids[0]], locked: { at } },
    { event: 'list', version: 2 },
    { event: 'lock', ids: [ids[1]], locked: { at } },
    { event: 'list', version: 3 },
    { event: 'lock', ids: [ids[1]], locked: null },
    { event: 'list', version: 4 },
  ]);
});

test.each([
  ['a name', (store: Store, id: number) => store.versions.name(id, 1, '一上')],
  ['a lock', (store: Store, id: number) => store.lock([id])],
  ['that it was unlocked', (store: Store, id: number) => store.unlock(id, '退回')],
])('a copy of the file from before %s does not hold all', async (what, change) => {
  const { store, path } = await newStore();
  const [id] = store.add([filingOf()], '新建') as [number];
  if (what === 'that it was unlocked') store.lock([id]);
  await store.close();
  const copy = join(ownFolder(), '绩效表.db');
  copyFileSync(path, copy);
  const holds = () => {
    const database = new Sqlite(path, { readonly: true });
    const all = holdsAllOf(copy, database);
    database.close();
    return all;
  };
  expect(holds()).toBe(true);
  const again = await storeAt(path);
  change(again, id);
  await again.close();
  expect(holds()).toBe(false);
});
