import type { Form, TextBand } from '../form.ts';

type Paragraph = TextBand['paragraphs'][number];

const heading = (number: string, words: string, also: string[] = []): Paragraph => ({
  pattern: `${number}${words}`,
  also: [words, ...also],
  style: { font: 'hei', size: 16 },
  indent: 2,
});
const text = (id: string): Paragraph => ({ id, pattern: '', style: { size: 16 }, indent: 2 });

/**
 * 部门整体绩效目标, the first part of Hebei's 部门预算绩效信息: the goal of the department, what it does and wants in each
 * of its tasks, and how it makes sure of it. The heading of the second part, which its project tables follow, is a section.
 */
export const departmentGoalsHebei: Form = {
  id: 'department-goals-hebei',
  version: '2021',
  name: '部门整体绩效目标',
  kind: 'unit',
  region: '河北',
  source: '秦皇岛经济技术开发区行政审批局 2021 年部门预算绩效信息 第一部分',
  unitOfMoney: '万元',
  page: { width: 210, height: 297, margin: { top: 37, right: 26, bottom: 35, left: 28 } },
  columns: [156],
  fields: [
    { id: 'fiscalYear', name: '年度', type: 'year', match: '\\d{4}' },
    // The number of a part (三、) before the title is none of the name.
    { id: 'unitName', name: '部门名称', type: 'line', optional: true, match: '(?![一二三四五六七八九十]{1,3}、).*?' },
    { id: 'overallGoal', name: '总体绩效目标', type: 'text' },
    { id: 'itemGoals', name: '分项绩效目标', type: 'text' },
    { id: 'measures', name: '工作保障措施', type: 'text' },
    { id: 'projects', name: '第二部分标题', type: 'line' },
  ],
  sections: [{ id: 'projects', name: '第二部分标题（后附专项资金绩效目标表）' }],
  bands: [
    {
      kind: 'text',
      paragraphs: [
        {
          pattern: '[{unitName}]{fiscalYear}年部门预算绩效信息',
          also: ['[{unitName}]{fiscalYear}年度部门预算绩效信息', '[{unitName}]{fiscalYear}年部门预算绩效文本'],
          style: { font: 'hei', size: 20, align: 'center' },
        },
        {
          pattern: '第一部分 部门整体绩效目标',
          also: ['部门整体绩效目标'],
          style: { font: 'hei', size: 18, align: 'center' },
        },
        heading('一、', '总体绩效目标', ['部门总体绩效目标']),
        text('overallGoal'),
        heading('二、', '分项绩效目标', ['部门分项绩效目标', '职责分类绩效目标']),
        text('itemGoals'),
        heading('三、', '工作保障措施', ['实现绩效目标的保障措施', '保障措施']),
        text('measures'),
        {
          id: 'projects',
          pattern: '第二部分 专项资金绩效目标',
          also: ['专项资金绩效目标', '第二部分 预算项目绩效目标'],
          style: { font: 'hei', size: 18, align: 'center' },
          section: 'projects',
        },
      ],
    },
  ],
  amounts: { decimals: 2, most: 2, sums: [] },
  checks: {
    severity: {},
    required: [
      { rule: 'R65', field: 'fiscalYear', severity: 'warning' },
      { rule: 'R03', field: 'overallGoal', severity: 'error' },
      { rule: 'R03', field: 'itemGoals', severity: 'error' },
      { rule: 'R03', field: 'measures', severity: 'warning' },
    ],
    goals: { fields: ['overallGoal'], least: 10, most: 1000 },
    tables: {},
  },
  list: { name: ['unitName'], unit: ['unitName'] },
};
