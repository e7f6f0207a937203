import { copyFileSync, existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { readSeen, seenPath, writeSeen } from '../../electron/store/seen.ts';
import { damaging } from './damage-rows.ts';
import { filingOf, newStore, ownFolder, storeAt, typed } from './with-store.ts';

const everything = { query: '', trashed: false };
const seen = (commits: number, file = 'a') => ({ file, commits, others: 0, savedAt: 1_000 + commits, format: 8 });

/** A store with one filing that was saved `times` times, closed; and its files at the first saving. */
async function saved(times: number): Promise<{ path: string; early: string }> {
  const { store, path } = await newStore();
  const [id] = store.add([filingOf()], '新建') as [number];
  await store.close();
  const early = join(ownFolder(), 'early.db');
  copyFileSync(path, early);
  const again = await storeAt(path);
  for (let revision = 1; revision <= times; revision++)
    again.commit({
      id,
      revision,
      label: '改',
      edits: [typed('annualGoal', `第${revision}次`, revision === 1 ? '' : `第${revision - 1}次`)],
    });
  await again.close();
  return { path, early };
}

test('the newer slot counts, and a damaged one leaves the other', () => {
  const path = join(ownFolder(), 'x.db');
  for (const commits of [1, 2, 3]) writeSeen(path, seen(commits));
  expect(readSeen(path, 'a')).toEqual(seen(3));
  const bytes = readFileSync(seenPath(path));
  for (let at = 0; at < bytes.length; at += 7) {
    const damaged = Buffer.from(bytes);
    damaged[at] = (damaged[at] as number) ^ 0x10;
    writeFileSync(seenPath(path), damaged);
    expect([2, 3]).toContain(readSeen(path, 'a')?.commits);
  }
});

test.each(['lost', 'of another data file', 'cut', 'noise'])('a side file that is %s is no fault', async (how) => {
  const { path } = await saved(2);
  if (how === 'lost') rmSync(seenPath(path));
  if (how === 'of another data file') writeSeen(path, seen(999, 'another'));
  if (how === 'cut') writeFileSync(seenPath(path), readFileSync(seenPath(path)).subarray(0, 100));
  if (how === 'noise') writeFileSync(seenPath(path), Buffer.alloc(1024, 7));
  const store = await storeAt(path);
  expect([store.notice, store.recovery()]).toEqual([null, null]);
  // It counts again from here on.
  store.commit({ id: 1, revision: 3, label: '改', edits: [typed('annualGoal', '又', '第2次')] });
  const copy = join(ownFolder(), 'x.db');
  copyFileSync(seenPath(path), seenPath(copy));
  expect(readFileSync(seenPath(copy)).toString()).toContain('"commits":4');
});

test('a file of yesterday that was put back is told with how many changes it lacks, once', async () => {
  const { path, early } = await saved(3);
  copyFileSync(early, path);
  const store = await storeAt(path);
  expect(store.notice).toContain('少了 3 次修改，最后一次保存于 2026-03-02 09:00');
  expect(store.recovery()?.kind).toBe('fewer');
  expect(store.recovery()?.backups).not.toEqual([]);
  expect(existsSync(join(path, '..', store.recovery()?.kept ?? ''))).toBe(true);
  store.startNew();
  await store.close();
  const again = await storeAt(path);
  expect([again.notice, again.recovery()]).toEqual([null, null]);
});

test('changes that only a damaged log holds are read from it', async () => {
  const { store, path } = await newStore();
  const ids = store.add([filingOf(), filingOf({ projectName: '古树保护' })], '导入') as [number, number];
  store.set('zoom', '110');
  for (const revision of [1, 2, 3])
    for (const id of ids)
      store.commit({
        id,
        revision,
        label: '改',
        edits: [typed('annualGoal', `第${revision}次`, revision === 1 ? '' : `第${revision - 1}次`)],
      });
  const copy = join(ownFolder(), '绩效表.db');
  for (const end of ['', '-wal', '-seen']) copyFileSync(path + end, copy + end);
  const log = readFileSync(`${copy}-wal`);
  // One damaged frame, after which SQLite takes nothing.
  const frame = 24 + 4096;
  const frames = Math.floor((log.length - 32) / frame);
  const at = 32 + Math.floor(frames / 2) * frame + 100;
  log[at] = (log[at] as number) ^ 0xff;
  writeFileSync(`${copy}-wal`, log);
  const opened = await storeAt(copy);
  expect(opened.recovery()).toMatchObject({ kind: 'salvaged', salvaged: { whole: 2, others: [] } });
  for (const id of ids)
    expect(opened.open(id)).toMatchObject({ revision: 4, filing: { values: { annualGoal: '第3次' } } });
});

test('a backup that the program puts in its place is no loss', async () => {
  const { store, path } = await newStore();
  const [id] = store.add([filingOf()], '新建') as [number];
  const { name } = await store.backups.make();
  store.commit({ id, revision: 1, label: '改', edits: [typed('annualGoal', '后来')] });
  await store.backups.restore('own', name);
  expect(store.list(everything)).toHaveLength(1);
  await store.close();
  const again = await storeAt(path);
  expect([again.notice, again.recovery()]).toEqual([null, null]);
});

test('a damaged counter is no loss', async () => {
  const { path } = await saved(3);
  damaging(path, (database) => database.exec('UPDATE counter SET commits = commits & 1'));
  const low = await storeAt(path);
  expect([low.notice, low.recovery()]).toEqual([null, null]);
  await low.close();
  damaging(path, (database) => database.exec('UPDATE counter SET commits = commits | 65536'));
  const bytes = readFileSync(path);
  bytes[18] = 7;
  writeFileSync(path, bytes);
  const high = await storeAt(path);
  expect(high.recovery()).toMatchObject({ kind: 'salvaged', salvaged: { whole: 1, others: [] } });
});
