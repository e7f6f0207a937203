export interface Expected {
  rule: string;
  severity: 'error' | 'warning';
  /** In the JSON shape of a filing, e.g. `indicators[3].value` by printed rows from 0; '' for the table as a whole. */
  path: string;
  why: string;
}

interface Table {
  /** Place in the file, from 1. */
  table: number;
  /** How the name of the project begins. */
  project: string;
  problems: Expected[];
}

/** Problems that a reader finds in the published tables; read by hand, table by table. */
export const expected: Record<'dalian-2023' | 'dalian-2024' | 'hebei-2021', Table[]> = {
  'dalian-2023': [
    {
      table: 1,
      project: '大连高新',
      problems: [{ rule: 'R26', severity: 'warning', path: 'indicators[6].level3', why: '满意度一名末字缺失' }],
    },
    {
      table: 2,
      project: '第三方劳',
      problems: [
        { rule: 'R08', severity: 'error', path: 'periodFunding.total', why: '两项来源已填，合计空着' },
        { rule: 'R09', severity: 'error', path: 'annualFunding.total', why: '两项来源已填，合计空着' },
        { rule: 'R26', severity: 'warning', path: 'periodGoal', why: '在词中断开，年度一栏还有后文' },
        { rule: 'R26', severity: 'warning', path: 'annualGoal', why: '末尾在词中断开' },
        { rule: 'R21', severity: 'warning', path: '', why: '采购项目没有成本指标' },
        { rule: 'R30', severity: 'error', path: 'indicators[0].value', why: '人数没有单位' },
        { rule: 'R35', severity: 'warning', path: 'indicators[1].value', why: '不可能超过百分之百' },
        { rule: 'R35', severity: 'warning', path: 'indicators[2].value', why: '不可能超过百分之百' },
      ],
    },
    {
      table: 3,
      project: '公共服务',
      problems: [{ rule: 'R19', severity: 'error', path: '', why: '缺效益指标' }],
    },
    {
      table: 4,
      project: '软件系统',
      problems: [
        { rule: 'R26', severity: 'warning', path: 'periodGoal', why: '在词中断开，年度一栏还有后文' },
        { rule: 'R26', severity: 'warning', path: 'annualGoal', why: '末尾在词中断开' },
        { rule: 'R20', severity: 'warning', path: '', why: '缺时效指标' },
      ],
    },
    {
      table: 5,
      project: '网络服务',
      problems: [{ rule: 'R19', severity: 'error', path: '', why: '缺效益指标' }],
    },
    {
      table: 6,
      project: '先予处置',
      problems: [{ rule: 'R34', severity: 'warning', path: 'indicators[1].value', why: '面积单位中间有空格' }],
    },
    {
      table: 7,
      project: '营商局工',
      problems: [
        { rule: 'R20', severity: 'warning', path: '', why: '缺时效指标' },
        { rule: 'R38', severity: 'warning', path: 'indicators[4].value', why: '合格率不足百分之百，又没有≥' },
        { rule: 'R41', severity: 'warning', path: 'indicators[7].value', why: '满意度没有≥' },
      ],
    },
    {
      table: 8,
      project: '营商局委',
      problems: [{ rule: 'R25', severity: 'warning', path: 'indicators[6].level3', why: '二十八字，中间有逗号' }],
    },
  ],
  'dalian-2024': [
    {
      table: 1,
      project: '财金局工',
      problems: [
        { rule: 'R20', severity: 'warning', path: '', why: '缺时效指标' },
        { rule: 'R41', severity: 'warning', path: 'indicators[5].value', why: '满意度没有≥' },
      ],
    },
    {
      table: 2,
      project: '3700',
      problems: [
        { rule: 'R54', severity: 'warning', path: 'projectName', why: '名称前带编码' },
        { rule: 'R07', severity: 'warning', path: 'implementationPeriod', why: '起止写到了日' },
        { rule: 'R43', severity: 'warning', path: 'indicators[5].value', why: '只有动词，没有幅度或等级' },
        { rule: 'R43', severity: 'warning', path: 'indicators[6].value', why: '只有动词，没有幅度或等级' },
        { rule: 'R26', severity: 'warning', path: 'indicators[7].level3', why: '末尾缺字' },
        { rule: 'R43', severity: 'warning', path: 'indicators[7].value', why: '只有动词，没有幅度或等级' },
      ],
    },
    {
      table: 3,
      project: '2023',
      problems: [
        { rule: 'R54', severity: 'warning', path: 'projectName', why: '名称前带编码' },
        { rule: 'R20', severity: 'warning', path: '', why: '缺质量指标' },
        { rule: 'R43', severity: 'warning', path: 'indicators[5].value', why: '只有动词，没有幅度或等级' },
      ],
    },
    {
      table: 4,
      project: '海创集团',
      problems: [
        { rule: 'R36', severity: 'warning', path: 'indicators[1].value', why: '不会少于零，应写＝0' },
        { rule: 'R36', severity: 'warning', path: 'indicators[2].value', why: '不会少于零，应写＝0' },
        { rule: 'R43', severity: 'warning', path: 'indicators[3].value', why: '没有期限或比率' },
        { rule: 'R43', severity: 'warning', path: 'indicators[4].value', why: '没有数额或等级' },
        { rule: 'R36', severity: 'warning', path: 'indicators[5].value', why: '不会少于零，应写＝0' },
      ],
    },
    {
      table: 5,
      project: '庙岭村政',
      problems: [
        { rule: 'R43', severity: 'warning', path: 'indicators[2].value', why: '没有期限或比率' },
        { rule: 'R43', severity: 'warning', path: 'indicators[3].value', why: '只有动词，没有幅度或等级' },
        { rule: 'R41', severity: 'warning', path: 'indicators[6].value', why: '满意度没有≥' },
      ],
    },
    {
      table: 6,
      project: '财金局委',
      problems: [
        { rule: 'R20', severity: 'warning', path: '', why: '缺时效指标' },
        { rule: 'R22', severity: 'warning', path: 'indicators[5].level2', why: '一级指标名印在二级一栏' },
        { rule: 'R41', severity: 'warning', path: 'indicators[6].value', why: '满意度没有≥' },
      ],
    },
    {
      table: 7,
      project: '财金局劳',
      problems: [
        { rule: 'R30', severity: 'error', path: 'indicators[0].value', why: '人数没有单位' },
        { rule: 'R30', severity: 'error', path: 'indicators[3].value', why: '年限没有单位' },
      ],
    },
    {
      table: 8,
      project: '财金局系',
      problems: [],
    },
    {
      table: 9,
      project: '财金局系',
      problems: [
        { rule: 'R21', severity: 'warning', path: '', why: '采购项目没有成本指标' },
        { rule: 'R20', severity: 'warning', path: '', why: '缺时效指标' },
        { rule: 'R38', severity: 'warning', path: 'indicators[3].value', why: '故障率应写≤' },
      ],
    },
  ],
  'hebei-2021': [
    {
      table: 1,
      project: '服务器、',
      problems: [
        { rule: 'R35', severity: 'warning', path: 'indicators[1].value', why: '不可能超过百分之百' },
        { rule: 'R43', severity: 'warning', path: 'indicators[4].value', why: '只有动词，没有等级' },
      ],
    },
    {
      table: 2,
      project: '专项审图',
      problems: [
        { rule: 'R15', severity: 'error', path: 'budgetNarrative', why: '预算数10.9与10.88不符' },
        { rule: 'R15', severity: 'error', path: 'budgetNarrative', why: '财政资金10.9与10.88不符' },
        { rule: 'R42', severity: 'warning', path: 'indicators[2].value', why: '没有日期或期限' },
        { rule: 'R17', severity: 'error', path: 'indicators[3].value', why: '成本10.9高于预算10.88' },
        { rule: 'R39', severity: 'warning', path: 'indicators[3].value', why: '金额只写“万”，应写万元' },
        { rule: 'R43', severity: 'warning', path: 'indicators[4].value', why: '只有动词，没有等级' },
        { rule: 'R41', severity: 'warning', path: 'indicators[5].value', why: '满意度没有≥' },
      ],
    },
    {
      table: 3,
      project: '大学生见',
      problems: [
        { rule: 'R15', severity: 'error', path: 'budgetNarrative', why: '预算数2.5与1.87不符' },
        { rule: 'R15', severity: 'error', path: 'budgetNarrative', why: '财政资金2.5与1.87不符' },
        { rule: 'R34', severity: 'warning', path: 'budgetNarrative', why: '两个汉字间有空格' },
        { rule: 'R50', severity: 'warning', path: 'goals', why: '目标抄自第4表' },
        { rule: 'R17', severity: 'error', path: 'indicators[3].value', why: '成本2.5高于预算1.87' },
        { rule: 'R39', severity: 'warning', path: 'indicators[3].value', why: '金额只写“万”，应写万元' },
        { rule: 'R43', severity: 'warning', path: 'indicators[4].value', why: '只有动词，没有等级' },
      ],
    },
    {
      table: 4,
      project: '建设项目',
      problems: [
        { rule: 'R34', severity: 'warning', path: 'budgetNarrative', why: '两个汉字间有空格' },
        { rule: 'R39', severity: 'warning', path: 'indicators[3].value', why: '金额只写“万”，应写万元' },
        { rule: 'R43', severity: 'warning', path: 'indicators[4].value', why: '只有动词，没有等级' },
      ],
    },
    {
      table: 5,
      project: '2019',
      problems: [
        { rule: 'R56', severity: 'warning', path: 'caption', why: '年份早于上一年' },
        { rule: 'R56', severity: 'warning', path: 'projectName', why: '年份早于上一年' },
        { rule: 'R56', severity: 'warning', path: 'budgetNarrative', why: '年份早于上一年' },
        { rule: 'R56', severity: 'warning', path: 'goals', why: '年份早于上一年' },
        { rule: 'R35', severity: 'warning', path: 'indicators[1].value', why: '不可能超过百分之百' },
        { rule: 'R43', severity: 'warning', path: 'indicators[4].value', why: '只有动词，没有等级' },
      ],
    },
    {
      table: 6,
      project: '区域气候',
      problems: [
        { rule: 'R34', severity: 'warning', path: 'budgetNarrative', why: '两个汉字间有空格' },
        { rule: 'R50', severity: 'warning', path: 'budgetNarrative', why: '用途抄自第4表' },
        { rule: 'R50', severity: 'warning', path: 'goals', why: '目标抄自第4表' },
        { rule: 'R39', severity: 'warning', path: 'indicators[3].value', why: '金额只写“万”，应写万元' },
        { rule: 'R43', severity: 'warning', path: 'indicators[4].value', why: '只有动词，没有等级' },
      ],
    },
    {
      table: 7,
      project: '社会团体',
      problems: [
        { rule: 'R34', severity: 'warning', path: 'budgetNarrative', why: '连续空格，句号前也有空格' },
        { rule: 'R39', severity: 'warning', path: 'indicators[0].value', why: '名称是个数，值是百分比' },
        { rule: 'R39', severity: 'warning', path: 'indicators[3].value', why: '金额只写“万”，应写万元' },
        { rule: 'R43', severity: 'warning', path: 'indicators[4].value', why: '只有动词，没有幅度或等级' },
      ],
    },
    {
      table: 8,
      project: '软件升级',
      problems: [
        { rule: 'R50', severity: 'warning', path: 'budgetNarrative', why: '用途抄自第1表' },
        { rule: 'R50', severity: 'warning', path: 'goals', why: '与第12表相同，两个项目都不贴合' },
        { rule: 'R35', severity: 'warning', path: 'indicators[1].value', why: '不可能超过百分之百' },
        { rule: 'R39', severity: 'warning', path: 'indicators[3].value', why: '金额只写“万”，应写万元' },
        { rule: 'R43', severity: 'warning', path: 'indicators[4].value', why: '只有动词，没有等级' },
      ],
    },
    {
      table: 9,
      project: '专项保洁',
      problems: [
        { rule: 'R39', severity: 'warning', path: 'indicators[3].value', why: '金额只写“万”，应写万元' },
        { rule: 'R43', severity: 'warning', path: 'indicators[4].value', why: '只有动词，没有等级' },
      ],
    },
    {
      table: 10,
      project: '专项水费',
      problems: [
        { rule: 'R59', severity: 'warning', path: '', why: '六行依据全是同一句' },
        { rule: 'R39', severity: 'warning', path: 'indicators[3].value', why: '金额只写“万”，应写万元' },
        { rule: 'R43', severity: 'warning', path: 'indicators[4].value', why: '只有动词，没有等级' },
      ],
    },
    {
      table: 11,
      project: '专项刊物',
      problems: [
        { rule: 'R35', severity: 'warning', path: 'indicators[1].value', why: '不可能超过百分之百' },
        { rule: 'R17', severity: 'error', path: 'indicators[3].value', why: '成本1高于预算0.50' },
        { rule: 'R39', severity: 'warning', path: 'indicators[3].value', why: '金额只写“万”，应写万元' },
        { rule: 'R43', severity: 'warning', path: 'indicators[4].value', why: '只有动词，没有等级' },
      ],
    },
    {
      table: 12,
      project: '审批文件',
      problems: [
        { rule: 'R50', severity: 'warning', path: 'goals', why: '与第8表相同，两个项目都不贴合' },
        { rule: 'R35', severity: 'warning', path: 'indicators[1].value', why: '不可能超过百分之百' },
        { rule: 'R39', severity: 'warning', path: 'indicators[3].value', why: '金额只写“万”，应写万元' },
        { rule: 'R43', severity: 'warning', path: 'indicators[4].value', why: '只有动词，没有等级' },
      ],
    },
  ],
};
