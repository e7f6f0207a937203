import type { Severity } from '../problem.ts';

/** One rule of the review (审核规则). */
export interface Rule {
  id: string;
  title: string;
  /** Who says so: the number of a document, or 常见退回原因 where it is what reviewers send tables back for. */
  source: string;
  /** What it is unless the form says otherwise (`form.checks.severity`). */
  severity: Severity;
  /** Whether it asks for values that a new table does not have yet: they are 待填 until the table is judged. */
  toFill: boolean;
}

const COMPLETE = '财预〔2015〕88号 审核表“规范完整性”';
const CLEAR = '财预〔2015〕88号 审核表“明确清晰性”';
const FUNDING = '财预〔2015〕88号 审核表“资金匹配性”';
const SCIENCE = '财预〔2015〕88号 审核表“指标科学性”';
const COMMON = '常见退回原因';
const GUIDE = '财预〔2021〕101号';
const SELF = '财预〔2020〕10号';
const MONITOR = '财预〔2019〕136号';
const MODEL = '表样的填写要求';

const table: [id: string, severity: Severity, title: string, source: string][] = [
  ['R01', 'error', '项目名称已填写', COMPLETE],
  ['R02', 'error', '主管部门、实施单位已填写', COMPLETE],
  ['R03', 'error', '绩效目标已填写', COMPLETE],
  ['R04', 'warning', '绩效目标长短适当', CLEAR],
  ['R05', 'error', '实施期能读懂，起止不颠倒', COMPLETE],
  ['R06', 'error', '实施期包含预算年度', COMPLETE],
  ['R07', 'warning', '实施期写法统一', COMMON],
  ['R08', 'error', '实施期金额等于各项之和', FUNDING],
  ['R09', 'error', '年度金额等于各项之和', FUNDING],
  ['R10', 'error', '实施期金额与年度金额相符', FUNDING],
  ['R11', 'error', '金额是规范的数字', COMPLETE],
  ['R12', 'hint', '金额不带千分位', MODEL],
  ['R13', 'hint', '其他资金写 0 还是留空前后一致', COMMON],
  ['R14', 'error', '预算数等于各项之和', FUNDING],
  ['R15', 'error', '资金用途中的金额与单元格一致', COMMON],
  ['R16', 'error', '资金支出计划逐期累计到 100%', MODEL],
  ['R17', 'error', '成本指标不超过预算数', FUNDING],
  ['R18', 'error', '元与万元不混用', COMMON],
  ['R19', 'error', '必需的一级指标齐全', `${GUIDE}；中发〔2018〕34号`],
  ['R20', 'warning', '产出指标的各二级指标齐全', SCIENCE],
  ['R21', 'warning', '建设、修缮、购置类项目有成本指标', GUIDE],
  ['R22', 'error', '二级指标属于其一级指标', COMPLETE],
  ['R23', 'warning', '指标级别用规定的名称', COMPLETE],
  ['R24', 'error', '三级指标名称已填写，不过长', COMPLETE],
  ['R25', 'warning', '三级指标名称简短，不是一句话', SCIENCE],
  ['R26', 'warning', '文字没有被截断', COMMON],
  ['R27', 'error', '三级指标不重复', COMMON],
  ['R28', 'error', '指标值已填写', COMPLETE],
  ['R29', 'error', '比较符号后是一个数', GUIDE],
  ['R30', 'error', '数值有计量单位', COMMON],
  ['R31', 'warning', '数值前有比较符号', GUIDE],
  ['R32', 'error', '指标值没有占位符', COMMON],
  ['R33', 'error', '定性、其他类指标写明指标值', COMMON],
  ['R34', 'warning', '没有多余的空格', COMMON],
  ['R35', 'warning', '最高为 100% 的指标不写“≥100%”', COMMON],
  ['R36', 'warning', '不会小于零的指标不写“≤0”', COMMON],
  ['R37', 'warning', '比率不超过 100%', COMMON],
  ['R38', 'warning', '比较方向与指标名称相符', COMMON],
  ['R39', 'warning', '计量单位与指标名称相符', COMMON],
  ['R40', 'error', '数量指标有数', SCIENCE],
  ['R41', 'warning', '满意度写成“≥百分数”', GUIDE],
  ['R42', 'warning', '时效指标写明时间', SCIENCE],
  ['R43', 'warning', '定性指标分级分档', GUIDE],
  ['R44', 'hint', '以定量指标为主', GUIDE],
  ['R45', 'hint', '指标数量适中', SCIENCE],
  ['R46', 'hint', '用符号代替“以上”“不超过”', MODEL],
  ['R47', 'hint', '符号写法统一', MODEL],
  ['R48', 'error', '权重之和符合规定', GUIDE],
  ['R49', 'warning', '一级指标权重符合分配方案', GUIDE],
  ['R50', 'warning', '绩效目标不与其他项目雷同', COMMON],
  ['R51', 'warning', '分条目标不重复', COMMON],
  ['R52', 'warning', '目标中的数与单元格一致', COMMON],
  ['R53', 'hint', '目标写的是本项目', COMMON],
  ['R54', 'warning', '项目编码规范，不写在项目名称里', COMMON],
  ['R55', 'error', '没有未替换的占位文字', COMMON],
  ['R56', 'warning', '年份与预算年度相符', COMMON],
  ['R57', 'hint', '标点规范', COMMON],
  ['R58', 'error', '实施期目标和年度目标都已填写', COMPLETE],
  ['R59', 'warning', '指标值确定依据具体', SCIENCE],
  ['R60', 'warning', '系统固定指标未改动', MODEL],
  ['R61', 'warning', '各项目金额之和等于批复总额', COMMON],
  ['R62', 'warning', '同一项目只有一张表', COMMON],
  ['R63', 'error', '自评的完成情况填写完整', SELF],
  ['R64', 'error', '监控的执行情况和完成目标可能性填写完整', MONITOR],
  ['R65', 'warning', '表头完整', COMPLETE],
  ['R66', 'warning', '每个字都能打印', '软件所带的字体'],
  ['R67', 'hint', '绩效目标写明结果', CLEAR],
  ['R68', 'error', '明细表各行填写完整', MODEL],
  ['R69', 'error', '数、百分比、日期和选项写法规范', MODEL],
  ['R70', 'error', '得分不超过分值', SELF],
  ['R71', 'error', '未达到目标的写明偏差原因', SELF],
  ['R72', 'error', '人工改动的得分写明理由', SELF],
  ['R73', 'warning', '远超目标的写明原因', SELF],
  ['R74', 'error', '预算执行率偏低的写明原因', SELF],
  ['R75', 'error', '总分不超过预算执行率对应的上限', '地方项目支出绩效自评办法'],
  ['R76', 'warning', '执行数不超过预算数', `${SELF}；${MONITOR}`],
];

/** The rules that ask for something to be filled in. */
const TO_FILL = new Set(
  'R01 R02 R03 R05 R08 R09 R14 R16 R19 R23 R24 R28 R48 R58 R59 R63 R64 R65 R68 R71 R72'.split(' '),
);

const rules: ReadonlyMap<string, Rule> = new Map(
  table.map(([id, severity, title, source]) => [id, { id, severity, title, source, toFill: TO_FILL.has(id) }]),
);

/** Every rule, in order. */
export const allRules: readonly Rule[] = [...rules.values()];

/** The rule of a problem; null for what reading and printing found. */
export function ruleOf(id: string): Rule | null {
  return rules.get(id) ?? null;
}
