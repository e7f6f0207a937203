import type { Form } from '../form.ts';
import { blank, label, left, line, pattern, right, row, value } from './cells.ts';
import { CHECKS_2015, COST_WORDS, LEVELS_2015 } from './levels.ts';
import { NAMED } from './wordings.ts';

/**
 * 绩效目标申报表 with the money and the goal of the whole project beside those of the year, and one list of indicators,
 * the year's. Its title begins with the fund: 项目支出, or 财政衔接推进乡村振兴补助资金.
 */
export const projectTwoGoals: Form = {
  id: 'project-two-goals',
  version: '2021',
  name: '项目支出绩效目标申报表（总目标和年度目标）',
  kind: 'project',
  region: '新疆生产建设兵团等地',
  source: '新疆生产建设兵团第一师 2021 年公开的财政衔接推进乡村振兴补助资金绩效目标申报表',
  unitOfMoney: '万元',
  page: { width: 210, height: 297, margin: { top: 20, right: 20, bottom: 18, left: 20 } },
  columns: [25.5, 29.2, 36.6, 24.7, 17, 17, 20],
  fields: [
    { id: 'caption', name: '表题', type: 'line', optional: true, begins: '项目支出' },
    { id: 'fiscalYear', name: '年度', type: 'year', match: '\\d{4}' },
    { id: 'projectName', name: '项目名称', type: 'line' },
    { id: 'supervisingDepartment', name: '主管部门', type: 'line' },
    { id: 'implementingUnit', name: '实施单位', type: 'line' },
    { id: 'projectAttribute', name: '项目属性', type: 'line' },
    { id: 'implementationPeriod', name: '项目期', type: 'period' },
    { id: 'periodFunding.total', name: '项目资金总额', type: 'amount' },
    { id: 'periodFunding.fiscal', name: '项目财政资金', type: 'amount' },
    { id: 'periodFunding.other', name: '项目其他资金', type: 'amount' },
    { id: 'annualFunding.total', name: '年度资金申请总额', type: 'amount' },
    { id: 'annualFunding.fiscal', name: '当年财政拨款', type: 'amount' },
    { id: 'annualFunding.carryOver', name: '上年结转资金', type: 'amount' },
    { id: 'annualFunding.other', name: '年度其他资金', type: 'amount' },
    { id: 'periodGoal', name: '项目总目标', type: 'text' },
    { id: 'annualGoal', name: '年度总体目标', type: 'text' },
  ],
  sections: [],
  bands: [
    {
      kind: 'fixed',
      rows: [
        line(
          [
            pattern('表题', '{caption}绩效目标申报表', {
              also: ['项目支出绩效目标申报表', '项目绩效目标申报表'],
              colSpan: 7,
              style: { font: 'hei', size: 16, align: 'center' },
            }),
          ],
          { height: 11 },
        ),
        line([pattern('年度', '（{fiscalYear}年度）', { colSpan: 7, style: { size: 11, align: 'center' } })], {
          height: 8,
        }),
        row([label('项目名称', { also: NAMED.projectName }), value('projectName', { colSpan: 6 })]),
        row([
          label('主管部门', { also: NAMED.supervisingDepartment }),
          value('supervisingDepartment', { colSpan: 2 }),
          label('实施单位', { also: NAMED.implementingUnit }),
          value('implementingUnit', { colSpan: 3 }),
        ]),
        row([
          label('项目属性', { also: NAMED.projectAttribute }),
          value('projectAttribute', { colSpan: 2 }),
          label('项目期', { also: NAMED.implementationPeriod }),
          value('implementationPeriod', { colSpan: 3 }),
        ]),
        row([
          label('资金情况\n（万元）', { also: NAMED.funding, rowSpan: 4 }),
          label('项目资金总额：', { also: NAMED.periodTotal, ...left }),
          value('periodFunding.total', right),
          label('年度资金申请总额：', { also: NAMED.annualTotal, colSpan: 2, ...left }),
          value('annualFunding.total', { colSpan: 2, ...right }),
        ]),
        row([
          label('其中：财政资金', { also: NAMED.periodFiscal, ...left }),
          value('periodFunding.fiscal', right),
          label('其中：当年财政拨款', { also: NAMED.annualFiscal, colSpan: 2, ...left }),
          value('annualFunding.fiscal', { colSpan: 2, ...right }),
        ]),
        row([
          blank(),
          blank(),
          label('　　　上年结转资金', { also: NAMED.annualCarryOver, colSpan: 2, ...left }),
          value('annualFunding.carryOver', { colSpan: 2, ...right }),
        ]),
        row([
          label('　　　其他资金', { also: NAMED.periodOther, ...left }),
          value('periodFunding.other', right),
          label('　　　其他资金', { also: NAMED.annualOther, colSpan: 2, ...left }),
          value('annualFunding.other', { colSpan: 2, ...right }),
        ]),
        row(
          [
            label('项目绩效目标', { also: NAMED.goals, rowSpan: 2 }),
            label('项目总目标', { also: NAMED.periodGoal, colSpan: 2 }),
            label('年度总体目标', { also: NAMED.annualGoal, colSpan: 4 }),
          ],
          { heads: true },
        ),
        row([value('periodGoal', { colSpan: 2, ...left }), value('annualGoal', { colSpan: 4, ...left })], {
          height: 24,
        }),
      ],
    },
    {
      kind: 'table',
      height: 8,
      side: { text: '绩效指标', also: NAMED.indicators },
      lanes: [
        {
          id: 'indicators',
          name: '绩效指标',
          begins: 'levels',
          levels: LEVELS_2015,
          columns: [
            { id: 'level1', name: '一级指标', also: NAMED.level1, merge: true },
            { id: 'level2', name: '二级指标', also: NAMED.level2, merge: true },
            { id: 'level3', name: '三级指标', also: NAMED.level3, colSpan: 2, align: 'left' },
            { id: 'value', name: '年度指标值', also: NAMED.value, colSpan: 2 },
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
      {
        rule: 'R09',
        total: 'annualFunding.total',
        parts: ['annualFunding.fiscal', 'annualFunding.other', 'annualFunding.carryOver'],
      },
    ],
  },
  checks: {
    costWords: COST_WORDS,
    required: [
      { rule: 'R01', field: 'projectName', severity: 'error' },
      { rule: 'R02', field: 'supervisingDepartment', severity: 'error' },
      { rule: 'R02', field: 'implementingUnit', severity: 'error' },
      { rule: 'R65', field: 'projectAttribute', severity: 'warning' },
      { rule: 'R65', field: 'implementationPeriod', severity: 'warning' },
      { rule: 'R03', field: 'periodGoal', severity: 'error' },
      { rule: 'R03', field: 'annualGoal', severity: 'error' },
      { rule: 'R08', field: 'periodFunding.total', severity: 'error' },
      { rule: 'R09', field: 'annualFunding.total', severity: 'error' },
      { rule: 'R65', field: 'fiscalYear', severity: 'warning' },
    ],
    // The period is often told as its length: 1年.
    severity: { R05: 'off' },
    goals: { fields: ['periodGoal', 'annualGoal'], least: 10, most: 1000 },
    period: { field: 'implementationPeriod', whole: 'periodFunding.total', annual: 'annualFunding.total' },
    budget: 'annualFunding.total',
    tables: { indicators: CHECKS_2015 },
  },
  copies: [
    { name: '年度总体目标同项目总目标', fields: [{ from: 'periodGoal', to: 'annualGoal' }] },
    {
      name: '年度资金同项目资金',
      fields: [
        { from: 'periodFunding.total', to: 'annualFunding.total' },
        { from: 'periodFunding.fiscal', to: 'annualFunding.fiscal' },
        { from: 'periodFunding.other', to: 'annualFunding.other' },
      ],
    },
  ],
  list: { name: ['projectName'], unit: ['implementingUnit', 'supervisingDepartment'] },
};
