import { expect, test } from 'vitest';
import { newFiling, withRows } from '../../shared/filing/filing.ts';
import { catalog } from '../../shared/form/catalog/catalog.ts';
import { type Form, fieldOf } from '../../shared/form/form.ts';
import { patternFields } from '../../shared/form/pattern.ts';
import { filingOf, newStore, typed } from './with-store.ts';

async function library() {
  const { store } = await newStore();
  store.add(
    [
      filingOf({ projectName: '档案数字化', implementingUnit: '档案馆' }, [
        { level1: '产出指标', level2: '数量指标', level3: '数字化加工卷数', value: '≥３０００卷' },
      ]),
      filingOf(
        {
          projectName: '路灯养护',
          implementingUnit: '市政所',
          annualGoal: `${'保障夜间照明。'.repeat(40)}修复老化线路`,
        },
        [{ level1: '产出指标', level2: '质量指标', level3: 'LED 灯具完好率', value: '≥98%' }],
      ),
    ],
    '导入',
  );
  const find = (query: string) =>
    store.list({ query, trashed: false }).map(({ name, found }) => (found === null ? [name] : [name, found]));
  return { store, find };
}

test.each([
  ['档', [['档案数字化']]],
  ['数字', [['档案数字化']]],
  ['卷', [['档案数字化', '三级指标：数字化加工卷数']]],
  ['市政', [['路灯养护', '实施单位：市政所']]],
  ['3000卷', [['档案数字化', '年度指标值：≥３０００卷']]],
  ['led', [['路灯养护', '三级指标：LED 灯具完好率']]],
  ['路灯 完好', [['路灯养护', '三级指标：LED 灯具完好率']]],
  ['路灯 卷', []],
  ['%', [['路灯养护', '年度指标值：≥98%']]],
  ['_', []],
  ["'", []],
  ['没有这个词', []],
] as [string, string[][]][])('searching %s finds it and says where', async (query, expected) => {
  const { find } = await library();
  expect(find(query)).toEqual(expected);
});

test('a blank query lists everything', async () => {
  expect((await library()).find('  ')).toHaveLength(2);
});

test('a long text is cut to an excerpt that shows the word', async () => {
  const [hit] = (await library()).find('老化线路');
  expect(hit?.[1]).toMatch(/^年度目标：….*老化线路$/);
  expect([...(hit?.[1] ?? '')].length).toBeLessThan(80);
});

test('the name of a label is not found as if it were text of every filing', async () => {
  expect((await library()).find('主管部门')).toEqual([]);
});

test('what is in 回收站 is found there only', async () => {
  const { store, find } = await library();
  store.trash([1]);
  expect(find('档案')).toEqual([]);
  expect(store.list({ query: '档案', trashed: true })).toHaveLength(1);
});

test('a committed text is found at once, the one it replaced no more', async () => {
  const { store, find } = await library();
  store.commit({ id: 1, revision: 1, label: '', edits: [typed('annualGoal', '扫描婚姻档案')] });
  expect(find('婚姻')).toEqual([['档案数字化', '年度目标：扫描婚姻档案']]);
  store.commit({ id: 1, revision: 2, label: '', edits: [typed('annualGoal', '扫描会计档案', '扫描婚姻档案')] });
  expect(find('婚姻')).toEqual([]);
});

test('what is worked out is found, a sentence as it is printed, and a value of split columns as one', async () => {
  const { store } = await newStore();
  const form = (id: string) => catalog.find(id) as Form;
  const unit = { ...newFiling(form('unit-2015'), 2026), values: { unitName: '海湾区档案馆' } };
  const department = newFiling(form('department-hebei'), 2026);
  const own = form('department-hebei');
  const paragraphs = own.bands.flatMap((band) => (band.kind === 'text' ? band.paragraphs : []));
  const [field = ''] = paragraphs
    .flatMap(({ pattern }) => patternFields(pattern))
    .filter((id) => fieldOf(own, id).type === 'amount' && !fieldOf(own, id).computed);
  const split = withRows(newFiling(form('project-split'), 2026), 'indicators', [
    { level1: '产出指标', level2: '数量指标', level3: '数字化加工卷数', sign: '≥', number: '3000', unit: '卷' },
  ]);
  store.add(
    [
      withRows(unit, 'tasks', [{ task: '扫描档案', fiscal: '7000.25', other: '0.5' }]),
      { ...department, values: { ...department.values, [field]: '4321.09' } },
      split,
    ],
    '导入',
  );
  const find = (query: string) => store.list({ query, trashed: false }).map(({ found }) => found);
  expect(find('7000.75')).toEqual(['总额：7000.75']);
  expect(find('≥3000卷')).toEqual(['指标值：≥3000卷']);
  const [hit] = find('4321.09');
  expect(hit).toMatch(/^.+：.*4321\.09.*$/);
  expect([...(hit ?? '')].length).toBeGreaterThan(20);
});
