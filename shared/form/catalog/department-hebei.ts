import type { Field, Form, TextBand } from '../form.ts';
import { label, line, pattern, row } from './cells.ts';
import { PURCHASES, PURCHASES_CHECKS } from './purchases.ts';

type Paragraph = TextBand['paragraphs'][number];

/** A heading that nobody changes, by its number and its words, which are sometimes printed without the number. */
const heading = (number: string, words: string, also: string[] = []): Paragraph => ({
  pattern: `${number}${words}`,
  also: [words, ...also],
  style: { font: 'hei', size: 14 },
  indent: 2,
});
/** A sentence around numbers; what the clerk writes in its place is kept under `id`. */
const sentence = (id: string, words: string, more: Partial<Paragraph> = {}): Paragraph => ({
  id,
  pattern: words,
  style: { size: 14 },
  indent: 2,
  ...more,
});

/** What a sentence has in it: money in 万元, and how it changed against the year before. */
const amount = (id: string, name: string): Field => ({ id, name, type: 'amount', match: '[\\d,.]*' });
const change = (id: string, name: string, now: string, last: string): Field => ({
  id,
  name,
  type: 'line',
  computed: { is: 'change', now, last },
  match: '(?:增加|减少|增长|下降)[\\d,.]*|持平|',
});
const free = (id: string, name: string): Field => ({ id, name, type: 'text' });

/** 三公经费 of one year. */
const publicFunds = (id: string, year: string): Field[] => [
  amount(`${id}.total`, `${year}三公经费`),
  amount(`${id}.abroad`, `${year}因公出国（境）费`),
  amount(`${id}.carPurchase`, `${year}公务用车购置费`),
  amount(`${id}.carRunning`, `${year}公务用车运行费`),
  amount(`${id}.reception`, `${year}公务接待费`),
];
const publicParts = (id: string) => ['abroad', 'carPurchase', 'carRunning', 'reception'].map((part) => `${id}.${part}`);

/**
 * 部门预算信息公开情况说明 of Hebei's departments: duties and units, income and expenditure in sentences around their
 * numbers, running costs and 三公经费 with how they changed, purchases, state assets, terms. The requirements that some
 * departments print with it (地方预决算公开操作规程) are a section.
 */
