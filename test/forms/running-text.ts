import type { Form } from '../../shared/form/form.ts';

/** Running text of several pages: a title, headings, sentences around numbers, and paragraphs that the clerk rewrites. */
export const runningText: Form = {
  id: 'test-text',
  version: '1',
  name: '部门预算情况说明',
  kind: 'disclosure',
  region: '测试',
  source: '为测试所写',
  unitOfMoney: '万元',
  page: { width: 210, height: 297, margin: { top: 37, right: 24.2, bottom: 35, left: 24.2 }, body: [16] },
  columns: [161.6],
  fields: [
    { id: 'fiscalYear', name: '年度', type: 'year', match: '\\d{4}' },
    { id: 'unitName', name: '单位名称', type: 'line' },
    { id: 'duties', name: '部门职责', type: 'text' },
    { id: 'income', name: '收入预算', type: 'amount' },
    { id: 'incomeLast', name: '上年收入预算', type: 'amount' },
    {
      id: 'incomeChange',
      name: '收入增减',
      type: 'line',
      computed: { is: 'change', now: 'income', last: 'incomeLast' },
    },
    { id: 'lastYear', name: '上年', type: 'year', computed: { is: 'yearBefore', year: 'fiscalYear' } },
    { id: 'cause', name: '增减原因', type: 'line', optional: true },
    { id: 'incomeText', name: '收入说明', type: 'text' },
    { id: 'method', name: '会计制度', type: 'choice', options: ['政府会计', '企业会计'] },
    { id: 'assets', name: '国有资产情况', type: 'text' },
    { id: 'issued', name: '落款日期', type: 'date' },
  ],
  sections: [{ id: 'assets', name: '国有资产信息' }],
  bands: [
    {
      kind: 'text',
      paragraphs: [
        { pattern: '{unitName}{fiscalYear}年部门预算情况说明', style: { font: 'hei', size: 22, align: 'center' } },
        { pattern: '一、部门职责', indent: 2, style: { font: 'hei' } },
        { pattern: '（一）主要职责', indent: 2 },
        { id: 'duties', pattern: '按照规定，{unitName}的主要职责待填写。', indent: 2 },
        { pattern: '二、部门预算安排情况', indent: 2, style: { font: 'hei' } },
        {
          id: 'incomeText',
          pattern: '{fiscalYear}年收入预算{income}万元，比{lastYear}年{incomeChange}万元[，主要原因是{cause}]。',
          indent: 2,
        },
        { pattern: '本部门执行{method}制度。', indent: 2 },
        { pattern: '三、国有资产信息', indent: 2, section: 'assets', style: { font: 'hei' } },
        { id: 'assets', pattern: '本部门固定资产情况如下。', indent: 2, section: 'assets' },
      ],
    },
    {
      kind: 'text',
      page: { break: true },
      paragraphs: [
        { pattern: '名词解释', style: { font: 'hei', size: 22, align: 'center' } },
        {
          pattern:
            '基本支出：为保障机构正常运转、完成日常工作任务而发生的人员支出和公用支出。项目支出：在基本支出之外为完成特定行政任务和事业发展目标所发生的支出。',
          indent: 2,
        },
      ],
    },
    {
      kind: 'fixed',
      rows: [
        {
          frame: false,
          height: 10,
          cells: [{ kind: 'pattern', name: '落款日期', pattern: '{issued}', style: { align: 'right' } }],
        },
      ],
    },
  ],
  amounts: { decimals: 2, most: 2, sums: [] },
  checks: { severity: {}, required: [], tables: {} },
  list: { name: ['unitName'], unit: ['unitName'] },
};
