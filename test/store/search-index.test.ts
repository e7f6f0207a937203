import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import Sqlite from 'better-sqlite3';
import fc from 'fast-check';
import { expect, onTestFinished, test } from 'vitest';
import { indexPath, openIndex } from '../../electron/store/index-file.ts';
import { readUsages } from '../../electron/store/index-uses.ts';
import { searchTexts } from '../../electron/store/search.ts';
import { createSearchIndex, type SearchIndex } from '../../electron/store/search-index.ts';
import type { Store } from '../../electron/store/store.ts';
import { type Filing, summarise } from '../../shared/filing/filing.ts';
import { parseFiling } from '../../shared/filing/parse.ts';
import { catalog } from '../../shared/form/catalog/catalog.ts';
import { countUses, packUsage, type ReadUsage } from '../../shared/library/usage.ts';
import { fold, queryWords } from '../../shared/search-words.ts';
import { catalogFiling } from '../filings.ts';
import { filingOf, newStore, storeAt, typed } from './with-store.ts';

/** As many filings as a data file has that gets an index, and one that goes. */
const MANY = 1001;

/** The search said plainly: every text of every filing is looked at, line by line. */
function plainly(filings: Map<number, Filing>, query: string) {
  const words = queryWords(query);
  return [...filings].flatMap(([id, given]) => {
    const parsed = parseFiling(given);
    const form = catalog.find(given.form, given.version);
    if ('error' in parsed || !form) return [];
    const texts = searchTexts(form, parsed.filing);
    if (!words.every((word) => texts.folded.includes(word))) return [];
    const name = fold(summarise(form, parsed.filing).name);
    const missing = words.find((word) => !name.includes(word));
    const line =
      missing && texts.shown.split('\n')[texts.folded.split('\n').findIndex((text) => text.includes(missing))];
    // An excerpt of a long text begins with the same label.
    return [{ id, label: line ? line.slice(0, line.indexOf('：')) : null }];
  });
}

test('the search finds what looking at every text finds, also after changes', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(catalogFiling, { minLength: 1, maxLength: 8 }),
      fc.array(fc.constantFrom('预算', '标', '保 系', '1', '≥3', '％', 'a', '指标 目标', '2024', '。', '没有'), {
        maxLength: 6,
      }),
      async (samples, queries) => {
        const { store } = await newStore();
        const ids = store.add(
          samples.map(({ filing }) => filing),
          '导入',
        );
        const filings = new Map(ids.map((id, k) => [id, samples[k]?.filing as Filing]));
        const same = (query: string) =>
          expect(
            store
              .list({ query, trashed: false })
              .map(({ id, found }) => ({ id, label: found === null ? null : found.slice(0, found.indexOf('：')) }))
              .sort((a, b) => a.id - b.id),
            query,
          ).toEqual(plainly(filings, query));
        for (const query of queries) same(query);
        const [id = 0] = ids;
        const first = store.open(id);
        const name = samples[0]?.form.list.name[0];
        if (name !== undefined)
          store.commit({
            id,
            revision: 1,
            label: '',
            edits: [typed(name, '独角兽', first.filing.values[name])],
          });
        filings.set(id, store.open(id).filing);
        for (const query of [...queries, '独角兽']) same(query);
        await store.close();
      },
    ),
    { numRuns: 30 },
  );
});

test('what another program wrote into the same file is found by the next search', async () => {
  const { store, path } = await newStore();
  const [id = 0] = store.add([filingOf({ projectName: '河道保洁' })], '导入');
  expect(store.list({ query: '保洁', trashed: false })).toHaveLength(1);
  const other = await storeAt(path);
  other.commit({ id, revision: 1, label: '', edits: [typed('projectName', '古树保护', '河道保洁')] });
  expect(store.list({ query: '保洁', trashed: false })).toEqual([]);
  expect(store.list({ query: '古树', trashed: false })).toHaveLength(1);
});

test('a change that was refused leaves what is found as it was', async () => {
  const { store } = await newStore();
  const [id = 0] = store.add([filingOf({ projectName: '河道保洁' })], '导入');
  expect(store.list({ query: '保洁', trashed: false })).toHaveLength(1);
  const refused = () =>
    store.commit({ id, revision: 9, label: '', edits: [typed('projectName', '古树保护', '河道保洁')] });
  expect(refused).toThrow();
  expect(store.list({ query: '保洁', trashed: false })).toHaveLength(1);
});

