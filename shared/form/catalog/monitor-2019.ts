import type { Column, Form } from '../form.ts';
import { TARGETS_APPROVED } from './approved-targets.ts';
import { blank, label, left, line, pattern, right, row, value } from './cells.ts';
import { LEVELS_2015 } from './levels.ts';

const PARTS = { total: '', fiscal: '财政拨款', carryOver: '上年结转资金', other: '其他资金' };
const parts = Object.entries(PARTS);
const amounts = (group: string, name: string) =>
  parts.map(([part, of]) => ({ id: `${group}.${part}`, name: `${name}${of}`, type: 'amount' as const }));

const funding = (part: string, name: string, also: string[]) =>
  row([
    label(name, { colSpan: 4, also, style: { align: 'left' } }),
    value(`initialFunding.${part}`, { colSpan: 3, ...right }),
    value(`spentFunding.${part}`, { colSpan: 3, ...right }),
    value(`executionRate.${part}`, { colSpan: 2, ...right }),
    value(`expectedFunding.${part}`, { colSpan: 2, ...right }),
  ]);

const tick = (id: string, name: string, also: string[] = []): Column => ({ id, name, also, type: 'tick' });

/**
 * 项目支出绩效目标执行监控表 of 财预〔2019〕136号, landscape: what was reached and spent by the end of a month, what is
 * expected of the year, why it deviates, and which of three chances the target has.
 */
