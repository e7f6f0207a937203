import type { Form, TableBand } from '../form.ts';

/** Sums of the purchases: the money of the year, in all and by source. */
const SUMS = ['total', 'general', 'fund', 'stateCapital', 'account', 'own'];

/**
 * The table of 政府采购预算 as Hebei's departments publish it, on a grid of thirteen columns: the sum of all at the
 * top, then the purchases of each unit under its own sum. The unit stands nowhere else, so its column is not printed.
 */
export const PURCHASES: TableBand = {
  kind: 'table',
  height: 8,
  lanes: [
    {
      id: 'purchases',
      name: '政府采购项目',
      begins: 3,
      columns: [
        { id: 'unit', name: '单位名称', also: ['预算单位', '采购单位'], colSpan: 0 },
        {
          text: '政府采购项目来源',
          also: ['项目来源', '采购项目来源', '采购项目'],
          columns: [
            { id: 'project', name: '项目名称', also: ['采购项目名称', '预算项目名称'], align: 'left' },
            { id: 'projectBudget', name: '预算资金', also: ['项目预算资金', '项目预算'], type: 'amount' },
          ],
        },
        { id: 'item', name: '采购物品名称', also: ['采购品目', '采购物品', '品目名称', '采购内容'], align: 'left' },
        { id: 'catalogue', name: '政府采购目录序号', also: ['采购目录序号', '政府采购目录', '品目编码', '目录编码'] },
        { id: 'measure', name: '计量单位', also: ['单位', '计量'] },
        { id: 'quantity', name: '数量', also: ['采购数量'], type: 'number' },
        { id: 'price', name: '单价', also: ['采购单价'], type: 'amount' },
        {
          text: '政府采购金额（当年部门预算安排资金）',
          also: ['政府采购金额', '采购金额', '政府采购预算金额', '当年部门预算安排资金', '资金来源'],
          columns: [
            {
              id: 'total',
              name: '合计',
              also: ['小计', '金额合计', '采购金额合计'],
              type: 'amount',
              computed: { is: 'sum', of: SUMS.slice(1) },
            },
            { id: 'general', name: '一般公共预算拨款', also: ['一般公共预算', '公共预算拨款'], type: 'amount' },
            {
              id: 'fund',
              name: '基金预算拨款',
              also: ['政府性基金预算拨款', '政府性基金', '基金预算'],
              type: 'amount',
            },
            {
              id: 'stateCapital',
              name: '国有资本经营预算拨款',
              also: ['国有资本经营预算', '国有资本经营'],
              type: 'amount',
            },
            { id: 'account', name: '财政专户核拨', also: ['财政专户管理资金', '财政专户'], type: 'amount' },
            { id: 'own', name: '单位资金', also: ['其他资金', '其他来源收入', '单位自有资金'], type: 'amount' },
          ],
        },
      ],
    },
  ],
  totals: [
    { text: '合计', also: ['总计'], at: 'start', over: 1, sums: SUMS },
    { text: '{unit}小计', also: ['小计'], at: 'start', by: 'unit', over: 1, sums: SUMS },
  ],
};

/** A purchase has a project, what is bought and how much it costs. */
export const PURCHASES_CHECKS = {
  required: [
    { rule: 'R68', column: 'project', severity: 'error' },
    { rule: 'R68', column: 'item', severity: 'error' },
    { rule: 'R68', column: 'quantity', severity: 'warning' },
    { rule: 'R68', column: 'total', severity: 'error' },
  ],
} satisfies Form['checks']['tables'][string];
