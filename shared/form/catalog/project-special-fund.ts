import type { Form } from '../form.ts';
import { label, left, line, pattern, right, row, value } from './cells.ts';
import { CHECKS_2015, COST_WORDS, LEVELS_2011 } from './levels.ts';
import { NAMED } from './wordings.ts';

/**
 * 专项资金申报表: 项目基本信息 with two goals, and below the line 绩效项目指标表 the indicators of the year with a remark
 * each. What the public thinks of it is a benefit here.
 */
export const projectSpecialFund: Form = {
  id: 'project-special-fund',
  version: '2021',
  name: '专项资金绩效目标申报表',
  kind: 'project',
  region: '湖北武汉',
  source: '武汉市青山区 2021 年度公开的专项资金项目基本信息、绩效项目指标表',
  unitOfMoney: '万元',
  page: { width: 210, height: 297, margin: { top: 20, right: 20, bottom: 18, left: 20 } },
  columns: [29.2, 29.2, 42, 36.6, 33],
  fields: [
    { id: 'fiscalYear', name: '年度', type: 'year', match: '\\d{4}' },
    { id: 'projectName', name: '项目名称', type: 'line' },
    { id: 'supervisingDepartment', name: '主管部门及编码', type: 'line' },
    { id: 'implementingUnit', name: '实施单位', type: 'line' },
    { id: 'projectAttribute', name: '项目属性', type: 'line' },
    { id: 'implementationPeriod', name: '项目起止时间', type: 'period' },
    { id: 'periodFunding.total', name: '资金总额', type: 'amount' },
    { id: 'periodFunding.fiscal', name: '财政拨款', type: 'amount' },
    { id: 'periodFunding.other', name: '其他资金', type: 'amount' },
    { id: 'annualFunding.total', name: '当年资金总额', type: 'amount' },
    { id: 'annualFunding.fiscal', name: '当年财政拨款', type: 'amount' },
    { id: 'annualFunding.other', name: '当年其他资金', type: 'amount' },
    { id: 'periodGoal', name: '中期目标', type: 'text' },
    { id: 'annualGoal', name: '年度目标', type: 'text' },
  ],
  sections: [],
  bands: [
    {
      kind: 'fixed',
      rows: [
        line(
          [
            label('项目基本信息', {
              also: ['专项资金申报表', '专项资金绩效目标申报表', '专项资金项目申报表'],
              colSpan: 5,
              style: { font: 'hei', size: 16, align: 'center' },
            }),
          ],
          { height: 11 },
        ),
        line([pattern('年度', '（{fiscalYear}年度）', { colSpan: 5, style: { size: 11, align: 'center' } })], {
          height: 8,
        }),
        row([label('项目名称', { also: NAMED.projectName }), value('projectName', { colSpan: 4 })]),
        row([
          label('主管部门及编码', { also: NAMED.supervisingDepartment }),
          value('supervisingDepartment', { colSpan: 2 }),
          label('实施单位', { also: NAMED.implementingUnit }),
          value('implementingUnit'),
        ]),
        row([
          label('项目属性', { also: NAMED.projectAttribute }),
          value('projectAttribute', { colSpan: 2 }),
          label('项目起止时间', { also: NAMED.implementationPeriod }),
          value('implementationPeriod'),
        ]),
        row([
          label('项目资金\n（万元）', { also: NAMED.funding, rowSpan: 3 }),
          label('资金总额：', { also: NAMED.periodTotal, ...left }),
          value('periodFunding.total', right),
          label('当年资金总额：', { also: NAMED.annualTotal, ...left }),
          value('annualFunding.total', right),
        ]),
        row([
          label('其中：财政拨款', { also: NAMED.periodFiscal, ...left }),
          value('periodFunding.fiscal', right),
          label('其中：当年财政拨款', { also: NAMED.annualFiscal, ...left }),
          value('annualFunding.fiscal', right),
        ]),
        row([
          label('　　　其他资金', { also: NAMED.periodOther, ...left }),
          value('periodFunding.other', right),
          label('　　　当年其他资金', { also: NAMED.annualOther, ...left }),
          value('annualFunding.other', right),
        ]),
        row(
          [
            label('总体目标', { also: NAMED.goals, rowSpan: 2 }),
            label('中期目标', { also: NAMED.periodGoal, colSpan: 2 }),
            label('年度目标', { also: NAMED.annualGoal, colSpan: 2 }),
          ],
          { heads: true },
        ),
        row([value('periodGoal', { colSpan: 2, ...left }), value('annualGoal', { colSpan: 2, ...left })], {
          height: 24,
        }),
        row([label('绩效项目指标表', { also: ['项目绩效指标表', '绩效指标表'], colSpan: 5 })]),
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
          levels: LEVELS_2011,
          columns: [
            { id: 'level1', name: '一级指标', also: NAMED.level1, merge: true },
            { id: 'level2', name: '二级指标', also: NAMED.level2, merge: true },
            { id: 'level3', name: '指标内容', also: NAMED.level3, align: 'left' },
            { id: 'value', name: '指标值', also: NAMED.value },
            { id: 'remark', name: '备注', also: NAMED.remark },
          ],
        },
      ],
    },
  ],
  amounts: {
    decimals: 0,
    most: 2,
    sums: [
      { rule: 'R08', total: 'periodFunding.total', parts: ['periodFunding.fiscal', 'periodFunding.other'] },
      { rule: 'R09', total: 'annualFunding.total', parts: ['annualFunding.fiscal', 'annualFunding.other'] },
    ],
  },
  checks: {
    costWords: COST_WORDS,
    required: [
      { rule: 'R01', field: 'projectName', severity: 'error' },
      { rule: 'R02', field: 'supervisingDepartment', severity: 'error' },
      { rule: 'R02', field: 'implementingUnit', severity: 'error' },
      { rule: 'R65', field: 'projectAttribute', severity: 'warning' },
      { rule: 'R05', field: 'implementationPeriod', severity: 'error' },
      { rule: 'R03', field: 'periodGoal', severity: 'error' },
      { rule: 'R03', field: 'annualGoal', severity: 'error' },
      { rule: 'R08', field: 'periodFunding.total', severity: 'error' },
      { rule: 'R09', field: 'annualFunding.total', severity: 'error' },
      { rule: 'R65', field: 'fiscalYear', severity: 'warning' },
    ],
    severity: {},
    goals: { fields: ['periodGoal', 'annualGoal'], least: 10, most: 1000 },
    period: { field: 'implementationPeriod', whole: 'periodFunding.total', annual: 'annualFunding.total' },
    budget: 'annualFunding.total',
    tables: { indicators: CHECKS_2015 },
  },
  copies: [
    { name: '年度目标同中期目标', fields: [{ from: 'periodGoal', to: 'annualGoal' }] },
    {
      name: '当年资金同资金总额',
      fields: [
        { from: 'periodFunding.total', to: 'annualFunding.total' },
        { from: 'periodFunding.fiscal', to: 'annualFunding.fiscal' },
        { from: 'periodFunding.other', to: 'annualFunding.other' },
      ],
    },
  ],
  list: { name: ['projectName'], unit: ['implementingUnit', 'supervisingDepartment'] },
};
