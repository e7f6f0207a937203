import {
  copyFileSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { basename, dirname, join } from 'node:path';
import Sqlite from 'better-sqlite3';
import { describe, expect, test } from 'vitest';
import { runCli } from '../cli-process.ts';
import { AS_VERSION_5, filingOf, handClock, newStore, ownFolder, storeAt } from './with-store.ts';

/** K4: the data file is missing, or nothing of it is left, though `backups/` holds a copy. */

const everything = { query: '', trashed: false };
const BACKUP = '绩效表-20260302-090000.db';
const filesOf = (path: string) => readdirSync(dirname(path)).sort();

/** A closed store of two filings, with its backup of the day. */
async function closed(): Promise<string> {
  const { store, path } = await newStore();
  store.add([filingOf(), filingOf({ projectName: '古树保护' })], '导入');
  await store.close();
  return path;
}

const losses: [string, (path: string) => void][] = [
  ['missing', (path) => rmSync(path)],
  ['of zero bytes', (path) => writeFileSync(path, '')],
  ['a text of another program', (path) => writeFileSync(path, '会议纪要。'.repeat(300))],
  [
    'a database of another program',
    (path) => {
      rmSync(path);
      const other = new Sqlite(path);
      other.exec('CREATE TABLE bookmarks (url TEXT)');
      other.close();
    },
  ],
  [
    'missing, with its log left alone',
    (path) => {
      rmSync(path);
      writeFileSync(`${path}-wal`, Buffer.alloc(4152, 7));
      writeFileSync(`${path}-shm`, Buffer.alloc(32768));
    },
  ],
];

test('K4: a data file that is missing is begun anew, which is said with the backup in one sentence', async () => {
  const path = await closed();
  rmSync(path);
  const store = await storeAt(path);
  expect(store.list(everything)).toEqual([]);
  expect(store.notice).toContain(`backups/${BACKUP}（2026-03-02 09:00，2 张表）`);
  expect(store.notice).not.toContain('\n');
  expect(store.recovery()).toEqual({
    kind: 'backups',
    reason: expect.stringContaining('从前的表还在备份里'),
    backups: [{ name: BACKUP, madeAt: new Date(2026, 2, 2, 9, 0, 0).toISOString(), filings: 2 }],
  });
});

test.each(losses.slice(1))(
  'K4: the last backup takes the place of a data file that is %s, which is kept',
  async (_, lose) => {
    const path = await closed();
    lose(path);
    const found = existsSync(path) ? readFileSync(path) : null;
    const store = await storeAt(path);
    expect(store.list(everything).map(({ name }) => name)).toEqual(['河道保洁', '古树保护']);
    const recovery = store.recovery();
    expect(recovery).toMatchObject({ kind: 'restored', backups: [{ name: BACKUP }] });
    expect(recovery?.reason).toContain('已用 2026-03-02 09:00 的备份（2 张表）恢复');
    expect(store.notice).toContain(recovery?.kept ?? '-');
    if (found) expect(readFileSync(join(dirname(path), recovery?.kept ?? ''))).toEqual(found);
    else expect(filesOf(path)).toContain(`${recovery?.kept}-wal`);
    store.startNew();
    await store.close();
    const again = await storeAt(path);
    expect([again.notice, again.recovery(), again.list(everything).length]).toEqual([null, null, 2]);
  },
);

test('K4: a file begun beside a backup is exchanged for it by one call, and kept', async () => {
  const path = await closed();
  rmSync(path);
  const store = await storeAt(path);
  store.set('zoom', '2');
  await store.backups.restore('own', BACKUP);
  expect(store.list(everything).map(({ name }) => name)).toEqual(['河道保洁', '古树保护']);
  expect(store.recovery()).toBeNull();
  const aside = filesOf(path).find((name) => name.includes('before-restore')) ?? '';
  const kept = new Sqlite(join(dirname(path), aside), { readonly: true });
  expect(kept.prepare("SELECT value FROM settings WHERE key = 'zoom'").pluck().get()).toBe('2');
  kept.close();
  // It is a data file like any other: what is saved now is there at the next start.
  store.add([filingOf({ projectName: '新项目' })], '新建');
  await store.close();
  expect((await storeAt(path)).list(everything)).toHaveLength(3);
});

test('K4: the offer stays over restarts, also when tables were made meanwhile, until the clerk begins anew', async () => {
  const path = await closed();
  rmSync(path);
  await (await storeAt(path)).close();
  const second = await storeAt(path);
  expect(second.notice).toContain(BACKUP);
  second.add([filingOf({ projectName: '空白开始' })], '新建');
  expect(second.recovery()?.backups).toHaveLength(1);
  expect(second.settings()).toEqual({});
  second.startNew();
  expect(second.recovery()).toBeNull();
  await second.close();
  const third = await storeAt(path);
  expect([third.notice, third.recovery(), third.list(everything).length]).toEqual([null, null, 1]);
});

test('K4: backups without tables, broken or of a newer program are not offered; the next older one is', async () => {
  const path = await closed();
  const folder = join(dirname(path), 'backups');
  writeFileSync(join(folder, '绩效表-20260303-090000.db'), Buffer.alloc(8192, 1));
  writeFileSync(join(folder, '绩效表-20260304-090000.db'), '');
  copyFileSync(join(folder, BACKUP), join(folder, '绩效表-20260305-090000.db'));
  const newer = new Sqlite(join(folder, '绩效表-20260305-090000.db'));
  newer.pragma('user_version = 99');
  newer.close();
  rmSync(path);
  const store = await storeAt(path);
  expect(store.recovery()?.backups.map(({ name }) => name)).toEqual([BACKUP]);
  await expect(store.backups.restore('own', '绩效表-20260303-090000.db')).rejects.toMatchObject({ code: 'not-found' });
  await expect(store.backups.restore('own', '../绩效表.db')).rejects.toMatchObject({ code: 'not-found' });
  expect(store.list(everything)).toEqual([]);
});

test('K4: a backup of an older file format is brought up to date when it is restored', async () => {
  const path = await closed();
  const backup = new Sqlite(join(dirname(path), 'backups', BACKUP));
  backup.exec(AS_VERSION_5);
  backup.exec('DROP INDEX waivers_place; ALTER TABLE waivers DROP COLUMN path');
  backup.exec('CREATE UNIQUE INDEX waivers_place ON waivers (unit, rule, ifnull(filing, 0))');
  backup.pragma('user_version = 4');
  backup.close();
  rmSync(path);
  const store = await storeAt(path, { now: handClock('2026-03-09T08:00:00').now });
  await store.backups.restore('own', BACKUP);
  expect(store.list(everything)).toHaveLength(2);
  expect(store.review.waivers()).toEqual([]);
});

test('K4: the first start, and a folder that is gone with its backups, begin without a word', async () => {
  const path = await closed();
  rmSync(dirname(path), { recursive: true });
  const store = await storeAt(path);
  expect([store.notice, store.recovery()]).toEqual([null, null]);
  await store.close();
  rmSync(dirname(path), { recursive: true });
});

test('K4: a backup that cannot be put in place leaves the file as it was, and says so', async () => {
  const path = await closed();
  rmSync(path);
  const store = await storeAt(path);
  store.add([filingOf({ projectName: '空白开始' })], '新建');
  // Where the copy would be written there is a folder.
  mkdirSync(`${path}.${process.pid}.tmp`);
  await expect(store.backups.restore('own', BACKUP)).rejects.toMatchObject({ code: 'write-failed' });
  rmSync(`${path}.${process.pid}.tmp`, { recursive: true });
  expect(store.list(everything).map(({ name }) => name)).toEqual(['空白开始']);
  await store.backups.restore('own', BACKUP);
  expect(store.list(everything)).toHaveLength(2);
});

describe('K4: the command line', () => {
  test.each(['missing', 'of zero bytes'])('names the backup of a file that is %s in one line', async (how) => {
    const path = await closed();
    if (how === 'missing') rmSync(path);
    else writeFileSync(path, '');
    const before = filesOf(path);
    const listed = await runCli('list', '--db', path);
    expect(listed.code).toBe(1);
    expect(listed.err.trim().split('\n')).toHaveLength(1);
    expect(listed.err).toContain(`backups/${BACKUP}（2026-03-02 09:00，2 张表）`);
    expect(filesOf(path)).toEqual(before);
  });

  test('names the backup of a file that another program has written over', async () => {
    const path = await closed();
    writeFileSync(path, '会议纪要。'.repeat(300));
    const listed = await runCli('list', '--db', path);
    expect(listed.code).toBe(1);
    expect(listed.err.trim().split('\n')).toHaveLength(1);
    expect(listed.err).toContain(`backups/${BACKUP}（2026-03-02 09:00，2 张表）`);
  });

  test('imports into a new file and says in one line that there is a backup', async () => {
    const path = await closed();
    rmSync(path);
    const sample = join(import.meta.dirname, '..', '..', 'resources', 'samples', 'dalian-project.json');
    const imported = await runCli('import', sample, '--db', path);
    expect(imported.code).toBe(0);
    expect(imported.err.trim().split('\n')).toHaveLength(1);
    expect(imported.err).toContain(`提示：没有找到数据文件 ${basename(path)}`);
    expect(imported.err).toContain(`backups/${BACKUP}（2026-03-02 09:00，2 张表）`);
  });
});

test('K4: what SQLite has renamed away is never lost: a moved folder keeps its file', async () => {
  const path = await closed();
  const moved = join(ownFolder(), '搬走');
  renameSync(dirname(path), moved);
  mkdirSync(dirname(path));
  expect((await storeAt(join(moved, basename(path)))).list(everything)).toHaveLength(2);
});
