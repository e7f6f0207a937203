import { mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import Sqlite from 'better-sqlite3';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { outdated } from '../../electron/store/backup.ts';
import { filingOf, handClock, newStore, storeAt, typed } from './with-store.ts';

const backupsOf = (path: string) => readdirSync(join(dirname(path), 'backups'));

test('closing a changed store makes one backup a day that holds everything', async () => {
  const clock = handClock('2026-03-02T09:00:00');
  const { store, path } = await newStore({ now: clock.now });
  store.add([filingOf(), filingOf()], '导入');
  await store.close();
  expect(backupsOf(path)).toEqual(['绩效表-20260302-090000.db']);
  const copy = new Sqlite(join(dirname(path), 'backups', '绩效表-20260302-090000.db'), { readonly: true });
  expect(copy.pragma('quick_check', { simple: true })).toBe('ok');
  expect(copy.prepare('SELECT count(*) FROM filings').pluck().get()).toBe(2);
  copy.close();

  for (const [time, count] of [
    ['2026-03-02T18:00:00', 1],
    ['2026-03-03T08:00:00', 2],
  ] as const) {
    clock.set(time);
    const again = await storeAt(path, { now: clock.now });
    const { revision } = again.open(1);
    again.commit({
      id: 1,
      revision,
      label: '',
      edits: [typed('annualGoal', time, again.open(1).filing.values.annualGoal ?? '')],
    });
    await again.close();
    expect(backupsOf(path)).toHaveLength(count);
  }
});

test('closing a store that was only looked at makes no backup', async () => {
  const { store, path } = await newStore();
  store.list({ query: '', trashed: false });
  await store.close();
  expect(readdirSync(dirname(path))).toEqual(['绩效表.db']);
});

test('a backup that cannot be made is reported, and the store is closed all the same', async () => {
  const { store, path } = await newStore();
  store.add([filingOf()], '新建');
  writeFileSync(join(dirname(path), 'backups'), 'a file where the folder should be');
  await expect(store.close()).rejects.toMatchObject({ code: 'write-failed' });
  await store.close();
  expect((await storeAt(path)).list({ query: '', trashed: false })).toHaveLength(1);
});

test('what a backup that was killed left behind goes with a later one', async () => {
  const { store, path } = await newStore();
  const folder = join(dirname(path), 'backups');
  mkdirSync(folder);
  for (const file of ['绩效表-20260301-120000.db.77.tmp', '绩效表-20260301-120000.db.77.tmp-journal', '别的.txt'])
    writeFileSync(join(folder, file), '');
  store.add([filingOf()], '新建');
  await store.close();
  expect(backupsOf(path).sort()).toEqual(['别的.txt', '绩效表-20260302-090000.db']);
});

test('K5: an old backup that cannot be removed keeps no new one from being made', async () => {
  const { store, path } = await newStore();
  const folder = join(dirname(path), 'backups');
  // Removing a folder as if it were a file is refused as long as it is one.
  for (let day = 10; day < 20; day++) mkdirSync(join(folder, `绩效表-202602${day}-090000.db`), { recursive: true });
  store.add([filingOf()], '新建');
  await store.close();
  expect(backupsOf(path)).toContain('绩效表-20260302-090000.db');
});

const name = (day: string) => `绩效表-${day}-120000.db`;

test('the newest seven stay, and the last one of each of six months', () => {
  const days = ['20250831', '20250930', '20251031', '20251130', '20251231', '20260131', '20260215', '20260228'];
  const week = ['20260301', '20260302', '20260303', '20260304', '20260305', '20260306', '20260307'];
  expect(outdated([...week, ...days].map(name))).toEqual(['20250831', '20250930', '20260215'].map(name));
  expect(outdated(week.map(name))).toEqual([]);
});

test('rotation never takes the newest ones and keeps at most thirteen, whatever the order', () => {
  const day = fc.date({ min: new Date('2020-01-01'), max: new Date('2030-01-01'), noInvalidDate: true });
  fc.assert(
    fc.property(
      fc.uniqueArray(day.map((date) => name(date.toISOString().slice(0, 10).replaceAll('-', '')))),
      (names) => {
        const gone = new Set(outdated(names));
        const kept = names.filter((candidate) => !gone.has(candidate));
        expect(kept.length).toBeLessThanOrEqual(13);
        for (const newest of names.toSorted().slice(-7)) expect(kept).toContain(newest);
      },
    ),
  );
});
