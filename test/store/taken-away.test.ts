import {
  copyFileSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import type { Store } from '../../electron/store/store.ts';
import { filingOf, handClock, newStore, ownFolder, storeAt, typed } from './with-store.ts';

/** K6: the data file is deleted, moved or replaced while it is open. Windows does not let it; Linux does. */

const everything = { query: '', trashed: false };
const namesIn = (store: Store) => store.list(everything).map(({ name }) => name);

/** An open store with one filing, and what it tells meanwhile. */
async function opened() {
  const told: (string | null)[] = [];
  const { store, path } = await newStore({ tell: (sentence) => told.push(sentence) });
  const [id = 0] = store.add([filingOf()], '新建');
  store.commit({ id, revision: 1, label: '', edits: [typed('annualGoal', '以前保存的')] });
  const commit = () => store.commit({ id, revision: 2, label: '', edits: [typed('periodGoal', '刚填写的')] });
  return { store, path, id, told, commit };
}

/** The file as another process finds it now. */
async function asFound(path: string) {
  const copy = join(ownFolder(), '绩效表.db');
  for (const end of ['', '-wal']) if (existsSync(path + end)) copyFileSync(path + end, copy + end);
  return storeAt(copy);
}

const removals: [string, (path: string) => void][] = [
  ['deleted', (path) => rmSync(path)],
  [
    'deleted with its log',
    (path) => {
      for (const end of ['', '-wal', '-shm']) rmSync(path + end);
    },
  ],
  ['deleted with its folder', (path) => rmSync(dirname(path), { recursive: true })],
  [
    'moved away with its folder',
    (path) => {
      const moved = `${dirname(path)}-moved`;
      renameSync(dirname(path), moved);
      onTestFinished(() => rmSync(moved, { recursive: true }));
    },
  ],
  ['renamed', (path) => renameSync(path, `${path}.old`)],
];

test.each(removals)(
  'K6: a file that was %s is written back with everything at the next commit, and the clerk is told in one sentence',
  async (_, remove) => {
    const { store, path, id, told, commit } = await opened();
    remove(path);
    expect(commit().revision).toBe(3);
    expect(told).toEqual([expect.stringMatching(/^数据文件 绩效表\.db 在使用中被删除或移走，已把.*重新写回/)]);
    const found = await asFound(path);
    expect(found.open(id).filing.values).toMatchObject({ annualGoal: '以前保存的', periodGoal: '刚填写的' });
    // Everything else goes on as before.
    store.add([filingOf({ projectName: '后来的' })], '新建');
    store.set('zoom', '2');
    expect(namesIn(await asFound(path))).toEqual(['河道保洁', '后来的']);
    expect(told).toHaveLength(1);
  },
);

test.each([[['-wal']], [['-shm']], [['-wal', '-shm']]])(
  'K6: when only the log is deleted (%s), what it held and what comes is in the file',
  async (ends) => {
    const { path, id, told, commit } = await opened();
    for (const end of ends) rmSync(path + end);
    commit();
    expect(told).toEqual([expect.stringContaining('日志')]);
    expect((await asFound(path)).open(id).filing.values).toMatchObject({
      annualGoal: '以前保存的',
      periodGoal: '刚填写的',
    });
  },
);

test('K6: a file that was deleted and never changed again is written back when the program ends', async () => {
  const { store, path } = await opened();
  for (const end of ['', '-wal', '-shm']) rmSync(path + end);
  await store.close();
  expect(namesIn(await storeAt(path))).toEqual(['河道保洁']);
});

describe('K6: a file that was replaced by another one', () => {
  async function replaced(ends: readonly string[] = ['-wal', '-shm']) {
    const given = await opened();
    const other = join(ownFolder(), '别的.db');
    const store = await storeAt(other);
    store.add([filingOf({ projectName: '别人的项目' })], '导入');
    await store.close();
    for (const end of ends) rmSync(given.path + end);
    renameSync(other, given.path);
    return given;
  }

  test.each([[['-wal', '-shm']], [[]]])(
    'is not written into (log removed: %s); what was open is kept in a file of its own and nothing counts as saved',
    async (ends) => {
      const { store, path, id, told, commit } = await replaced(ends);
      expect(commit).toThrow(
        expect.objectContaining({
          code: 'store-replaced',
          message: expect.stringMatching(/另一个文件.*另存为 绩效表/),
        }),
      );
      expect(commit).toThrow(expect.objectContaining({ code: 'store-replaced' }));
      expect(() => store.trash([id])).toThrow(expect.objectContaining({ code: 'store-replaced' }));
      expect(told).toEqual([null]);
      expect(store.recovery()?.kind).toBe('replaced');
      expect(namesIn(await asFound(path))).toEqual(['别人的项目']);
      const kept = readdirSync(dirname(path)).filter((name) => name.includes('.kept-'));
      expect(kept).toHaveLength(1);
      expect(namesIn(await storeAt(join(dirname(path), kept[0] ?? '')))).toEqual(['河道保洁']);
      await expect(store.close()).rejects.toMatchObject({ code: 'store-replaced' });
      expect(namesIn(await asFound(path))).toEqual(['别人的项目']);
    },
  );

  test('gives way at one word of the clerk, and stays under another name', async () => {
    const { store, path, id, commit } = await replaced();
    expect(commit).toThrow();
    store.keepOwn();
    expect(store.recovery()).toBeNull();
    expect(commit().revision).toBe(3);
    expect((await asFound(path)).open(id).filing.values.periodGoal).toBe('刚填写的');
    const aside = readdirSync(dirname(path)).find((name) => name.includes('.replaced-')) ?? '';
    expect(namesIn(await storeAt(join(dirname(path), aside)))).toEqual(['别人的项目']);
  });

  test('is refused too when it is no data file at all', async () => {
    const { store, path, commit } = await opened();
    rmSync(path);
    writeFileSync(path, '会议纪要'.repeat(3000));
    expect(commit).toThrow(expect.objectContaining({ code: 'store-replaced' }));
    expect(readFileSync(path, 'utf8')).toBe('会议纪要'.repeat(3000));
    store.keepOwn();
    expect(commit().revision).toBe(3);
  });
});

test('K6: a file that was written over by a copy of another one is not taken for saved', async () => {
  const other = await newStore();
  other.store.add(
    Array.from({ length: 300 }, (_, n) => filingOf({ projectName: `别人的项目${n}`, annualGoal: '目标。'.repeat(50) })),
    '导入',
  );
  await other.store.close();
  const { store, path, id } = await opened();
  // With its log emptied the file alone holds what was saved.
  const second = await storeAt(path);
  await second.close();
  await store.close();
  const again = await storeAt(path);
  again.set('zoom', '2');
  writeFileSync(path, readFileSync(other.path));
  const commit = () => again.commit({ id, revision: 2, label: '', edits: [typed('periodGoal', '刚填写的')] });
  expect(commit).toThrow(expect.objectContaining({ code: expect.stringMatching(/^store-(replaced|broken)$/) }));
  await again.close().catch(() => undefined);
});

test('K6: another window that empties the log is nothing to tell', async () => {
  const { path, told, commit } = await opened();
  const second = await storeAt(path, {
    opened: (database) => void database.pragma('wal_checkpoint(TRUNCATE)'),
  });
  expect(second.list(everything)).toHaveLength(1);
  commit();
  expect(told).toEqual([]);
});

test('K6: of two windows on a deleted file the second goes on with what the first has written back', async () => {
  const { path, id, commit } = await opened();
  const told: (string | null)[] = [];
  const second = await storeAt(path, { tell: (sentence) => told.push(sentence), now: handClock().now });
  for (const end of ['', '-wal', '-shm']) rmSync(path + end);
  commit();
  second.commit({ id, revision: 3, label: '', edits: [typed('implementationPeriod', '一年')] });
  expect(told).toEqual([expect.stringContaining('内容齐全')]);
  expect((await asFound(path)).open(id).filing.values).toMatchObject({
    periodGoal: '刚填写的',
    implementationPeriod: '一年',
  });
});

test('K6: a file that another program emptied is not taken for saved; the whole content comes back or is told as lost', async () => {
  const { path, store, id, commit } = await opened();
  truncateSync(path, 0);
  expect(commit).toThrow(expect.objectContaining({ code: expect.stringMatching(/^store-(replaced|broken)$/) }));
  if (store.recovery() === null) return;
  store.keepOwn();
  commit();
  expect((await asFound(path)).open(id).filing.values).toMatchObject({
    annualGoal: '以前保存的',
    periodGoal: '刚填写的',
  });
});

test('K6: a file that cannot be written back is told, and is written back as soon as it can', async () => {
  const { path, id, commit } = await opened();
  rmSync(dirname(path), { recursive: true });
  writeFileSync(dirname(path), 'a file where the folder was');
  expect(commit).toThrow(
    expect.objectContaining({ code: 'write-failed', message: expect.stringContaining('还在软件中') }),
  );
  rmSync(dirname(path));
  mkdirSync(dirname(path));
  expect(commit().revision).toBe(3);
  expect((await asFound(path)).open(id).filing.values.annualGoal).toBe('以前保存的');
});
