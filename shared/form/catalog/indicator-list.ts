import type { Form } from '../form.ts';
import { CHECKS_2015, LEVELS_2015 } from './levels.ts';
import { splitValue } from './split-value.ts';

/**
 * The flat sheet of indicators that the 预算管理一体化 systems import (导入格式): nothing but the headings that they
 * know and one row for each indicator, every level written out, signs full-width.
 */
export const indicatorList: Form = {
  id: 'indicator-list',
  version: '2022',
  name: '绩效指标导入表',
  kind: 'exchange',
  region: '全国',
  source: '预算管理一体化系统绩效指标的导入格式',
  unitOfMoney: '万元',
  page: { width: 297, height: 210, margin: { top: 18, right: 15, bottom: 15, left: 15 } },
  columns: [26, 41, 57, 21, 26, 22, 74],
  fields: [{ id: 'fiscalYear', name: '年度', type: 'year' }],
  sections: [],
  bands: [
    {
      kind: 'table',
      height: 8,
      lanes: [
        {
          id: 'indicators',
          name: '绩效指标',
          begins: 'levels',
          columns: [
            { id: 'level1', name: '一级指标', also: ['一级绩效指标'] },
            { id: 'level2', name: '二级指标', also: ['二级绩效指标'] },
            { id: 'level3', name: '三级指标', also: ['三级指标名称', '指标名称', '三级绩效指标'], align: 'left' },
            ...splitValue(),
            { id: 'goal', name: '绩效目标', also: ['总体目标', '年度绩效目标'], type: 'text', align: 'left' },
          ],
          levels: LEVELS_2015,
        },
      ],
    },
  ],
  amounts: { decimals: 0, most: 2, sums: [] },
  checks: { severity: {}, required: [], signs: 'full', tables: { indicators: CHECKS_2015 } },
  list: { name: [], unit: [] },
  madeFrom: {
    fields: [],
    tables: [
      {
        to: 'indicators',
        from: ['indicators', 'periodIndicators'],
        columns: [
          ...['level1', 'level2', 'level3', 'value'].map((column) => ({ to: column, from: [column] })),
          { to: 'goal', from: ['annualGoal', 'goals', 'goal', 'periodGoal'] },
        ],
      },
    ],
  },
};
