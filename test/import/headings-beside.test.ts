import fc from 'fast-check';
import { expect, test } from 'vitest';
import { fill, read, type Value } from './hand-made.ts';

const _ = null;
const GOAL = '清淤三公里，修复护岸。';
const OTHER = '已清淤三公里。';

const above: Value[][] = [
  ['项目支出绩效目标申报表'],
  ['（2025年度）'],
  ['项目名称', '河道清淤', _, _, _, _],
  ['主管部门', '水务局', _, _, '实施单位', '河道管理所'],
  ['项目资金（万元）', '年度资金总额', _, _, '30.5', _],
  [_, '其中：财政拨款', _, _, '20.5', _],
  [_, '其他资金', _, _, '10', _],
];
const below: Value[][] = [
  ['一级指标', '二级指标', '三级指标', _, '指标值', _],
  ['产出指标', '数量指标', '清淤长度', _, '≥3公里', _],
  ['满意度指标', '服务对象满意度指标', '居民满意度', _, '≥90%', _],
];

const HEADINGS = [
  '全年实际完成情况',
  '2020年目标',
  '未完成原因分析',
  '预期目标实现说明',
  '实际成效',
  '完成情况（说明）',
];

/** The goal with another column beside it: its own heading, whether beside a side label, and its text. */
function goalRows(side: string | null, own: string, heading: string, other: string | null): Value[][] {
  return [
    [side ?? own, side === null ? _ : own, _, _, heading, _],
    [side === null ? GOAL : _, side === null ? _ : GOAL, _, _, other, _],
  ];
}

test('a heading beside a goal is no goal: the goal is read below its own, and what is below the other is told', () =>
  fc.assert(
    fc.asyncProperty(
      fc.constantFrom(_, '年度目标', '年度总体目标', '绩效目标'),
      fc.constantFrom('年度目标', '预期目标', '年度绩效目标'),
      fc.constantFrom(...HEADINGS),
      fc.constantFrom(OTHER, _),
      fc.boolean(),
      async (side, own, heading, other, merged) => {
        // What is meant is the goal only where one of the two is its label.
        fc.pre(side === '年度目标' || side === '年度总体目标' || own === '年度目标');
        const { json, lines } = await read((sheet) => {
          fill(sheet, [...above, ...goalRows(side, own, heading, other), ...below]);
          if (!merged) return;
          for (const row of [8, 9]) {
            sheet.mergeCells(row, side === null ? 1 : 2, row, 4);
            sheet.mergeCells(row, 5, row, 6);
          }
          if (side !== null) sheet.mergeCells(8, 1, 9, 1);
        });
        expect(json).toHaveLength(1);
        expect(json[0]).toMatchObject({ annualGoal: GOAL });
        expect(lines.join('\n')).toContain(heading);
        if (other !== null) expect(lines.join('\n')).toContain(other);
      },
    ),
    { numRuns: 60 },
  ));

test('a text beside the goal’s label is the goal, though it reads like a heading', async () => {
  for (const goal of ['完成全年目标', GOAL]) {
    const { json, lines } = await read((sheet) => fill(sheet, [...above, ['年度目标', _, goal, _, _, _], ...below]));
    expect(json).toMatchObject([{ annualGoal: goal }]);
    expect(lines).toEqual([]);
  }
});
