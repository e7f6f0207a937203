import type { Form } from '../form.ts';
import { label, line, pattern } from './cells.ts';
import { PURCHASES, PURCHASES_CHECKS } from './purchases.ts';

/** 政府采购预算表 of a department, handed in alone, with the columns of Hebei's published 部门预算. */
export const procurement: Form = {
  id: 'procurement',
  version: '2021',
  name: '政府采购预算表',
  kind: 'disclosure',
  region: '河北',
  source: '秦皇岛经济技术开发区行政审批局 2021 年部门预算公开的政府采购预算表',
  unitOfMoney: '万元',
  page: { width: 297, height: 210, margin: { top: 18, right: 15, bottom: 15, left: 15 } },
  columns: [47, 18, 30, 27, 13, 15, 18, 17, 17, 16, 17, 16, 16],
  fields: [
    { id: 'fiscalYear', name: '年度', type: 'year', match: '\\d{4}|' },
    { id: 'unitCode', name: '部门编码', type: 'line', match: '\\d{3,6}|' },
    { id: 'unitName', name: '部门名称', type: 'line' },
  ],
  sections: [],
  bands: [
    {
      kind: 'fixed',
      rows: [
        line(
          [
            label('政府采购预算表', {
              colSpan: 13,
              style: { font: 'hei', size: 16, align: 'center' },
              also: ['部门政府采购预算表', '政府采购预算情况', '政府采购预算', '部门政府采购预算'],
            }),
          ],
          { height: 11 },
        ),
        line([pattern('年度', '（{fiscalYear}年度）', { colSpan: 13, style: { size: 11, align: 'center' } })], {
          height: 7,
        }),
        line([
          pattern('部门编码和名称', '{unitCode}{unitName}', { colSpan: 7, style: { size: 10.5, align: 'left' } }),
          label('单位：万元', { colSpan: 6, style: { size: 10.5, align: 'right' } }),
        ]),
      ],
    },
    PURCHASES,
  ],
  amounts: { decimals: 2, most: 2, sums: [] },
  checks: {
    severity: {},
    required: [
      { rule: 'R65', field: 'fiscalYear', severity: 'warning' },
      { rule: 'R65', field: 'unitName', severity: 'warning' },
    ],
    budget: 'purchases[].total',
    tables: { purchases: PURCHASES_CHECKS },
  },
  list: { name: ['unitName'], unit: ['unitName'] },
};