export const departmentHebei: Form = {
  id: 'department-hebei',
  version: '2021',
  name: '部门预算信息公开情况说明',
  kind: 'disclosure',
  region: '河北',
  source: '秦皇岛经济技术开发区行政审批局 2021 年部门预算信息公开情况说明',
  unitOfMoney: '万元',
  page: { width: 210, height: 297, margin: { top: 25, right: 15, bottom: 22, left: 15 }, body: [9] },
  columns: [24, 14, 15, 21, 7.5, 10.5, 13, 14.5, 14.5, 12.5, 11.5, 11, 11],
  fields: [
    { id: 'fiscalYear', name: '年度', type: 'year', match: '\\d{4}' },
    {
      id: 'previousYear',
      name: '上年',
      type: 'year',
      computed: { is: 'yearBefore', year: 'fiscalYear' },
      match: '\\d{4}',
    },
    free('part', '公开文件的部分标题'),
    { id: 'unitCode', name: '部门编码', type: 'line', match: '\\d{3,6}|' },
    { id: 'unitName', name: '部门名称', type: 'line' },
    { id: 'shortName', name: '部门简称', type: 'line' },
    free('duties', '部门职责'),
    free('budgetGuidance', '部门预算安排公开要求'),
    free('incomeText', '收入说明'),
    amount('income.total', '收入合计'),
    amount('income.fiscal', '财政拨款收入'),
    amount('income.other', '其他来源收入'),
    free('expenditureText', '支出说明'),
    amount('expenditure.total', '支出合计'),
    amount('expenditure.basic', '基本支出'),
    amount('expenditure.personnel', '人员经费'),
    amount('expenditure.public', '日常公用经费'),
    amount('expenditure.project', '项目支出'),
    free('changeText', '比上年增减情况'),
    amount('lastYear.total', '上年支出合计'),
    amount('lastYear.basic', '上年基本支出'),
    amount('lastYear.project', '上年项目支出'),
    change('change.total', '比上年增减', 'expenditure.total', 'lastYear.total'),
    change('change.basic', '基本支出增减', 'expenditure.basic', 'lastYear.basic'),
    free('change.basicReason', '基本支出增减原因'),
    change('change.project', '项目支出增减', 'expenditure.project', 'lastYear.project'),
    free('change.projectReason', '项目支出增减原因'),
    free('operatingText', '机关运行经费安排情况'),
    amount('operating.total', '机关运行经费'),
    free('operating.items', '机关运行经费包括的费用'),
    free('publicFundsText', '三公经费预算情况'),
    ...publicFunds('publicFunds', '本年'),
    ...publicFunds('publicFundsBefore', '上年'),
    free('publicFundsChangeText', '三公经费增减变化'),
    change('publicFundsChange.total', '三公经费增减', 'publicFunds.total', 'publicFundsBefore.total'),
    free('publicFundsChange.reason', '三公经费增减原因'),
    free('purchasesGuidance', '政府采购公开要求'),
    free('assetsGuidance', '国有资产公开要求'),
    free('assets', '国有资产信息情况'),
    free('terms', '名词解释'),
    free('others', '其他需要说明的事项'),
  ],
  sections: [
    { id: 'part', name: '公开文件的部分标题' },
    { id: 'guidance', name: '公开要求的说明文字' },
  ],
  bands: [
    {
      kind: 'text',
      paragraphs: [
        { id: 'part', pattern: '', style: { font: 'hei', size: 16 }, section: 'part' },
        {
          pattern: '{fiscalYear}年度部门预算信息公开情况说明',
          also: [
            '{fiscalYear}年部门预算信息公开情况说明',
            '{fiscalYear}年度部门预算公开情况说明',
            '{fiscalYear}年部门预算公开情况说明',
            '{fiscalYear}年度部门预算情况说明',
            '{fiscalYear}年部门预算情况说明',
          ],
          style: { font: 'hei', size: 18, align: 'center' },
        },
        heading('一、', '部门职责及机构设置情况', [
          '部门职责和机构设置情况',
          '部门职责及机构设置',
          '部门职责与机构设置情况',
        ]),
        {
          pattern: '部门职责：',
          also: ['部门主要职责：', '主要职责：', '（一）部门职责'],
          style: { size: 14 },
          indent: 2,
        },
        sentence('duties', ''),
        { pattern: '机构设置：', also: ['机构设置情况：', '（二）机构设置'], style: { size: 14 }, indent: 2 },
      ],
    },
    {
      kind: 'table',
      height: 7,
      lanes: [
        {
          id: 'institutions',
          name: '机构设置',
          begins: 2,
          columns: [
            { id: 'name', name: '单位名称', also: ['机构名称', '预算单位名称', '部门名称'], colSpan: 4 },
            { id: 'nature', name: '单位性质', also: ['机构性质', '性质'], colSpan: 3 },
            { id: 'rank', name: '单位规格', also: ['机构规格', '规格', '单位级别'], colSpan: 2 },
            { id: 'funding', name: '经费保障形式', also: ['经费形式', '经费来源', '经费保障方式'], colSpan: 4 },
          ],
        },
      ],
    },
    {
      kind: 'text',
      paragraphs: [
        heading('二、', '部门预算安排总体情况', ['部门预算安排的总体情况', '部门预算总体情况']),
        sentence(
          'budgetGuidance',
          '部门预算安排总体情况是指本部门所有预算单位的总体收入和支出情况。收入情况应至少包括收入总额及财政拨款收入（包括部门预算中由一般公共预算、政府性基金预算、国有资本经营预算安排的包括收入）、上级补助收入、事业收入、经营收入、附属单位上缴收入、其他收入等分项情况；支出情况应至少包括支出总额及基本支出、项目支出、上缴上级支出、经营支出、对附属单位补助支出等分项情况。',
          { section: 'guidance' },
        ),
        heading('1、', '收入说明', ['收入情况', '部门收入说明']),
        sentence(
          'incomeText',
          '{fiscalYear}年部门预算收入{income.total}万元，其中：财政拨款收入{income.fiscal}万元，其他来源收入{income.other}万元。',
          {
            also: [
              '{fiscalYear}年部门预算收入为{income.total}万元，其中：财政拨款收入{income.fiscal}万元，其他来源收入{income.other}万元。',
              '{fiscalYear}年度部门预算收入{income.total}万元，其中：财政拨款{income.fiscal}万元，其他收入{income.other}万元。',
              '{fiscalYear}年部门预算收入{income.total}万元，其中：财政拨款收入{income.fiscal}万元，其他收入{income.other}万元。',
            ],
          },
        ),
        heading('2、', '支出说明', ['支出情况', '部门支出说明']),
        sentence(
          'expenditureText',
          '{fiscalYear}年部门预算支出为{expenditure.total}万元，其中：基本支出{expenditure.basic}万元，包括人员经费{expenditure.personnel}万元和日常公用经费{expenditure.public}万元；项目支出{expenditure.project}万元。',
          {
            also: [
              '{fiscalYear}年部门预算支出{expenditure.total}万元，其中：基本支出{expenditure.basic}万元，包括人员经费{expenditure.personnel}万元和日常公用经费{expenditure.public}万元；项目支出{expenditure.project}万元。',
              '{fiscalYear}年度部门预算支出{expenditure.total}万元，其中基本支出{expenditure.basic}万元，包括人员经费{expenditure.personnel}万元和公用经费{expenditure.public}万元；项目支出{expenditure.project}万元。',
            ],
          },
        ),
        heading('3、', '比上年增减情况', ['与上年相比增减情况', '比上年增减变化情况']),
        sentence(
          'changeText',
          '{fiscalYear}年部门预算较{previousYear}年{change.total}万元，其中：基本支出{change.basic}万元，主要原因是{change.basicReason}；项目支出{change.project}万元，主要是{change.projectReason}。',
          {
            also: [
              '{fiscalYear}年部门预算较{previousYear}年{change.total}万元，其中：基本支出{change.basic}万元，主要是{change.basicReason}；项目支出{change.project}万元，主要是{change.projectReason}。',
              '{fiscalYear}年部门预算比{previousYear}年{change.total}万元，其中：基本支出{change.basic}万元，主要原因是{change.basicReason}；项目支出{change.project}万元，主要原因是{change.projectReason}。',
            ],
          },
        ),
        heading('三、', '机关运行经费安排情况', ['机关运行经费情况', '机关运行经费预算安排情况']),
        sentence(
          'operatingText',
          '根据财政部《地方预决算公开操作规程》规定，部门公开的机关运行经费是指各部门的公用经费，{fiscalYear}年度机关运行经费安排{operating.total}万元，包括{operating.items}。',
          {
            also: [
              '{fiscalYear}年度机关运行经费安排{operating.total}万元，包括{operating.items}。',
              '{fiscalYear}年机关运行经费安排{operating.total}万元，主要用于{operating.items}。',
            ],
          },
        ),
        heading('四、', '财政拨款“三公”经费预算情况及增减变化原因', [
          '财政拨款“三公”经费预算情况',
          '“三公”经费预算情况及增减变化原因',
          '“三公”经费预算安排情况',
        ]),
        sentence(
          'publicFundsText',
          '本部门{fiscalYear}年“三公经费”为{publicFunds.total}万元，其中：公务出国{publicFunds.abroad}万元；公务用车购置费{publicFunds.carPurchase}万元，公务用车运行费{publicFunds.carRunning}万元；公务接待{publicFunds.reception}万元。{previousYear}年三公经费为{publicFundsBefore.total}万元，公务出国{publicFundsBefore.abroad}万元；公务用车购置费{publicFundsBefore.carPurchase}万元，公务用车运行费{publicFundsBefore.carRunning}万元，公务接待{publicFundsBefore.reception}万元。',
        ),
        sentence(
          'publicFundsChangeText',
          '与{previousYear}年相比，{fiscalYear}年“三公经费”{publicFundsChange.total}万元，{publicFundsChange.reason}。',
        ),
        heading('五、', '政府采购预算情况', ['政府采购预算安排情况', '政府采购情况', '政府采购预算']),
        sentence(
          'purchasesGuidance',
          '各部门公开的政府采购预算情况应至少包括本部门政府采购预算中的采购项目、采购物品、采购数量、采购金额等信息。可从本部门预算文本提取有关信息，结合本部门实际情况予以公开和说明，并应与预算文本中相关信息保持一致。',
          { section: 'guidance' },
        ),
      ],
    },
    {
      kind: 'fixed',
      rows: [
        line(
          [
            pattern('部门编码和名称', '{unitCode}{unitName}', { colSpan: 7, style: { align: 'left' } }),
            label('单位：万元', { colSpan: 6, style: { align: 'right' } }),
          ],
          { height: 7 },
        ),
      ],
    },
    PURCHASES,
    {
      kind: 'text',
      paragraphs: [
        heading('六、', '国有资产信息情况', ['国有资产情况', '国有资产占用情况', '国有资产信息']),
        sentence(
          'assetsGuidance',
          '按照有关规定，各部门应公开本部门（含所属单位）上年末固定资产占用情况和本年度拟购置情况，主要包括固定资产总额、房屋占用数量和价值、车辆占用数量和价值、单价20万元以上设备价值以及其他固定资产价值。',
          { section: 'guidance' },
        ),
        sentence('assets', ''),
        heading('七、', '名词解释', ['专业名词解释']),
        sentence('terms', ''),
        { pattern: '5.功能分类名词解释：', also: ['功能分类名词解释：'], style: { size: 14 }, indent: 2 },
      ],
    },
    {
      kind: 'fixed',
      rows: [row([pattern('功能分类表题', '{shortName}部门功能分类名词解释', { colSpan: 13 })], { heads: true })],
    },
    {
      kind: 'table',
      height: 7,
      lanes: [
        {
          id: 'functions',
          name: '功能分类名词解释',
          begins: 3,
          columns: [
            { id: 'code', name: '功能编码', also: ['科目编码', '功能分类编码', '功能科目编码'] },
            {
              id: 'name',
              name: '功能名称',
              also: ['科目名称', '功能分类名称', '功能科目名称'],
              colSpan: 3,
              align: 'left',
            },
            { id: 'explanation', name: '名词解释', also: ['解释', '说明'], type: 'text', colSpan: 9, align: 'left' },
          ],
        },
      ],
    },
    {
      kind: 'text',
      paragraphs: [
        heading('八、', '其他需要说明的事项', ['其他需说明的事项', '其他说明事项', '需要说明的其他事项']),
        sentence('others', '本部门无其他需要说明的事项。', { also: ['无其他需要说明的事项。', '无'] }),
      ],
    },
  ],
  amounts: {
    decimals: 2,
    most: 2,
    sums: [
      { rule: 'R14', total: 'income.total', parts: ['income.fiscal', 'income.other'] },
      { rule: 'R14', total: 'income.total', parts: ['expenditure.total'] },
      { rule: 'R14', total: 'expenditure.total', parts: ['expenditure.basic', 'expenditure.project'] },
      { rule: 'R14', total: 'expenditure.basic', parts: ['expenditure.personnel', 'expenditure.public'] },
      { rule: 'R14', total: 'lastYear.total', parts: ['lastYear.basic', 'lastYear.project'] },
      { rule: 'R14', total: 'operating.total', parts: ['expenditure.public'] },
      { rule: 'R14', total: 'publicFunds.total', parts: publicParts('publicFunds') },
      { rule: 'R14', total: 'publicFundsBefore.total', parts: publicParts('publicFundsBefore') },
    ],
  },
  checks: {
    severity: {},
    required: [
      { rule: 'R65', field: 'fiscalYear', severity: 'error' },
      { rule: 'R65', field: 'unitName', severity: 'warning' },
    ],
    budget: 'expenditure.total',
    projects: 'expenditure.project',
    tables: {
      institutions: { required: [{ rule: 'R68', column: 'name', severity: 'error' }] },
      purchases: PURCHASES_CHECKS,
      functions: { required: [{ rule: 'R68', column: 'explanation', severity: 'warning' }] },
    },
  },
  list: { name: ['unitName'], unit: ['unitName'] },
};
