import fc from 'fast-check';
import { expect, test } from 'vitest';
import { searchTexts } from '../../electron/store/search.ts';
import { type Filing, summarise } from '../../shared/filing/filing.ts';
import { parseFiling } from '../../shared/filing/parse.ts';
import { catalog } from '../../shared/form/catalog/catalog.ts';
import { fold, queryWords } from '../../shared/search-words.ts';
import { catalogFiling } from '../filings.ts';
import { filingOf, newStore, storeAt, typed } from './with-store.ts';

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
