import { copyFileSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { SCHEMA_VERSION } from '../../electron/store/schema.ts';
import { openStore } from '../../electron/store/store.ts';
import { type Edit, setText } from '../../shared/filing/edits.ts';
import type { Filing } from '../../shared/filing/filing.ts';
import { parseFiling } from '../../shared/filing/parse.ts';

/**
 * Writes a data file of the present format into test/fixtures/past-versions, for past-versions.test.ts: to be run by
 * `node test/store/write-past-version.ts` with the program as it is before a migration is added. The files of formats 1
 * to 7 were written so by the programs of their time, and their pages made smaller. No program ever wrote format 2,
 * which came together with 3: its file is from that program with the first two steps.
 */

const root = join(import.meta.dirname, '../..');
const folder = mkdtempSync(join(tmpdir(), 'jixiaobiao-'));
const path = join(folder, 'store.db');

let time = Date.parse('2026-03-02T01:00:00Z');
const now = () => {
  time += 60_000;
  return new Date(time);
};
const sample = (name: string): Filing => {
  const parsed = parseFiling(JSON.parse(readFileSync(join(root, `resources/samples/${name}.json`), 'utf8')));
  if ('error' in parsed) throw new Error(parsed.error);
  return parsed.filing;
};

const store = await openStore(path, { now });
const [one, two] = store.add([sample('dalian-project'), sample('hebei-project')], '导入 样表.json') as [number, number];
const commit = (label: string, edit: (filing: Filing) => Edit | null) => {
  const { filing, revision } = store.open(one);
  store.commit({ id: one, revision, label, edits: [edit(filing) ?? []].flat() });
};
const table = 'indicators';
const row = { level1: '产出指标', level2: '数量指标', level3: '新增线路', value: '≥2条' };
commit('填写年度目标', (filing) => setText(filing, { field: 'annualGoal' }, '全年开出流动书车 500 次'));
commit('填写年度指标值', (filing) => setText(filing, { table, row: 1, column: 'value' }, '≥500次'));
commit('插入指标行', () => ({ kind: 'insert', table, at: 0, rows: [row] }));
store.set('zoom', '120');
store.review.waive({ unit: '滨城区图书馆', rule: 'R35', filing: one, path: null, reason: '只有一项' });
store.review.approve('滨城区图书馆', 2026, '18.6');
store.trash([two]);
await store.close();
copyFileSync(path, join(root, `test/fixtures/past-versions/${SCHEMA_VERSION}.db`));
rmSync(folder, { recursive: true });
