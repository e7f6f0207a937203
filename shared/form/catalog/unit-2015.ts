import type { Form } from '../form.ts';
import { label, left, line, pattern, row, value } from './cells.ts';
import { CHECKS_2015, LEVELS_2015 } from './levels.ts';

/** 部门（单位）整体支出绩效目标申报表 of 财预〔2015〕88号: the year's tasks with their money, the goal, the indicators. */
export const unit2015: Form = {
  id: 'unit-2015',
  version: '2015',
  name: '部门（单位）整体支出绩效目标申报表',
  kind: 'unit',
  region: '全国',
  source: '财预〔2015〕88号 附件',
  unitOfMoney: '万元',
  page: { width: 210, height: 297, margin: { top: 20, right: 17.8, bottom: 20, left: 20.3 } },
  columns: [13, 15, 16, 20, 21, 42, 22, 22],
  fields: [
    { id: 'fiscalYear', name: '年度', type: 'year', match: '\\d{4}|' },
    { id: 'unitName', name: '部门（单位）名称', type: 'line' },
    { id: 'annualGoal', name: '年度总体目标', type: 'text' },
  ],
  sections: [],
  bands: [
    {
      kind: 'fixed',
      rows: [
        line(
          [
            label('部门（单位）整体支出绩效目标申报表', {
              colSpan: 8,
              style: { font: 'hei', size: 15, align: 'center' },
              also: [
                '部门整体支出绩效目标申报表',
                '部门（单位）整体绩效目标申报表',
                '部门整体绩效目标申报表',
                '单位整体支出绩效目标申报表',
                '部门（单位）整体支出绩效目标表',
                '部门整体支出绩效目标表',
                '部门整体绩效目标表',
              ],
            }),
          ],
          { height: 10 },
        ),
        line([pattern('年度', '（{fiscalYear}年度）', { colSpan: 8, style: { size: 11, align: 'center' } })]),
        row([
          label('部门（单位）名称', {
            colSpan: 3,
            also: ['部门名称', '单位名称', '部门（单位）', '预算部门', '预算单位', '部门(单位)名称（盖章）'],
          }),
          value('unitName', { colSpan: 5, ...left }),
        ]),
      ],
    },
    {
      kind: 'table',
      height: 8,
      side: { text: '年度主要任务', also: ['主要任务', '年度任务', '年度工作任务', '年度主要工作任务'] },
      lanes: [
        {
          id: 'tasks',
          name: '年度主要任务',
          begins: 3,
          columns: [
            { id: 'task', name: '任务名称', also: ['任务', '主要任务', '工作任务'], colSpan: 2, align: 'left' },
            {
              id: 'content',
              name: '主要内容',
              also: ['任务内容', '主要工作内容', '工作内容'],
              colSpan: 2,
              align: 'left',
              type: 'text',
            },
            {
              text: '预算金额（万元）',
              also: ['预算金额', '预算资金（万元）', '预算数（万元）', '资金（万元）'],
              columns: [
                {
                  id: 'total',
                  name: '总额',
                  also: ['合计', '小计', '金额合计', '预算总额'],
                  type: 'amount',
                  computed: { is: 'sum', of: ['fiscal', 'other'] },
                },
                { id: 'fiscal', name: '财政拨款', also: ['其中：财政拨款', '财政资金'], type: 'amount' },
                { id: 'other', name: '其他资金', also: ['其他', '单位资金'], type: 'amount' },
              ],
            },
          ],
        },
      ],
      totals: [
        {
          text: '金额合计',
          also: ['合计', '总计', '合计金额'],
          at: 'end',
          over: 2,
          sums: ['total', 'fiscal', 'other'],
        },
      ],
    },
    {
      kind: 'fixed',
      rows: [
        row(
          [
            label('年度总体目标', { also: ['年度目标', '总体目标', '年度绩效目标', '整体绩效目标', '年度整体目标'] }),
            value('annualGoal', { colSpan: 7, ...left }),
          ],
          { height: 24 },
        ),
      ],
    },
    {
      kind: 'table',
      height: 8,
      side: { text: '年度绩效指标', also: ['绩效指标', '年度指标', '整体绩效指标'] },
      lanes: [
        {
          id: 'indicators',
          name: '年度绩效指标',
          begins: 'levels',
          columns: [
            { id: 'level1', name: '一级指标', also: ['一级绩效指标'], merge: true, colSpan: 2 },
            { id: 'level2', name: '二级指标', also: ['二级绩效指标'], merge: true, colSpan: 2 },
            { id: 'level3', name: '三级指标', also: ['三级指标名称', '指标名称', '指标内容'] },
            { id: 'value', name: '指标值', also: ['年度指标值', '目标值'], colSpan: 2 },
          ],
          levels: LEVELS_2015,
        },
      ],
    },
  ],
  amounts: { decimals: 2, most: 2, sums: [] },
  checks: {
    severity: {},
    required: [
      { rule: 'R02', field: 'unitName', severity: 'error' },
      { rule: 'R03', field: 'annualGoal', severity: 'error' },
      { rule: 'R65', field: 'fiscalYear', severity: 'warning' },
    ],
    goals: { fields: ['annualGoal'], least: 10, most: 1000 },
    budget: 'tasks[].total',
    projects: 'tasks[].total',
    tables: {
      tasks: {
        filled: { rule: 'R68', severity: 'error' },
        required: [
          { rule: 'R68', column: 'task', severity: 'error' },
          { rule: 'R68', column: 'content', severity: 'warning' },
          { rule: 'R68', column: 'total', severity: 'warning' },
        ],
      },
      // A unit of several tasks has more indicators than one project.
      indicators: { ...CHECKS_2015, counts: { ...CHECKS_2015.counts, most: 30, perLevel2: 10 } },
    },
  },
  list: { name: ['unitName'], unit: ['unitName'] },
};
