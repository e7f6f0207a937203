import { label, value } from '../../shared/form/catalog/cells.ts';
import type { Form } from '../../shared/form/form.ts';

/**
 * Two tables with sums on a landscape page: labels down their sides, headings of two levels, 小计 by a merged and by a
 * hidden column, 合计 at the start and at the end, row numbers, sums and shares, one of them typed over with a reason.
 */
export const twoTables: Form = {
  id: 'test-totals',
  version: '1',
  name: '年度任务和采购表',
  kind: 'unit',
  region: '测试',
  source: '为测试所写',
  unitOfMoney: '万元',
  page: {
    width: 297,
    height: 210,
    margin: { top: 18, right: 15, bottom: 15, left: 15 },
    body: [10.5, 10, 9.5, 9],
  },
  columns: [12, 14, 34, 34, 40, 24, 24, 24, 22, 38],
  fields: [
    { id: 'fiscalYear', name: '年度', type: 'year', match: '\\d{4}' },
    { id: 'month', name: '截止月份', type: 'integer', match: '\\d{1,2}' },
    { id: 'filingUnit', name: '填报单位', type: 'line' },
    { id: 'funding.total', name: '任务资金', type: 'amount', computed: { is: 'sum', of: ['tasks[].total'] } },
    { id: 'funding.purchases', name: '采购资金', type: 'amount', computed: { is: 'sum', of: ['purchases[].total'] } },
    {
      id: 'funding.share',
      name: '采购占比',
      type: 'percent',
      computed: { is: 'share', part: 'funding.purchases', whole: 'funding.total', decimals: 1 },
      override: 'shareReason',
    },
    { id: 'shareReason', name: '占比说明', type: 'line' },
    { id: 'goal', name: '年度总体目标', type: 'text' },
  ],
  sections: [{ id: 'shares', name: '采购占比' }],
  bands: [
    {
      kind: 'fixed',
      rows: [
        {
          frame: false,
          height: 11,
          cells: [
            {
              kind: 'pattern',
              name: '年度',
              pattern: '{fiscalYear}年1-{month}月任务和采购表',
              colSpan: 10,
              style: { font: 'hei', size: 16 },
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
              colSpan: 6,
              style: { align: 'left' },
            },
            label('单位：万元', { colSpan: 4, style: { align: 'right' } }),
          ],
        },
        {
          frame: true,
          height: 8,
          section: 'shares',
          cells: [
            label('采购占任务资金', { colSpan: 3 }),
            value('funding.share', {}),
            label('说明', {}),
            value('shareReason', { colSpan: 5 }),
          ],
        },
      ],
    },
    {
      kind: 'table',
      height: 8,
      side: { text: '年度主要任务' },
      page: { together: true },
      lanes: [
        {
          id: 'tasks',
          name: '年度主要任务',
          begins: 3,
          columns: [
            { id: 'kind', name: '任务类别', colSpan: 2, merge: true },
            { id: 'task', name: '任务名称', align: 'left' },
            { id: 'content', name: '主要内容', type: 'text', align: 'left' },
            {
              text: '预算金额（万元）',
              also: ['预算金额'],
              columns: [
                { id: 'total', name: '总额', type: 'amount', computed: { is: 'sum', of: ['fiscal', 'other'] } },
                { id: 'fiscal', name: '财政拨款', type: 'amount' },
                { id: 'other', name: '其他资金', type: 'amount' },
              ],
            },
            {
              id: 'rate',
              name: '财政占比',
              type: 'percent',
              computed: { is: 'share', part: 'fiscal', whole: 'total', decimals: 2 },
              override: 'reason',
            },
            { id: 'reason', name: '占比调整原因', type: 'line', align: 'left' },
          ],
        },
      ],
      totals: [
        { text: '小计', at: 'end', by: 'kind', over: 3, sums: ['total', 'fiscal', 'other'] },
        { text: '合计', also: ['金额合计'], at: 'end', over: 3, sums: ['total', 'fiscal', 'other'] },
      ],
    },
    {
      kind: 'fixed',
      rows: [
        {
          frame: true,
          height: 24,
          cells: [label('年度总体目标', { colSpan: 2 }), value('goal', { colSpan: 8, style: { align: 'left' } })],
        },
      ],
    },
    {
      kind: 'table',
      height: 7,
      side: { text: '政府采购项目' },
      lanes: [
        {
          id: 'purchases',
          name: '政府采购',
          begins: 3,
          columns: [
            { id: 'ordinal', name: '序号', computed: { is: 'ordinal' } },
            { id: 'unit', name: '单位名称', colSpan: 0 },
            { id: 'project', name: '项目名称', merge: true, align: 'left' },
            { id: 'item', name: '采购品目', align: 'left' },
            { id: 'note', name: '说明', type: 'text', merge: true, align: 'left' },
            {
              text: '资金来源',
              columns: [
                {
                  id: 'total',
                  name: '合计',
                  type: 'amount',
                  align: 'right',
                  computed: { is: 'sum', of: ['general', 'fund'] },
                },
                { id: 'general', name: '一般公共预算', type: 'amount', align: 'right' },
                { id: 'fund', name: '政府性基金', type: 'amount', align: 'right' },
              ],
            },
            {
              id: 'share',
              name: '一般公共预算占比',
              type: 'percent',
              colSpan: 2,
              computed: { is: 'share', part: 'general', whole: 'total', decimals: 1 },
            },
          ],
        },
      ],
      totals: [
        { text: '合计', at: 'start', over: 4, sums: ['total', 'general', 'fund'] },
        { text: '{unit}小计', at: 'start', by: 'unit', over: 4, sums: ['total', 'general', 'fund'] },
      ],
    },
    {
      kind: 'fixed',
      rows: [
        {
          frame: false,
          height: 8,
          cells: [
            label('单位负责人：', { colSpan: 4, style: { align: 'left' } }),
            label('填报人：', { colSpan: 6, style: { align: 'left' } }),
          ],
        },
      ],
    },
  ],
  amounts: { decimals: 2, most: 2, sums: [] },
  checks: {
    severity: {},
    required: [{ rule: 'R02', field: 'filingUnit', severity: 'error' }],
    budget: 'tasks[].total',
    tables: { purchases: { required: [{ rule: 'R66', column: 'item', severity: 'error' }] } },
  },
  list: { name: ['filingUnit'], unit: ['filingUnit'] },
  seal: { pattern: '填报单位(盖章)[：{filingUnit}]' },
};
