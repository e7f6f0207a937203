import Sqlite from 'better-sqlite3';
import { expect, test } from 'vitest';
import type { Edit } from '../../shared/filing/edits.ts';
import { newFiling, withRows } from '../../shared/filing/filing.ts';
import { catalog } from '../../shared/form/catalog/catalog.ts';
import type { Form } from '../../shared/form/form.ts';
import { shippedLibrary } from '../../shared/library/library.ts';
import { filingOf, newStore } from './with-store.ts';

const row = (level3: string, value = '', level2 = '数量指标') => ({ level1: '产出指标', level2, level3, value });
const [shipped] = shippedLibrary.indicators;
const { id: _, ...indicator } = shipped as NonNullable<typeof shipped>;

test('every indicator of every filing is learnt: added, typed, inserted, removed, thrown away, restored, deleted', async () => {
  const { store } = await newStore();
  const names = () => store.library.read().uses.map(({ project, name, value }) => `${project} ${name} ${value}`.trim());
  const [id = 0, other = 0] = store.add(
    [filingOf({ projectName: '路灯养护' }, [row('养护路灯数', '≥80盏'), row('')]), filingOf({}, [row('保洁河长')])],
    '导入',
  );
  expect(names()).toEqual(['河道保洁 保洁河长', '路灯养护 养护路灯数 ≥80盏']);
  let revision = 1;
  const commit = (...edits: Edit[]) => {
    revision = store.commit({ id, revision, label: '', edits }).revision;
  };
  commit({ kind: 'cell', table: 'indicators', row: 1, column: 'level3', from: '', to: '更换灯泡数' });
  commit({ kind: 'insert', table: 'indicators', at: 0, rows: [row('巡查次数', '=12次')] });
  commit({ kind: 'remove', table: 'indicators', at: 1, rows: [row('养护路灯数', '≥80盏')] });
  expect(names()).toEqual(['河道保洁 保洁河长', '路灯养护 巡查次数 =12次', '路灯养护 更换灯泡数']);
  commit({ kind: 'value', field: 'projectName', from: '路灯养护', to: '路灯改造' });
  store.trash([other]);
  expect(names()).toEqual(['路灯改造 巡查次数 =12次', '路灯改造 更换灯泡数']);
  store.restore([other]);
  expect(names()).toHaveLength(3);
  store.trash([other, id]);
  store.purge([other, id]);
  expect(names()).toEqual([]);
});

test('the unit’s own indicators and the names it does not list are kept', async () => {
  const { store, path } = await newStore();
  const { library } = store;
  expect(library.read()).toEqual({ entries: [], names: [], uses: [], next: 1 });
  library.change({ put: ['own-1', 'own-10', 'own-9', 'c07'].map((id) => ({ id, indicator })) });
  library.change({
    put: [{ id: 'own-9', indicator: { ...indicator, name: '另一个名称' } }],
    drop: ['c07'],
    unlist: [
      { name: '甲', entry: 'own-1' },
      { name: '乙', entry: null },
    ],
  });
  library.change({ unlist: [{ name: '甲', entry: 'own-9' }], list: ['乙'] });
  expect(library.read()).toEqual({
    entries: [
      { id: 'own-1', indicator },
      { id: 'own-9', indicator: { ...indicator, name: '另一个名称' } },
      { id: 'own-10', indicator },
    ],
    names: [{ name: '甲', entry: 'own-9' }],
    uses: [],
    next: 11,
  });
  const database = new Sqlite(path);
  database.exec(`UPDATE library_entries SET body = '{"newer": true}' WHERE id = 'own-10'`);
  database.close();
  const { entries, next } = library.read();
  expect([entries.map(({ id }) => id), next], 'what a newer program wrote is left alone').toEqual([
    ['own-1', 'own-9'],
    11,
  ]);
});

test('a commit learns the indicators of its filing anew only when they may be others', async () => {
  const { store, path } = await newStore();
  const rows = Array.from({ length: 20 }, (_, k) => row(`清理检查井数量${k}`, `≥${k + 1}座`));
  const [id = 0] = store.add([filingOf({}, rows), filingOf({}, rows)], '导入');
  const database = new Sqlite(path);
  database.exec(`CREATE TABLE written (filing INTEGER);
    CREATE TRIGGER writes AFTER INSERT ON indicator_uses BEGIN INSERT INTO written VALUES (new.filing); END`);
  let revision = 1;
  const writtenBy = (edit: Edit) => {
    database.exec('DELETE FROM written');
    revision = store.commit({ id, revision, label: '', edits: [edit] }).revision;
    store.library.read();
    return database.prepare('SELECT filing, count(*) AS rows FROM written GROUP BY filing').all();
  };
  const field: Edit = { kind: 'value', field: 'implementingUnit', from: '水务事务中心', to: '河道管理所' };
  expect(writtenBy(field)).toEqual([]);
  const cell: Edit = { kind: 'cell', table: 'indicators', row: 0, column: 'value', from: '≥1座', to: '≥2座' };
  expect(writtenBy(cell)).toEqual([{ filing: id, rows: 20 }]);
  database.close();
});

test('indicators of every table are learnt, those of split columns with their whole value', async () => {
  const { store } = await newStore();
  const form = (id: string) => catalog.find(id) as Form;
  const split = withRows(newFiling(form('project-split'), 2026), 'indicators', [
    { level1: '产出指标', level2: '数量指标', level3: '数字化加工卷数', sign: '≥', number: '3000', unit: '卷' },
    { level1: '产出指标', level2: '质量指标', level3: '扫描质量', sign: '定性', number: '良好', unit: '' },
  ]);
  const lanes = form('project-2015');
  const two = withRows(
    withRows(newFiling(lanes, 2026), 'periodIndicators', [row('三年养护盏数', '≥240盏')]),
    'indicators',
    [row('养护盏数', '≥80盏')],
  );
  const [, id = 0] = store.add([split, two], '导入');
  const uses = () => store.library.read().uses.map(({ name, value }) => `${name} ${value}`);
  expect(uses()).toEqual(['三年养护盏数 ≥240盏', '养护盏数 ≥80盏', '数字化加工卷数 ≥3000卷', '扫描质量 良好']);
  store.commit({
    id,
    revision: 1,
    label: '',
    edits: [{ kind: 'cell', table: 'indicators', row: 0, column: 'value', from: '≥80盏', to: '≥90盏' }],
  });
  expect(uses()).toContain('养护盏数 ≥90盏');
});
