import { label, value } from '../../shared/form/catalog/cells.ts';
import { LEVELS_2015 } from '../../shared/form/catalog/levels.ts';
import type { Form } from '../../shared/form/form.ts';

/**
 * Two tables of indicators side by side that share their level 1, the right one with its value split into columns and a
 * total of weights; the band belongs to a section.
 */
export const twoLanes: Form = {
  id: 'test-lanes',
  version: '1',
  name: '中期和年度目标表',
  kind: 'project',
  region: '测试',
  source: '为测试所写',
  unitOfMoney: '元',
  page: { width: 210, height: 297, margin: { top: 20, right: 15, bottom: 18, left: 15 }, body: [9] },
  columns: [10, 20, 22, 28, 20, 22, 28, 8, 10, 10],
  fields: [
    { id: 'projectName', name: '项目名称', type: 'line' },
    { id: 'kind', name: '项目类型', type: 'choice', options: ['新增项目', '延续项目'] },
    { id: 'startDate', name: '起始日期', type: 'date' },
    { id: 'periodGoal', name: '中期目标', type: 'text' },
    { id: 'annualGoal', name: '年度目标', type: 'text' },
    { id: 'opinion', name: '主管部门意见', type: 'text' },
  ],
  sections: [{ id: 'lists', name: '绩效指标' }],
  bands: [
    {
      kind: 'fixed',
      rows: [
        {
          frame: false,
          height: 10,
          cells: [label('中期和年度目标表', { colSpan: 10, style: { font: 'hei', size: 15 } })],
        },
        {
          frame: true,
          height: 8,
          cells: [
            label('项目名称', { colSpan: 2 }),
            value('projectName', { colSpan: 3 }),
            { kind: 'pattern', name: '项目类型', pattern: '{kind}', colSpan: 2 },
            value('startDate', { colSpan: 3 }),
          ],
        },
        {
          frame: true,
          height: 8,
          heads: true,
          cells: [
            label('绩效目标', { colSpan: 2, rowSpan: 2 }),
            label('中期目标', { colSpan: 3 }),
            label('年度目标', { colSpan: 5 }),
          ],
        },
        {
          frame: true,
          height: 24,
          cells: [
            value('periodGoal', { colSpan: 3, style: { align: 'left' } }),
            value('annualGoal', { colSpan: 5, style: { align: 'left' } }),
          ],
        },
      ],
    },
    {
      kind: 'table',
      height: 8,
      section: 'lists',
      side: { text: '绩效指标' },
      shared: [{ id: 'level1', name: '一级指标', merge: true }],
      lanes: [
        {
          id: 'periodIndicators',
          name: '中期指标',
          begins: 'levels',
          levels: LEVELS_2015,
          columns: [
            { id: 'level2', name: '二级指标', merge: true },
            { id: 'level3', name: '三级指标' },
            { id: 'value', name: '指标值' },
          ],
        },
        {
          id: 'indicators',
          name: '年度指标',
          begins: 'levels',
          levels: LEVELS_2015,
          columns: [
            { id: 'level2', name: '二级指标', merge: true },
            { id: 'level3', name: '三级指标' },
            { id: 'sign', name: '符号', type: 'choice', options: ['≥', '≤', '＝', '定性'] },
            { id: 'number', name: '目标值' },
            { id: 'weight', name: '权重', type: 'number' },
            {
              id: 'value',
              name: '指标值',
              colSpan: 0,
              computed: { is: 'join', pattern: '{sign}{number}' },
            },
          ],
        },
      ],
      totals: [{ text: '权重合计', at: 'end', over: 8, sums: ['weight'] }],
    },
    {
      kind: 'fixed',
      rows: [
        {
          frame: true,
          height: 20,
          cells: [label('主管部门意见', { colSpan: 2 }), value('opinion', { colSpan: 8, style: { align: 'left' } })],
        },
      ],
    },
  ],
  amounts: { decimals: 0, most: 2, sums: [] },
  checks: {
    severity: {},
    required: [{ rule: 'R01', field: 'projectName', severity: 'error' }],
    tables: { indicators: { weights: { column: 'weight', total: 100 } } },
  },
  list: { name: ['projectName'], unit: ['projectName'] },
};
