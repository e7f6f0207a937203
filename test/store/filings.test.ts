import Sqlite from 'better-sqlite3';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { applyAll, type Edit } from '../../shared/filing/edits.ts';
import { rowsOf, withRows } from '../../shared/filing/filing.ts';
import { withoutId } from '../../shared/filing/row-ids.ts';
import { filingOf, handClock, newStore, storeAt, typed } from './with-store.ts';

function refusal(work: () => unknown): string {
  try {
    work();
  } catch (error) {
    return (error as { code: string }).code;
  }
  return 'none';
}

test('a filing taken in is listed with its name, unit and year, and opens as it was', async () => {
  const { store } = await newStore();
  const filing = filingOf({ fiscalYear: '2025' });
  const [id] = store.add([filing], '导入 a.txt') as [number];
  expect(store.list({ query: '', trashed: false })).toEqual([
    {
      id,
      form: 'dalian-project',
      name: '河道保洁',
      unit: '水务事务中心',
      year: 2025,
      savedAt: expect.any(String),
      found: null,
    },
  ]);
  expect(store.open(id)).toMatchObject({ id, revision: 1, filing });
});

test('the list goes by year, newest first, then by unit', async () => {
  const { store } = await newStore();
  store.add(
    [
      filingOf({ fiscalYear: '2025', projectName: 'a', implementingUnit: '乙' }),
      filingOf({ fiscalYear: '2026', projectName: 'b', implementingUnit: '乙' }),
      filingOf({ fiscalYear: '2026', projectName: 'c', implementingUnit: '丙' }),
      filingOf({ fiscalYear: '', projectName: 'd' }),
    ],
    '导入',
  );
  expect(store.list({ query: '', trashed: false }).map((filing) => filing.name)).toEqual(['c', 'b', 'a', 'd']);
});

test('a commit writes the new body and a revision with its label and edits', async () => {
  const clock = handClock();
  const { store, path } = await newStore({ now: clock.now });
  const [id] = store.add([filingOf()], '新建') as [number];
  clock.set('2026-03-02T10:30:00');
  const edits: Edit[] = [typed('annualGoal', '清理水面漂浮物')];
  expect(store.commit({ id, revision: 1, label: '填写年度目标', edits })).toEqual({
    revision: 2,
    savedAt: new Date('2026-03-02T10:30:00').toISOString(),
  });
  expect(store.open(id).filing.values.annualGoal).toBe('清理水面漂浮物');
  const database = new Sqlite(path, { readonly: true });
  const rows = database
    .prepare('SELECT revision, label, edits FROM revisions WHERE filing = ? ORDER BY revision')
    .all(id);
  database.close();
  expect(rows).toEqual([
    { revision: 1, label: '新建', edits: '[]' },
    { revision: 2, label: '填写年度目标', edits: JSON.stringify(edits) },
  ]);
});

test('the list shows the new name as soon as it is committed', async () => {
  const { store } = await newStore();
  const [id] = store.add([filingOf()], '新建') as [number];
  store.commit({ id, revision: 1, label: '', edits: [typed('projectName', '河道清淤', '河道保洁')] });
  expect(store.list({ query: '清淤', trashed: false }).map((filing) => filing.name)).toEqual(['河道清淤']);
  expect(store.list({ query: '保洁', trashed: false })).toEqual([]);
});

test('a commit made on an older revision is a conflict and changes nothing', async () => {
  const { store } = await newStore();
  const [id] = store.add([filingOf()], '新建') as [number];
  store.commit({ id, revision: 1, label: '', edits: [typed('annualGoal', '一')] });
  expect(refusal(() => store.commit({ id, revision: 1, label: '', edits: [typed('periodGoal', '二')] }))).toBe(
    'conflict',
  );
  expect(store.open(id)).toMatchObject({ revision: 2 });
  expect(store.open(id).filing.values.periodGoal ?? '').toBe('');
});

test('a group of edits of which one does not fit is refused as a whole', async () => {
  const { store } = await newStore();
  const [id] = store.add([filingOf()], '新建') as [number];
  const edits = [typed('annualGoal', '一'), typed('projectName', '二', '不是原来的名称')];
  expect(refusal(() => store.commit({ id, revision: 1, label: '', edits }))).toBe('conflict');
  expect(store.open(id).revision).toBe(1);
  expect(store.open(id).filing.values.annualGoal ?? '').toBe('');
});

