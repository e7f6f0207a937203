import { expect, test } from 'vitest';
import { filingOf, newStore, storeAt } from './with-store.ts';

const target = () => filingOf({ projectName: '河道保洁' }, [{ level3: '保洁里程', value: '≥12公里' }]);
const made = () => filingOf({ projectName: '河道保洁' }, [{ level3: '保洁里程', value: '≥12公里' }]);

test('a filing knows what it was made from, as that is now and as it was then', async () => {
  const { store, path } = await newStore();
  const [source = 0] = store.add([target()], '新建');
  const id = store.addMade(made(), '由目标表生成', source);
  const then = store.open(source).filing;
  const edits = [{ kind: 'value', field: 'projectName', from: '河道保洁', to: '河道保洁和清淤' }] as const;
  store.commit({ id: source, revision: 1, label: '填写项目名称', edits });
  await store.close();
  const again = await storeAt(path);
  expect(again.sourceOf(id)).toEqual({ id: source, filing: again.open(source).filing, taken: then });
  expect(again.sourceOf(id)?.filing.values.projectName).toBe('河道保洁和清淤');
  expect(again.sourceOf(source), 'a target table was made from nothing').toBeNull();
});

test('what lies in 回收站 or is gone is no source, and comes back with it', async () => {
  const { store } = await newStore();
  const [source = 0] = store.add([target()], '新建');
  const id = store.addMade(made(), '由目标表生成', source);
  store.trash([source]);
  expect(store.sourceOf(id)).toBeNull();
  store.restore([source]);
  expect(store.sourceOf(id)).toMatchObject({ id: source });
  store.trash([source]);
  store.purge([source]);
  expect(store.sourceOf(id)).toBeNull();
  expect(store.open(id).filing.values.projectName).toBe('河道保洁');
});

test('nothing is made from what is not there', async () => {
  const { store } = await newStore();
  expect(() => store.addMade(made(), '由目标表生成', 99)).toThrow(expect.objectContaining({ code: 'not-found' }));
  expect(store.list({ query: '', trashed: false })).toEqual([]);
  expect(() => store.sourceOf(99)).toThrow(expect.objectContaining({ code: 'not-found' }));
});
