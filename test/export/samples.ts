import type { Filing } from '../../shared/filing/filing.ts';

/** Filled-in forms written for these tests, as a budget unit would hand them in. */
export const dalianSample: Filing = {
  form: 'dalian-project',
  version: '2023',
  sections: ['attributes'],
  values: {
    fiscalYear: '2024',
    filingUnit: '海湾区政务服务中心',
    projectName: '办事大厅叫号系统更新',
    implementationPeriod: '2024年1月至2025年12月',
    supervisingDepartment: '海湾区行政审批局',
    implementingUnit: '海湾区政务服务中心',
    projectAttribute: '新增项目',
    projectCategory: '其他运转类',
    'periodFunding.total': '86.35',
    'periodFunding.fiscal': '80',
    'periodFunding.other': '6.35',
    'annualFunding.total': '42.5',
    'annualFunding.fiscal': '42.5',
    'annualFunding.other': '',
    periodGoal:
      '目标1：两年内更换大厅全部叫号终端，使窗口叫号、评价与统计合为一体。\n目标2：建立终端巡检制度，故障当日修复，群众平均等候时间比上年缩短三分之一。',
    annualGoal: '完成一楼 12 个窗口的终端更换并投入使用，培训窗口人员，“一窗受理”事项全部纳入叫号系统。',
  },
  indicators: [
    { level1: '产出指标', level2: '数量指标', level3: '更换叫号终端数量', value: '≥12台' },
    { level1: '产出指标', level2: '数量指标', level3: '培训窗口人员', value: '36人次' },
    { level1: '产出指标', level2: '质量指标', level3: '设备验收合格率', value: '100%' },
    { level1: '产出指标', level2: '时效指标', level3: '终端安装完成时间', value: '2024年9月30日之前' },
    { level1: '效益指标', level2: '社会效益指标', level3: '群众平均等候时间（含取号、补正材料与二次排队的时间）', value: '≤15分钟' },
    { level1: '效益指标', level2: '可持续影响指标', level3: '设备使用年限', value: '=8年' },
    { level1: '满意度指标', level2: '服务对象满意度指标', level3: '办事群众满意度', value: '95%以上' },
  ],
};

export const hebeiSample: Filing = {
  form: 'hebei-project',
  version: '2021',
  sections: [],
  values: {
    fiscalYear: '2021',
    number: '3',
    caption: '档案库房恒温设备维护费',
    unitCode: '618002',
    unitName: '临河区档案馆（本级）',
    projectCode: '130399211A0Q7XK35MZLT',
    projectName: '档案库房恒温设备维护费',
    'budget.total': '18.60',
    'budget.fiscal': '18.00',
    'budget.other': '0.60',
    budgetNarrative: '预算数 18.60 万元，用于库房恒温恒湿机组的年度保养、滤网更换和应急抢修。',
    'spendingPlan.march': '20.00%',
    'spendingPlan.june': '45.50%',
    'spendingPlan.october': '80.00%',
    'spendingPlan.december': '100.00%',
    goals: '1.全年库房温度保持在 14℃～24℃，相对湿度 45%～60%。\n2.机组故障 4 小时内到场，馆藏档案无受潮、霉变。',
  },
  indicators: [
    { level1: '产出指标', level2: '数量指标', level3: '保养机组', description: '全年保养的恒温恒湿机组台次', value: '24台次', basis: '维护合同' },
    { level1: '产出指标', level2: '质量指标', level3: '温湿度达标率', description: '库房温湿度记录在标准内的天数占比', value: '≥98%', basis: '行业规范' },
    { level1: '产出指标', level2: '成本指标', level3: '项目成本控制率', description: '实际支出与预算的比', value: '＝100%', basis: '预算批复' },
    { level1: '效益指标', level2: '社会效益指标', level3: '档案完好率', description: '抽查案卷中完好者所占比例', value: '良好', basis: '历年数据' },
    { level1: '满意度指标', level2: '服务对象满意度指标', level3: '查档群众满意度', description: '问卷中满意和基本满意的比例', value: '90%以上', basis: '问卷调查' },
  ],
};
