import type { Form } from '../form.ts';
import { label, line } from './cells.ts';

/** The contents of a book (套表): what is in it and on which page. Its rows are written when the book is laid out. */
export const contents: Form = {
  id: 'contents',
  version: '2026',
  name: '目录',
  kind: 'book',
  region: '全国',
  source: '各地公开的部门预算文本的目录页',
  unitOfMoney: '万元',
  page: { width: 210, height: 297, margin: { top: 25, right: 25, bottom: 25, left: 25 }, body: [12] },
  columns: [16, 124, 20],
  fields: [],
  sections: [],
  bands: [
    {
      kind: 'fixed',
      rows: [
        line([label('目　　录', { colSpan: 3, style: { font: 'hei', size: 22, align: 'center' }, also: ['目录'] })], {
          height: 20,
        }),
      ],
    },
    {
      kind: 'table',
      height: 9,
      lanes: [
        {
          id: 'entries',
          name: '目录',
          begins: 0,
          columns: [
            { id: 'number', name: '序号', type: 'integer' },
            { id: 'title', name: '名称', align: 'left' },
            { id: 'page', name: '页码', type: 'integer' },
          ],
        },
      ],
    },
  ],
  amounts: { decimals: 0, most: 2, sums: [] },
  checks: { severity: {}, required: [], tables: {} },
  list: { name: [], unit: [] },
};
