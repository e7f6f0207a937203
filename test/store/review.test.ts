import { expect, test } from 'vitest';
import { filingOf, newStore, storeAt, typed } from './with-store.ts';

test('a warning is switched off with a reason, for one table or for the unit, and on again', async () => {
  const { store, path } = await newStore();
  const [id] = store.add([filingOf()], '新建') as [number];
  const unit = '水务事务中心';
  store.review.waive({ unit, rule: 'R45', filing: null, path: null, reason: '项目小' });
  store.review.waive({ unit, rule: 'R45', filing: id, path: null, reason: '本表只有三项' });
  store.review.waive({ unit, rule: 'R45', filing: null, path: null, reason: '项目都小' });
  const told = { unit, rule: 'R45', path: null, createdAt: expect.stringMatching(/^2026-03-02T/) };
  expect(store.review.waivers()).toEqual([
    { ...told, id: 2, filing: id, reason: '本表只有三项' },
    { ...told, id: 3, filing: null, reason: '项目都小' },
  ]);
  await store.close();
  const again = await storeAt(path);
  expect(again.review.waivers(), 'it is kept in the file').toHaveLength(2);
  again.review.unwaive(3);
  again.review.unwaive(3);
  expect(again.review.waivers().map((waiver) => waiver.filing)).toEqual([id]);
});

test('a table is judged from when it is asked for, and stays so', async () => {
  const { store, path } = await newStore();
  const [one, other] = store.add([filingOf(), filingOf()], '新建') as [number, number];
  const judged = (of = store) => of.review.statesBeside([one]).map((state) => [state.id, state.judged]);
  store.review.judge([one]);
  store.review.judge([one, 99]);
  expect(judged()).toEqual([
    [one, 1],
    [other, 0],
  ]);
  await store.close();
  expect(judged(await storeAt(path)), 'it is kept in the file').toContainEqual([one, 1]);
});

test('a table whose unit was renamed keeps one reason for a rule', async () => {
  const { store } = await newStore();
  const [id] = store.add([filingOf()], '新建') as [number];
  store.review.waive({ unit: '旧名', rule: 'R45', filing: id, path: null, reason: '甲' });
  store.review.waive({ unit: '新名', rule: 'R45', filing: id, path: null, reason: '乙' });
  expect(store.review.waivers()).toMatchObject([{ unit: '新名', reason: '乙' }]);
});

test('one place of a table has a reason of its own beside that of the table', async () => {
  const { store } = await newStore();
  const [id] = store.add([filingOf()], '新建') as [number];
  const waiver = { unit: '甲', rule: 'R35', filing: id };
  store.review.waive({ ...waiver, path: 'value 质量指标 合格率', reason: '一' });
  store.review.waive({ ...waiver, path: 'value 质量指标 完好率', reason: '二' });
  store.review.waive({ ...waiver, path: null, reason: '三' });
  store.review.waive({ ...waiver, path: 'value 质量指标 合格率', reason: '四' });
  expect(store.review.waivers().map(({ reason }) => reason)).toEqual(['二', '三', '四']);
});

test('a warning of a table that is not there cannot be switched off, and one without a reason neither', async () => {
  const { store } = await newStore();
  const waiver = { unit: '甲', rule: 'R45', path: null, reason: '小' };
  expect(() => store.review.waive({ ...waiver, filing: 7 })).toThrow(expect.objectContaining({ code: 'not-found' }));
  expect(() => store.review.waive({ ...waiver, filing: null, reason: ' ' })).toThrow();
  expect(store.review.waivers()).toEqual([]);
});

test('approved totals are exact, by unit and year, and go with an empty text', async () => {
  const { store, path } = await newStore();
  store.review.approve('甲', 2026, '0.10');
  store.review.approve('甲', 2026, '12345678901234567890.12');
  store.review.approve('甲', 2027, '3');
  store.review.approve('乙', 2026, '5');
  store.review.approve('乙', 2026, '');
  await store.close();
  const again = await storeAt(path);
  expect([...again.review.approved(2026)]).toEqual([['甲', '12345678901234567890.12']]);
  expect([...again.review.approved(2027)]).toEqual([['甲', '3']]);
});

test('the filings of a year, and those beside some, are told with their last change and without the thrown-away', async () => {
  const { store } = await newStore();
  const of = (unit: string, year: string) => filingOf({ implementingUnit: unit, fiscalYear: year });
  const ids = store.add([of('甲', '2026'), of('甲', '2026'), of('乙', '2026'), of('甲', '2025'), of('甲', '')], '新建');
  const [a, b, c, older, none] = ids as [number, number, number, number, number];
  store.commit({ id: b, revision: 1, label: '改', edits: [typed('projectName', '改过', '河道保洁')] });
  const told = (states: { id: number; revision: number }[]) => states.map(({ id, revision }) => [id, revision]);
  expect(told(store.review.statesOfYear(2026)).sort()).toEqual([
    [a, 1],
    [b, 2],
    [c, 1],
  ]);
  expect(told(store.review.statesOfYear(null))).toEqual([[none, 1]]);
  expect(told(store.review.statesOfUnits(2026, ['甲', '丙']))).toEqual([
    [a, 1],
    [b, 2],
  ]);
  expect(store.review.unitsOfYear(2026)).toEqual([
    { unit: '乙', held: `${c}:1:0` },
    { unit: '甲', held: `${a}:1:0 ${b}:2:0` },
  ]);
  expect(told(store.review.statesBeside([a, older, 99]))).toEqual([
    [a, 1],
    [b, 2],
    [older, 1],
  ]);
  store.trash([b]);
  expect(told(store.review.statesBeside([a]))).toEqual([[a, 1]]);
  expect(told(store.review.statesBeside([b]))).toEqual([]);
});
