import type { Form } from '../form.ts';
import { label, left, line, pattern, right, row, value } from './cells.ts';
import { CHECKS_2015, COST_WORDS, LEVELS_2015 } from './levels.ts';
import { NAMED } from './wordings.ts';

/** 项目支出绩效目标申报表 of the year alone, as counties print it: the right half of the form of 财预〔2015〕88号. */
export const projectAnnual: Form = {
  id: 'project-annual',
  version: '2021',
  name: '项目支出绩效目标申报表（年度）',
  kind: 'project',
  region: '安徽等地',
  source: '安徽省金寨县 2021 年度公开的项目支出绩效目标申报表',
  unitOfMoney: '万元',
  page: { width: 210, height: 297, margin: { top: 20, right: 20, bottom: 18, left: 20 } },
  columns: [25, 24, 36.6, 46.4, 38],
  fields: [
    { id: 'fiscalYear', name: '年度', type: 'year', match: '\\d{4}' },
    { id: 'projectName', name: '项目名称', type: 'line' },
    { id: 'supervisingDepartment', name: '主管部门', type: 'line' },
    { id: 'implementingUnit', name: '实施单位', type: 'line' },
    { id: 'annualFunding.total', name: '年度资金总额', type: 'amount' },
    { id: 'annualFunding.fiscal', name: '年度财政拨款', type: 'amount' },
    { id: 'annualFunding.carryOver', name: '年度上年结转资金', type: 'amount' },
    { id: 'annualFunding.other', name: '年度其他资金', type: 'amount' },
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
          label('主管部门', { also: NAMED.supervisingDepartment }),
          value('supervisingDepartment', { colSpan: 2 }),
          label('实施单位', { also: NAMED.implementingUnit }),
          value('implementingUnit'),
        ]),
        row([
          label('项目资金\n（万元）', { also: NAMED.funding, rowSpan: 4 }),
          label('年度资金总额：', { also: NAMED.annualTotal, colSpan: 2, ...left }),
          value('annualFunding.total', { colSpan: 2, ...right }),
        ]),
        row([
          label('　其中：财政拨款', { also: NAMED.annualFiscal, colSpan: 2, ...left }),
          value('annualFunding.fiscal', { colSpan: 2, ...right }),
        ]),
        row(
          [
            label('　　　　上年结转资金', { also: NAMED.annualCarryOver, colSpan: 2, ...left }),
            value('annualFunding.carryOver', { colSpan: 2, ...right }),
          ],
          { section: 'carryOver' },
        ),
        row([
          label('　　　　其他资金', { also: NAMED.annualOther, colSpan: 2, ...left }),
          value('annualFunding.other', { colSpan: 2, ...right }),
        ]),
        row([label('年度目标', { also: NAMED.annualGoal, colSpan: 5 })], { heads: true }),
        row([value('annualGoal', { colSpan: 5, ...left })], { height: 24 }),
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
            { id: 'level3', name: '三级指标', also: NAMED.level3, align: 'left' },
            { id: 'value', name: '指标值', also: NAMED.value },
          ],
        },
      ],
    },
    {
      kind: 'fixed',
      rows: [
        line(
          [
            label('注：1.“其他资金”是指与财政拨款共同用于同一项目的单位自有资金、社会资金等。', {
              colSpan: 5,
              style: { size: 9, align: 'left' },
            }),
          ],
          { height: 6 },
        ),
        line(
          [
            label('　　2.各单位可根据项目特点自行增加或减少二级指标，并细化。', {
              also: ['2.各单位可根据项目特点自行增加或减少二级指标，并细化'],
              colSpan: 5,
              style: { size: 9, align: 'left' },
            }),
          ],
          { height: 6 },
        ),
      ],
    },
  ],
  amounts: {
    decimals: 0,
    most: 2,
    sums: [
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
      { rule: 'R03', field: 'annualGoal', severity: 'error' },
      { rule: 'R09', field: 'annualFunding.total', severity: 'error' },
      { rule: 'R65', field: 'fiscalYear', severity: 'warning' },
    ],
    severity: {},
    goals: { fields: ['annualGoal'], least: 10, most: 1000 },
    budget: 'annualFunding.total',
    tables: { indicators: CHECKS_2015 },
  },
  list: { name: ['projectName'], unit: ['implementingUnit', 'supervisingDepartment'] },
};