/** A data file with so many filings that it gets an index, and that index over a connection of its own. */
async function indexed() {
  const { store, path } = await newStore();
  const words = ['河道', '𠮷日', 'LED 灯', '≥95%', '第"三"期', 'a', '水'];
  const text = (k: number) => `${words[k % words.length]}${words[(k * 3 + 1) % words.length]}${k}`;
  store.add(
    Array.from({ length: MANY }, (_, k) =>
      filingOf({ projectName: text(k), annualGoal: `${text(k + 4)}。\n${k % 9}件` }),
    ),
    '导入',
  );
  return { store, path, ...over(path) };
}

function over(path: string, large?: number): { index: SearchIndex; database: Sqlite.Database; failures: unknown[] } {
  const database = new Sqlite(path);
  const index = createSearchIndex(path, database, large);
  const failures: unknown[] = [];
  onTestFinished(async () => {
    await index.close();
    database.close();
  });
  index.keep((error) => failures.push(error));
  return { index, database, failures };
}

const isUsed = (index: SearchIndex) =>
  expect.poll(() => index.find(['水'])?.unknown, { timeout: 30_000, interval: 1500 }).toEqual([]);

/** Runs of the texts of the data file, from one character on, and what is nowhere: the end of a line with the next one. */
function runsIn(database: Sqlite.Database) {
  const texts = database.prepare<[], string>('SELECT folded FROM filing_texts').pluck().all();
  const joined = texts.slice(0, 50).flatMap((text) => text.match(/[^\s]\n[^\s]/gu) ?? []);
  const lines = [...new Set(texts.flatMap((text) => text.split('\n')))].filter((line) => line.trim() !== '');
  const run = fc
    .tuple(fc.constantFrom(...lines), fc.nat(40), fc.integer({ min: 1, max: 6 }))
    .map(([line, from, length]) =>
      [...line]
        .slice(from % [...line].length)
        .slice(0, length)
        .join('')
        .trim(),
    )
    .filter((text) => text !== '');
  const across = fc.constantFrom(...joined).map((text) => text.replace('\n', ''));
  return fc.oneof({ weight: 3, arbitrary: run }, across);
}

test('the index finds what looking at every text finds, words of one and two characters too', async () => {
  const { index, database } = await indexed();
  await isUsed(index);
  const texts = database
    .prepare<[], { filing: number; folded: string }>('SELECT filing, folded FROM filing_texts')
    .all();
  fc.assert(
    fc.property(
      fc.array(fc.oneof(runsIn(database), fc.constantFrom('没', '没有', '道水', '"')), { minLength: 1, maxLength: 3 }),
      (words) => {
        const plain = texts.filter(({ folded }) => words.every((word) => folded.includes(word)));
        expect(index.find(words)?.hits.toSorted((a, b) => a - b)).toEqual(plain.map(({ filing }) => filing));
      },
    ),
    { numRuns: 300 },
  );
});

/** Texts are written a little after a change, and before they are searched. */
const derive = (store: Store) => store.list({ query: '独角兽', trashed: false });

test('what is changed, deleted or written by another program is found as it is now, and comes into the index', async () => {
  const { store, index, database } = await indexed();
  await isUsed(index);
  const hits = (word: string) => index.find([word])?.hits ?? null;
  database.exec("UPDATE filing_texts SET folded = '独角兽', shown = '项目名称：独角兽' WHERE filing = 7");
  database.exec("UPDATE filings SET sum = 'another' WHERE id = 7");
  index.touched(7);
  expect(index.find(['独角兽']), 'of what is not indexed it knows nothing').toEqual({ hits: [], unknown: [7] });
  await isUsed(index);
  expect(hits('独角兽')).toEqual([7]);
  store.trash([7]);
  store.purge([7]);
  const { projectName } = store.open(8).filing.values;
  store.commit({ id: 8, revision: 1, label: '', edits: [typed('projectName', '麒麟', projectName)] });
  derive(store);
  expect(index.find(['麒']), 'after another program wrote nothing is sure').toBeNull();
  await isUsed(index);
  expect([hits('独角兽'), hits('麒')]).toEqual([[], [8]]);
  expect(database.prepare('SELECT count(*) FROM filings').pluck().get()).toBe(MANY - 1);
});

test.each([
  ['damaged', (file: string) => writeFileSync(file, 'no database '.repeat(2000))],
  [
    'of another version',
    (file: string) => {
      const other = new Sqlite(file);
      other.pragma('user_version = 999');
      other.close();
    },
  ],
  ['gone', (file: string) => rmSync(file)],
])('an index that is %s is made anew', async (_, spoil) => {
  const { index, path } = await indexed();
  await isUsed(index);
  const before = index.find(['水'])?.hits;
  await index.close();
  for (const end of ['-wal', '-shm']) rmSync(indexPath(path) + end, { force: true });
  spoil(indexPath(path));
  const { index: next, failures } = over(path);
  expect(next.find(['水']), 'it is not known yet what it is worth').toBeNull();
  await isUsed(next);
  expect(next.find(['水'])?.hits).toEqual(before);
  expect(failures).toEqual([]);
});

