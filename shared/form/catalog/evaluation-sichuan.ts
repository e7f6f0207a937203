import type { Form } from '../form.ts';
import { TARGETS_APPROVED } from './approved-targets.ts';
import { blank, label, left, line, pattern, right, row, value } from './cells.ts';
import { LEVELS_2015 } from './levels.ts';
import { splitValue } from './split-value.ts';

const PARTS = { total: '', fiscal: '财政资金', special: '财政专户管理资金', unit: '单位资金', other: '其他资金' };
const parts = Object.entries(PARTS);
const amounts = (group: string, name: string) =>
  parts.map(([part, of]) => ({ id: `${group}.${part}`, name: `${name}${of}`, type: 'amount' as const }));

const funding = (part: string, name: string, also: string[] = []) =>
  row([
    label(name, { colSpan: 2, also }),
    value(`initialFunding.${part}`, right),
    value(`annualFunding.${part}`, { colSpan: 2, ...right }),
    value(`spentFunding.${part}`, right),
    value(`executionRate.${part}`),
    part === 'total' ? value('executionWeight') : label('/'),
    part === 'total' ? value('executionScore') : label('/'),
    ...(part === 'total' ? [value('executionReason', { rowSpan: 5, ...left })] : []),
  ]);

/** Sichuan's names of the split columns. */
const NAMES: Record<string, string> = { sign: '指标性质', unit: '度量单位' };
const valueColumns = splitValue().map((column) => ({
  ...column,
  name: NAMES[column.id] ?? column.name,
  also: [column.name, ...(column.also ?? [])],
}));

/**
 * 部门预算项目支出绩效自评表 as units of Sichuan publish it: 10 points for the rate of execution, 90 for indicators whose
 * values have columns of their own. Scores are worked out by 财预〔2020〕10号.
 */
