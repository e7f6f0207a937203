import { copyFileSync, readdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import Sqlite from 'better-sqlite3';
import { expect, test } from 'vitest';
import { SCHEMA_VERSION, userVersion } from '../../electron/store/schema.ts';
import { rowsOf } from '../../shared/filing/filing.ts';
import { ownFolder, storeAt, typed } from './with-store.ts';

/** Data files as the program of each format wrote them (write-past-version.ts). */

const folder = join(import.meta.dirname, '../fixtures/past-versions');
const past = Array.from({ length: SCHEMA_VERSION - 1 }, (_, index) => index + 1);

function copyOf(version: number): string {
  const path = join(ownFolder(), '绩效表.db');
  copyFileSync(join(folder, `${version}.db`), path);
  return path;
}

function versionOf(path: string): number {
  const database = new Sqlite(path, { readonly: true });
  try {
    return userVersion(database);
  } finally {
    database.close();
  }
}

test('there is a file of every format that the program ever had', () => {
  const numbers = readdirSync(folder).map((name) => Number(name.replace('.db', '')));
  expect(numbers.toSorted((a, b) => a - b)).toEqual(past);
  expect(past.map((version) => versionOf(copyOf(version)))).toEqual(past);
});

test.each(past)('a data file of format %i opens with all that it holds, and goes on', async (version) => {
  const path = copyOf(version);
  const store = await storeAt(path);
  expect(versionOf(path)).toBe(SCHEMA_VERSION);
  const listed = (trashed: boolean) => store.list({ query: '', trashed }).map(({ name }) => name);
  expect([listed(false), listed(true)]).toEqual([['社区流动书车运行经费'], ['城市公共自行车智能桩更新']]);
  expect(store.settings()).toEqual({ zoom: '120' });
  if (version >= 3) {
    expect(store.review.waivers()).toMatchObject([{ rule: 'R35', filing: 1, path: null, reason: '只有一项' }]);
    expect(store.review.approved(2026)).toEqual(new Map([['滨城区图书馆', '18.6']]));
  }
  const { filing, revision, doubt, locked } = store.open(1);
  expect({ revision, doubt, locked }).toEqual({ revision: 4, doubt: null, locked: null });
  expect(filing.values.annualGoal).toBe('全年开出流动书车 500 次');
  const values = rowsOf(filing, 'indicators').map(({ level3, value }) => `${level3}${value}`);
  expect(values.slice(0, 3)).toEqual([expect.anything(), expect.anything(), '流动书车出车次数≥500次']);
  expect(values[0]).toBe('新增线路≥2条');

  // All of its past is there, though the format kept no first body.
  expect(store.versions.list(1).steps.map(({ label, damaged }) => [label, damaged])).toEqual(
    ['插入指标行', '填写年度指标值', '填写年度目标', '导入 样表.json'].map((label) => [label, undefined]),
  );
  const at = (revision: number) => store.versions.read(1, revision).filing;
  expect(rowsOf(at(3), 'indicators')).toHaveLength(values.length - 1);
  expect(rowsOf(at(2), 'indicators')[1]).toMatchObject({ level3: '流动书车出车次数', value: '≥480次' });
  expect(at(1).values.annualGoal).not.toBe(filing.values.annualGoal);

  const goal = typed('annualGoal', '另一个目标', filing.values.annualGoal);
  store.commit({ id: 1, revision: 4, label: '填写年度目标', edits: [goal] });
  expect(at(4)).toEqual(filing);
  store.restore([2]);
  expect(store.open(2).doubt).toBeNull();
});

test.each(past)('before a data file of format %i is brought up, it is kept as it was', async (version) => {
  const path = copyOf(version);
  await (await storeAt(path)).close();
  const backups = join(dirname(path), 'backups');
  const [kept = ''] = readdirSync(backups);
  expect(versionOf(join(backups, kept))).toBe(version);
});
