import type { Form } from '../form.ts';
import { label, left, line, pattern, right, row, value } from './cells.ts';
import { CHECKS_2015, COST_WORDS, LEVELS_2015 } from './levels.ts';
import { NAMED } from './wordings.ts';

/** Local forms print the half that a column is of in its heading: 三级指标（长期）. */
const half = (names: string[], ...halves: string[]) => [
  ...names,
  ...halves.flatMap((one) => names.map((name) => `${name}（${one}）`)),
];

/**
 * 项目支出绩效目标申报表 of 财预〔2015〕88号: funding, goals and indicators of the medium term on the left, of the year
 * on the right; both lists of indicators share their level 1. The row 上年结转资金 came with later layouts.
 */
export const project2015: Form = {
  id: 'project-2015',
  version: '2015',
  name: '项目支出绩效目标申报表',
  kind: 'project',
  region: '全国',
  source: '财预〔2015〕88号 附件1；版面取自中央部门预算系统 2020 年导出的表',
  unitOfMoney: '万元',
  page: { width: 210, height: 297, margin: { top: 25.4, right: 19, bottom: 25.4, left: 19 }, body: [9] },
  columns: [9.7, 19.1, 22.4, 31.8, 18.2, 22.4, 14, 16.2, 18.2],
  fields: [
    { id: 'fiscalYear', name: '年度', type: 'year', match: '\\d{4}' },
    { id: 'projectName', name: '项目名称', type: 'line' },
    { id: 'supervisingDepartment', name: '主管部门及代码', type: 'line' },
    { id: 'implementingUnit', name: '实施单位', type: 'line' },
    { id: 'projectAttribute', name: '项目属性', type: 'line' },
    { id: 'implementationPeriod', name: '项目期', type: 'period' },
    { id: 'periodFunding.total', name: '中期资金总额', type: 'amount' },
    { id: 'periodFunding.fiscal', name: '中期财政拨款', type: 'amount' },
    { id: 'periodFunding.carryOver', name: '中期上年结转资金', type: 'amount' },
    { id: 'periodFunding.other', name: '中期其他资金', type: 'amount' },
    { id: 'annualFunding.total', name: '年度资金总额', type: 'amount' },
    { id: 'annualFunding.fiscal', name: '年度财政拨款', type: 'amount' },
    { id: 'annualFunding.carryOver', name: '年度上年结转资金', type: 'amount' },
    { id: 'annualFunding.other', name: '年度其他资金', type: 'amount' },
    { id: 'goalYears.from', name: '中期目标起始年', type: 'year', match: '\\d{4}', optional: true },
    { id: 'goalYears.to', name: '中期目标终止年', type: 'year', match: '\\d{4}', optional: true },
    { id: 'periodGoal', name: '中期目标', type: 'text' },
    { id: 'annualGoal', name: '年度目标', type: 'text' },
  ],
  sections: [{ id: 'carryOver', name: '上年结转资金' }],
  bands: [
    {
      kind: 'fixed',
      rows: [
        line(
          [
            label('项目支出绩效目标申报表', {
              also: ['项目支出绩效目标表', '项目绩效目标申报表'],
              colSpan: 9,
              style: { font: 'hei', size: 16, align: 'center' },
            }),
          ],
          { height: 10 },
        ),
        line([pattern('年度', '（{fiscalYear}年度）', { colSpan: 9, style: { size: 11, align: 'center' } })], {
          height: 9,
        }),
        row([label('项目名称', { also: NAMED.projectName, colSpan: 3 }), value('projectName', { colSpan: 6 })]),
        row([
          label('主管部门及代码', { also: NAMED.supervisingDepartment, colSpan: 3 }),
          value('supervisingDepartment', { colSpan: 2 }),
          label('实施单位', { also: NAMED.implementingUnit, colSpan: 2 }),
          value('implementingUnit', { colSpan: 2 }),
        ]),
        row([
          label('项目属性', { also: NAMED.projectAttribute, colSpan: 3 }),
          value('projectAttribute', { colSpan: 2 }),
          label('项目期', { also: NAMED.implementationPeriod, colSpan: 2 }),
          value('implementationPeriod', { colSpan: 2 }),
        ]),
        row([
          label('项目资金\n（万元）', { also: NAMED.funding, colSpan: 3, rowSpan: 4 }),
          label('中期资金总额：', { also: NAMED.periodTotal, ...left }),
          value('periodFunding.total', right),
          label('年度资金总额：', { also: NAMED.annualTotal, colSpan: 2, ...left }),
          value('annualFunding.total', { colSpan: 2, ...right }),
        ]),
        row([
          label('　其中：财政拨款', { also: NAMED.periodFiscal, ...left }),
          value('periodFunding.fiscal', right),
          label('　其中：财政拨款', { also: NAMED.annualFiscal, colSpan: 2, ...left }),
          value('annualFunding.fiscal', { colSpan: 2, ...right }),
        ]),
        row(
          [
            label('　上年结转资金', { also: NAMED.periodCarryOver, ...left }),
            value('periodFunding.carryOver', right),
            label('　上年结转资金', { also: NAMED.annualCarryOver, colSpan: 2, ...left }),
            value('annualFunding.carryOver', { colSpan: 2, ...right }),
          ],
          { section: 'carryOver' },
        ),
        row([
          label('　　　　其他资金', { also: NAMED.periodOther, ...left }),
          value('periodFunding.other', right),
          label('　　　　其他资金', { also: NAMED.annualOther, colSpan: 2, ...left }),
          value('annualFunding.other', { colSpan: 2, ...right }),
        ]),
        row(
          [
            label('总体目标', { also: NAMED.goals, rowSpan: 2 }),
            pattern('中期目标', '中期目标[（{goalYears.from}年—{goalYears.to}年）]', {
              also: [
                ...NAMED.periodGoal,
                '中期目标（20××年—20××+n年）',
                '中期目标（{goalYears.from}-{goalYears.to}年）',
                '中期目标（{goalYears.from}年-{goalYears.to}年）',
                '中期目标（{goalYears.from}年至{goalYears.to}年）',
              ],
              colSpan: 4,
            }),
            label('年度目标', { also: NAMED.annualGoal, colSpan: 4 }),
          ],
          { heads: true, height: 10 },
        ),
        row([value('periodGoal', { colSpan: 4, ...left }), value('annualGoal', { colSpan: 4, ...left })], {
          height: 30,
        }),
      ],
    },
    {
      kind: 'table',
      height: 8,
      side: { text: '绩效指标', also: NAMED.indicators },
      shared: [{ id: 'level1', name: '一级指标', also: NAMED.level1, merge: true }],
      lanes: [
        {
          id: 'periodIndicators',
          name: '中期绩效指标',
          begins: 'levels',
          levels: LEVELS_2015,
          columns: [
            { id: 'level2', name: '二级指标', also: half(NAMED.level2, '长期', '中期'), merge: true },
            { id: 'level3', name: '三级指标', also: half(NAMED.level3, '长期', '中期'), align: 'left' },
            { id: 'value', name: '指标值', also: half(NAMED.value, '长期', '中期') },
          ],
        },
        {
          id: 'indicators',
          name: '年度绩效指标',
          begins: 'levels',
          levels: LEVELS_2015,
          columns: [
            { id: 'level2', name: '二级指标', also: half(NAMED.level2, '年度'), merge: true },
            { id: 'level3', name: '三级指标', also: half(NAMED.level3, '年度'), colSpan: 2, align: 'left' },
            { id: 'value', name: '指标值', also: half(NAMED.value, '年度') },
          ],
        },
      ],
    },
  ],
  amounts: {
    decimals: 2,
    most: 2,
    sums: [
      {
        rule: 'R08',
        total: 'periodFunding.total',
        parts: ['periodFunding.fiscal', 'periodFunding.other', 'periodFunding.carryOver'],
      },
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
    tables: { periodIndicators: CHECKS_2015, indicators: CHECKS_2015 },
  },
  copies: [
    { name: '年度目标同中期目标', fields: [{ from: 'periodGoal', to: 'annualGoal' }] },
    {
      name: '年度资金同中期资金',
      fields: [
        { from: 'periodFunding.total', to: 'annualFunding.total' },
        { from: 'periodFunding.fiscal', to: 'annualFunding.fiscal' },
        { from: 'periodFunding.carryOver', to: 'annualFunding.carryOver' },
        { from: 'periodFunding.other', to: 'annualFunding.other' },
      ],
    },
  ],
  list: { name: ['projectName'], unit: ['implementingUnit', 'supervisingDepartment'] },
};
