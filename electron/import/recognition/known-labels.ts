import { fold } from '../../../shared/form/fold.ts';
import type { Form } from '../../../shared/form/form.ts';
import { mapForm } from './form-map.ts';

/**
 * Labels that forms of budget performance print, whether or not the catalogue has the form: taken from published tables
 * of 12 provinces, 财预〔2015〕88号, 财预〔2019〕136号 and 财预〔2020〕10号. A text of these is never a value. A label
 * of a catalogue form that stands here too does not tell that form from others.
 */
const PRINTED = `
项目名称 项目编码 项目代码 项目负责人 联系电话 联系人 项目属性 项目性质 项目类型 项目分类 项目起止时间 起止时间 项目期 项目周期
建设周期 计划开始日期 计划完成日期 开始时间 完成时间 项目概况 项目总体概况 项目审批 项目基本情况 项目基本信息 项目内容 项目依据
主管部门 主管部门及代码 主管部门及编码 主管部门编码 主管部门名称 业务主管部门 实施单位 实施单位(盖章) 项目单位 项目实施单位
预算单位 预算单位名称 部门名称 部门(单位)名称 单位负责人 财务负责人 填报人 填表人 审核人 填报日期 填报单位负责人 报表编号
资金情况(万元) 项目资金(万元) 项目资金 项目资金申请(万元) 资金总额 项目资金总额 项目总预算 中期资金总额 年度资金总额
年度资金申请总额 当年资金总额 资金总额及构成 其中:财政拨款 财政拨款 其中:财政资金 财政资金 其中:当年财政拨款 当年财政拨款
其中:本年财政拨款 本年财政拨款 上年结转资金 上年结转 其他资金 当年其他资金 年度其他资金 其中:其他资金 其中:其它资金 其它资金
财政专户管理资金 单位资金 自有资金 事业收入 经营性收入 财政资金预算分类 财政资金科目代码 当年年度预算 年度预算数(万元)
年初预算数 全年预算数 全年执行数 年初预算 调整后预算数 预算执行数 预算执行率 年度预算执行率 执行率 全年预计执行数 预算执行情况
分值 得分 权重 扣分 总分 原因 备注 合计 金额合计 评分标准 指标解释 指标说明 评价结论 存在问题 改进措施 其他说明的问题 审核意见
总体目标 年度总体目标 中期目标 年度目标 长期目标 项目总目标 预期目标 实际完成情况 项目绩效目标 绩效目标 年度绩效目标
年度主要目标和成果 项目年度目标 年度目标完成情况 项目年度目标完成情况 项目实施内容及过程概述 单位职能概述 部门职能概述
项目立项情况 项目立项的依据 项目申报的可行性 项目申报的必要性 项目实施进度计划 项目实施内容 年度主要任务 任务名称 主要内容
预算金额(万元) 绩效指标 年度绩效指标 长期绩效指标 绩效项目指标表 一级指标 二级指标 三级指标 一级绩效指标 二级绩效指标
三级绩效指标 三级指标名称 指标名称 指标内容 指标值 年度指标值 目标值 实际完成值 完成值 全年完成值 上年指标值 前年指标值
指标性质 指标方向 度量单位 计量单位 运算符号 计算符号 偏差原因分析 偏差原因分析及改进措施 未完成原因分析 完成目标可能性
负责人 经办人 项目联系人 联系人及电话 联系人及联系电话 填报人及联系电话 手机 手机号码 电话 地址 单位地址 邮编 邮政编码 法定代表人 单位性质
单位编码 单位代码 单位规格 资金来源 经费来源 资金性质 预算科目 功能科目 经济科目 项目级次 项目等级 项目状态 项目大类 一级项目名称
二级项目名称 立项依据 项目立项依据 项目背景 项目目标 实施方案 项目实施方案 测算依据 预算测算依据 保障措施 保障措施及条件 预算年度 项目年度
金额单位 项目地点 建设地点 建设内容 建设规模 受益对象 预算级次 业务科室 归口科室 主管科室 行业主管部门 编制日期 审核日期 填表日期
项目开始日期 项目完成日期 项目开始时间 项目结束时间 开始日期 结束日期 完成日期 是否政府采购 政府采购金额 上年预算数 本年预算数 本年预算
经费保障 制度保障 人员保障 硬件条件保障 原因说明 确定能 有可能 完全不可能 指标值确定依据
`;

/** Folded. */
export const PRINTED_LABELS: ReadonlySet<string> = new Set(PRINTED.trim().split(/\s+/).map(fold));

const known = new WeakMap<readonly Form[], ReadonlySet<string>>();

/** Folded texts that are a label of one of the forms, or that forms are known to print. */
export function knownLabels(forms: readonly Form[]): ReadonlySet<string> {
  const done = known.get(forms);
  if (done) return done;
  const labels = new Set(PRINTED_LABELS);
  for (const map of forms.map(mapForm)) {
    // Other wordings of a label over others (市财政局: 县财政局) are met as values too.
    for (const { texts, own, under, values } of map.body.flatMap((row) => row.labels))
      for (const text of under !== null || values.some(({ slot }) => slot !== null) ? texts : own) labels.add(text);
    for (const text of map.columnTexts) labels.add(text);
  }
  known.set(forms, labels);
  return labels;
}

/** What stands first or last where there is something to take off. */
const AROUND = /^[\d一二三四五六七八九十]|[\d分)]$/;

/** Labels printed with a number before or a remark of points behind: `1.项目年度目标`, `预算执行情况(10分)`. */
export function bareLabel(folded: string): string {
  if (!AROUND.test(folded)) return folded;
  return folded.replace(/^(?:\d{1,2}|[一二三四五六七八九十]{1,2})[.、]/, '').replace(/\(?\d{1,3}分?\)?$/, '');
}
