import type { Form } from '../form.ts';
import { label, line, pattern } from './cells.ts';

const SUMS = ['amount', 'fiscal', 'indicators'];

/**
 * 送审汇总表: every table of a book in one line, with its money, the number of its indicators and its page. Its rows are
 * written when the book is laid out.
 */
export const submissionSummary: Form = {
  id: 'submission-summary',
  version: '2026',
  name: '项目支出绩效目标送审汇总表',
  kind: 'book',
  region: '全国',
  source: '送审项目绩效目标时的汇总栏目：项目、主管部门、金额、财政拨款、指标数、页码',
  unitOfMoney: '万元',
  page: { width: 210, height: 297, margin: { top: 22, right: 15, bottom: 20, left: 15 }, body: [10.5] },
  columns: [12, 62, 40, 22, 22, 12, 10],
  fields: [
    { id: 'fiscalYear', name: '年度', type: 'year', match: '\\d{4}|' },
    { id: 'filingUnit', name: '填报单位', type: 'line' },
  ],
  sections: [],
  bands: [
    {
      kind: 'fixed',
      rows: [
        line(
          [
            label('项目支出绩效目标送审汇总表', {
              colSpan: 7,
              style: { font: 'hei', size: 18, align: 'center' },
              also: ['绩效目标送审汇总表', '送审汇总表'],
            }),
          ],
          { height: 13 },
        ),
        line([pattern('年度', '（{fiscalYear}年度）', { colSpan: 7, style: { size: 11, align: 'center' } })], {
          height: 7,
        }),
        line([
          pattern('填报单位', '填报单位（盖章）：{filingUnit}', { colSpan: 4, style: { align: 'left' } }),
          label('单位：万元', { colSpan: 3, style: { align: 'right' } }),
        ]),
      ],
    },
    {
      kind: 'table',
      height: 9,
      lanes: [
        {
          id: 'projects',
          name: '送审项目',
          begins: 0,
          columns: [
            { id: 'number', name: '序号', type: 'integer' },
            { id: 'projectName', name: '项目名称', align: 'left' },
            { id: 'supervisingDepartment', name: '主管部门', align: 'left' },
            { id: 'amount', name: '年度金额', type: 'amount' },
            { id: 'fiscal', name: '其中：财政拨款', also: ['财政拨款'], type: 'amount' },
            { id: 'indicators', name: '指标数', type: 'integer' },
            { id: 'page', name: '页码', type: 'integer' },
          ],
        },
      ],
      totals: [{ text: '合计', also: ['总计'], at: 'end', over: 3, sums: SUMS }],
    },
  ],
  amounts: { decimals: 2, most: 2, sums: [] },
  checks: { severity: {}, required: [], tables: {} },
  list: { name: [], unit: ['filingUnit'] },
  seal: { pattern: '填报单位（盖章）：{filingUnit}' },
};
