import type { Form, FormCell, FormRow } from '../form.ts';
import { row as anyRow, label, left, line, pattern, value } from './cells.ts';
import { CHECKS_2015, COST_WORDS, LEVELS_2011 } from './levels.ts';
import { NAMED } from './wordings.ts';

/** Rows are lower than elsewhere: the table is long, and printed on one page where it fits. */
const row = (cells: FormCell[], more: Partial<FormRow> = {}) => anyRow(cells, { height: 7, ...more });

/**
 * 项目绩效目标表 of the family before 财预〔2015〕88号, still in use in Hunan, Shaanxi and elsewhere: why and how the
 * project is done, a schedule, and the indicators of the long term above those of the year. Some print opinions of the
 * review (审核意见) below.
 */
export const project2011: Form = {
  id: 'project-2011',
  version: '2021',
  name: '项目绩效目标表（长期和年度指标）',
  kind: 'project',
  region: '湖南等地',
  source: '湖南省宁乡市 2021 年度项目绩效目标表；表尾和审核意见见于陕西省佳县等地的表',
  unitOfMoney: '万元',
  page: { width: 210, height: 297, margin: { top: 18, right: 20, bottom: 15, left: 20 } },
  columns: [25.5, 22, 33, 38, 27, 24.5],
  fields: [
    { id: 'fiscalYear', name: '年度', type: 'year', match: '\\d{4}' },
    { id: 'filingUnit', name: '填报单位', type: 'line', optional: true },
    { id: 'projectName', name: '项目名称', type: 'line' },
    { id: 'projectAttribute', name: '项目属性', type: 'choice', options: ['新增项目', '延续项目'] },
    { id: 'supervisingDepartment', name: '主管部门', type: 'line' },
    { id: 'supervisingDepartmentCode', name: '主管部门编码', type: 'line' },
    { id: 'implementingUnit', name: '项目单位', type: 'line' },
    { id: 'projectLeader', name: '项目负责人', type: 'line' },
    { id: 'contactPhone', name: '联系电话', type: 'line' },
    { id: 'implementationPeriod', name: '起止时间', type: 'period' },
    { id: 'annualFunding.total', name: '资金总额', type: 'amount' },
    { id: 'annualFunding.fiscal', name: '财政拨款', type: 'amount' },
    { id: 'annualFunding.upper', name: '上级财政资金', type: 'amount' },
    { id: 'annualFunding.local', name: '本级财政资金', type: 'amount' },
    { id: 'annualFunding.own', name: '自有资金', type: 'amount' },
    { id: 'annualFunding.other', name: '其他资金', type: 'amount' },
    { id: 'unitFunction', name: '单位职能概述', type: 'text' },
    { id: 'projectOverview', name: '项目概况', type: 'text' },
    { id: 'approval.basis', name: '立项依据', type: 'text' },
    { id: 'approval.feasibility', name: '申报可行性', type: 'text' },
    { id: 'approval.necessity', name: '申报必要性', type: 'text' },
    { id: 'periodGoal', name: '长期目标', type: 'text' },
    { id: 'annualGoal', name: '年度目标', type: 'text' },
    { id: 'otherMatters', name: '其他说明的问题', type: 'text' },
    { id: 'departmentOpinion.text', name: '主管部门审核意见', type: 'text' },
    { id: 'departmentOpinion.reviewer', name: '主管部门审核人', type: 'line' },
    { id: 'departmentOpinion.date', name: '主管部门审核日期', type: 'date' },
    { id: 'thirdPartyOpinion.text', name: '第三方机构审核意见', type: 'text' },
    { id: 'thirdPartyOpinion.reviewer', name: '第三方机构审核人', type: 'line' },
    { id: 'thirdPartyOpinion.date', name: '第三方机构审核日期', type: 'date' },
    { id: 'budgetOpinion.text', name: '财政业务科室审核意见', type: 'text' },
    { id: 'budgetOpinion.reviewer', name: '财政业务科室审核人', type: 'line' },
    { id: 'budgetOpinion.date', name: '财政业务科室审核日期', type: 'date' },
    { id: 'performanceOpinion.text', name: '财政绩效科室审核意见', type: 'text' },
    { id: 'performanceOpinion.reviewer', name: '财政绩效科室审核人', type: 'line' },
    { id: 'performanceOpinion.date', name: '财政绩效科室审核日期', type: 'date' },
    { id: 'preparedBy', name: '填报人', type: 'line', optional: true },
    { id: 'unitLeader', name: '单位负责人', type: 'line', optional: true },
    { id: 'filingDate', name: '填报日期', type: 'date', optional: true },
  ],
  sections: [
    { id: 'unitFunction', name: '单位职能概述' },
    { id: 'otherMatters', name: '其他说明的问题' },
    { id: 'opinions', name: '审核意见' },
  ],
  bands: [
    {
      kind: 'fixed',
      rows: [
        line(
          [
            label('项目绩效目标表', {
              also: ['项目绩效目标申报表', '项目支出绩效目标表', '项目支出绩效目标申报表'],
              colSpan: 6,
              style: { font: 'hei', size: 16, align: 'center' },
            }),
          ],
          { height: 11 },
        ),
        line([pattern('年度', '（{fiscalYear}年度）', { colSpan: 6, style: { size: 11, align: 'center' } })], {
          height: 7,
        }),
        line([
          pattern('填报单位', '填报单位（盖章）[：{filingUnit}]', {
            colSpan: 6,
            style: { size: 10.5, align: 'left' },
          }),
        ]),
        row([
          label('项目名称', { also: NAMED.projectName }),
          value('projectName', { colSpan: 2 }),
          label('项目属性', { also: NAMED.projectAttribute }),
          pattern('项目属性', '{projectAttribute}', { colSpan: 2 }),
        ]),
        row([
          label('主管部门', { also: NAMED.supervisingDepartment }),
          value('supervisingDepartment', { colSpan: 2 }),
          label('主管部门编码', { also: ['主管部门代码'] }),
          value('supervisingDepartmentCode', { colSpan: 2 }),
        ]),
        row([
          label('项目单位', { also: NAMED.implementingUnit }),
          value('implementingUnit'),
          label('项目负责人', { also: ['负责人', '项目联系人'] }),
          value('projectLeader'),
          label('联系电话', { also: ['电话', '联系方式'] }),
          value('contactPhone'),
        ]),
        row([label('起止时间', { also: NAMED.implementationPeriod }), value('implementationPeriod', { colSpan: 5 })]),
        row(
          [
            label('资金总额\n及构成', { also: NAMED.funding }),
            pattern(
              '资金总额及构成',
              '[资金]总额[：]{annualFunding.total}万元\n' +
                '一、财政拨款：{annualFunding.fiscal}万元（其中：上级财政资金：{annualFunding.upper}万元；本级财政：{annualFunding.local}万元）\n' +
                '二、自有资金：{annualFunding.own}万元\n' +
                '三、其他：{annualFunding.other}万元',
              { colSpan: 5, ...left },
            ),
          ],
          { height: 20 },
        ),
        row(
          [
            label('单位职能概述', { also: ['部门职能概述', '单位职能'] }),
            value('unitFunction', { colSpan: 5, ...left }),
          ],
          { section: 'unitFunction', height: 10 },
        ),
        row(
          [
            label('项目概况', { also: ['项目总体概况', '项目内容', '项目基本情况'] }),
            value('projectOverview', { colSpan: 5, ...left }),
          ],
          { height: 10 },
        ),
        row([
          label('项目立项情况', { also: ['立项情况'], rowSpan: 3 }),
          label('项目立项的依据', { also: ['立项依据', '项目立项依据', '依据'], colSpan: 2 }),
          value('approval.basis', { colSpan: 3, ...left }),
        ]),
        row([
          label('项目申报的可行性', { also: ['项目可行性', '申报可行性', '可行性'], colSpan: 2 }),
          value('approval.feasibility', { colSpan: 3, ...left }),
        ]),
        row([
          label('项目申报的必要性', { also: ['项目必要性', '申报必要性', '必要性'], colSpan: 2 }),
          value('approval.necessity', { colSpan: 3, ...left }),
        ]),
      ],
    },
    {
      kind: 'table',
      height: 7,
      side: { text: '项目实施\n进度计划', also: ['实施进度计划', '项目进度计划'] },
      lanes: [
        {
          id: 'schedule',
          name: '项目实施进度计划',
          begins: 3,
          columns: [
            { id: 'content', name: '项目实施内容', also: ['实施内容', '主要内容'], colSpan: 3, align: 'left' },
            { id: 'start', name: '开始时间', also: ['计划开始时间', '开始日期'] },
            { id: 'end', name: '完成时间', also: ['计划完成时间', '完成日期', '结束时间'] },
          ],
        },
      ],
    },
    {
      kind: 'fixed',
      rows: [
        row(
          [
            label('项目绩效目标', { also: NAMED.goals, rowSpan: 2 }),
            label('长期目标', { also: NAMED.periodGoal, colSpan: 2 }),
            label('年度目标', { also: NAMED.annualGoal, colSpan: 3 }),
          ],
          { heads: true },
        ),
        row([value('periodGoal', { colSpan: 2, ...left }), value('annualGoal', { colSpan: 3, ...left })], {
          height: 12,
        }),
      ],
    },
    {
      kind: 'table',
      height: 6,
      page: { together: true },
      side: { text: '长期绩效指标', also: ['长期指标', '中期绩效指标', '项目长期绩效指标'] },
      lanes: [
        {
          id: 'periodIndicators',
          name: '长期绩效指标',
          begins: 'levels',
          levels: LEVELS_2011,
          columns: [
            { id: 'level1', name: '一级指标', also: NAMED.level1, merge: true },
            { id: 'level2', name: '二级指标', also: NAMED.level2, merge: true },
            { id: 'level3', name: '指标内容', also: NAMED.level3, align: 'left' },
            { id: 'value', name: '指标值', also: NAMED.value },
            { id: 'remark', name: '备注', also: NAMED.remark },
          ],
        },
      ],
    },
    {
      kind: 'table',
      height: 6,
      page: { together: true },
      side: { text: '年度绩效指标', also: NAMED.indicators },
      lanes: [
        {
          id: 'indicators',
          name: '年度绩效指标',
          begins: 'levels',
          levels: LEVELS_2011,
          columns: [
            { id: 'level1', name: '一级指标', also: NAMED.level1, merge: true },
            { id: 'level2', name: '二级指标', also: NAMED.level2, merge: true },
            { id: 'level3', name: '指标内容', also: NAMED.level3, align: 'left' },
            { id: 'value', name: '指标值', also: NAMED.value },
            { id: 'remark', name: '备注', also: NAMED.remark },
          ],
        },
      ],
    },
    {
      kind: 'fixed',
      section: 'otherMatters',
      rows: [
        row(
          [
            label('其他说明\n的问题', { also: ['其他需要说明的问题', '其他需说明的问题'] }),
            value('otherMatters', { colSpan: 5, ...left }),
          ],
          { height: 10 },
        ),
      ],
    },
    {
      kind: 'fixed',
      section: 'opinions',
      page: { together: true },
      rows: [
        row(
          [
            label('审核意见', { rowSpan: 4 }),
            label('主管部门', { also: ['主管部门审核意见', '主管部门意见'], colSpan: 2 }),
            pattern(
              '主管部门审核意见',
              '{departmentOpinion.text}\n\n审核人：{departmentOpinion.reviewer}　　日期：{departmentOpinion.date}',
              { colSpan: 3, ...left },
            ),
          ],
          { height: 20 },
        ),
        row(
          [
            label('第三方机构', { also: ['第三方机构审核意见', '第三方机构意见'], colSpan: 2 }),
            pattern(
              '第三方机构审核意见',
              '{thirdPartyOpinion.text}\n\n审核人：{thirdPartyOpinion.reviewer}　　日期：{thirdPartyOpinion.date}',
              { colSpan: 3, ...left },
            ),
          ],
          { height: 20 },
        ),
        row(
          [
            label('市财政局', { also: ['市财政局审核意见', '财政局', '财政部门', '县财政局'], rowSpan: 2 }),
            label('业务科室', { also: ['业务科室意见', '业务股室'] }),
            pattern(
              '财政业务科室审核意见',
              '{budgetOpinion.text}\n\n审核人：{budgetOpinion.reviewer}　　日期：{budgetOpinion.date}',
              { colSpan: 3, ...left },
            ),
          ],
          { height: 20 },
        ),
        row(
          [
            label('绩效科', { also: ['绩效科意见', '绩效股', '绩效科室'] }),
            pattern(
              '财政绩效科室审核意见',
              '{performanceOpinion.text}\n\n审核人：{performanceOpinion.reviewer}　　日期：{performanceOpinion.date}',
              { colSpan: 3, ...left },
            ),
          ],
          { height: 20 },
        ),
      ],
    },
    {
      kind: 'fixed',
      rows: [
        line([
          pattern('填报人', '填报人：{preparedBy}', { colSpan: 2, ...left }),
          pattern('单位负责人', '单位负责人：{unitLeader}', { colSpan: 2, ...left }),
          pattern('填报日期', '填报日期：{filingDate}', { colSpan: 2, ...left }),
        ]),
      ],
    },
  ],
  amounts: {
    decimals: 0,
    // Exact 元 in 万元, as these tables print them.
    most: 4,
    sums: [
      {
        rule: 'R09',
        total: 'annualFunding.total',
        parts: ['annualFunding.fiscal', 'annualFunding.other', 'annualFunding.own'],
      },
    ],
  },
  checks: {
    costWords: COST_WORDS,
    required: [
      { rule: 'R01', field: 'projectName', severity: 'error' },
      { rule: 'R65', field: 'projectAttribute', severity: 'warning' },
      { rule: 'R02', field: 'supervisingDepartment', severity: 'error' },
      { rule: 'R02', field: 'implementingUnit', severity: 'error' },
      { rule: 'R05', field: 'implementationPeriod', severity: 'error' },
      { rule: 'R09', field: 'annualFunding.total', severity: 'error' },
      { rule: 'R65', field: 'projectOverview', severity: 'warning' },
      { rule: 'R65', field: 'approval.basis', severity: 'warning' },
      { rule: 'R03', field: 'periodGoal', severity: 'error' },
      { rule: 'R03', field: 'annualGoal', severity: 'error' },
      { rule: 'R65', field: 'fiscalYear', severity: 'warning' },
    ],
    severity: {},
    goals: { fields: ['periodGoal', 'annualGoal'], least: 10, most: 1000 },
    budget: 'annualFunding.total',
    tables: { periodIndicators: CHECKS_2015, indicators: CHECKS_2015 },
  },
  copies: [{ name: '年度目标同长期目标', fields: [{ from: 'periodGoal', to: 'annualGoal' }] }],
  list: { name: ['projectName'], unit: ['filingUnit', 'implementingUnit', 'supervisingDepartment'] },
  seal: { pattern: '填报单位（盖章）[：{filingUnit}]' },
};
