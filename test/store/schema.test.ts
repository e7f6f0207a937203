import { readdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import Sqlite from 'better-sqlite3';
import { expect, test, vi } from 'vitest';
import { bodySum, revisionSum, timelessSum, unpackBody } from '../../electron/store/body-text.ts';
import { PAGE_OF_YEAR } from '../../electron/store/filing-list.ts';
import {
  createReviewTables,
  STATES_BESIDE,
  STATES_OF_UNITS,
  STATES_OF_YEAR,
  UNITS_OF_YEAR,
} from '../../electron/store/review.ts';
import {
  APPLICATION_ID,
  isWhole,
  type Migration,
  migrate,
  migrations,
  SCHEMA_VERSION,
  userVersion,
} from '../../electron/store/schema.ts';
import { filingOf, newStore, ownFolder, storeAt } from './with-store.ts';

/**
 * What each step does to a file of the version before it: `before` fills that file, `after` says what must be there
 * then. A migration without an entry fails the first test.
 */
const stories: Record<
  number,
  { before: (database: Sqlite.Database) => void; after: (database: Sqlite.Database) => void }
> = {
  1: {
    before: () => {},
    after: (database) => {
      const tables = database
        .prepare("SELECT name, strict FROM pragma_table_list WHERE schema = 'main' AND name NOT LIKE 'sqlite%'")
        .all();
      expect(tables.map((table) => (table as { name: string }).name).sort()).toEqual([
        'filing_texts',
        'filings',
        'revisions',
        'settings',
      ]);
      for (const table of tables) expect(table).toMatchObject({ strict: 1 });
    },
  },
  2: {
    before: (database) => {
      const add = database.prepare(
        `INSERT INTO filings (form, name, unit, revision, saved_at, created_at, body) VALUES ('f', ?, '', 1, '', '', '{}')`,
      );
      for (const name of ['上年', '本年']) add.run(name);
    },
    after: (database) => {
      database.pragma('foreign_keys = ON');
      const from = () => database.prepare('SELECT rolled_from FROM filings WHERE id = 2').pluck().get();
      expect(from()).toBeNull();
      database.exec('UPDATE filings SET rolled_from = 1 WHERE id = 2');
      database.exec('DELETE FROM filings WHERE id = 1');
      expect(from(), 'a filing outlives the one it was rolled from').toBeNull();
      const plan = database.prepare('EXPLAIN QUERY PLAN SELECT 1 FROM filings WHERE rolled_from = 1').all();
      expect(JSON.stringify(plan), 'deleting looks filings up by an index').toContain('filings_rolled_from');
    },
  },
  3: {
    before: () => {},
    after: (database) => {
      const waive = database.prepare(
        "INSERT INTO waivers (unit, rule, filing, reason, created_at) VALUES (?, ?, ?, ?, '')",
      );
      waive.run('甲', 'R45', null, '小项目');
      waive.run('甲', 'R45', 2, '本表只有三项');
      expect(() => waive.run('甲', 'R45', null, '再来一次')).toThrow('UNIQUE');
      expect(() => waive.run('乙', 'R45', null, ' ')).toThrow('CHECK');
      database.exec('DELETE FROM filings WHERE id = 2');
      expect(database.prepare('SELECT count(*) FROM waivers').pluck().get()).toBe(1);
      database.exec("INSERT INTO unit_totals VALUES ('甲', 2026, '649.46')");
    },
  },
  4: {
    before: (database) => {
      const add = database.prepare(
        `INSERT INTO filings (form, name, unit, revision, saved_at, created_at, body) VALUES ('f', '旧表', '', 1, '', '', ?)`,
      );
      add.run(
        JSON.stringify({
          indicators: [{ level2: '数量指标', level3: '巡查"次数"', value: '≥4次' }, { level3: ' ' }, {}],
        }),
      );
      // What only a damaged file holds must not keep the others from being taken over.
      add.run(JSON.stringify({ indicators: ['words', 7, null, { level3: '清理面积' }] }));
    },
    after: (database) => {
      const uses = () => database.prepare('SELECT level2, name, value FROM indicator_uses').all();
      expect(uses()).toEqual([
        { level2: '数量指标', name: '巡查"次数"', value: '≥4次' },
        { level2: '', name: '清理面积', value: '' },
      ]);
      database.exec("DELETE FROM filings WHERE name = '旧表'");
      expect(uses(), 'uses go with their filing').toEqual([]);
      database.exec(`INSERT INTO library_entries VALUES ('own-1', '{}')`);
      database.exec("INSERT INTO library_names VALUES ('巡查次数', NULL)");
      expect(() => database.exec("INSERT INTO library_entries VALUES ('own-2', 'no json')")).toThrow('CHECK');
    },
  },
  5: {
    before: (database) => {
      database.exec(
        "INSERT INTO filings (id, form, name, unit, revision, saved_at, created_at, body) VALUES (50, 'f', '五', '', 1, '', '', '{}')",
      );
      database.exec("INSERT INTO waivers (unit, rule, filing, reason, created_at) VALUES ('丙', 'R35', 50, '旧', '')");
    },
    after: (database) => {
      const of = () => database.prepare("SELECT path, reason FROM waivers WHERE unit = '丙' ORDER BY id").all();
      expect(of(), 'what was switched off holds as widely as before').toEqual([{ path: null, reason: '旧' }]);
      const waive = database.prepare(
        "INSERT INTO waivers (unit, rule, filing, path, reason, created_at) VALUES ('丙', 'R35', ?, ?, '新', '')",
      );
      waive.run(50, 'value 质量指标 合格率');
      waive.run(50, 'value 质量指标 完好率');
      expect(() => waive.run(50, 'value 质量指标 完好率')).toThrow('UNIQUE');
      expect(() => waive.run(50, null)).toThrow('UNIQUE');
      expect(() => waive.run(50, '')).toThrow('CHECK');
      expect(() => waive.run(null, 'projectName'), 'a place is one of a table').toThrow('CHECK');
      expect(of()).toHaveLength(3);
    },
  },
  6: {
    before: (database) => {
      const add = database.prepare(
        `INSERT INTO filings (id, form, name, unit, revision, saved_at, created_at, body) VALUES (?, 'f', '六', '', 1, '', '', '{}')`,
      );
      for (const id of [60, 61]) add.run(id);
    },
    after: (database) => {
      const of = () => database.prepare('SELECT made_from, taken FROM filings WHERE id = 61').get();
      expect(of(), 'what was there before was made from nothing').toEqual({ made_from: null, taken: null });
      database.exec(`UPDATE filings SET made_from = 60, taken = '{"values":{}}' WHERE id = 61`);
      expect(() => database.exec("UPDATE filings SET taken = 'no json' WHERE id = 61")).toThrow('CHECK');
      database.exec('DELETE FROM filings WHERE id = 60');
      expect(of(), 'a filing outlives the one it was made from').toMatchObject({ made_from: null });
      const plan = database.prepare('EXPLAIN QUERY PLAN SELECT 1 FROM filings WHERE made_from = 1').all();
      expect(JSON.stringify(plan), 'deleting looks filings up by an index').toContain('filings_made_from');
    },
  },
  7: {
    before: (database) => {
      database.exec(
        "INSERT INTO filings (id, form, name, unit, revision, saved_at, created_at, body) VALUES (70, 'f', '七', '', 1, '', '', '{}')",
      );
    },
    after: (database) => {
      const of = (id: number) => database.prepare('SELECT judged FROM filings WHERE id = ?').pluck().get(id);
      expect(of(70), 'what was there before shows its errors as before').toBe(1);
      database.exec(
        "INSERT INTO filings (id, form, name, unit, revision, saved_at, created_at, body) VALUES (71, 'f', '新', '', 1, '', '', '{}')",
      );
      expect(of(71), 'a new one is not judged').toBe(0);
    },
  },
  8: {
    before: (database) => {
      database.exec(
        `INSERT INTO filings (id, form, name, unit, revision, saved_at, created_at, body) VALUES (80, 'f', '八', '', 3, '2026-03-01', '', '{"values":{}}')`,
      );
      database.exec("INSERT INTO revisions VALUES (80, 3, '', '填写', '[]')");
    },
    after: (database) => {
      const row = database.prepare('SELECT revision, saved_at, name, body FROM versions WHERE filing = 80').get();
      const { body, ...version } = row as { body: Buffer };
      expect(version, 'what it holds is a version').toEqual({ revision: 3, saved_at: '2026-03-01', name: '' });
      expect(unpackBody(body)).toBe('{"values":{}}');
      const sum = database.prepare('SELECT sum FROM filings WHERE id = 80').pluck().get();
      expect(sum).toBe(bodySum('{"values":{}}'));
      const change = database.prepare('SELECT sum FROM revisions WHERE filing = 80').pluck().get();
      expect(change).toBe(timelessSum({ filing: 80, revision: 3, label: '填写', edits: '[]' }));
      const commits = () => database.prepare('SELECT commits FROM counter').pluck().get() as number;
      const before = commits();
      database.exec("INSERT INTO revisions VALUES (80, 4, '', '填写', '[]', '')");
      expect(commits()).toBe(before + 1);
      const lock = database.prepare("INSERT INTO locks (filing, revision, locked_at) VALUES (80, 4, '')");
      lock.run();
      expect(() => lock.run(), 'it is locked once').toThrow('UNIQUE');
      expect(() => database.exec("UPDATE locks SET unlocked_at = ''"), 'with a reason').toThrow('CHECK');
      database.exec("UPDATE locks SET unlocked_at = '', reason = '数字有误'");
      lock.run();
    },
  },
  9: {
    before: (database) => {
      const add = database.prepare('INSERT INTO revisions VALUES (80, ?, ?, ?, ?, ?)');
      const sum = timelessSum({ filing: 80, revision: 5, label: '填写', edits: '[]' });
      add.run(5, '2026-03-01', '填写', '[]', sum);
      add.run(6, '2026-03-01', '填写', '[]', sum);
      database.exec("INSERT INTO settings VALUES ('zoom', '120')");
    },
    after: (database) => {
      const sums = database.prepare('SELECT sum FROM revisions WHERE revision IN (5, 6) ORDER BY revision').pluck();
      const change = { filing: 80, saved_at: '2026-03-01', label: '填写', edits: '[]' };
      const [sound, damaged] = sums.all() as [string, string];
      expect(sound).toBe(revisionSum({ ...change, revision: 5 }));
      expect(damaged, 'what was damaged stays so').not.toBe(revisionSum({ ...change, revision: 6 }));
      expect(isWhole(database)).toBe(true);
      const bytes = database.serialize();
      bytes.write('zoon', bytes.lastIndexOf('zoom'));
      const flipped = new Sqlite(bytes);
      expect(isWhole(flipped), 'one of the two is not what was written').toBe(false);
      flipped.close();
      database.exec("INSERT INTO books (body, saved_at) VALUES ('{}', '2026-03-02T01:00:00.000Z')");
      expect(() => database.exec("INSERT INTO books (body, saved_at) VALUES ('no json', '')")).toThrow('CHECK');
    },
  },
  10: {
    before: () => {},
    after: (database) => {
      database.pragma('foreign_keys = ON');
      database.exec('INSERT INTO to_derive VALUES (80)');
      database.exec('DELETE FROM filings WHERE id = 80');
      expect(database.prepare('SELECT count(*) FROM to_derive').pluck().get(), 'it goes with its filing').toBe(0);
    },
  },
  11: {
    before: (database) => {
      database.exec(
        `INSERT INTO filings (id, form, name, unit, year, revision, saved_at, created_at, body, sum)
         VALUES (81, 'f', '书车', '甲', 2031, 3, '', '', '{}', 'a')`,
      );
    },
    after: (database) => {
      const { statesOfYear, statesOfUnits, unitsOfYear, statesBeside } = createReviewTables(database, () => new Date());
      const own = { id: 81, revision: 3, name: '书车', unit: '甲', year: 2031, judged: 0, sum: 'a' };
      expect([statesOfYear(2031), statesOfUnits(2031, ['甲']), statesBeside([81])]).toEqual([[own], [own], [own]]);
      expect(unitsOfYear(2031)).toEqual([{ unit: '甲', held: '81:3:0' }]);
      for (const source of [STATES_OF_YEAR, STATES_OF_UNITS, UNITS_OF_YEAR, STATES_BESIDE, PAGE_OF_YEAR]) {
        const given = source === STATES_OF_UNITS ? [2031, '[]'] : source === PAGE_OF_YEAR ? [2031, 9, 0] : [2031];
        const plan = database.prepare(`EXPLAIN QUERY PLAN ${source}`).all(...given) as { detail: string }[];
        const reads = plan.map(({ detail }) => detail).filter((detail) => /^(SEARCH|SCAN) (filings|f) /.test(detail));
        expect(reads.at(-1), 'no body is read').toContain('COVERING INDEX filings_list');
        if (source === PAGE_OF_YEAR) expect(reads).toHaveLength(1);
        const isSorted = plan.some(({ detail }) => detail.includes('TEMP B-TREE FOR ORDER BY'));
        expect(isSorted && source).not.toBe(STATES_OF_YEAR);
        expect(isSorted && source).not.toBe(UNITS_OF_YEAR);
        expect(isSorted && source).not.toBe(PAGE_OF_YEAR);
      }
      database.exec('DELETE FROM filings WHERE id = 81');
    },
  },
};

test('every migration has a test that runs it on a file of the version before', () => {
  expect(Object.keys(stories).map(Number)).toEqual(migrations.map((step) => step.version));
  const database = new Sqlite(':memory:');
  for (const step of migrations) {
    const up = vi.fn(step.up);
    const story = stories[step.version];
    story?.before(database);
    migrate(database, [...migrations.slice(0, step.version - 1), { ...step, up }]);
    expect(up, step.name).toHaveBeenCalledTimes(1);
    expect(userVersion(database)).toBe(step.version);
    story?.after(database);
  }
  expect(userVersion(database)).toBe(SCHEMA_VERSION);
  expect(database.pragma('application_id', { simple: true })).toBe(APPLICATION_ID);
  database.close();
});

test('a file of the newest version is not migrated again', () => {
  const database = new Sqlite(':memory:');
  migrate(database);
  const up = vi.fn();
  migrate(
    database,
    migrations.map((step) => ({ ...step, up })),
  );
  expect(up).not.toHaveBeenCalled();
});

test('versions that do not count up by one are refused', () => {
  const step = (version: number): Migration => ({ version, name: `step ${version}`, up: () => {} });
  for (const versions of [[2], [1, 3], [1, 1], [1, 2, 2]])
    expect(() => migrate(new Sqlite(':memory:'), versions.map(step))).toThrow('must have version');
});

test('a migration that fails leaves the file at its version, with none of the steps', () => {
  const database = new Sqlite(':memory:');
  migrate(database);
  const steps: Migration[] = [
    ...migrations,
    { version: SCHEMA_VERSION + 1, name: 'adds', up: (db) => void db.exec('CREATE TABLE added (x TEXT) STRICT') },
    {
      version: SCHEMA_VERSION + 2,
      name: 'fails',
      up: () => {
        throw new Error('half way');
      },
    },
  ];
  expect(() => migrate(database, steps)).toThrow('half way');
  expect(userVersion(database)).toBe(SCHEMA_VERSION);
  expect(database.prepare("SELECT 1 FROM sqlite_schema WHERE name = 'added'").get()).toBeUndefined();
});

test('before a file with filings is migrated, a backup of it as it was is made', async () => {
  const { store, path } = await newStore();
  store.add([filingOf()], '新建');
  await store.close();
  const next: Migration = {
    version: SCHEMA_VERSION + 1,
    name: 'notes',
    up: (db) => void db.exec('CREATE TABLE notes (x TEXT) STRICT'),
  };
  const later = () => new Date('2026-04-01T08:00:00');
  const migrated = await storeAt(path, { now: later, migrations: [...migrations, next] });
  expect(migrated.list({ query: '', trashed: false })).toHaveLength(1);
  const backups = join(dirname(path), 'backups');
  expect(readdirSync(backups)).toEqual(['绩效表-20260302-090000.db', '绩效表-20260401-080000.db']);
  const kept = new Sqlite(join(backups, '绩效表-20260401-080000.db'), { readonly: true });
  expect(userVersion(kept)).toBe(SCHEMA_VERSION);
  expect(kept.prepare('SELECT count(*) FROM filings').pluck().get()).toBe(1);
  kept.close();
});

test('a database of another program that was named is left alone', async () => {
  const path = join(ownFolder(), 'other.db');
  const other = new Sqlite(path);
  other.exec('CREATE TABLE bookmarks (url TEXT)');
  other.close();
  await expect(storeAt(path, { given: true })).rejects.toMatchObject({
    code: 'store-broken',
    message: expect.stringContaining('其他软件'),
  });
  const again = new Sqlite(path, { readonly: true });
  expect(again.prepare('SELECT name FROM sqlite_schema').pluck().all()).toEqual(['bookmarks']);
  again.close();
});
