import { normaliseSigns, proposeUnits } from '../filing/complete-value.ts';
import { type IndicatorValue, readIndicatorValue } from '../filing/indicator-value.ts';
import { shorten } from '../filing/parse.ts';
import { isAfter, type Period, type Point } from '../filing/period.ts';
import type { Form } from '../form/form.ts';
import { directionOf, unitFinding } from './indicator-names.ts';
import type { TextFinding } from './text.ts';

export interface ValueAbout {
  name: string;
  level1: string;
  level2: string;
  period: Period | null;
  form: Form;
}

const SIGN = /^[≥≤><=]/;
const DIGIT = /[\d一二两三四五六七八九十百千万亿半]/;
const NOTHING = /^[\s\-—–_*/\\.。…×Xx]+$/;
const PLACEHOLDER = /[*_]|×{2,}|(?<![A-Za-z0-9])[Xx]{2,}(?![A-Za-z0-9])|待(?:填写|补充|定)|请(?:填写|输入|补充)/;
/** What may well be more than 100 %. */
const GROWTH = /(增长|增幅|增速|增加|提升|提高|超额|利润|收益|回报|同比|增值|贡献)/;
const TIME =
  /(\d|[一二两三四五六七八九十半每当本全])\s*个?(年|季|月|旬|周|星期|日|天|小时|时|分钟|分|秒|工作日|学期|次)|[年季月周]底|年末|月末|当[天日年月]|即时|实时|随时|全年|[\d]{4}[./-]\d{1,2}/;
const TIME_UNIT =
  /^(%|个?(年|季度?|月|旬|周|星期|日|天|小时|时|分钟|分|秒|工作日|学期|h|min)|次.*|.*\/(年|月|周|日|天))/;
const VERB =
  /^(有效|持续|不断|进一步|逐步|明显|显著|大力|切实|全面|稳步|按时|及时|按期|如期|准时|足额|按规定|按要求)?(提高|提升|降低|减少|增加|增强|增长|改善|改进|优化|完善|保障|保证|确保|促进|推动|推进|加强|维护|维持|保持|完成|实现|落实|规范|支持|带动|扩大|缩短|节约|到位|发放|支付|拨付|缴纳|开展)?(.{0,6})$/;
const GRADE =
  /^(非常|比较|基本|较|很|不)?(优秀?|良好?|优良|中等?|一?般|差|好|高|低|强|弱|大|小|明显|显著|健全|完善|满意|合格|达标|无|有|轻微|齐全|完整|规范|稳定|正常|合理|畅通|知晓|认可)$/;

/** R28–R33, R35–R43, R46, R47: an indicator's value. At most one finding says that it is no value at all. */
export function checkValue(typed: string, about: ValueAbout): TextFinding[] {
  const text = typed.normalize('NFKC').trim();
  const shown = shorten(typed);
  const one = (rule: string, message: string, becomes?: string): TextFinding[] => [
    { rule, message, ...(becomes !== undefined && becomes !== typed && { becomes }) },
  ];
  if (text === '') return one('R28', '指标值为空，请填写');
  if (NOTHING.test(text) || PLACEHOLDER.test(text)) return one('R32', `指标值“${shown}”是占位符，请填写实际的值`);
  if (/^(定量|定性)?\(?其他\)?[:：]?$|^定[量性]$/.test(text))
    return one('R33', `指标值只写了“${shown}”，请写明具体的值或分级`);
  const value = readIndicatorValue(normaliseSigns(typed));
  const spelling = checkSpelling(typed);
  if (value.number !== null) return [...checkNumber(value, typed, about), ...spelling];
  const signed = SIGN.test(normaliseSigns(text));
  if (signed && !dateIn(text)) return [...one('R29', `“${shown}”的符号后应是一个数，如“≥90%”`), ...spelling];
  return [...checkWord(text, shown, about), ...spelling];
}

/** R46, R47: one spelling for signs. */
function checkSpelling(typed: string): TextFinding[] {
  const signs = normaliseSigns(typed);
  if (signs !== typed) return [{ rule: 'R47', message: `“${shorten(typed)}”请写成“${signs}”`, becomes: signs }];
  const words = normaliseSigns(typed, { words: true });
  if (words !== typed) return [{ rule: 'R46', message: `“${shorten(typed)}”请写成“${words}”`, becomes: words }];
  return [];
}

