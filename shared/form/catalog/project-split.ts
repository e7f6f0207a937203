import type { Form } from '../form.ts';
import { label, left, line, pattern, right, row, value } from './cells.ts';
import { CHECKS_2015, COST_WORDS } from './levels.ts';
import { LEVELS_2021, WEIGHTS_2021 } from './levels-2021.ts';
import { splitValue } from './split-value.ts';

/**
 * 项目支出绩效目标表 of the 预算管理一体化 systems: the value in columns of sign, number and unit, with weights, and the
 * levels of 财预〔2021〕101号, where costs are a level 1 of their own.
 */
export const projectSplit: Form = {
  id: 'project-split',
  version: '2021',
  name: '项目支出绩效目标表（分列指标值）',
  kind: 'project',
  region: '全国',
  source: '预算管理一体化系统的项目绩效目标表；财预〔2021〕101号',
  unitOfMoney: '万元',
  page: { width: 210, height: 297, margin: { top: 20, right: 17, bottom: 18, left: 20 } },
  columns: [27, 28, 43, 19.5, 20, 20, 15],
  fields: [
    { id: 'fiscalYear', name: '年度', type: 'year', match: '\\d{4}' },
    { id: 'filingUnit', name: '填报单位', type: 'line' },
    { id: 'projectCode', name: '项目编码', type: 'line' },
    { id: 'projectName', name: '项目名称', type: 'line' },
    { id: 'supervisingDepartment', name: '主管部门', type: 'line' },
    { id: 'implementingUnit', name: '实施单位', type: 'line' },
    { id: 'periodFunding.total', name: '实施期资金总额', type: 'amount' },
    { id: 'periodFunding.fiscal', name: '财政拨款数', type: 'amount' },
    { id: 'periodFunding.other', name: '非财政拨款数', type: 'amount' },
    { id: 'executionWeight', name: '预算执行权重', type: 'percent' },
    { id: 'goal', name: '项目总体目标', type: 'text' },
  ],
  sections: [],
  bands: [
    {
      kind: 'fixed',
      rows: [
        line(
          [
            label('项目支出绩效目标表', {
              colSpan: 7,
              style: { font: 'hei', size: 15, align: 'center' },
              also: ['项目绩效目标表', '项目支出绩效目标申报表', '部门预算项目（政策）绩效目标表'],
            }),
          ],
          { height: 10 },
        ),
        line([pattern('年度', '（{fiscalYear}年度）', { colSpan: 7, style: { size: 10.5, align: 'center' } })], {
          height: 7,
        }),
        line([
          pattern('填报单位', '填报单位（盖章）：{filingUnit}', { colSpan: 4, style: { size: 10.5, align: 'left' } }),
          label('单位：万元', { colSpan: 3, style: { size: 10.5, align: 'right' } }),
        ]),
        row([label('项目编码', { colSpan: 2, also: ['项目代码'] }), value('projectCode', { colSpan: 5, ...left })]),
        row([label('项目名称', { colSpan: 2 }), value('projectName', { colSpan: 5, ...left })]),
        row([
          label('主管部门', { colSpan: 2, also: ['项目主管部门', '主管部门及代码', '主管部门名称'] }),
          value('supervisingDepartment', { colSpan: 5, ...left }),
        ]),
        row([
          label('实施单位', { colSpan: 2, also: ['项目实施单位', '预算单位', '项目单位', '项目承担单位'] }),
          value('implementingUnit', { colSpan: 5, ...left }),
        ]),
        row([
          label('资金金额（万元）', {
            rowSpan: 4,
            also: ['资金金额', '项目资金（万元）', '项目资金', '预算资金（万元）'],
          }),
          label('实施期资金总额', {
            colSpan: 2,
            also: ['资金总额', '项目资金总额', '实施期金额', '中期资金总额', '实施期总额'],
          }),
          value('periodFunding.total', { colSpan: 4, ...right }),
        ]),
        row([
          label('财政拨款数', { colSpan: 2, also: ['财政拨款', '其中：财政拨款', '其中：财政资金', '财政资金'] }),
          value('periodFunding.fiscal', { colSpan: 4, ...right }),
        ]),
        row([
          label('非财政拨款数', { colSpan: 2, also: ['非财政拨款', '其他资金', '非财政资金'] }),
          value('periodFunding.other', { colSpan: 4, ...right }),
        ]),
        row([
          label('预算执行权重（%）', { colSpan: 2, also: ['预算执行权重', '预算执行率权重', '预算执行率权重（%）'] }),
          value('executionWeight', { colSpan: 4, ...right }),
        ]),
        row(
          [
            label('项目总体目标', { also: ['总体目标', '绩效目标', '年度绩效目标', '年度目标', '项目绩效目标'] }),
            value('goal', { colSpan: 6, ...left }),
          ],
          { height: 24 },
        ),
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
            { id: 'level3', name: '三级指标', also: ['三级指标名称', '指标名称', '三级绩效指标'], align: 'left' },
            ...splitValue(),
            { id: 'weight', name: '权重', also: ['权重（%）', '分值权重', '分值', '指标权重'], type: 'number' },
          ],
          levels: LEVELS_2021,
        },
      ],
      totals: [{ text: '合计', also: ['总计', '权重合计'], at: 'end', over: 6, sums: ['weight'] }],
    },
  ],
  amounts: {
    decimals: 2,
    most: 2,
    sums: [{ rule: 'R08', total: 'periodFunding.total', parts: ['periodFunding.fiscal', 'periodFunding.other'] }],
  },
  checks: {
    costWords: COST_WORDS,
    required: [
      { rule: 'R01', field: 'projectName', severity: 'error' },
      { rule: 'R02', field: 'supervisingDepartment', severity: 'error' },
      { rule: 'R02', field: 'implementingUnit', severity: 'hint' },
      { rule: 'R03', field: 'goal', severity: 'error' },
      { rule: 'R08', field: 'periodFunding.total', severity: 'error' },
      { rule: 'R65', field: 'fiscalYear', severity: 'warning' },
    ],
    severity: {},
    // The page of the system refuses a goal of ten characters or less.
    goals: { fields: ['goal'], least: 11, most: 1000 },
    signs: 'full',
    budget: 'periodFunding.total',
    tables: {
      indicators: {
        ...CHECKS_2015,
        weights: WEIGHTS_2021,
        // The system of Hebei puts it into every table.
        fixed: [{ name: '项目或定额成本控制率', value: '＝100%', optional: true }],
      },
    },
  },
  list: { name: ['projectName'], unit: ['filingUnit', 'implementingUnit', 'supervisingDepartment'] },
  seal: { pattern: '填报单位（盖章）：{filingUnit}' },
};
