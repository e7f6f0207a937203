import type { Form } from '../shared/form/form.ts';
import { formSchema } from '../shared/form/form-faults.ts';

/**
 * A form that no bureau prints, with a value of every type and every way of being worked out: in cells, patterns,
 * paragraphs, a plain table with sums, two lanes that share their level 1, and a table of split values.
 */
export const typedForm: Form = formSchema.parse({
  id: 'typed',
  version: '1',
  name: '各种单元格',
  kind: 'project',
  region: '测试',
  source: '测试',
  unitOfMoney: '万元',
  page: { width: 297, height: 210, margin: { top: 15, right: 15, bottom: 15, left: 15 } },
  columns: [20, 30, 30, 30, 30, 30, 30, 30, 30],
  fields: [
    { id: 'fiscalYear', name: '年度', type: 'year', match: '\\d{4}' },
    { id: 'previousYear', name: '上年', type: 'year', computed: { is: 'yearBefore', year: 'fiscalYear' } },
    { id: 'projectName', name: '项目名称', type: 'line' },
    { id: 'attribute', name: '项目属性', type: 'choice', options: ['新增项目', '延续项目'] },
    { id: 'kind', name: '项目类别', type: 'choice', options: ['一次性项目', '阶段性项目', '常年性项目'] },
    { id: 'begins', name: '开始日期', type: 'date' },
    { id: 'period', name: '实施期', type: 'period' },
    { id: 'urgent', name: '是否急需', type: 'tick' },
    { id: 'people', name: '人数', type: 'integer' },
    { id: 'share', name: '比例', type: 'percent' },
    { id: 'goal', name: '目标', type: 'text' },
    { id: 'money.total', name: '合计', type: 'amount', computed: { is: 'sum', of: ['money.fiscal', 'money.other'] } },
    { id: 'money.fiscal', name: '财政拨款', type: 'amount' },
    { id: 'money.other', name: '其他资金', type: 'amount' },
    { id: 'money.last', name: '上年合计', type: 'amount' },
    {
      id: 'money.change',
      name: '比上年增减',
      type: 'line',
      computed: { is: 'change', now: 'money.fiscal', last: 'money.last' },
      match: '(?:增加|减少)[\\d,.]*|持平|',
    },
    {
      id: 'rate',
      name: '执行率',
      type: 'percent',
      computed: { is: 'share', part: 'money.fiscal', whole: 'money.total', decimals: 2 },
      override: 'rateReason',
    },
    { id: 'rateReason', name: '改动理由', type: 'text' },
    { id: 'moneyText', name: '资金说明', type: 'text' },
    { id: 'duties', name: '职责', type: 'text' },
  ],
  sections: [],
  bands: [
    {
      kind: 'fixed',
      rows: [
        {
          frame: false,
          height: 8,
          cells: [{ kind: 'pattern', name: '年度', pattern: '（{fiscalYear}年度）', colSpan: 9 }],
        },
        {
          frame: true,
          height: 8,
          cells: [
            { kind: 'label', text: '项目名称' },
            { kind: 'field', field: 'projectName', colSpan: 2 },
            { kind: 'pattern', name: '项目属性', pattern: '{attribute}', colSpan: 2 },
            { kind: 'field', field: 'kind' },
            { kind: 'field', field: 'begins' },
            { kind: 'field', field: 'period' },
            { kind: 'field', field: 'urgent' },
          ],
        },
        {
          frame: true,
          height: 8,
          cells: [
            { kind: 'label', text: '资金' },
            { kind: 'field', field: 'money.total' },
            { kind: 'field', field: 'money.fiscal' },
            { kind: 'field', field: 'money.other' },
            { kind: 'field', field: 'rate' },
            { kind: 'field', field: 'rateReason' },
            { kind: 'field', field: 'people' },
            { kind: 'field', field: 'share' },
            { kind: 'field', field: 'goal' },
          ],
        },
      ],
    },
    {
      kind: 'text',
      paragraphs: [
        { pattern: '一、资金', indent: 2 },
        {
          id: 'moneyText',
          pattern: '{fiscalYear}年财政拨款{money.fiscal}万元，比{previousYear}年{money.change}万元。',
          indent: 2,
        },
        { id: 'duties', pattern: '', indent: 2 },
      ],
    },
    {
      kind: 'table',
      height: 7,
      side: { text: '采购' },
      lanes: [
        {
          id: 'purchases',
          name: '采购项目',
          begins: 0,
          columns: [
            { id: 'ordinal', name: '序号', computed: { is: 'ordinal' } },
            { id: 'unit', name: '单位', merge: true },
            { id: 'item', name: '品目' },
            { id: 'date', name: '日期', type: 'date' },
            { id: 'urgent', name: '急需', type: 'tick' },
            {
              text: '金额',
              columns: [
                { id: 'total', name: '小计', type: 'amount', computed: { is: 'sum', of: ['fiscal', 'other'] } },
                { id: 'fiscal', name: '财政', type: 'amount' },
                { id: 'other', name: '其他', type: 'amount' },
              ],
            },
          ],
        },
      ],
      totals: [{ text: '合计', at: 'end', over: 5, sums: ['total', 'fiscal', 'other'] }],
    },
    {
      kind: 'table',
      height: 7,
      shared: [{ id: 'level1', name: '一级指标', merge: true }],
      lanes: [
        {
          id: 'periodIndicators',
          name: '中期指标',
          begins: 1,
          levels: [
            { name: '产出指标', required: true, level2: [{ name: '数量指标' }, { name: '质量指标' }] },
            { name: '效益指标', required: true, level2: [{ name: '社会效益指标' }] },
          ],
          columns: [
            { id: 'level2', name: '二级指标', merge: true },
            { id: 'level3', name: '三级指标', colSpan: 2 },
            { id: 'value', name: '指标值' },
          ],
        },
        {
          id: 'indicators',
          name: '年度指标',
          begins: 'levels',
          levels: [
            { name: '产出指标', required: true, level2: [{ name: '数量指标' }, { name: '质量指标' }] },
            { name: '效益指标', required: true, level2: [{ name: '社会效益指标' }] },
          ],
          columns: [
            { id: 'level2', name: '二级指标', merge: true },
            { id: 'level3', name: '三级指标', colSpan: 2 },
            { id: 'value', name: '指标值' },
          ],
        },
      ],
    },
    {
      kind: 'table',
      height: 7,
      lanes: [
        {
          id: 'split',
          name: '分列指标',
          begins: 2,
          columns: [
            { id: 'level1', name: '一级指标', merge: true },
            { id: 'level3', name: '三级指标', colSpan: 3 },
            { id: 'sign', name: '符号', type: 'choice', options: ['≥', '＞', '＝', '＜', '≤', '定性'] },
            { id: 'number', name: '指标值' },
            { id: 'unit', name: '计量单位' },
            { id: 'value', name: '指标值', colSpan: 0, computed: { is: 'join', pattern: '{sign}{number}{unit}' } },
            { id: 'actual', name: '完成值' },
            { id: 'weight', name: '权重', type: 'number' },
          ],
        },
      ],
    },
  ],
  amounts: { decimals: 2, most: 2, sums: [{ rule: 'R08', total: 'money.last', parts: ['purchases[].fiscal'] }] },
  checks: { severity: {}, required: [], tables: {} },
  list: { name: ['projectName'], unit: ['projectName'] },
});