export const monitor2019: Form = {
  id: 'monitor-2019',
  version: '2019',
  name: '项目支出绩效目标执行监控表',
  kind: 'monitor',
  region: '全国',
  source: '财预〔2019〕136号 附件',
  unitOfMoney: '万元',
  page: { width: 297, height: 210, margin: { top: 20.3, right: 17.8, bottom: 17.8, left: 20.3 }, body: [9] },
  columns: [13, 16, 17, 26, 17, 16, 16, 11, 11, 11, 11, 11, 26, 11, 11, 12, 22],
  fields: [
    { id: 'fiscalYear', name: '年度', type: 'year', match: '\\d{4}' },
    { id: 'month', name: '监控到几月', type: 'integer', match: '\\d{1,2}', begins: '7' },
    { id: 'projectName', name: '项目名称', type: 'line' },
    { id: 'supervisingDepartment', name: '主管部门及代码', type: 'line' },
    { id: 'implementingUnit', name: '实施单位', type: 'line' },
    ...amounts('initialFunding', '年初预算数'),
    ...amounts('spentFunding', '执行数'),
    ...parts.map(([part, of]) => ({
      id: `executionRate.${part}`,
      name: `${of}执行率`,
      type: 'percent' as const,
      computed: { is: 'share' as const, part: `spentFunding.${part}`, whole: `initialFunding.${part}`, decimals: 2 },
    })),
    ...amounts('expectedFunding', '全年预计执行数'),
    { id: 'annualGoal', name: '年度总体目标', type: 'text' },
  ],
  sections: [],
  bands: [
    {
      kind: 'fixed',
      rows: [
        line(
          [
            label('项目支出绩效目标执行监控表', {
              colSpan: 17,
              also: ['项目支出绩效运行监控表', '项目支出绩效监控表', '绩效运行监控表'],
              style: { font: 'hei', size: 16, align: 'center' },
            }),
          ],
          { height: 10 },
        ),
        line([pattern('年度', '（{fiscalYear}年度）', { colSpan: 17, style: { size: 11, align: 'center' } })], {
          height: 7,
        }),
        row([label('项目名称', { colSpan: 3 }), value('projectName', { colSpan: 14 })]),
        row([
          label('主管部门及代码', { colSpan: 3, also: ['主管部门', '项目主管部门'] }),
          value('supervisingDepartment', { colSpan: 3 }),
          label('实施单位', { also: ['项目实施单位', '项目单位'] }),
          value('implementingUnit', { colSpan: 10 }),
        ]),
        row([
          label('项目资金（万元）', { colSpan: 3, rowSpan: 5, also: ['项目资金'] }),
          blank({ colSpan: 4 }),
          label('年初预算数', { colSpan: 3, also: ['年初预算'] }),
          pattern('执行数', '1-{month}月执行数', { colSpan: 3 }),
          pattern('执行率', '1-{month}月执行率', { colSpan: 2 }),
          label('全年预计执行数', { colSpan: 2 }),
        ]),
        funding('total', '年度资金总额：', ['年度资金总额']),
        funding('fiscal', '　其中：财政拨款', [
          '财政拨款',
          '其中：本年财政拨款',
          '其中：当年财政拨款',
          '其中：本年一般公共预算拨款',
        ]),
        funding('carryOver', '　　上年结转资金', ['上年结转']),
        funding('other', '　　其他资金', []),
        row(
          [
            label('年度总体目标', { also: ['年度目标', '总体目标', '年度绩效目标'] }),
            value('annualGoal', { colSpan: 16, ...left }),
          ],
          { height: 20 },
        ),
      ],
    },
    {
      kind: 'table',
      height: 8,
      side: { text: '绩效指标' },
      lanes: [
        {
          id: 'indicators',
          name: '绩效指标',
          begins: 'levels',
          columns: [
            { id: 'level1', name: '一级指标', also: ['一级绩效指标'], merge: true },
            { id: 'level2', name: '二级指标', also: ['二级绩效指标'], merge: true },
            { id: 'level3', name: '三级指标', also: ['三级指标名称', '指标名称'], align: 'left' },
            { id: 'value', name: '年度指标值', also: ['指标值'] },
            { id: 'actual', name: '1-{month}月执行数', also: ['1-{month}月执行情况', '1-{month}月完成值'] },
            { id: 'expected', name: '全年预计执行数', also: ['全年预计完成情况', '全年预计完成值'] },
            {
              text: '偏差原因分析',
              columns: [
                tick('funds', '经费保障'),
                tick('system', '制度保障'),
                tick('staff', '人员保障'),
                tick('equipment', '硬件条件保障'),
                tick('otherCause', '其他'),
                { id: 'reason', name: '原因说明', type: 'text', align: 'left' },
              ],
            },
            {
              text: '完成目标可能性',
              columns: [tick('certain', '确定能'), tick('likely', '有可能'), tick('impossible', '完全不可能')],
            },
            { id: 'remark', name: '备注', type: 'text', align: 'left' },
          ],
          levels: LEVELS_2015,
        },
      ],
    },
  ],
  amounts: {
    decimals: 2,
    most: 2,
    sums: ['initialFunding', 'spentFunding', 'expectedFunding'].map((group) => ({
      rule: 'R09',
      total: `${group}.total`,
      parts: [`${group}.fiscal`, `${group}.carryOver`, `${group}.other`],
    })),
  },
  checks: {
    required: [
      { rule: 'R01', field: 'projectName', severity: 'error' },
      { rule: 'R02', field: 'supervisingDepartment', severity: 'error' },
      { rule: 'R02', field: 'implementingUnit', severity: 'hint' },
      { rule: 'R03', field: 'annualGoal', severity: 'error' },
      { rule: 'R64', field: 'initialFunding.total', severity: 'error' },
      { rule: 'R64', field: 'spentFunding.total', severity: 'error' },
      { rule: 'R64', field: 'month', severity: 'error' },
      { rule: 'R65', field: 'fiscalYear', severity: 'warning' },
    ],
    severity: TARGETS_APPROVED,
    goals: { fields: ['annualGoal'], least: 10, most: 1000 },
    budget: 'initialFunding.total',
    tables: {
      indicators: {
        required: [
          { rule: 'R64', column: 'actual', severity: 'error' },
          { rule: 'R64', column: 'expected', severity: 'error' },
        ],
        oneOf: [
          {
            rule: 'R64',
            columns: ['certain', 'likely', 'impossible'],
            severity: 'error',
            reason: 'reason',
            unless: 'certain',
          },
        ],
      },
    },
  },
  list: { name: ['projectName'], unit: ['implementingUnit', 'supervisingDepartment'] },
  madeFrom: {
    fields: [
      { to: 'projectName', from: ['projectName'] },
      { to: 'supervisingDepartment', from: ['supervisingDepartment'] },
      { to: 'implementingUnit', from: ['implementingUnit', 'unitName', 'filingUnit'] },
      ...parts.map(([part]) => ({
        to: `initialFunding.${part}`,
        from: [`annualFunding.${part}`, `budget.${part}`],
      })),
      { to: 'annualGoal', from: ['annualGoal', 'goals', 'goal', 'periodGoal'] },
    ],
    tables: [
      {
        to: 'indicators',
        from: ['indicators', 'periodIndicators'],
        columns: [
          { to: 'level1', from: ['level1'] },
          { to: 'level2', from: ['level2'] },
          { to: 'level3', from: ['level3'] },
          { to: 'value', from: ['value'] },
        ],
      },
    ],
  },
};
