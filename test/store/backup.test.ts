import { existsSync, mkdirSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import Sqlite from 'better-sqlite3';
import { expect, test } from 'vitest';
import type { Store } from '../../electron/store/store.ts';
import { filingOf, handClock, newStore, storeAt, typed } from './with-store.ts';

const backupsOf = (path: string) => readdirSync(join(dirname(path), 'backups')).sort();

function change(store: Store, text: string): void {
  const { revision, filing } = store.open(1);
  store.commit({ id: 1, revision, label: '', edits: [typed('annualGoal', text, filing.values.annualGoal ?? '')] });
}

test('closing a changed store makes a backup that holds everything, for its owner only', async () => {
  const clock = handClock('2026-03-02T09:00:00');
  const { store, path } = await newStore({ now: clock.now });
  store.add([filingOf(), filingOf()], '导入');
  await store.close();
  expect(backupsOf(path)).toEqual(['绩效表-20260302-090000.db']);
  const file = join(dirname(path), 'backups', '绩效表-20260302-090000.db');
  const copy = new Sqlite(file, { readonly: true });
  expect(copy.pragma('quick_check', { simple: true })).toBe('ok');
  expect(copy.pragma('journal_mode', { simple: true })).toBe('delete');
  expect(copy.prepare('SELECT count(*) FROM filings').pluck().get()).toBe(2);
  copy.close();
  if (process.platform !== 'win32') expect(statSync(file).mode & 0o777).toBe(0o600);

  for (const [time, count] of [
    ['2026-03-02T18:00:00', 2],
    ['2026-03-03T08:00:00', 2],
  ] as const) {
    clock.set(time);
    const again = await storeAt(path, { now: clock.now });
    change(again, time);
    await again.close();
    // Of a day that is over one stays.
    expect(backupsOf(path)).toHaveLength(count);
  }
});

test('closing a store that was only looked at, or whose window only looks another way, makes no backup', async () => {
  const { store, path } = await newStore();
  store.list({ query: '', trashed: false });
  store.set('zoom', '2');
  await store.close();
  expect(readdirSync(dirname(path))).toEqual(['绩效表.db', '绩效表.db-seen']);
});

test('a backup is due 15 minutes after the last one, when something was changed', async () => {
  const clock = handClock('2026-03-02T09:00:00');
  const { store, path } = await newStore({ now: clock.now });
  const at = async (time: string) => {
    clock.set(`2026-03-02T${time}`);
    await store.backups.tick();
  };
  await at('09:00:00');
  store.add([filingOf()], '新建');
  await at('09:14:59');
  expect(existsSync(join(dirname(path), 'backups'))).toBe(false);
  await at('09:15:00');
  expect(backupsOf(path)).toHaveLength(1);
  await at('09:45:00');
  expect(backupsOf(path)).toHaveLength(1);
  store.trash([1]);
  await at('09:46:00');
  expect(backupsOf(path)).toHaveLength(2);
  store.restore([1]);
  await at('10:00:00');
  expect(backupsOf(path)).toHaveLength(2);
  await at('10:01:00');
  expect(backupsOf(path)).toHaveLength(3);
  await store.close();
  expect(backupsOf(path)).toHaveLength(3);
});

test('what was changed before the program was killed is backed up at the next start', async () => {
  const { store, path } = await newStore();
  store.add([filingOf()], '新建');
  const killed = await storeAt(path, { now: handClock('2026-03-02T12:00:00').now });
  await killed.backups.tick();
  expect(backupsOf(path)).toEqual(['绩效表-20260302-120000.db']);
  const next = await storeAt(path, { now: handClock('2026-03-02T13:00:00').now });
  await next.backups.tick();
  expect(backupsOf(path)).toHaveLength(1);
});

test('a backup that fails is told once, and again only after one that went well', async () => {
  const clock = handClock('2026-03-02T09:00:00');
  const told: (string | null)[] = [];
  const { store, path } = await newStore({ now: clock.now, backedUp: (problem) => told.push(problem) });
  const folder = join(dirname(path), 'backups');
  writeFileSync(folder, 'a file where the folder should be');
  await store.backups.tick();
  const attempt = async (time: string) => {
    clock.set(`2026-03-02T${time}:00`);
    change(store, time);
    await store.backups.tick().catch((error: unknown) => expect(error).toMatchObject({ code: 'write-failed' }));
  };
  store.add([filingOf()], '新建');
  await attempt('09:20');
  await attempt('09:21');
  await attempt('09:40');
  expect(told).toEqual([expect.stringMatching(/^数据已保存，但未能在 .* 备份，请检查文件夹权限和磁盘空间$/)]);
  expect((await store.backups.state()).problem).toBe(told[0]);
  rmSync(folder);
  await attempt('09:56');
  expect(told).toEqual([told[0], null]);
  expect(backupsOf(path)).toHaveLength(1);
});

test('there are never two at once, and what is saved meanwhile is in the next one', async () => {
  const { store, path } = await newStore();
  store.add([filingOf()], '新建');
  const both = [store.backups.make(), store.backups.make(), store.backups.tick()];
  change(store, '备份时填写');
  await Promise.all(both);
  expect(backupsOf(path)).toHaveLength(2);
  change(store, '备份后填写');
  await store.close();
  const [newest = ''] = backupsOf(path).reverse();
  const copy = new Sqlite(join(dirname(path), 'backups', newest), { readonly: true });
  expect(copy.prepare('SELECT body FROM filings').pluck().get()).toContain('备份后填写');
  copy.close();
});

test('a backup during which changes go on is made in one go, and holds one state of the file', async () => {
  const { store, path } = await newStore();
  // Some twenty of the steps that it is made in.
  store.add(
    Array.from({ length: 300 }, () => filingOf({ annualGoal: '按期完成。'.repeat(900) })),
    '导入',
  );
  let made: string | null = null;
  const making = store.backups.make().then(({ name }) => {
    made = name;
  });
  for (let n = 0; made === null; n++) {
    if (n > 3000) throw new Error('the backup begins anew with every change');
    change(store, `第${n}次`);
    await new Promise(setImmediate);
  }
  await making;
  const copy = new Sqlite(join(dirname(path), 'backups', `${made}`), { readonly: true });
  const last = copy.prepare('SELECT max(revision) FROM revisions WHERE filing = 1').pluck().get() as number;
  expect(last).toBeGreaterThanOrEqual(1);
  const held = copy.prepare('SELECT revision, body FROM filings WHERE id = 1').get() as { revision: number };
  expect(held).toMatchObject({ revision: last, body: expect.stringContaining(last === 1 ? '' : `第${last - 2}次`) });
  copy.close();
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
  expect(backupsOf(path)).toEqual(['别的.txt', '绩效表-20260302-090000.db'].sort());
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

test('a copy of another file that came to the path meanwhile is no backup', async () => {
  const { store, path } = await newStore({
    opened: (database) => {
      // What the connection counts is not what lies in the file.
      const prepare = database.prepare.bind(database);
      database.prepare = ((source: string) =>
        prepare(source === 'SELECT commits FROM counter' ? 'SELECT 7' : source)) as typeof database.prepare;
    },
  });
  store.add([filingOf()], '新建');
  await expect(store.backups.make()).rejects.toMatchObject({
    code: 'write-failed',
    message: expect.stringContaining('备份文件检查未通过'),
  });
  expect(backupsOf(path)).toEqual([]);
  await expect(store.close()).rejects.toMatchObject({ code: 'write-failed' });
});
