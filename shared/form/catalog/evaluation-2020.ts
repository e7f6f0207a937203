import type { Form } from '../form.ts';
import { LEVELS_2020, TARGETS_APPROVED, WEIGHTS_2020 } from './approved-targets.ts';
import { blank, label, left, line, pattern, right, row, value } from './cells.ts';

const funding = (part: string, name: string, also: string[], points: 'points' | '—', indented = true) =>
  row([
    label(indented ? `　${name}` : name, { colSpan: 2, also, style: { align: 'left' } }),
    value(`initialFunding.${part}`, right),
    value(`annualFunding.${part}`, right),
    value(`spentFunding.${part}`, right),
    points === 'points' ? value('executionPoints') : label('—'),
    value(`executionRate.${part}`, { colSpan: 2 }),
    points === 'points' ? value('executionScore') : label('—'),
  ]);

const PARTS = { total: '', fiscal: '财政拨款', carryOver: '上年结转资金', other: '其他资金' };
const parts = Object.entries(PARTS);

/**
 * 项目支出绩效自评表 of 财预〔2020〕10号: the rate of execution and the points are worked out, and a clerk who gives other
 * points says why (`scoreReason`, which is kept but not printed).
 */
export const evaluation2020: Form = {
  id: 'evaluation-2020',
  version: '2020',
  name: '项目支出绩效自评表',
  kind: 'evaluation',
  region: '全国',
  source: '财预〔2020〕10号 附件',
  unitOfMoney: '万元',
  page: { width: 210, height: 297, margin: { top: 20.3, right: 17.8, bottom: 17.8, left: 20.3 }, body: [9.5, 9] },
  columns: [11, 17, 18, 12, 20, 20, 20, 11, 13, 11, 18],
  fields: [
    { id: 'fiscalYear', name: '年度', type: 'year', match: '\\d{4}' },
    { id: 'projectName', name: '项目名称', type: 'line' },
    { id: 'supervisingDepartment', name: '主管部门', type: 'line' },
    { id: 'implementingUnit', name: '实施单位', type: 'line' },
    ...parts.map(([part, name]) => ({
      id: `initialFunding.${part}`,
      name: `年初预算数${name}`,
      type: 'amount' as const,
    })),
    ...parts.map(([part, name]) => ({
      id: `annualFunding.${part}`,
      name: `全年预算数${name}`,
      type: 'amount' as const,
    })),
    ...parts.map(([part, name]) => ({
      id: `spentFunding.${part}`,
      name: `全年执行数${name}`,
      type: 'amount' as const,
    })),
    { id: 'executionPoints', name: '预算执行率分值', type: 'number', begins: '10' },
    ...parts.map(([part, name]) => ({
      id: `executionRate.${part}`,
      name: `${name}执行率`,
      type: 'percent' as const,
      computed: { is: 'share' as const, part: `spentFunding.${part}`, whole: `annualFunding.${part}`, decimals: 2 },
    })),
    {
      id: 'executionScore',
      name: '预算执行率得分',
      type: 'number',
      computed: { is: 'points', share: 'executionRate.total', of: 'executionPoints', decimals: 2 },
    },
    { id: 'annualGoal', name: '预期目标', type: 'text' },
    { id: 'goalResult', name: '实际完成情况', type: 'text' },
    {
      id: 'totalPoints',
      name: '总分值',
      type: 'number',
      computed: { is: 'sum', of: ['executionPoints', 'indicators[].points'] },
    },
    {
      id: 'totalScore',
      name: '总得分',
      type: 'number',
      computed: { is: 'sum', of: ['executionScore', 'indicators[].score'] },
    },
  ],
  sections: [],
  bands: [
    {
      kind: 'fixed',
      rows: [
        line([label('项目支出绩效自评表', { colSpan: 11, style: { size: 16, align: 'center' } })], { height: 10 }),
        line([pattern('年度', '({fiscalYear}年度)', { colSpan: 11, style: { size: 11, align: 'center' } })], {
          height: 7,
        }),
        row([label('项目名称', { colSpan: 2 }), value('projectName', { colSpan: 9 })]),
        row([
          label('主管部门', { colSpan: 2, also: ['主管部门及代码', '项目主管部门'] }),
          value('supervisingDepartment', { colSpan: 3 }),
          label('实施单位', { also: ['项目实施单位', '项目单位'] }),
          value('implementingUnit', { colSpan: 5 }),
        ]),
        row([
          label('项目资金（万元）', { colSpan: 2, rowSpan: 5, also: ['项目资金'] }),
          blank({ colSpan: 2 }),
          label('年初预算数', { also: ['年初预算'] }),
          label('全年预算数', { also: ['全年预算数（A）', '全年预算数A', '调整后预算数', '调整预算数'] }),
          label('全年执行数', { also: ['全年执行数（B）', '全年执行数B', '预算执行数', '全年支出数'] }),
          label('分值'),
          label('执行率', { colSpan: 2, also: ['执行率（B/A）', '执行率B/A'] }),
          label('得分'),
        ]),
        funding('total', '年度资金总额', ['年度资金总额：', '年度资金总额:', '资金总额'], 'points', false),
        funding('fiscal', '其中：本年财政拨款', ['其中：当年财政拨款', '其中：财政拨款', '本年财政拨款'], '—', false),
        funding('carryOver', '上年结转资金', ['上年结转'], '—'),
        funding('other', '其他资金', [], '—'),
        row(
          [
            label('年度总体目标', { rowSpan: 2, also: ['总体目标', '年度绩效目标'] }),
            label('预期目标', { colSpan: 5, also: ['年初设定目标', '年度目标'] }),
            label('实际完成情况', { colSpan: 5, also: ['目标实际完成情况', '年度目标完成情况'] }),
          ],
          { heads: true },
        ),
        row([value('annualGoal', { colSpan: 5, ...left }), value('goalResult', { colSpan: 5, ...left })], {
          height: 24,
        }),
      ],
    },
    {
      kind: 'table',
      height: 8,
      side: { text: '绩效指标' },
      lanes: [
        {
          id: 'indicators',
          name: '绩效指标',
          begins: 'levels',
          columns: [
            { id: 'level1', name: '一级指标', also: ['一级绩效指标'], merge: true },
            { id: 'level2', name: '二级指标', also: ['二级绩效指标'], merge: true },
            { id: 'level3', name: '三级指标', also: ['三级指标名称', '指标名称'], colSpan: 2, align: 'left' },
            { id: 'value', name: '年度指标值', also: ['指标值', '年度指标值（A）', '年初指标值'] },
            {
              id: 'actual',
              name: '实际完成值',
              also: ['全年实际值（B）', '全年实际完成值', '全年完成值', '实际完成指标值', '实际完成情况', '完成值'],
            },
            { id: 'points', name: '分值', also: ['权重'], type: 'number' },
            {
              id: 'score',
              name: '得分',
              type: 'number',
              computed: { is: 'score', target: 'value', actual: 'actual', of: 'points', decimals: 2 },
              override: 'scoreReason',
            },
            {
              id: 'reason',
              name: '偏差原因分析及改进措施',
              also: [
                '偏差原因分析及改进措施（未完成原因分析）',
                '偏差原因分析',
                '未完成原因和改进措施',
                '未完成原因分析',
              ],
              type: 'text',
              colSpan: 2,
              align: 'left',
            },
            { id: 'scoreReason', name: '改分理由', type: 'text', colSpan: 0 },
          ],
          levels: LEVELS_2020,
        },
      ],
    },
    {
      kind: 'fixed',
      rows: [
        row([
          label('总分', { colSpan: 7, also: ['合计', '总计'] }),
          value('totalPoints'),
          value('totalScore'),
          blank({ colSpan: 2 }),
        ]),
        row(
          [
            label(
              '注：1.得分最高不能超过该项分值。2.定性指标按达成年度指标、部分达成年度指标并具有一定效果、未达成年度指标且效果较差三档，分别在分值的100%-80%（含）、80%-60%（含）、60%-0%内评分。3.定量指标达到目标的得满分；未达到的，正向指标（≥）按实际完成值与年度指标值的比例得分，反向指标（≤）按年度指标值与实际完成值的比例得分。4.偏离目标的，请说明偏差原因和改进措施。',
              { colSpan: 11, style: { align: 'left' } },
            ),
          ],
          { height: 20 },
        ),
      ],
    },
  ],
  amounts: {
    decimals: 2,
    most: 2,
    sums: ['initialFunding', 'annualFunding', 'spentFunding'].map((group) => ({
      rule: 'R09',
      total: `${group}.total`,
      parts: [`${group}.fiscal`, `${group}.carryOver`, `${group}.other`],
    })),
  },
  checks: {
    required: [
      { rule: 'R01', field: 'projectName', severity: 'error' },
      { rule: 'R02', field: 'supervisingDepartment', severity: 'error' },
      { rule: 'R02', field: 'implementingUnit', severity: 'hint' },
      { rule: 'R03', field: 'annualGoal', severity: 'error' },
      { rule: 'R63', field: 'goalResult', severity: 'error' },
      { rule: 'R63', field: 'annualFunding.total', severity: 'error' },
      { rule: 'R63', field: 'spentFunding.total', severity: 'error' },
      { rule: 'R65', field: 'fiscalYear', severity: 'warning' },
    ],
    severity: TARGETS_APPROVED,
    goals: { fields: ['annualGoal'], least: 10, most: 1000 },
    budget: 'annualFunding.total',
    tables: {
      indicators: {
        weights: WEIGHTS_2020,
        scores: { column: 'score', reason: 'reason', over: 30 },
        required: [
          { rule: 'R63', column: 'actual', severity: 'error' },
          { rule: 'R63', column: 'points', severity: 'error' },
        ],
      },
    },
  },
  list: { name: ['projectName'], unit: ['implementingUnit', 'supervisingDepartment'] },
  madeFrom: {
    fields: [
      { to: 'projectName', from: ['projectName'] },
      { to: 'supervisingDepartment', from: ['supervisingDepartment'] },
      { to: 'implementingUnit', from: ['implementingUnit', 'unitName', 'filingUnit'] },
      ...parts.map(([part]) => ({
        to: `initialFunding.${part}`,
        from: [`annualFunding.${part}`, `budget.${part}`],
      })),
      { to: 'annualGoal', from: ['annualGoal', 'goals', 'goal', 'periodGoal'] },
    ],
    tables: [
      {
        to: 'indicators',
        from: ['indicators', 'periodIndicators'],
        columns: [
          { to: 'level1', from: ['level1'] },
          { to: 'level2', from: ['level2'] },
          { to: 'level3', from: ['level3'] },
          { to: 'value', from: ['value'] },
          { to: 'points', from: ['weight', 'points'] },
        ],
      },
    ],
  },
};