test.each([
  ['a field', { kind: 'value', field: 'nothing', from: '', to: 'x' }],
  ['a column', { kind: 'cell', table: 'indicators', row: 0, column: 'basis', from: '', to: 'x' }],
  ['a section', { kind: 'section', section: 'nothing', on: true }],
  ['a column in a new row', { kind: 'insert', table: 'indicators', at: 0, rows: [{ weight: '10' }] }],
] as [string, Edit][])('an edit of %s that the form does not have is refused', async (_name, edit) => {
  const { store } = await newStore();
  const [id] = store.add([filingOf()], '新建') as [number];
  expect(refusal(() => store.commit({ id, revision: 1, label: '', edits: [edit] }))).toBe('bad-request');
});

test('an amount typed with separators can be edited further, before and after the filing is opened again', async () => {
  const { store } = await newStore();
  const [id] = store.add([filingOf()], '新建') as [number];
  store.commit({ id, revision: 1, label: '', edits: [typed('annualFunding.total', '1,200')] });
  store.commit({ id, revision: 2, label: '', edits: [typed('annualFunding.total', '1,300', '1,200')] });
  expect(store.open(id).filing.values['annualFunding.total']).toBe('1300');
  store.commit({ id, revision: 3, label: '', edits: [typed('annualFunding.total', '1400', '1300')] });
  expect(store.open(id).filing.values['annualFunding.total']).toBe('1400');
});

test('more rows than a table can have are refused', async () => {
  const { store } = await newStore();
  const [id] = store.add([filingOf({}, [{ level3: '甲' }])], '新建') as [number];
  const rows = Array.from({ length: 2000 }, () => ({ level3: '乙' }));
  expect(
    refusal(() =>
      store.commit({ id, revision: 1, label: '', edits: [{ kind: 'insert', table: 'indicators', at: 0, rows }] }),
    ),
  ).toBe('bad-request');
});

test('回收站: a filing goes there, is not edited there, comes back, and is deleted only from there', async () => {
  const { store } = await newStore();
  const [a, b] = store.add([filingOf({ projectName: '甲' }), filingOf({ projectName: '乙' })], '导入') as [
    number,
    number,
  ];
  const names = (trashed: boolean) => store.list({ query: '', trashed }).map((filing) => filing.name);
  store.trash([a]);
  expect([names(false), names(true)]).toEqual([['乙'], ['甲']]);
  const times = (trashed: boolean) => store.list({ query: '', trashed }).map(({ trashedAt }) => trashedAt);
  expect([times(false), times(true)]).toEqual([[undefined], [handClock().now().toISOString()]]);
  expect(store.list({ query: '甲', trashed: true })).toMatchObject([{ trashedAt: handClock().now().toISOString() }]);
  expect(refusal(() => store.commit({ id: a, revision: 1, label: '', edits: [typed('annualGoal', '一')] }))).toBe(
    'read-only',
  );
  store.restore([a]);
  expect([names(false), names(true)]).toEqual([['甲', '乙'], []]);
  store.trash([a]);
  store.purge([a, b]);
  expect([names(false), names(true)]).toEqual([['乙'], []]);
  expect(refusal(() => store.open(a))).toBe('not-found');
  expect(refusal(() => store.trash([a]))).toBe('not-found');
});

test('ids are not used again after a filing was deleted for good', async () => {
  const { store } = await newStore();
  const [a] = store.add([filingOf()], '新建') as [number];
  store.trash([a]);
  store.purge([a]);
  expect(store.add([filingOf()], '新建')).not.toEqual([a]);
});

test('filings of which one is of an unknown form are not taken in, none of them', async () => {
  const { store } = await newStore();
  const odd = { ...filingOf(), form: 'mars-project' };
  expect(refusal(() => store.add([filingOf(), odd], '导入'))).toBe('bad-request');
  expect(store.list({ query: '', trashed: false })).toEqual([]);
});

test('settings are kept over a restart; an empty one is gone', async () => {
  const { store, path } = await newStore();
  store.set('last.form', 'dalian-project');
  store.set('zoom', '120');
  store.set('zoom', '110');
  store.set('gone', 'x');
  store.set('gone', '');
  await store.close();
  expect((await storeAt(path)).settings()).toEqual({ 'last.form': 'dalian-project', zoom: '110' });
});

