import type { Form } from '../form.ts';
import { blank, line, pattern } from './cells.ts';

const foot = (name: string, text: string) =>
  line([blank(), pattern(name, text, { style: { size: 16, align: 'left' } })], { height: 14 });

/** The cover of the tables of a budget unit: what they are, the year, the unit and its seal, the date. */
export const cover: Form = {
  id: 'cover',
  version: '2023',
  name: '绩效目标表封面',
  kind: 'cover',
  region: '全国',
  source: '大连公开的区本级项目支出绩效目标表封面',
  unitOfMoney: '万元',
  page: { width: 210, height: 297, margin: { top: 37, right: 26, bottom: 35, left: 28 } },
  columns: [28, 128],
  fields: [
    { id: 'fiscalYear', name: '年度', type: 'year', match: '\\d{4}|' },
    { id: 'title', name: '表册名称', type: 'line' },
    { id: 'filingUnit', name: '预算单位', type: 'line' },
    { id: 'head', name: '单位负责人', type: 'line' },
    { id: 'filledBy', name: '填报人', type: 'line' },
    { id: 'telephone', name: '联系电话', type: 'line' },
    { id: 'date', name: '填报日期', type: 'date' },
  ],
  sections: [],
  bands: [
    {
      kind: 'fixed',
      rows: [
        line([blank({ colSpan: 2 })], { height: 34 }),
        line([pattern('年度', '{fiscalYear}年', { colSpan: 2, style: { font: 'hei', size: 36, align: 'center' } })], {
          height: 22,
        }),
        line([pattern('表册名称', '{title}', { colSpan: 2, style: { font: 'hei', size: 30, align: 'center' } })], {
          height: 32,
        }),
        line([blank({ colSpan: 2 })], { height: 30 }),
        foot('预算单位', '预算单位（盖章）：{filingUnit}'),
        foot('单位负责人', '单位负责人：{head}'),
        foot('填报人', '填报人：{filledBy}'),
        foot('联系电话', '联系电话：{telephone}'),
        foot('填报日期', '填报日期：{date}'),
      ],
    },
  ],
  amounts: { decimals: 0, most: 2, sums: [] },
  checks: {
    severity: {},
    required: [
      { rule: 'R65', field: 'fiscalYear', severity: 'error' },
      { rule: 'R65', field: 'title', severity: 'warning' },
      { rule: 'R65', field: 'filingUnit', severity: 'error' },
      { rule: 'R65', field: 'date', severity: 'warning' },
    ],
    tables: {},
  },
  list: { name: ['title'], unit: ['filingUnit'] },
  seal: { pattern: '预算单位（盖章）：{filingUnit}' },
};
