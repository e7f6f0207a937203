import { describe, expect, test } from 'vitest';
import { fixAll } from '../../shared/checks/fix.ts';
import { checkFiling } from '../../shared/checks/run.ts';
import { applyAll } from '../../shared/filing/edits.ts';
import { rowsOf } from '../../shared/filing/filing.ts';
import { dalian, goalsOf, hebei, valued } from './tables.ts';

/** Values and texts as experienced clerks write them: nothing is wrong with them, and repairs leave meaning alone. */

const ROWS = { 数: 0, 质: 1, 时: 2, 成: 3, 社: 4, 满: 5 } as const;

/** Level 2, name, and values that are right for it. */
const SOUND: [row: keyof typeof ROWS, name: string, ...values: string[]][] = [
  ['数', '绿化土方量', '≥3500m³', '≥200万m³'],
  ['数', '办理援助案件数', '≥560件'],
  ['数', '违法建设拆除数量', '≥50处'],
  ['数', '事故应急演练次数', '≥2次', '2期', '2轮'],
  ['数', '参与人数', '≥1000余人', '≥3万人次'],
  ['数', '研究报告数量', '=4期（每季度1期）'],
  ['质', '交通责任事故起数', '0起', '=0起', '≤3起'],
  ['质', '空气细颗粒物年均浓度', '≤35μg/m³'],
  ['质', '师生比', '≥1:20', '1：18'],
  ['质', '发病率', '≤15/10万人', '≤2例/万人'],
  ['质', '混凝土强度', '≥C30', '≥30MPa'],
  ['质', '灌溉水利用系数', '≥0.58'],
  ['质', '容积率', '≤1.8'],
  ['质', '冷链储存温度', '≤0℃', '18±2℃'],
  ['质', '资产负债率', '≤120%'],
  ['质', '预算执行率', '≥100%'],
  ['质', '投诉回访率', '≥95%'],
  ['质', '违规行为纠正率', '=100%'],
  ['质', '出水水质', '达到国家标准', 'Ⅲ类', 'Ⅱ类及以上'],
  ['质', '安全生产', '零事故', '无事故', '零发生'],
  ['质', '验收等次', '合格以上', '通过验收', '甲级'],
  ['质', '床位周转率', '≥30次'],
  ['质', '扫描分辨率', '≥300dpi'],
  ['时', '完成时间', '12.31前', '年内', '按月发放', '≤12个月', '汛期前', '2026年6月30日前', '11月底前'],
  ['时', '服务响应', '7*24小时', '7×24小时', '≤200ms', '3个自然日'],
  ['时', '培训时长', '≥8学时'],
  ['成', '人均补助标准', '≤380元/人·天'],
  ['成', '节约成本', '≥3万元'],
  ['社', '节约财政支出', '≥100万元'],
  ['社', '能耗增长率', '≤0%'],
  ['社', '污染物增加量', '≤0吨'],
  ['满', '居民满意度', '>90%', '=100%'],
];

describe('nothing is wrong with', () => {
  test.each(SOUND.flatMap(([row, name, ...values]) => values.map((value) => [name, value, row] as const)))(
    '%s %s',
    (name, value, row) => {
      const { form, filing } = valued(ROWS[row], name, value);
      const found = checkFiling(form, filing).filter(
        ({ severity, path }) => severity !== 'hint' && path.startsWith('ind'),
      );
      expect(found.map(({ rule, message }) => `${rule} ${message}`)).toEqual([]);
    },
  );

  test.each([
    '养护灯具，公务接待定点单位的照明功能有待完善。',
    '养护路灯，2000年以前建成的小区优先，执行2021-2025年规划。',
    '养护路灯，带动社会投资30亿元。',
    '养护路灯1200盏，工期12个月，提高5个百分点。',
    '养护路灯，自2018年成立以来首次更换。',
  ])('the goal %s', (goal) => {
    const { form, filing } = goalsOf(goal);
    const found = checkFiling(form, filing).filter(({ severity }) => severity !== 'hint');
    expect(found.map(({ rule, message }) => `${rule} ${message}`)).toEqual([]);
  });

  test('a narrative that tells other levels’ and other years’ money', () => {
    const budgetNarrative =
      '较上年预算数28万元增加2.5万元。预算数30.5万元，其中：上级财政资金12万元，本级财政资金8万元，其他资金10.5万元。用于更换灯具。';
    const { form, filing } = hebei({ budgetNarrative });
    expect(checkFiling(form, filing)).toEqual([]);
  });

  test.each(['2026年1月1日起至2026年12月31日止', '自2026年1月至12月', '2026年全年'])(
    'the period %s but its wording',
    (text) => {
      const { form, filing } = dalian({ implementationPeriod: text });
      const [problem, ...more] = checkFiling(form, filing);
      expect([problem?.rule, problem?.fix?.label, more]).toEqual(['R07', '改为“2026年1月至2026年12月”', []]);
    },
  );

  test('the cost of all years of a project of several', () => {
    const period = {
      implementationPeriod: '2026年1月至2028年12月',
      'periodFunding.total': '90.5',
      'periodFunding.fiscal': '80',
    };
    const { form, filing } = dalian(period, (rows) => rows.with(3, { ...rows[3], value: '≤90.5万元' }));
    expect(checkFiling(form, filing)).toEqual([]);
  });
});