test('whatever is committed, the stored filing is the filing with the edits applied', async () => {
  const { store } = await newStore();
  const text = fc.string({ unit: 'grapheme', maxLength: 8 }).map((value) => value.normalize('NFC'));
  const field = fc.constantFrom('projectName', 'annualGoal', 'periodGoal', 'supervisingDepartment');
  const clean = text.filter((value) => /^[\p{L}\p{N}\p{P}]*$/u.test(value));
  fc.assert(
    fc.property(fc.array(fc.tuple(field, clean), { minLength: 1, maxLength: 12 }), (changes) => {
      const start = filingOf();
      const [id] = store.add([start], '新建') as [number];
      let filing = start;
      for (const [index, [name, to]] of changes.entries()) {
        const edits = [typed(name, to, filing.values[name] ?? '')];
        filing = applyAll(filing, edits);
        expect(store.commit({ id, revision: index + 1, label: '', edits }).revision).toBe(index + 2);
      }
      const { filing: stored } = store.open(id);
      expect(withRows(stored, 'indicators', rowsOf(stored, 'indicators').map(withoutId))).toEqual(filing);
    }),
    { numRuns: 30 },
  );
});

test('a filing knows what it was rolled forward from, as long as that is there and not in 回收站', async () => {
  const { store } = await newStore();
  const [a, b] = store.add([filingOf({ fiscalYear: '2025' }), filingOf({ fiscalYear: '2025' })], '导入') as [
    number,
    number,
  ];
  const [next, other, plain] = store.add(
    [filingOf(), filingOf({ fiscalYear: '2027' }), filingOf()],
    '结转到 2026 年度',
    [a, b],
  ) as [number, number, number];
  expect([a, next, other, plain].map((id) => store.open(id).previous)).toEqual([null, a, b, null]);
  expect([...store.rolledTo(2026)]).toEqual([a]);
  store.trash([a]);
  expect(store.open(next).previous).toBeNull();
  store.restore([a]);
  expect(store.open(next).previous).toBe(a);
  store.trash([a, other]);
  store.purge([a]);
  expect(store.open(next).previous).toBeNull();
  expect([...store.rolledTo(2026), ...store.rolledTo(2027)]).toEqual([]);
});

test('every change is told to the windows: what a commit made of the filing, and that the list is another', async () => {
  const changed: unknown[] = [];
  const { store } = await newStore({ changed: (change) => changed.push(change) });
  const [id] = store.add([filingOf()], '新建') as [number];
  const { revision, savedAt } = store.commit({
    id,
    revision: 1,
    label: '',
    edits: [typed('projectName', '新名称', '河道保洁')],
  });
  store.trash([id]);
  store.restore([id]);
  expect(() => store.commit({ id, revision: 1, label: '', edits: [typed('projectName', '又一个')] })).toThrow();
  expect(changed).toEqual([
    { event: 'list', version: 1 },
    { event: 'filing', id, revision, savedAt, name: '新名称', unit: '水务事务中心', year: 2026 },
    { event: 'list', version: 2 },
    { event: 'list', version: 3 },
  ]);
  expect(store.version).toBe(3);
});

test('the saved changes of a filing are told back to the first, the newest first, in answers of bounded size', async () => {
  const { store } = await newStore();
  const [id] = store.add([filingOf({ annualGoal: '0' })], '新建') as [number];
  for (let k = 1; k <= 250; k++)
    store.commit({ id, revision: k, label: `第${k}次`, edits: [typed('annualGoal', String(k), String(k - 1))] });
  const read: number[] = [];
  for (let before = 1000; ; ) {
    const revisions = store.history(id, before);
    if (revisions.length === 0) break;
    expect(revisions.length).toBeLessThanOrEqual(100);
    read.push(...revisions.map(({ revision }) => revision));
    before = read.at(-1) ?? 0;
  }
  expect(read).toEqual(Array.from({ length: 251 }, (_, k) => 251 - k));
  expect(store.history(id, 3)).toMatchObject([
    { revision: 2, label: '第1次', edits: [{ kind: 'value', field: 'annualGoal', from: '0', to: '1' }] },
    { revision: 1, label: '新建', edits: [] },
  ]);
  expect(refusal(() => store.history(99, 5))).toBe('not-found');
});

test('the saved changes end at one that is damaged', async () => {
  const { store, path } = await newStore();
  const [id] = store.add([filingOf({ annualGoal: '0' })], '新建') as [number];
  for (let k = 1; k <= 3; k++)
    store.commit({ id, revision: k, label: `第${k}次`, edits: [typed('annualGoal', String(k), String(k - 1))] });
  const other = new Sqlite(path);
  // SQLite would not take it; a bad disk asks nobody.
  other.pragma('ignore_check_constraints = ON');
  other.prepare("UPDATE revisions SET edits = '[{' WHERE revision = 2").run();
  other.close();
  expect(store.history(id, 5).map(({ revision }) => revision)).toEqual([4, 3]);
});