test('a large index is used before it is looked through, and made anew where it is damaged', async () => {
  const { index, path } = await indexed();
  await isUsed(index);
  const before = index.find(['水'])?.hits;
  await index.close();
  const file = indexPath(path);
  const whole = readFileSync(file);
  const spoil = fc.record({ from: fc.integer({ min: 2, max: 30 }), pages: fc.integer({ min: 1, max: 200 }) });
  await fc.assert(
    fc.asyncProperty(spoil, async ({ from, pages }) => {
      for (const end of ['-wal', '-shm']) rmSync(file + end, { force: true });
      const start = Math.min(from * 4096, whole.length);
      writeFileSync(file, Buffer.from(whole).fill(0xa5, start, Math.min(whole.length, start + pages * 4096)));
      const next = over(path, 0);
      await expect.poll(() => next.index.find(['水'])?.hits, { timeout: 30_000 }).toEqual(before);
      await isUsed(next.index);
      expect(next.failures).toEqual([]);
      await next.index.close();
    }),
    { numRuns: 3 },
  );
}, 60_000);

test('where no index can be kept it is said once, and the texts are looked through', async () => {
  const { index, path } = await indexed();
  await index.close();
  rmSync(indexPath(path), { force: true });
  const failures: unknown[] = [];
  const store = await storeAt(path);
  rmSync(`${path}-index-wal`, { force: true });
  rmSync(`${path}-index-shm`, { force: true });
  // A folder in its place is nothing that could be made anew.
  mkdirSync(indexPath(path));
  store.keepBeside((error) => failures.push(error));
  await expect.poll(() => failures.length, { timeout: 30_000 }).toBe(1);
  expect(store.search({ query: '𠮷日', trashed: false, most: 5 }).filings).toHaveLength(5);
  const how = { sort: 'number', grouping: 'none' } as const;
  const { groups, found } = await store.arranged({ query: '𠮷日', how, most: 5, first: 5, beside: [] });
  const ids = store.list({ query: '𠮷日', trashed: false }).map(({ id }) => id);
  expect(groups.flatMap((group) => group.ids)).toEqual(ids.sort((a, b) => a - b).slice(0, 5));
  expect(found).toBe(ids.length);
});

test('the index counts the indicators of all tables as reading all of them does, whatever becomes of the tables', async () => {
  const { store, path } = await newStore();
  const names = ['完成率', '完成率（%）', '整理案卷数', '巡查 次数', '满意度', ''];
  const cell = fc.record({ level3: fc.constantFrom(...names), value: fc.constantFrom('', '≥95%', '≥ 30 卷', '良好') });
  const table = fc.record({
    project: fc.constantFrom('2025年路灯养护', '2026年路灯养护', '河道清淤', '档案整理'),
    unit: fc.constantFrom('甲局', '乙局'),
    rows: fc.array(cell, { minLength: 1, maxLength: 3 }),
  });
  const filings = (count: number) =>
    fc
      .sample(table, count)
      .map(({ project, unit, rows }) => filingOf({ projectName: project, implementingUnit: unit }, rows));
  store.add(filings(MANY), '导入');
  const { index } = over(path);
  const sorted = (counted: ReadonlyMap<string, ReadUsage> | null | undefined) =>
    [...(counted ?? [])]
      .map(([key, usage]) => [
        key,
        JSON.parse(packUsage(usage), (_, value) => (Array.isArray(value) ? value.toSorted() : value)),
      ])
      .sort();
  const same = async () => {
    const { uses } = store.library.read();
    await expect.poll(() => index.caughtUp(), { timeout: 30_000 }).toBe(true);
    const file = openIndex(path, { readonly: true });
    expect(sorted(file && readUsages(file))).toEqual(sorted(countUses(uses)));
    file?.close();
  };
  await same();
  const ids = store.add(filings(20), '导入');
  await index.caughtUp();
  store.trash(ids.slice(0, 15));
  await same();
  store.purge(ids.slice(0, 5));
  store.restore(ids.slice(5, 10));
  for (const id of ids.slice(10)) {
    if (store.list({ query: '', trashed: true }).some((filing) => filing.id === id)) continue;
    const { revision, filing } = store.open(id);
    const { level3 = '' } = filing.tables.indicators?.[0] ?? {};
    const edits = [
      { kind: 'cell' as const, table: 'indicators', row: 0, column: 'level3', from: level3, to: `${level3}甲` },
    ];
    store.commit({ id, revision, label: '', edits });
  }
  await same();
});
