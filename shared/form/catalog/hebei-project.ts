import type { Form } from '../form.ts';
import { label, left, value } from './cells.ts';
import { CHECKS_2015, COST_WORDS, LEVELS_2015 } from './levels.ts';

/**
 * 绩效目标表 of Hebei's published 部门预算 (second part, 专项资金绩效目标). The year is not printed: the project code
 * carries its last two digits after the six digits of the district. The table has no seal line.
 */
export const hebeiProject: Form = {
  id: 'hebei-project',
  version: '2021',
  name: '绩效目标表',
  kind: 'project',
  region: '河北',
  source: '秦皇岛经济技术开发区行政审批局 2021 年部门预算绩效信息',
  unitOfMoney: '万元',
  page: { width: 210, height: 297, margin: { top: 20, right: 20, bottom: 18, left: 20 } },
  columns: [20, 15, 19, 33, 22, 19, 22, 20],
  fields: [
    { id: 'fiscalYear', name: '年度', type: 'year' },
    { id: 'caption', name: '表题', type: 'line' },
    { id: 'number', name: '序号', type: 'integer', match: '\\d+' },
    { id: 'unitCode', name: '单位编码', type: 'line', match: '\\d{6}|' },
    { id: 'unitName', name: '单位名称', type: 'line' },
    { id: 'projectCode', name: '项目编码', type: 'line' },
    { id: 'projectName', name: '项目名称', type: 'line' },
    { id: 'budget.total', name: '预算数', type: 'amount' },
    { id: 'budget.fiscal', name: '财政资金', type: 'amount' },
    { id: 'budget.other', name: '其他资金', type: 'amount' },
    { id: 'budgetNarrative', name: '资金用途', type: 'text' },
    { id: 'spendingPlan.march', name: '3月底支出计划', type: 'percent' },
    { id: 'spendingPlan.june', name: '6月底支出计划', type: 'percent' },
    { id: 'spendingPlan.october', name: '10月底支出计划', type: 'percent' },
    { id: 'spendingPlan.december', name: '12月底支出计划', type: 'percent' },
    { id: 'goals', name: '绩效目标', type: 'text' },
  ],
  sections: [],
  bands: [
    {
      kind: 'fixed',
      rows: [
        {
          frame: false,
          height: 10,
          cells: [
            {
              kind: 'pattern',
              name: '表题',
              pattern: '[{number}.]{caption}绩效目标表',
              colSpan: 8,
              style: { font: 'hei', size: 14, align: 'center' },
            },
          ],
        },
        {
          frame: false,
          height: 8,
          cells: [
            {
              kind: 'pattern',
              name: '单位编码和名称',
              pattern: '{unitCode}{unitName}',
              colSpan: 5,
              style: { size: 10.5, align: 'left' },
            },
            label('单位：万元', { colSpan: 3, style: { size: 10.5, align: 'right' } }),
          ],
        },
        {
          frame: true,
          height: 8,
          cells: [
            label('项目编码'),
            value('projectCode', { colSpan: 2 }),
            label('项目名称'),
            value('projectName', { colSpan: 4, ...left }),
          ],
        },
        {
          frame: true,
          height: 8,
          cells: [
            label('预算规模及资金用途', { rowSpan: 2 }),
            label('预算数'),
            value('budget.total'),
            label('其中：财政资金', { also: ['财政资金', '其中：财政拨款'] }),
            value('budget.fiscal'),
            label('其他资金'),
            value('budget.other', { colSpan: 2 }),
          ],
        },
        { frame: true, height: 14, cells: [value('budgetNarrative', { colSpan: 7, ...left })] },
        {
          frame: true,
          height: 8,
          cells: [
            label('资金支出计划（%）', { rowSpan: 2, also: ['资金支出计划'] }),
            label('3月底', { colSpan: 2 }),
            label('6月底'),
            label('10月底', { colSpan: 2 }),
            label('12月底', { colSpan: 2 }),
          ],
        },
        {
          frame: true,
          height: 8,
          cells: [
            value('spendingPlan.march', { colSpan: 2 }),
            value('spendingPlan.june'),
            value('spendingPlan.october', { colSpan: 2 }),
            value('spendingPlan.december', { colSpan: 2 }),
          ],
        },
        { frame: true, height: 16, cells: [label('绩效目标'), value('goals', { colSpan: 7, ...left })] },
      ],
    },
    {
      kind: 'table',
      height: 8,
      lanes: [
        {
          id: 'indicators',
          name: '绩效指标',
          begins: 'levels',
          columns: [
            { id: 'level1', name: '一级指标', also: ['一级绩效指标'], merge: true },
            { id: 'level2', name: '二级指标', also: ['二级绩效指标'], merge: true, colSpan: 2 },
            { id: 'level3', name: '三级指标', also: ['三级指标名称', '指标名称'] },
            { id: 'description', name: '绩效指标描述', also: ['指标描述'], colSpan: 2, align: 'left' },
            { id: 'value', name: '指标值', also: ['年度指标值'] },
            { id: 'basis', name: '指标值确定依据', also: ['确定依据'] },
          ],
          levels: LEVELS_2015,
        },
      ],
    },
  ],
  amounts: {
    decimals: 2,
    most: 2,
    sums: [{ rule: 'R14', total: 'budget.total', parts: ['budget.fiscal', 'budget.other'] }],
  },
  checks: {
    costWords: COST_WORDS,
    required: [
      { rule: 'R01', field: 'projectName', severity: 'error' },
      { rule: 'R03', field: 'goals', severity: 'error' },
      { rule: 'R14', field: 'budget.total', severity: 'error' },
      { rule: 'R65', field: 'unitName', severity: 'warning' },
    ],
    // Published tables leave ＝ out.
    severity: { R31: 'hint' },
    goals: { fields: ['goals'], least: 10, most: 1000 },
    budget: 'budget.total',
    narrative: {
      field: 'budgetNarrative',
      amounts: [
        { words: ['预算数', '预算总额', '预算'], field: 'budget.total' },
        { words: ['财政资金', '财政拨款'], field: 'budget.fiscal' },
        { words: ['其他资金'], field: 'budget.other' },
      ],
      purpose: '用于',
    },
    plan: ['spendingPlan.march', 'spendingPlan.june', 'spendingPlan.october', 'spendingPlan.december'],
    // District, last digits of the year, and what the system gives: the codes published there have 21 characters.
    code: { field: 'projectCode', match: '\\d{8}[0-9A-Z]{13}' },
    tables: { indicators: { ...CHECKS_2015, basis: 'basis' } },
  },
  list: { name: ['projectName', 'caption'], unit: ['unitName'] },
  yearFrom: { field: 'projectCode', start: 6, end: 8, base: 2000 },
};
