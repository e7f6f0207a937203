import { copyFileSync, openSync, readdirSync, readFileSync, statSync, writeFileSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import Sqlite from 'better-sqlite3';
import { expect, test } from 'vitest';
import { backupFolder } from '../../electron/store/backup-paths.ts';
import { type FilingHere, sinceThen } from '../../electron/store/backup-since.ts';
import type { Store } from '../../electron/store/store.ts';
import { AS_VERSION_5, filingOf, handClock, newStore, typed } from './with-store.ts';

const all = { query: '', trashed: false };
const namesOf = (store: Store) => store.list(all).map(({ name }) => name);

/** A store with `count` filings, and the backup of it. */
async function backedUp(count = 3) {
  const clock = handClock('2026-03-02T09:00:00');
  const { store, path } = await newStore({ now: clock.now });
  store.add(
    Array.from({ length: count }, (_, index) => filingOf({ projectName: `项目${index + 1}` })),
    '导入',
  );
  const { name } = await store.backups.make();
  clock.set('2026-03-05T09:00:00');
  return { store, path, clock, name, file: join(backupFolder(path), name) };
}

test('what is in a backup is told with what has become of it, and looking changes nothing', async () => {
  const { store, path, name, file } = await backedUp(4);
  store.commit({ id: 1, revision: 1, label: '', edits: [typed('annualGoal', '后来改的', '')] });
  store.trash([2, 3]);
  store.purge([3]);
  store.add([filingOf({ projectName: '后来的' })], '新建');
  const before = [readFileSync(path), readFileSync(file), readdirSync(backupFolder(path))];
  const contents = await store.backups.look('own', name);
  expect(contents).toMatchObject({ name, madeAt: new Date('2026-03-02T09:00:00').toISOString(), damaged: false });
  expect(contents.filings.map(({ name, state, doubtful }) => [name, state, doubtful])).toEqual([
    ['项目1', 'changed', false],
    ['项目2', 'trashed', false],
    ['项目3', 'gone', false],
    ['项目4', 'same', false],
  ]);
  expect([contents.later, contents.unread]).toEqual([1, 0]);
  expect([readFileSync(path), readFileSync(file), readdirSync(backupFolder(path))]).toEqual(before);
});

test('filings are taken out as they were, and once they are here again the backup says so', async () => {
  const { store, name } = await backedUp();
  store.trash([2]);
  store.purge([2]);
  const [filing, ...none] = await store.backups.filings('own', name, [2, 99]);
  expect(none).toEqual([]);
  const [id] = store.add([filing as NonNullable<typeof filing>], '从备份取出') as [number];
  expect(store.open(id).filing.values.projectName).toBe('项目2');
  expect(store.history(id, 2).map(({ label }) => label)).toEqual(['从备份取出']);
  const { filings, later } = await store.backups.look('own', name);
  expect(filings.map(({ state }) => state)).toEqual(['same', 'same', 'same']);
  expect(later).toBe(0);
});

test('restoring a whole backup keeps what was there as a backup, whatever rotation would say', async () => {
  const { store, path, name } = await backedUp();
  // The last three of today stay: the one that is restored would go.
  for (let n = 0; n < 3; n++) await store.backups.make();
  store.add([filingOf({ projectName: '后来的' })], '新建');
  const said = await store.backups.restore('own', name);
  expect(namesOf(store)).toEqual(['项目1', '项目2', '项目3']);
  const kept = /已存为备份 (.+?\.db)/.exec(said)?.[1] ?? '';
  expect(readdirSync(backupFolder(path))).toEqual(expect.arrayContaining([name, kept]));
  await store.backups.restore('own', kept);
  expect(namesOf(store)).toContain('后来的');
});

test('a backup of an older format is looked into as it is, and its filings taken out', async () => {
  const { store, name, file } = await backedUp();
  const old = new Sqlite(file);
  old.exec(AS_VERSION_5);
  old.pragma('user_version = 5');
  old.close();
  const before = readFileSync(file);
  const { filings } = await store.backups.look('own', name);
  expect(filings.map(({ state }) => state)).toEqual(['same', 'same', 'same']);
  expect(await store.backups.filings('own', name, [1, 2])).toHaveLength(2);
  expect(readFileSync(file)).toEqual(before);
});

test('of a damaged backup what can be read is shown and taken, and it is not put in the place of the data', async () => {
  const { store, name, file } = await backedUp(60);
  const { page, size } = pagesOf(file, 'filings');
  const handle = openSync(file, 'r+');
  writeSync(handle, Buffer.alloc(size, 0x5a), 0, size, (page - 1) * size);
  const { damaged, filings, unread } = await store.backups.look('own', name);
  expect(damaged).toBe(true);
  expect(filings.length).toBeGreaterThan(0);
  expect(filings.length + unread).toBe(60);
  expect(unread).toBeGreaterThan(0);
  const ids = filings.map(({ id }) => id);
  expect(await store.backups.filings('own', name, ids)).toHaveLength(ids.length);
  await expect(store.backups.restore('own', name)).rejects.toMatchObject({ code: 'not-found' });
  expect(store.list(all)).toHaveLength(60);
});

/** A page that holds rows of a table in a file, and the size of pages in bytes. */
function pagesOf(file: string, table: string): { page: number; size: number } {
  const database = new Sqlite(file, { readonly: true });
  const size = database.pragma('page_size', { simple: true }) as number;
  const root = database.prepare('SELECT rootpage FROM sqlite_schema WHERE name = ?').pluck().get(table) as number;
  database.close();
  const bytes = readFileSync(file);
  const at = (root - 1) * size;
  expect(bytes[at], 'the root of a large table is an inner page').toBe(5);
  // Its first cell begins with the number of a page that holds rows.
  const cell = bytes.readUInt16BE(at + 12);
  return { page: bytes.readUInt32BE(at + cell), size };
}

test('a body that is not what was saved is marked', async () => {
  const { store, name, file } = await backedUp();
  const copy = new Sqlite(file);
  copy.prepare("UPDATE filings SET body = replace(body, '项目2', '项目9') WHERE id = 2").run();
  copy.close();
  const { filings } = await store.backups.look('own', name);
  expect(filings.map(({ doubtful }) => doubtful)).toEqual([false, true, false]);
});

test('a backup in which nothing can be read, or of a newer program, says so and what to do', async () => {
  const { store, path, name, file } = await backedUp();
  const beside = (day: string) => join(backupFolder(path), `绩效表-202603${day}-090000.db`);
  writeFileSync(beside('03'), Buffer.alloc(8192, 1));
  copyFileSync(file, beside('04'));
  const newer = new Sqlite(beside('04'));
  newer.pragma('user_version = 99');
  newer.close();
  await expect(store.backups.look('own', '绩效表-20260303-090000.db')).rejects.toMatchObject({
    message: '这份备份已损坏，一张表也读不出来，请另选一份',
  });
  await expect(store.backups.look('own', '绩效表-20260304-090000.db')).rejects.toMatchObject({
    message: '这份备份由更新版本的软件建立，请升级软件后再看',
  });
  const [own] = await store.backups.list();
  expect(own?.backups).toEqual([
    expect.objectContaining({ name: '绩效表-20260304-090000.db', filings: 3 }),
    expect.objectContaining({ name: '绩效表-20260303-090000.db', filings: null, size: 8192 }),
    {
      name,
      madeAt: new Date('2026-03-02T09:00:00').toISOString(),
      filings: 3,
      foreign: false,
      size: statSync(file).size,
    },
  ]);
});

test('a filing of another data file with the same number is another filing', () => {
  const filing = {
    ...{ id: 1, form: 'a', name: '', unit: '', year: 2026, savedAt: '', createdAt: 'then', sum: 's' },
    doubtful: false,
  };
  const here = (change: Partial<FilingHere>): FilingHere[] => [
    { id: 1, createdAt: 'then', sum: 's', trashed: 0, ...change },
  ];
  const told = (now: FilingHere[]) => {
    const { filings, later } = sinceThen([filing], now);
    return [filings[0]?.state, later];
  };
  expect(told([])).toEqual(['gone', 0]);
  expect(told(here({}))).toEqual(['same', 0]);
  expect(told(here({ sum: 't' }))).toEqual(['changed', 0]);
  expect(told(here({ trashed: 1 }))).toEqual(['trashed', 0]);
  expect(told(here({ createdAt: 'later', sum: 't' }))).toEqual(['gone', 1]);
  expect(told(here({ id: 7, createdAt: 'later' }))).toEqual(['same', 0]);
  expect(told(here({ id: 7, createdAt: 'later', trashed: 1 }))).toEqual(['gone', 0]);
});
