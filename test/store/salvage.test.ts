import { copyFileSync, existsSync, mkdirSync, readdirSync, readFileSync, truncateSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import Sqlite from 'better-sqlite3';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { bodySum } from '../../electron/store/body-text.ts';
import { columnCopies } from '../../electron/store/filing-columns.ts';
import { findRows } from '../../electron/store/found-rows.ts';
import { openStore } from '../../electron/store/store.ts';
import { agreed } from '../../electron/store/twice.ts';
import { damages } from './damaged-files.ts';
import { filingOf, handClock, newStore, ownFolder, storeAt, typed } from './with-store.ts';

const everything = { query: '', trashed: false };
const { now } = handClock();

/** Files of a store whose last changes are in the log, with a backup from before them, as bytes by their ends. */
async function written(): Promise<{ files: Map<string, Buffer>; bodies: Map<number, string> }> {
  const { store, path } = await newStore();
  store.set('zoom', '110');
  const ids = store.add(
    Array.from({ length: 60 }, (_, n) =>
      filingOf({ projectName: `项目${n}`, annualGoal: '按期完成。'.repeat(20 + (n % 9) * 40) }),
    ),
    '导入',
  );
  await store.backups.make();
  const settling = new Sqlite(path);
  settling.pragma('wal_checkpoint(TRUNCATE)');
  settling.close();
  const more = store.add([filingOf({ projectName: '备份之后' })], '新建');
  for (const id of [...ids.slice(0, 20), ...more])
    for (const revision of [1, 2, 3])
      store.commit({
        id,
        revision,
        label: '改',
        edits: [typed('implementingUnit', `第${revision}次`, revision === 1 ? '水务事务中心' : `第${revision - 1}次`)],
      });
  const database = new Sqlite(path, { readonly: true });
  const bodies = new Map(
    (database.prepare('SELECT id, body FROM filings').all() as { id: number; body: string }[]).map(({ id, body }) => [
      id,
      body,
    ]),
  );
  database.close();
  const folder = dirname(path);
  const names = [...readdirSync(folder), ...readdirSync(join(folder, 'backups')).map((name) => join('backups', name))];
  const files = new Map(
    names.filter((name) => name !== 'backups').map((name) => [name, readFileSync(join(folder, name))] as const),
  );
  return { files, bodies };
}

let made: Awaited<ReturnType<typeof written>>;

/** A copy of the store's files in a folder of its own; without its backup where asked. */
async function copied(backup = true): Promise<string> {
  made ??= await written();
  const folder = ownFolder();
  for (const [name, bytes] of made.files) {
    if (name.startsWith('backups') && !backup) continue;
    if (name.startsWith('backups') && !existsSync(join(folder, 'backups'))) mkdirIn(folder);
    writeFileSync(join(folder, name), bytes);
  }
  return join(folder, '绩效表.db');
}

/** What SQLite itself still reads of the filings, with bodies that are as they were saved. */
function readBySqlite(path: string): { id: number; revision: number }[] {
  const copy = join(ownFolder(), 'copy.db');
  for (const end of ['', '-wal']) if (existsSync(path + end)) copyFileSync(path + end, copy + end);
  let database: Sqlite.Database | undefined;
  const rows: { id: number; revision: number }[] = [];
  try {
    const there = new Sqlite(copy);
    database = there;
    const one = there.prepare<[number], { revision: number; body: string; sum: string }>(
      'SELECT revision, body, sum FROM filings WHERE id = ?',
    );
    for (const id of made.bodies.keys())
      try {
        const row = one.get(id);
        if (row && bodySum(row.body) === row.sum) rows.push({ id, revision: row.revision });
      } catch {
        // This row does not read; the next one may.
      }
  } catch {
    // Nothing reads.
  } finally {
    database?.close();
  }
  return rows;
}

function unlikeTheirSums(path: string): Set<number> {
  const database = new Sqlite(path, { readonly: true });
  const rows = database.prepare('SELECT id, body, sum FROM filings').all() as {
    id: number;
    body: string;
    sum: string;
  }[];
  database.close();
  return new Set(rows.flatMap(({ id, body, sum }) => (bodySum(body) === sum ? [] : [id])));
}

describe.each(Object.entries(damages))('a data file with %s', (kind, damage) => {
  test('opens with every row that reads; what is not as it was saved last is told', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.double({ min: 0, max: 1, noNaN: true }),
        fc.double({ min: 0, max: 1, noNaN: true }),
        async (at, size) => {
          const path = await copied();
          damage(path, at, size);
          const damaged = existsSync(path) ? readFileSync(path) : Buffer.alloc(0);
          const readable = readBySqlite(path);
          const store = await openStore(path, { now });
          try {
            for (const { id, revision } of readable) expect(store.open(id).revision).toBeGreaterThanOrEqual(revision);
            const recovery = store.recovery();
            if (recovery?.kept && recovery.kind !== 'fewer')
              expect(readFileSync(join(dirname(path), recovery.kept)).equals(damaged), 'kept as it was').toBe(true);
            const shown = new Map(
              store.list(everything).map(({ id }) => [id, JSON.stringify(store.open(id).filing.values)]),
            );
            const told = recovery?.salvaged?.others.length ?? 0;
            // A body that is not of its sum is told when it is read.
            const unlike = unlikeTheirSums(path);
            const wrong = [...made.bodies].filter(
              ([id, body]) => !unlike.has(id) && shown.get(id) !== JSON.stringify(JSON.parse(body).values),
            );
            // Where only the backup was left, or changes are missing, the whole file is told of.
            if (recovery === null) expect(wrong.map(([id]) => id)).toEqual([]);
            else if (recovery.kind === 'salvaged') expect(told).toBeGreaterThanOrEqual(wrong.length);
            expect(store.add([filingOf()], '新建')).toHaveLength(1);
          } finally {
            await store.close();
          }
          const again = await openStore(path, { now });
          again.startNew();
          await again.close();
          const quiet = await openStore(path, { now });
          expect(quiet.notice).toBeNull();
          await quiet.close();
        },
      ),
      { endOnFailure: true, numRuns: kind === 'one bit' || kind === 'a header byte' ? 20 : 5 },
    );
  }, 120_000);
});

