import { existsSync } from 'node:fs';
import { expect, test } from 'vitest';
import { damaging } from './damage-rows.ts';
import { damages } from './damaged-files.ts';
import { filingOf, newStore, storeAt, typed } from './with-store.ts';

/** Every file counts as a large one. */
const large = { large: 0 };
const everything = { query: '', trashed: false };
const broken = expect.stringMatching(/有损坏，请尽快退出并重新打开软件/);

async function filled() {
  const { store, path } = await newStore();
  store.add(
    Array.from({ length: 40 }, (_, k) => filingOf({ projectName: `项目${k}`, annualGoal: `目标${k}`.repeat(60) })),
    '导入',
  );
  await store.close();
  return path;
}

test('a large file that is damaged is told of once it is open, and mended by the next start', async () => {
  const path = await filled();
  // Rows that their index does not have: only looking through the whole file shows it.
  damaging(path, (database) => {
    database.unsafeMode(true);
    database.pragma('writable_schema = ON');
    database.exec(
      "UPDATE sqlite_schema SET sql = replace(sql, 'id, body, saved_at', 'id, saved_at, body') WHERE name = 'books_copy'",
    );
    database.exec("INSERT INTO books VALUES (1, '{}', '2026')");
  });
  const told: (string | null)[] = [];
  const store = await storeAt(path, { ...large, tell: (sentence) => told.push(sentence) });
  expect(store.list(everything)).toHaveLength(40);
  await store.checkBodies();
  expect(told).toEqual([broken]);
  await store.close();
  expect(existsSync(`${path}-doubt`)).toBe(true);
});

test('a large file that is sound is opened, looked through and written into, and leaves nothing beside it', async () => {
  const path = await filled();
  const told: (string | null)[] = [];
  const store = await storeAt(path, { ...large, tell: (sentence) => told.push(sentence) });
  const [first] = store.list(everything);
  const id = first?.id as number;
  const { revision, filing } = store.open(id);
  const looking = store.checkBodies();
  store.commit({ id, revision, label: '', edits: [typed('projectName', '改了', filing.values.projectName)] });
  await looking;
  expect(told).toEqual([]);
  expect(existsSync(`${path}-doubt`)).toBe(false);
});

test.each(['a torn page', 'a page of zeros'])(
  '%s in the middle of a large file is found, whichever it is, and mended',
  async (what) => {
    for (const at of [0.2, 0.4, 0.6, 0.8]) {
      const path = await filled();
      damages[what]?.(path, at, 0);
      const told: (string | null)[] = [];
      // Some damage already shows while it is opened, and is mended then.
      const store = await storeAt(path, { ...large, tell: (sentence) => told.push(sentence) });
      await store.checkBodies();
      expect(store.notice !== null || told.some((sentence) => sentence?.includes('重新打开')), `at ${at}`).toBe(true);
      await store.close();
      const again = await storeAt(path, large);
      if (store.notice === null) expect(again.notice, `at ${at}`).toMatch(/损坏/);
      expect(existsSync(`${path}-doubt`)).toBe(false);
      expect(again.list(everything).length).toBeGreaterThan(20);
      await again.close();
    }
  },
);