export const evaluationSichuan: Form = {
  id: 'evaluation-sichuan',
  version: '2023',
  name: '部门预算项目支出绩效自评表',
  kind: 'evaluation',
  region: '四川',
  source: '四川省 2023 年度公开的部门预算项目支出绩效自评表',
  unitOfMoney: '万元',
  page: { width: 210, height: 297, margin: { top: 18, right: 15, bottom: 18, left: 15 }, body: [10, 9.5, 9] },
  columns: [17, 18, 18, 22, 11, 14, 17, 19, 11, 14.5, 18.5],
  fields: [
    { id: 'reportNumber', name: '报表编号', type: 'line', optional: true },
    { id: 'fiscalYear', name: '年度', type: 'year', match: '\\d{4}' },
    { id: 'projectCode', name: '项目编码', type: 'line', match: '\\d{8}[0-9A-Z]{8,16}' },
    { id: 'projectName', name: '项目名称', type: 'line' },
    { id: 'supervisingDepartment', name: '主管部门', type: 'line' },
    { id: 'implementingUnit', name: '实施单位', type: 'line' },
    { id: 'annualGoal', name: '项目年度目标', type: 'text' },
    { id: 'goalResult', name: '年度目标完成情况', type: 'text' },
    { id: 'course', name: '项目实施内容及过程概述', type: 'text' },
    ...amounts('initialFunding', '年初预算'),
    ...amounts('annualFunding', '调整后预算数'),
    ...amounts('spentFunding', '预算执行数'),
    ...parts.map(([part, of]) => ({
      id: `executionRate.${part}`,
      name: `${of}预算执行率`,
      type: 'percent' as const,
      computed: { is: 'share' as const, part: `spentFunding.${part}`, whole: `annualFunding.${part}`, decimals: 2 },
    })),
    { id: 'executionWeight', name: '预算执行权重', type: 'number', begins: '10' },
    {
      id: 'executionScore',
      name: '预算执行得分',
      type: 'number',
      computed: { is: 'points', share: 'executionRate.total', of: 'executionWeight', decimals: 2 },
    },
    { id: 'executionReason', name: '预算执行率未达到90%的原因', type: 'text' },
    {
      id: 'totalWeight',
      name: '权重合计',
      type: 'number',
      computed: { is: 'sum', of: ['executionWeight', 'indicators[].weight'] },
    },
    {
      id: 'totalScore',
      name: '得分合计',
      type: 'number',
      computed: { is: 'sum', of: ['executionScore', 'indicators[].score'] },
    },
    { id: 'conclusion', name: '评价结论', type: 'text' },
    { id: 'faults', name: '存在问题', type: 'text' },
    { id: 'improvements', name: '改进措施', type: 'text' },
    { id: 'projectLeader', name: '项目负责人', type: 'line' },
    { id: 'financeLeader', name: '财务负责人', type: 'line' },
  ],
  sections: [],
  bands: [
    {
      kind: 'fixed',
      rows: [
        line([pattern('报表编号', '[报表编号：{reportNumber}]', { colSpan: 11, ...left })]),
        line(
          [
            pattern('年度', '部门预算项目支出绩效自评表（{fiscalYear}年度）', {
              colSpan: 11,
              style: { font: 'hei', size: 15, align: 'center' },
            }),
          ],
          { height: 10 },
        ),
        row([label('项目名称'), pattern('项目名称', '[{projectCode}-]{projectName}', { colSpan: 10, ...left })]),
        row([
          label('主管部门', { also: ['项目主管部门'] }),
          value('supervisingDepartment', { colSpan: 5 }),
          label('实施单位（盖章）', { colSpan: 2, also: ['实施单位'] }),
          value('implementingUnit', { colSpan: 3 }),
        ]),
        row([
          label('项目基本情况', { rowSpan: 3 }),
          label('1.项目年度目标完成情况', { colSpan: 2, rowSpan: 2, also: ['项目年度目标完成情况'] }),
          label('项目年度目标', { colSpan: 4, also: ['年度目标'] }),
          label('年度目标完成情况', { colSpan: 4 }),
        ]),
        row([value('annualGoal', { colSpan: 4, ...left }), value('goalResult', { colSpan: 4, ...left })], {
          height: 24,
        }),
        row(
          [
            label('2.项目实施内容及过程概述', { colSpan: 2, also: ['项目实施内容及过程概述'] }),
            value('course', { colSpan: 8, ...left }),
          ],
          { height: 16 },
        ),
        row([
          label('预算执行情况（10分）', { rowSpan: 6, also: ['预算执行情况'] }),
          label('年度预算数（万元）', { colSpan: 2, also: ['年度预算数'] }),
          label('年初预算', { also: ['年初预算数'] }),
          label('调整后预算数', { colSpan: 2 }),
          label('预算执行数'),
          label('预算执行率'),
          label('权重'),
          label('得分'),
          label('原因'),
        ]),
        funding('total', '总额', ['年度资金总额']),
        funding('fiscal', '其中：财政资金', ['财政资金', '其中：财政拨款']),
        funding('special', '财政专户管理资金'),
        funding('unit', '单位资金'),
        funding('other', '其他资金'),
      ],
    },
    {
      kind: 'table',
      height: 8,
      side: { text: '绩效指标（90分）', also: ['绩效指标'] },
      lanes: [
        {
          id: 'indicators',
          name: '绩效指标',
          begins: 'levels',
          columns: [
            { id: 'level1', name: '一级指标', also: ['一级绩效指标'], merge: true },
            { id: 'level2', name: '二级指标', also: ['二级绩效指标'], merge: true },
            { id: 'level3', name: '三级指标', also: ['三级指标名称', '指标名称'], align: 'left' },
            ...valueColumns,
            { id: 'actual', name: '完成值', also: ['实际完成值', '全年完成值', '实际完成指标值'] },
            { id: 'weight', name: '权重', also: ['分值'], type: 'number' },
            {
              id: 'score',
              name: '得分',
              type: 'number',
              computed: { is: 'score', target: 'value', actual: 'actual', of: 'weight', decimals: 2 },
              override: 'scoreReason',
            },
            { id: 'reason', name: '未完成原因分析', also: ['偏差原因分析及改进措施'], type: 'text', align: 'left' },
            { id: 'scoreReason', name: '改分理由', type: 'text', colSpan: 0 },
          ],
          levels: LEVELS_2015,
        },
      ],
    },
    {
      kind: 'fixed',
      rows: [
        row([
          label('合计', { colSpan: 8, also: ['总分', '总计'] }),
          value('totalWeight'),
          value('totalScore'),
          blank(),
        ]),
        row([label('评价结论'), value('conclusion', { colSpan: 10, ...left })], { height: 14 }),
        row([label('存在问题'), value('faults', { colSpan: 10, ...left })], { height: 14 }),
        row([label('改进措施'), value('improvements', { colSpan: 10, ...left })], { height: 14 }),
        row([
          pattern('项目负责人', '项目负责人：{projectLeader}', { colSpan: 5, ...left }),
          pattern('财务负责人', '财务负责人：{financeLeader}', { colSpan: 6, ...left }),
        ]),
      ],
    },
  ],
  amounts: {
    decimals: 2,
    most: 2,
    sums: ['initialFunding', 'annualFunding', 'spentFunding'].map((group) => ({
      rule: 'R09',
      total: `${group}.total`,
      parts: parts.slice(1).map(([part]) => `${group}.${part}`),
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
      { rule: 'R63', field: 'conclusion', severity: 'warning' },
      { rule: 'R65', field: 'fiscalYear', severity: 'warning' },
    ],
    severity: TARGETS_APPROVED,
    goals: { fields: ['annualGoal'], least: 10, most: 1000 },
    signs: 'full',
    budget: 'annualFunding.total',
    execution: { rate: 'executionRate.total', least: 90, reason: 'executionReason' },
    tables: {
      indicators: {
        weights: { column: 'weight', total: 100, plus: 'executionWeight' },
        scores: { column: 'score', reason: 'reason', over: 30 },
        required: [
          { rule: 'R63', column: 'actual', severity: 'error' },
          { rule: 'R63', column: 'weight', severity: 'error' },
        ],
      },
    },
  },
  list: { name: ['projectName'], unit: ['implementingUnit', 'supervisingDepartment'] },
  madeFrom: {
    fields: [
      { to: 'projectCode', from: ['projectCode'] },
      { to: 'projectName', from: ['projectName'] },
      { to: 'supervisingDepartment', from: ['supervisingDepartment'] },
      { to: 'implementingUnit', from: ['implementingUnit', 'unitName', 'filingUnit'] },
      { to: 'annualGoal', from: ['annualGoal', 'goals', 'goal', 'periodGoal'] },
      ...parts.map(([part]) => ({
        to: `initialFunding.${part}`,
        from: [`annualFunding.${part}`, `budget.${part}`],
      })),
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
          { to: 'weight', from: ['weight', 'points'] },
        ],
      },
    ],
  },
};
