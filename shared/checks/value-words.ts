import type { TextFinding } from './text.ts';
import type { ValueAbout } from './value-about.ts';
import { checkDate } from './value-dates.ts';

/** What costs society or nature is said in words (101号): 对公众的影响. */
const NO_MONEY = /影响|社会成本|生态|环境|污染|排放|能耗|率$|度$/;

/** 一 in these counts nothing. */
const IDLE = /进一步|一定|统一|一批|万无一失|一般|一致|一体|一律|一切|第一时间/g;
const NUMERAL = /[\d一二两三四五六七八九十百千万亿半]/;

/** Whether a value says a number, in digits or in words (每日两次). */
export function hasNumber(text: string): boolean {
  return NUMERAL.test(text.normalize('NFKC').replace(IDLE, ''));
}

const TIME =
  /(\d|[一二两三四五六七八九十半每当本全])\s*个?(年|季|月|旬|周|星期|日|天|小时|时|分钟|分|秒|工作日|自然日|学期|学时|课时|次)|[按][年季月周日天]|(?<![时期])[年季月周]内|[年季月周]底|年末|月末|季末|汛期|寒假|暑假|开学|当[天日年月]|即时|实时|随时|全年|长期|常年|\d{1,2}:\d\d|\d{4}[./-]\d{1,2}|\d{1,2}\.\d{1,2}前/;
const VERB =
  /^(有效|持续|不断|进一步|逐步|明显|显著|大力|切实|全面|稳步|按时|及时|按期|如期|准时|足额|按规定|按要求)?(提高|提升|降低|减少|增加|增强|增长|改善|改进|优化|完善|保障|保证|确保|促进|推动|推进|加强|维护|维持|保持|完成|实现|落实|规范|支持|带动|扩大|缩短|节约|到位|发放|支付|拨付|缴纳|开展)?(.{0,6})$/;
const GRADE =
  /^(非常|比较|基本|较|很|不)?(优秀?|良好?|优良|中等?|一?般|差|好|高|低|强|弱|大|小|明显|显著|健全|完善|满意|合格|达标|无|有|是|否|齐全|完整|规范|稳定|正常|合理|畅通|知晓|认可|充分|通过|永久|长期|全覆盖|安全|可持续|轻微|建立健全)(及?以上)?$/;
/** Values that say how far without being a grade: 零事故, 达到国家标准, Ⅲ类, 甲级, 中抗以上. */
const STANDARD =
  /^(零|无|不超|未发生)|^(达到?|符合|满足|优于).{2,}|(级|类|等|标准|要求|水平)(及?以上)?$|.及?以上$|^通过.{2,}/;

/** R40–R43 of a value in words. */
export function checkWord(text: string, shown: string, about: ValueAbout): TextFinding[] {
  const { level1, level2, period } = about;
  if (level2 === 'quantity' && !hasNumber(text))
    return [{ rule: 'R40', message: `数量指标“${shown}”没有数，请写成“≥30个”的样子` }];
  if (level1 === 'satisfaction') return [{ rule: 'R41', message: `满意度请写成“≥百分数”，如“≥90%”；现为“${shown}”` }];
  if (level2 === 'timeliness') return [...checkDate(text, period), ...checkTime(text, shown, about)];
  const first = /^[^、，,/;；|]*/.exec(text)?.[0] ?? text;
  if (level2 === 'quantity' || hasNumber(text) || GRADE.test(first) || STANDARD.test(text)) return [];
  if ((level2 === 'cost' || level1 === 'cost') && !NO_MONEY.test(about.name))
    return [{ rule: 'R43', message: `成本指标“${shown}”没有金额，请写明金额，如“≤10${about.form.unitOfMoney}”` }];
  return [{ rule: 'R43', message: `“${shown}”没有说明程度，请改为分级（如 优/良/中/差），或写明基数和幅度` }];
}

function checkTime(text: string, shown: string, { period }: ValueAbout): TextFinding[] {
  if (TIME.test(text)) return [];
  const verb = VERB.exec(text);
  if (!verb || !(verb[1] || verb[2]))
    return [{ rule: 'R42', message: `时效指标“${shown}”没有说明时间，请写期限、日期或及时率` }];
  const date = period ? `${period.end.year}年${period.end.month ?? 12}月底前` : '12月底前';
  return [{ rule: 'R43', message: `“${shown}”没有说明时限，请写期限或日期，如“${date}”，或及时率“=100%”` }];
}

const TIME_UNIT =
  /^(%|个?(年|季度?|月|旬|周|星期|日|天|小时|时|分钟|分|秒|毫秒|工作日|自然日|学期|学时|课时|h|min|ms|s)|次.*|.*\/(年|月|周|日|天))/;

/** Whether a number with this unit says a time, in a row of 时效指标. */
export function isTime(unit: string, typed: string): boolean {
  return unit === '' || TIME_UNIT.test(unit) || TIME.test(typed);
}