function checkNumber(value: IndicatorValue, typed: string, about: ValueAbout): TextFinding[] {
  const { sign, unit } = value;
  const number = Number(value.number);
  const shown = shorten(typed);
  const found: TextFinding[] = [];
  const add = (rule: string, message: string, becomes?: string) =>
    found.push({ rule, message, ...(becomes !== undefined && becomes !== typed && { becomes }) });

  if (unit === '') {
    const rate = unitFinding(about.name, '', about.form.unitOfMoney)?.unit === '%' && number >= 1 && number <= 100;
    const becomes = rate ? `${typed.trim()}%` : undefined;
    const [example = becomes] = proposeUnits(about.form, [], about.name, typed);
    add('R30', `“${shown}”缺少计量单位，请补上，如${example ? `“${example}”` : ' 个、次、%'}`, becomes);
  } else {
    const fit = unitFinding(about.name, unit, about.form.unitOfMoney);
    const becomes = fit?.unit === '万元' && unit === '万' ? typed.trim().replace(/万$/, '万元') : undefined;
    if (fit) add('R39', `“${about.name}”的计量单位应为${fit.text}，“${shown}”请核对`, becomes);
  }
  const percent = unit.startsWith('%');
  const atLeast = sign === '≥' || sign === '>';
  const atMost = sign === '≤' || sign === '<';
  if (atMost && number === 0) add('R36', `“${shown}”不会小于零，请写成“=0${unit}”`, `=0${unit}`);
  if (percent && number === 100 && atLeast && !GROWTH.test(about.name))
    add('R35', `“${about.name}”最高为 100%，“${shown}”请写成“=100%”`, '=100%');
  if (percent && number > 100 && !GROWTH.test(about.name) && !/完成率$/.test(about.name))
    add('R37', `“${about.name}”不会超过 100%，“${shown}”请核对`);
  const satisfaction = about.level1 === '满意度指标';
  if (satisfaction) {
    const becomes = percent && sign === null && number < 100 ? `≥${typed.trim()}` : undefined;
    if (!percent || !atLeast) add('R41', `满意度请写成“≥百分数”，如“${becomes ?? '≥90%'}”`, becomes);
  } else checkDirection(value, about, shown, typed, add);
  if (about.level2 === '时效指标' && unit !== '' && !TIME_UNIT.test(unit) && !TIME.test(typed))
    add('R42', `时效指标“${shown}”没有说明时间，请写期限、日期或及时率`);
  if (sign === null && !found.some(({ rule }) => rule === 'R38' || rule === 'R41'))
    add('R31', `“${shown}”没有比较符号，将按等于理解；如为下限请写“≥”，上限请写“≤”`);
  return [...found, ...lateDate(typed, about)];
}

/** R38. */
function checkDirection(
  { sign, number, unit }: IndicatorValue,
  { name }: ValueAbout,
  shown: string,
  typed: string,
  add: (rule: string, message: string, becomes?: string) => void,
): void {
  const direction = directionOf(name);
  const isZero = Number(number) === 0;
  const full = unit.startsWith('%') && Number(number) >= 100;
  const bare = sign === null;
  if (direction === 'down' && !isZero && sign !== '≤' && sign !== '<')
    add('R38', `“${name}”越低越好，“${shown}”请写成“≤”`, bare ? `≤${typed.trim()}` : undefined);
  if (direction === 'cost' && (sign === '≥' || sign === '>'))
    add('R38', `“${name}”是要控制的支出，“${shown}”请写成“≤”`);
  if (direction === 'up' && !full && sign !== '≥' && sign !== '>')
    add('R38', `“${name}”越高越好，“${shown}”请写成“≥”`, bare ? `≥${typed.trim()}` : undefined);
}

function checkWord(text: string, shown: string, about: ValueAbout): TextFinding[] {
  if (about.level2 === '数量指标' && !DIGIT.test(text))
    return [{ rule: 'R40', message: `数量指标“${shown}”没有数，请写成“≥30个”的样子` }];
  if (about.level1 === '满意度指标')
    return [{ rule: 'R41', message: `满意度请写成“≥百分数”，如“≥90%”；现为“${shown}”` }];
  const late = lateDate(text, about);
  if (late.length > 0) return late;
  const said = /^[^、，,/;；|]*/.exec(text)?.[0] ?? text;
  const lonely = !GRADE.test(said) && !DIGIT.test(text);
  if (about.level2 === '时效指标' && !TIME.test(text)) {
    const verb = VERB.exec(text);
    const rule = verb && (verb[1] || verb[2]) ? 'R43' : 'R42';
    const message =
      rule === 'R43'
        ? `“${shown}”没有说明时限，请写期限或日期，如“2026年6月前”，或及时率“=100%”`
        : `时效指标“${shown}”没有说明时间，请写期限、日期或及时率`;
    return [{ rule, message }];
  }
  if (about.level2 === '时效指标' || about.level2 === '数量指标' || !lonely) return [];
  return [{ rule: 'R43', message: `“${shown}”没有说明程度，请改为分级（如 优/良/中/差），或写明基数和幅度` }];
}

/** R42: what is promised for a date must come before the project ends. */
function lateDate(text: string, { level2, period }: ValueAbout): TextFinding[] {
  const date = level2 === '时效指标' && period ? dateIn(text) : null;
  if (!date || !period || !isAfter(date, period)) return [];
  return [{ rule: 'R42', severity: 'error', message: `“${shorten(text)}”晚于实施期的结束，请核对` }];
}

function dateIn(text: string): Point | null {
  const plain = text.normalize('NFKC').replace(/\s+/g, '');
  const found = /(\d{4})[年./-](\d{1,2})(?:[月./-](\d{1,2}))?/.exec(plain);
  if (!found) return null;
  const [month, day] = [Number(found[2]), found[3] === undefined ? null : Number(found[3])];
  return month >= 1 && month <= 12 ? { year: Number(found[1]), month, day } : null;
}
