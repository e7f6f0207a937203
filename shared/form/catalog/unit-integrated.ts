import type { Column, Form, TableBand } from '../form.ts';
import { label, left, line, pattern, row, value } from './cells.ts';
import { CHECKS_2015 } from './levels.ts';
import { LEVELS_UNIT } from './levels-unit.ts';
import { splitValue } from './split-value.ts';

const LEVELS: Column[] = [
  { id: 'level1', name: '一级指标', also: ['一级绩效指标'], merge: true },
  { id: 'level2', name: '二级指标', also: ['二级绩效指标'], merge: true },
];
const NAME = { id: 'level3', name: '指标名称', also: ['三级指标', '三级指标名称'], align: 'left' } satisfies Column;
const REST: Column[] = [
  { id: 'basis', name: '指标值确定依据', also: ['确定依据'], align: 'left' },
  { id: 'weight', name: '权重', also: ['权重（%）', '分值权重', '分值'], type: 'number' },
  { id: 'note', name: '备注', also: ['说明'], align: 'left' },
  { id: 'content', name: '指标内容', also: ['指标说明', '指标解释'], align: 'left' },
  { id: 'standard', name: '评（扣）分标准', also: ['评分标准', '扣分标准', '评扣分标准'], align: 'left' },
];

/** The goals of a period: a name and a text each. */
const goals = (id: string, name: string, also: string[]): TableBand => ({
  kind: 'table',
  height: 8,
  side: { text: name, also },
  lanes: [
    {
      id,
      name,
      begins: 2,
      columns: [
        { id: 'name', name: '目标名称', also: ['名称', '目标名', '绩效目标名称'], colSpan: 3, align: 'left' },
        { id: 'goal', name: '目标', also: ['目标内容', '绩效目标'], type: 'text', colSpan: 10, align: 'left' },
      ],
    },
  ],
});

/**
 * 部门（单位）整体绩效目标表 of the 预算管理一体化 systems: goals and indicators of the medium term and of the year, the
 * value in columns of sign, number and unit; the year's indicators have the values of the two years before beside them.
 */
export const unitIntegrated: Form = {
  id: 'unit-integrated',
  version: '2022',
  name: '部门（单位）整体绩效目标表（一体化）',
  kind: 'unit',
  region: '全国',
  source: '预算管理一体化系统的部门整体绩效目标页（中长期绩效、年度绩效）',
  unitOfMoney: '万元',
  page: {
    width: 297,
    height: 210,
    margin: { top: 15, right: 12, bottom: 13, left: 12 },
    body: [10, 9.5, 9],
  },
  columns: [12, 21, 24, 36, 15, 15, 13, 16, 14, 28, 12, 21, 24, 21],
  fields: [
    { id: 'fiscalYear', name: '年度', type: 'year', match: '\\d{4}|' },
    { id: 'filingUnit', name: '填报单位', type: 'line' },
    { id: 'unitName', name: '部门（单位）名称', type: 'line' },
  ],
  sections: [],
  bands: [
    {
      kind: 'fixed',
      rows: [
        line(
          [
            label('部门（单位）整体绩效目标表', {
              colSpan: 14,
              style: { font: 'hei', size: 15, align: 'center' },
              also: ['部门整体绩效目标表', '单位整体绩效目标表', '部门整体支出绩效目标表'],
            }),
          ],
          { height: 10 },
        ),
        line([pattern('年度', '（{fiscalYear}年度）', { colSpan: 14, style: { size: 11, align: 'center' } })], {
          height: 7,
        }),
        line([
          pattern('填报单位', '填报单位（盖章）：{filingUnit}', { colSpan: 14, style: { size: 10.5, align: 'left' } }),
        ]),
        row([
          label('部门（单位）名称', { colSpan: 2, also: ['部门名称', '单位名称', '预算部门', '预算单位'] }),
          value('unitName', { colSpan: 12, ...left }),
        ]),
      ],
    },
    goals('periodGoals', '中长期目标', ['长期目标', '中期目标', '实施期目标', '中长期绩效']),
    {
      kind: 'table',
      height: 8,
      side: { text: '中长期绩效指标', also: ['长期绩效指标', '中期绩效指标', '中长期指标'] },
      lanes: [
        {
          id: 'periodIndicators',
          name: '中长期绩效指标',
          begins: 'levels',
          columns: [...LEVELS, { ...NAME, colSpan: 3 }, ...splitValue(), ...REST],
          levels: LEVELS_UNIT,
        },
      ],
    },
    goals('goals', '年度目标', ['年度绩效目标', '年度总体目标', '年度绩效']),
    {
      kind: 'table',
      height: 8,
      side: { text: '年度绩效指标', also: ['年度指标', '绩效指标'] },
      lanes: [
        {
          id: 'indicators',
          name: '年度绩效指标',
          begins: 'levels',
          columns: [
            ...LEVELS,
            NAME,
            { id: 'twoYearsBefore', name: '前年指标值', also: ['前年', '前年值'] },
            { id: 'yearBefore', name: '上年指标值', also: ['上年', '去年指标值', '上年值'] },
            ...splitValue(),
            ...REST,
          ],
          levels: LEVELS_UNIT,
        },
      ],
      totals: [{ text: '合计', also: ['总计', '权重合计'], at: 'end', over: 9, sums: ['weight'] }],
    },
  ],
  amounts: { decimals: 2, most: 2, sums: [] },
  checks: {
    severity: {},
    required: [
      { rule: 'R02', field: 'unitName', severity: 'error' },
      { rule: 'R65', field: 'fiscalYear', severity: 'warning' },
    ],
    signs: 'full',
    tables: {
      periodGoals: {
        filled: { rule: 'R03', severity: 'warning' },
        required: [{ rule: 'R03', column: 'goal', severity: 'error' }],
      },
      goals: {
        filled: { rule: 'R03', severity: 'error' },
        required: [{ rule: 'R03', column: 'goal', severity: 'error' }],
      },
      periodIndicators: { names: CHECKS_2015.names },
      indicators: {
        names: CHECKS_2015.names,
        counts: { ...CHECKS_2015.counts, most: 40, perLevel2: 10 },
        basis: 'basis',
        weights: { column: 'weight', total: 100 },
      },
    },
  },
  list: { name: ['unitName'], unit: ['filingUnit', 'unitName'] },
  seal: { pattern: '填报单位（盖章）：{filingUnit}' },
};
