import { label } from '../../shared/form/catalog/cells.ts';
import type { Form } from '../../shared/form/form.ts';

/** One table of plain rows with a column of every type that is typed, no levels, no sums; a note below it. */
export const plainTable: Form = {
  id: 'test-plain',
  version: '1',
  name: '所属单位一览表',
  kind: 'disclosure',
  region: '测试',
  source: '为测试所写',
  unitOfMoney: '万元',
  page: { width: 210, height: 297, margin: { top: 20, right: 15, bottom: 18, left: 15 } },
  columns: [12, 46, 24, 26, 16, 14, 20, 22],
  fields: [
    { id: 'fiscalYear', name: '年度', type: 'year', match: '\\d{4}' },
    { id: 'department', name: '部门名称', type: 'line' },
    { id: 'nature', name: '部门性质', type: 'choice', options: ['行政', '参公', '其他'] },
    { id: 'reportDate', name: '填报日期', type: 'date' },
  ],
  sections: [],
  bands: [
    {
      kind: 'fixed',
      rows: [
        {
          frame: false,
          height: 11,
          cells: [label('所属单位一览表', { colSpan: 8, style: { font: 'hei', size: 16 } })],
        },
        {
          frame: false,
          height: 7,
          cells: [
            { kind: 'pattern', name: '部门名称', pattern: '部门：{department}', colSpan: 4, style: { align: 'left' } },
            { kind: 'pattern', name: '部门性质', pattern: '{nature}', colSpan: 4, style: { align: 'right' } },
          ],
        },
      ],
    },
    {
      kind: 'table',
      height: 7,
      lanes: [
        {
          id: 'offices',
          name: '所属单位',
          begins: 5,
          columns: [
            { id: 'ordinal', name: '序号', computed: { is: 'ordinal' } },
            { id: 'office', name: '单位名称', also: ['机构名称'], align: 'left' },
            { id: 'nature', name: '单位性质', type: 'choice', options: ['行政', '参公', '公益一类', '公益二类'] },
            { id: 'founded', name: '{fiscalYear}年前成立日期', type: 'date' },
            { id: 'staff', name: '编制数', type: 'integer' },
            { id: 'sealed', name: '独立核算', type: 'tick' },
            { id: 'area', name: '办公面积', type: 'number', align: 'right' },
            { id: 'ratio', name: '经费占比', type: 'percent' },
          ],
        },
      ],
    },
    {
      kind: 'fixed',
      rows: [
        {
          frame: true,
          height: 8,
          cells: [label('填表说明', { colSpan: 2 }), label('本表由预算单位填报，单位性质按批复填写。', { colSpan: 6 })],
        },
        {
          frame: false,
          height: 8,
          cells: [
            label('填报人签字：', { colSpan: 4, style: { align: 'left' } }),
            {
              kind: 'pattern',
              name: '填报日期',
              pattern: '填报日期：{reportDate}',
              colSpan: 4,
              style: { align: 'right' },
            },
          ],
        },
      ],
    },
  ],
  amounts: { decimals: 2, most: 2, sums: [] },
  checks: { severity: {}, required: [], tables: {} },
  list: { name: ['department'], unit: ['department'] },
};