describe('repairing everything', () => {
  test.each([
    ['质', '验收合格率', '≥100%（分部分项）', '≥100%（分部分项）'],
    ['质', '冷冻库温度', '≤0℃', '≤0℃'],
    ['质', '室内温度', '不低于18℃', '不低于18℃'],
    ['质', '合格率', '1', '1'],
    ['质', '合格率', '98以上', '≥98%'],
    ['质', '合格率', '≥95%以上', '≥95%'],
    ['质', '合格率', '98%左右', '98%左右'],
    ['数', '巡查频次', '每月2 3次', '每月2 3次'],
    ['社', '照明等级', '优 良 中 差', '优 良 中 差'],
    ['数', '培训人数（人）', '≥200', '≥200'],
    ['质', '安全事故数', '≤0起', '=0起'],
    ['数', '巡查次数', '大于等于12次', '≥12次'],
  ] as const)('%s %s: %s becomes %s', (row, name, value, after) => {
    const { form, filing } = valued(ROWS[row], name, value);
    const repaired = applyAll(filing, fixAll(form, filing));
    expect(rowsOf(repaired, 'indicators')[ROWS[row]]?.value).toBe(after);
  });

  test.each([
    ['民政所 残联', '民政所 残联'],
    ['张三 李四', '张三 李四'],
    ['市政所 （东区）', '市政所（东区）'],
    ['一.养护路灯；二.巡查线路', '一、养护路灯；二、巡查线路'],
    ['（一）.养护路灯。', '（一）养护路灯。'],
    ['小(2)型水库，含堤坝', '小(2)型水库，含堤坝'],
  ])('%s becomes %s', (text, after) => {
    const { form, filing } = dalian({ implementingUnit: text });
    expect(applyAll(filing, fixAll(form, filing)).values.implementingUnit).toBe(after);
  });
});

test('a code is not moved out of a name that is nothing else', () => {
  const { form, filing } = hebei({ projectCode: '', projectName: '1309992621A0KQ7TD2M8X -' });
  const found = checkFiling(form, filing).find(({ rule }) => rule === 'R54');
  expect([found?.path, found?.fix]).toEqual(['projectName', undefined]);
});

describe('one fault is told once', () => {
  test.each([
    ['满', '居民满意度', '≥90分', ['R41']],
    ['满', '居民满意度', '≥90', ['R30']],
    ['质', '合格率', '1', ['R30']],
    ['质', '目标合格率', '≥100%', ['R35']],
    ['质', '验收合格率', '100%以上', ['R35']],
  ] as const)('%s %s %s', (row, name, value, rules) => {
    const { form, filing } = valued(ROWS[row], name, value);
    const found = checkFiling(form, filing).filter(({ path }) => path.startsWith('ind'));
    expect(found.map(({ rule }) => rule)).toEqual(rules);
  });
});

describe('is found', () => {
  test.each([
    ['时', '完成时间', '2027年底', 'R42'],
    ['时', '完成时间', '2026年13月', 'R42'],
    ['时', '完成时间', '2025年6月前', 'R42'],
    ['质', '灯具返修率', '≥2%', 'R38'],
    ['质', '任务完成率', '≤95%', 'R38'],
    ['数', '养护面积', '≥30个', 'R39'],
    ['数', '培训天数', '≥30人', 'R39'],
    ['社', '夜间出行', '进一步提高', 'R43'],
    ['数', '路灯数量', '一定数量', 'R40'],
    ['社', '照明情况', '定性指标', 'R33'],
  ] as const)('%s %s %s', (row, name, value, rule) => {
    const { form, filing } = valued(ROWS[row], name, value);
    expect(checkFiling(form, filing).map((problem) => problem.rule)).toContain(rule);
  });

  test.each([
    [dalian({ projectName: '无' }), 'R01', 'projectName'],
    [dalian({ projectName: '路灯养护（37000060707）' }), 'R54', 'projectName'],
    [goalsOf('养护路灯，居民满意度达到98%。'), 'R52', 'periodGoal'],
    [goalsOf('一是养护全区路灯；二是养护全区路灯。'), 'R51', 'periodGoal'],
    [goalsOf('养护全区路灯，提高夜间巡查的工作效'), 'R26', 'periodGoal'],
    [hebei({ budgetNarrative: '预算总额25万元，用于更换灯具。' }), 'R15', 'budgetNarrative'],
    [hebei({ 'budget.total': '', 'budget.fiscal': '', 'budget.other': '' }), 'R14', 'budget.total'],
  ] as const)('%# %j', ({ form, filing }, rule, path) => {
    expect(checkFiling(form, filing).map((problem) => `${problem.rule} ${problem.path}`)).toContain(`${rule} ${path}`);
  });
});