test('reads from a sound file, page by page, exactly the rows that SQLite reads', async () => {
  const path = await copied();
  const found = findRows(path);
  const { rows, whole } = found;
  expect(agreed(found, null), 'each row and its copy say the same').toEqual({ rows, unsure: [] });
  const database = new Sqlite(path);
  const all = (source: string) => database.prepare(source).all();
  const byKey = <T>(list: T[], key: (row: T) => string) => [...list].sort((a, b) => key(a).localeCompare(key(b)));
  const trees = 'SELECT name FROM sqlite_schema WHERE rootpage > 0';
  expect(whole).toEqual(new Set(database.prepare(trees).pluck().all()));
  expect(byKey(rows.filings, ({ id }) => String(id))).toEqual(
    byKey(all('SELECT * FROM filings') as typeof rows.filings, ({ id }) => String(id)),
  );
  const step = ({ filing, revision }: { filing: number; revision: number }) => `${filing} ${revision}`;
  expect(byKey(rows.revisions, step)).toEqual(byKey(all('SELECT * FROM revisions') as typeof rows.revisions, step));
  expect(rows.settings).toEqual(all('SELECT * FROM settings'));
  expect(rows.counter).toEqual(all('SELECT * FROM counter'));
  database.close();
});

test('a filing whose row is gone is made of a version and the edits since', async () => {
  const path = await copied(false);
  const database = new Sqlite(path);
  const { body } = database.prepare('SELECT body FROM filings WHERE id = 1').get() as { body: string };
  database.exec(`INSERT OR IGNORE INTO versions SELECT id, revision, saved_at, '', x'00' FROM filings WHERE 0`);
  const { packBody } = await import('../../electron/store/body-text.ts');
  database
    .prepare("INSERT OR REPLACE INTO versions VALUES (1, 4, '2026-03-02T01:00:00.000Z', '送审稿', ?)")
    .run(packBody(body));
  database.pragma('wal_checkpoint(TRUNCATE)');
  database.close();
  const bytes = readFileSync(path);
  // Every copy of its row: the name of the project is in its body only.
  for (let at = bytes.indexOf('"项目0"'); at >= 0; at = bytes.indexOf('"项目0"', at + 1)) bytes.fill(0xff, at, at + 8);
  bytes[18] = 7;
  writeFileSync(path, bytes);
  const store = await storeAt(path);
  expect(store.recovery()?.kind).toBe('salvaged');
  expect(store.open(1)).toMatchObject({
    revision: 4,
    filing: { values: { implementingUnit: '第3次', projectName: '项目0' } },
  });
});

test('without a backup, what no longer reads is told by its name', async () => {
  const path = await copied(false);
  const database = new Sqlite(path);
  database.pragma('wal_checkpoint(TRUNCATE)');
  database.close();
  truncateSync(path, Math.floor(readFileSync(path).length * 0.6));
  const found = findRows(path);
  const { filings, listed, revisions, versions } = found.rows;
  const known = new Set([...filings, ...listed, ...columnCopies(found).values()].map(({ id }) => id));
  for (const { filing } of [...revisions, ...versions]) known.add(filing);
  const store = await storeAt(path);
  const { salvaged, kind } = store.recovery() ?? {};
  expect(kind).toBe('salvaged');
  const missing = salvaged?.others.filter(({ state }) => state === 'missing') ?? [];
  expect(store.list(everything).length + missing.length).toBe(known.size);
  expect(missing.length).toBeGreaterThan(0);
});

function mkdirIn(folder: string): void {
  mkdirSync(join(folder, 'backups'));
}
