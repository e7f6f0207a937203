import { readFileSync } from 'node:fs';
import Sqlite from 'better-sqlite3';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Store } from '../../electron/store/store.ts';
import type { Filing } from '../../shared/filing/filing.ts';
import { damaging } from './damage-rows.ts';
import { filingOf, newStore, storeAt, typed } from './with-store.ts';

/** What a bad disk may make of what is derived from filings; SQLite itself finds nothing wrong with any of it. */
const damages = {
  'a text is shown as another': "UPDATE filing_texts SET shown = replace(shown, '书车', '书军') WHERE filing = ?",
  'a text is not found any more': "UPDATE filing_texts SET folded = replace(folded, '书车', '书军') WHERE filing = ?",
  'the name of a text is another': "UPDATE filing_texts SET shown = replace(shown, '项目', '坝目') WHERE filing = ?",
  'its texts are those of another filing':
    'UPDATE filing_texts SET (folded, shown) = (SELECT folded, shown FROM filing_texts WHERE filing = 1) WHERE filing = ?',
  'its texts are gone': 'DELETE FROM filing_texts WHERE filing = ?',
  'an indicator is another': "UPDATE indicator_uses SET name = name || '甲' WHERE filing = ?",
  'a value is another': "UPDATE indicator_uses SET value = '≥9000' WHERE filing = ?",
  'its indicators are gone': 'DELETE FROM indicator_uses WHERE filing = ?',
  'an indicator is there twice': 'INSERT INTO indicator_uses SELECT * FROM indicator_uses WHERE filing = ?',
};

function withIndicator(projectName: string): Filing {
  const filing = filingOf({ projectName });
  const [first = {}, ...others] = filing.tables.indicators ?? [];
  const row = { ...first, level3: `${projectName}里程`, value: '≥30公里' };
  return { ...filing, tables: { ...filing.tables, indicators: [row, ...others] } };
}

function shownOf(store: Store): string {
  const found = ['书车', '河道', '项目'].map((query) => store.list({ query, trashed: false }));
  return JSON.stringify([found, store.library.read().uses]);
}

test('search and library say what the filings say, whatever became of their own rows', async () => {
  const { store, path } = await newStore();
  const ids = store.add([withIndicator('社区流动书车'), withIndicator('河道巡查书车')], '导入');
  const truth = shownOf(store);
  await store.close();
  const mends = fc.asyncProperty(
    fc.subarray(Object.values(damages), { minLength: 1 }),
    fc.constantFrom(...ids),
    async (sources, id) => {
      damaging(path, (database) => {
        for (const source of sources) database.prepare(source).run(id);
      });
      const again = await storeAt(path);
      await again.checkBodies();
      expect(shownOf(again)).toBe(truth);
      await again.close();
    },
  );
  const each: [string[], number][] = Object.values(damages).map((source) => [[source], 2]);
  await fc.assert(mends, { numRuns: 25, examples: each, endOnFailure: true });
}, 60_000);

test('nothing is written where everything is as the filings say', async () => {
  const { store, path } = await newStore();
  store.add([withIndicator('社区流动书车')], '导入');
  await store.close();
  const again = await storeAt(path);
  again.set('zoom', '110');
  const log = readFileSync(`${path}-wal`);
  await again.checkBodies();
  expect(readFileSync(`${path}-wal`).equals(log)).toBe(true);
});

test('of a large file what is new is compared at each start, and a tenth of all else, another one each time', async () => {
  const { store, path } = await newStore();
  const many = 1000;
  store.add(
    Array.from({ length: many }, (_, k) => withIndicator(`社区流动书车${k}`)),
    '导入',
  );
  const start = async () => {
    const again = await storeAt(path);
    again.keepBeside((error) => {
      throw error;
    });
    await again.checkBodies();
    return again;
  };
  await store.close();
  await (await start()).close();
  damaging(path, (database) => database.exec("UPDATE filing_texts SET shown = replace(shown, '书车', '书军')"));
  const countWrong = () => {
    const database = new Sqlite(path);
    const count = database.prepare("SELECT count(*) FROM filing_texts WHERE instr(shown, '书军')").pluck().get();
    database.close();
    return count as number;
  };
  const changed = await storeAt(path);
  const { filing, revision } = changed.open(many);
  const edits = [typed('projectName', '另一辆书车', filing.values.projectName)];
  changed.commit({ id: many, revision, label: '', edits });
  changed.search({ query: '书车', trashed: false, most: 1 });
  await changed.close();
  damaging(path, (database) =>
    database.exec(`UPDATE filing_texts SET shown = replace(shown, '书车', '书军') WHERE filing = ${many}`),
  );
  for (let starts = 1; starts <= 3; starts++) {
    await (await start()).close();
    expect(countWrong()).toBe(many - 1 - (starts * many) / 10);
  }
}, 120_000);
