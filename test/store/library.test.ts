import Sqlite from 'better-sqlite3';
import { expect, test } from 'vitest';
import type { Edit } from '../../shared/filing/edits.ts';
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
  commit({ kind: 'cell', row: 1, column: 'level3', from: '', to: '更换灯泡数' });
  commit({ kind: 'insert', at: 0, rows: [row('巡查次数', '=12次')] });
  commit({ kind: 'remove', at: 1, rows: [row('养护路灯数', '≥80盏')] });
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

test('learning the 200 rows of a filing takes a commit no more than a few milliseconds', async () => {
  const { store } = await newStore();
  const rows = Array.from({ length: 200 }, (_, k) => row(`清理检查井数量${k}`, `≥${k + 1}座`));
  const [id = 0] = store.add([filingOf({}, rows)], '导入');
  let revision = 1;
  const time = (edit: (to: string, from: string) => Edit) => {
    const times: number[] = [];
    let from = edit('', '').kind === 'cell' ? '≥1座' : '水务事务中心';
    for (let k = 0; k < 30; k++) {
      const to = `第${k}次`;
      const start = performance.now();
      revision = store.commit({ id, revision, label: '', edits: [edit(to, from)] }).revision;
      times.push(performance.now() - start);
      from = to;
    }
    return times.sort((a, b) => a - b)[15] as number;
  };
  const field = time((to, from) => ({ kind: 'value', field: 'implementingUnit', from, to }));
  const cell = time((to, from) => ({ kind: 'cell', row: 0, column: 'value', from, to }));
  console.info(`a commit of a filing of 200 rows: ${field.toFixed(1)} ms, with its indicators ${cell.toFixed(1)} ms`);
  expect(cell - field).toBeLessThan(8);
});
