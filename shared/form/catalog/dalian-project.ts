import type { Form } from '../form.ts';
import { label, value } from './cells.ts';
import { CHECKS_2015, COST_WORDS, LEVELS_2015 } from './levels.ts';

/** 本级预算项目绩效目标表 as the budget units of Dalian publish it, fiscal years 2023 and 2024. */
export const dalianProject: Form = {
  id: 'dalian-project',
  version: '2023',
  name: '本级预算项目绩效目标表',
  kind: 'project',
  region: '大连',
  source: '大连高新区 2023、2024 年度公开的本级预算项目绩效目标表',
  unitOfMoney: '万元',
  page: { width: 210, height: 297, margin: { top: 20, right: 20, bottom: 18, left: 20 } },
  columns: [22, 37, 35, 30, 46],
  fields: [
    { id: 'fiscalYear', name: '年度', type: 'year', match: '\\d{4}' },
    { id: 'filingUnit', name: '填报单位', type: 'line', optional: true },
    { id: 'projectName', name: '项目名称', type: 'line' },
    { id: 'implementationPeriod', name: '项目实施期', type: 'period' },
    { id: 'supervisingDepartment', name: '主管部门', type: 'line' },
    { id: 'implementingUnit', name: '实施单位', type: 'line' },
    { id: 'projectAttribute', name: '项目属性', type: 'line' },
    { id: 'projectCategory', name: '项目类别', type: 'line' },
    { id: 'periodGoal', name: '实施期目标', type: 'text' },
    { id: 'annualGoal', name: '年度目标', type: 'text' },
    { id: 'periodFunding.total', name: '实施期金额', type: 'amount' },
    { id: 'periodFunding.fiscal', name: '实施期财政拨款', type: 'amount' },
    { id: 'periodFunding.other', name: '实施期其他资金', type: 'amount' },
    { id: 'annualFunding.total', name: '年度金额', type: 'amount' },
    { id: 'annualFunding.fiscal', name: '年度财政拨款', type: 'amount' },
    { id: 'annualFunding.other', name: '年度其他资金', type: 'amount' },
  ],
  sections: [{ id: 'attributes', name: '项目属性、项目类别' }],
  bands: [
    {
      kind: 'fixed',
      rows: [
        {
          frame: false,
          height: 10,
          cells: [label('本级预算项目绩效目标表', { colSpan: 5, style: { font: 'hei', size: 15, align: 'center' } })],
        },
        {
          frame: false,
          height: 7,
          cells: [
            {
              kind: 'pattern',
              name: '年度',
              pattern: '({fiscalYear}年度)',
              colSpan: 5,
              style: { size: 10.5, align: 'center' },
            },
          ],
        },
        {
          frame: false,
          height: 8,
          cells: [
            {
              kind: 'pattern',
              name: '填报单位',
              pattern: '填报单位(盖章)[：{filingUnit}]',
              colSpan: 3,
              style: { size: 10.5, align: 'left' },
            },
            label('单位: 万元', { colSpan: 2, style: { size: 10.5, align: 'right' } }),
          ],
        },
        {
          frame: true,
          height: 8,
          cells: [
            label('项目名称'),
            value('projectName', { colSpan: 2 }),
            label('项目实施期', {
              also: ['项目期', '项目周期', '实施期', '实施期限', '项目实施期限', '实施周期', '项目实施周期'],
            }),
            value('implementationPeriod'),
          ],
        },
        {
          frame: true,
          height: 8,
          cells: [
            label('主管部门', { also: ['项目主管部门'] }),
            value('supervisingDepartment', { colSpan: 2 }),
            label('实施单位', { also: ['项目实施单位', '项目承担单位'] }),
            value('implementingUnit'),
          ],
        },
        {
          frame: true,
          height: 8,
          section: 'attributes',
          cells: [
            label('项目属性'),
            value('projectAttribute', { colSpan: 2 }),
            label('项目类别'),
            value('projectCategory'),
          ],
        },
        {
          frame: true,
          height: 8,
          cells: [
            label('资金投入 (万元)', { rowSpan: 3, also: ['资金投入', '项目资金(万元)'] }),
            label('实施期金额', {
              also: ['实施期资金总额', '中期资金总额', '项目资金总额', '实施期总金额', '实施期资金'],
            }),
            value('periodFunding.total'),
            label('年度金额', {
              also: [
                '年度资金总额',
                '年度资金申请总额',
                '当年资金总额',
                '本年度资金总额',
                '本年资金总额',
                '年度总金额',
                '年度预算金额',
                '本年度金额',
                '当年金额',
                '年度资金',
              ],
            }),
            value('annualFunding.total'),
          ],
        },
        {
          frame: true,
          height: 8,
          cells: [
            label('其中: 财政拨款', { also: ['财政拨款', '其中: 财政资金'] }),
            value('periodFunding.fiscal'),
            label('其中: 财政拨款', {
              also: ['财政拨款', '其中: 财政资金', '其中: 当年财政拨款', '当年财政拨款', '其中: 本年财政拨款'],
            }),
            value('annualFunding.fiscal'),
          ],
        },
        {
          frame: true,
          height: 8,
          cells: [
            label('其他资金'),
            value('periodFunding.other'),
            label('其他资金', { also: ['当年其他资金', '年度其他资金'] }),
            value('annualFunding.other'),
          ],
        },
        {
          frame: true,
          height: 8,
          heads: true,
          cells: [
            label('绩效目标', { rowSpan: 2, also: ['总体目标', '项目绩效目标'] }),
            label('实施期目标', { colSpan: 2, also: ['实施期总目标', '实施期总体目标', '实施期绩效目标'] }),
            label('年度目标', { colSpan: 2, also: ['年度总目标', '年度总体目标', '年度绩效目标', '本年度目标'] }),
          ],
        },
        {
          frame: true,
          height: 24,
          cells: [
            value('periodGoal', { colSpan: 2, style: { align: 'left' } }),
            value('annualGoal', { colSpan: 2, style: { align: 'left' } }),
          ],
        },
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
            { id: 'level2', name: '二级指标', also: ['二级绩效指标'], merge: true },
            { id: 'level3', name: '三级指标', also: ['三级指标名称', '指标名称'], colSpan: 2 },
            { id: 'value', name: '年度指标值', also: ['指标值'] },
          ],
          levels: LEVELS_2015,
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
      { rule: 'R02', field: 'implementingUnit', severity: 'hint' },
      { rule: 'R05', field: 'implementationPeriod', severity: 'error' },
      { rule: 'R03', field: 'periodGoal', severity: 'error' },
      { rule: 'R03', field: 'annualGoal', severity: 'error' },
      { rule: 'R08', field: 'periodFunding.total', severity: 'error' },
      { rule: 'R09', field: 'annualFunding.total', severity: 'error' },
      { rule: 'R65', field: 'fiscalYear', severity: 'warning' },
    ],
    // 2023 and 2024's tables leave ＝ out, and a cost indicator is often only a part of the money.
    severity: { R31: 'hint', R17: 'warning' },
    goals: { fields: ['periodGoal', 'annualGoal'], least: 10, most: 1000 },
    period: { field: 'implementationPeriod', whole: 'periodFunding.total', annual: 'annualFunding.total' },
    budget: 'annualFunding.total',
    tables: { indicators: CHECKS_2015 },
  },
  copies: [
    { name: '年度目标与实施期一致', fields: [{ from: 'periodGoal', to: 'annualGoal' }] },
    {
      name: '年度金额与实施期一致',
      fields: [
        { from: 'periodFunding.total', to: 'annualFunding.total' },
        { from: 'periodFunding.fiscal', to: 'annualFunding.fiscal' },
        { from: 'periodFunding.other', to: 'annualFunding.other' },
      ],
    },
  ],
  list: { name: ['projectName'], unit: ['filingUnit', 'implementingUnit', 'supervisingDepartment'] },
  seal: { pattern: '填报单位(盖章)[：{filingUnit}]' },
};
