import { readIndicatorValue } from '../filing/indicator-value.ts';
import { shorten } from '../filing/parse.ts';
import { cutWord } from './cut.ts';
import { endsWell } from './name-ends.ts';
import { bare, coreName } from './subject.ts';
import type { TextFinding } from './text.ts';
import { isUnit, targetIn } from './units.ts';

/** What templates print before a name: 指标1：, 三级指标①. */
const NUMBERED = /^\s*(?:[一二三]级)?指标\s*(?:\d{1,2}|[①-⑳]|[一二三四五六七八九十]{1,2})\s*(?:[:：.．、]\s*|\s+|$)/;

/** R24–R26, R55: the name of an indicator. `value` is what its row promises. */
export function checkName(
  text: string,
  value: string,
  limits: { advised: number; most: number } | undefined,
): TextFinding[] {
  const { advised, most } = limits ?? { advised: Number.POSITIVE_INFINITY, most: Number.POSITIVE_INFINITY };
  const name = text.trim();
  const rest = name.replace(NUMBERED, '');
  if (rest === '') return [{ rule: 'R24', message: '三级指标为空，请填写名称' }];
  if (rest !== name)
    return [
      {
        rule: 'R55',
        severity: 'warning',
        message: `三级指标“${shorten(name)}”留着表样的“${name.slice(0, name.length - rest.length).trim()}”，请删去`,
        becomes: rest,
      },
    ];
  if (isNoName(name)) return [{ rule: 'R24', message: `三级指标“${shorten(name)}”只是数或符号，请写明名称` }];
  const length = [...name].length;
  if (length > most) return [{ rule: 'R24', message: `三级指标有 ${length} 字，超过 ${most} 字，请改短` }];
  const found: TextFinding[] = [];
  if (length > advised || /[，,。；;]/.test(name))
    found.push({
      rule: 'R25',
      message: `三级指标${length > advised ? `有 ${length} 字` : '像一句话'}，请改为简短的名称（${advised} 字以内）`,
    });
  const cut = cutWord(name);
  if (cut) found.push({ rule: 'R26', message: `三级指标“…${name.slice(-4)}”似乎被截断（${cut}？），请补全` });
  else if (!endsWell(name))
    found.push({
      rule: 'R26',
      severity: 'hint',
      message: `三级指标的末尾“…${[...name].slice(-4).join('')}”不像完整的词，如被截断请补全`,
    });
  return [...found, ...checkTarget(name, value)];
}

/** 88, ≥95%, 3台, ——: a value or a stroke in the place of a name. */
function isNoName(name: string): boolean {
  if (!/\p{L}/u.test(name)) return true;
  if (!/[\d０-９]/.test(name)) return false;
  const { number, unit } = readIndicatorValue(name);
  return number !== null && isUnit(unit);
}

/**
 * R25: what is to be reached belongs into the value, not into the name (变压器3台; 新建1290.3平方米冷库,
 * ≥1290.3平方米).
 */
function checkTarget(name: string, value: string): TextFinding[] {
  if (!/[\d０-９]/.test(name)) return [];
  const target = targetIn(bracketless(name));
  const { number, unit } = readIndicatorValue(value);
  const promised = number !== null && unit !== '' && isUnit(unit) ? `${number}${unit}` : '';
  const at = promised === '' ? -1 : name.normalize('NFKC').indexOf(promised);
  const inside = at >= 0 && !/[\d.]/.test(name.normalize('NFKC')[at - 1] ?? '');
  const text = target?.text ?? (inside ? promised : '');
  return text === ''
    ? []
    : [{ rule: 'R25', message: `三级指标“${shorten(name)}”里写了指标值“${text}”，请只在指标值一栏写` }];
}

function bracketless(name: string): string {
  return name
    .normalize('NFKC')
    .replace(/\s+/g, '')
    .replace(/\([^()]*\)$/, '');
}

/** What is better low where it is counted as such (故障率, 安全事故数). */
const BAD =
  '(故障|事故|事件|火灾|投诉|差错|错误|失误|返工|返修|违规|违法|违纪|超支|退货|死亡|伤亡|处罚|滞纳|漏报|误报|中断|停机|流失|损坏|破损)';
const BAD_COUNT = new RegExp(`${BAD}(发生|起|总)?(率|数|数量|次数|件数|起数|金额|时间|时长)$`);
/** What is done about something bad, or with it: 事故应急演练次数, 违法案件查处数. */
const DEALING =
  /(办理|查办|审理|查处|拆除|演练|排查|化解|结案|回访|纠正|修正|登记|公开|整治|处理|处置|办结|整改|解决|控制|回复|受理|援助|调解|检查|巡查|监测|上报|报告|预防|防范|抢修|维修|修复|降低|下降|减少|节约|救助|培训|宣传)/;
const DURATION = /(处理|响应|处置|办理|等待|修复|应急|恢复|审批)[^率]{0,4}(时间|时长|时限|天数)$/;
const GOOD =
  /(合格|覆盖|及时|准确|达标|满意|正常|正常使用|完好|合规|规范|普及|知晓|完成|优良|参训|利用)率$|(满意|准确)度$/;
const COST = /(成本|支出|费用|超支额)$/;
const SAVING = /(节约|减少|降低|压减|带动|拉动|促进|增加|公共预算)/;

/**
 * Which way is better by an indicator's name (R38): `cost` may be a bare amount too. Null when the name does not tell.
 */
export function directionOf(name: string): 'up' | 'down' | 'cost' | null {
  const plain = coreName(name);
  if (GOOD.test(plain)) return 'up';
  if (DURATION.test(plain)) return 'down';
  if (BAD_COUNT.test(plain)) return DEALING.test(bare(name)) ? null : 'down';
  return COST.test(plain) && !SAVING.test(plain) ? 'cost' : null;
}

/** Whether zero of it is the best there can be, so that ≤0 says no more than =0 (R36). */
export function isCountOfBad(name: string): boolean {
  return BAD_COUNT.test(coreName(name));
}

/** What may well be more than 100 %. */
const BEYOND =
  /(增长|增幅|增速|增加|提升|提高|超额|利润|收益|回报|同比|增值|贡献|完成率|完成度|执行率|负债|债务|杠杆|拨备|偿付|流动比|速动比|入学率|充足率|供求|产能|产销|投入产出)/;

/** Whether a percentage of this name can exceed 100 (R35, R37). */
export function mayExceed(name: string): boolean {
  return BEYOND.test(bare(name));
}

interface Unit {
  /** The usual unit. */
  unit: string;
  /** The units that fit, for the message. */
  text: string;
}

/** Words that end in 率 but are no percentage: 频率, 周转率, 分辨率, 容积率, and rates per 100,000. */
const RATE =
  /(?<!频|功|速|汇|税|费|效|利|密|心|概|斜|周转|分辨|采样|帧|容积|生育|发病|患病|死亡|出生|折旧|比|存栏|码)率$|(满意|认可|知晓|覆盖|准确|契合|达标)度$|(比例|占比|比重)$/;
const MONEY = /(金额|成本|支出|费用|(?<!免|消|浪|收|缴|付|减)费|经费|资金|税额|款额|总额|补助额|控制数|收入)$/;
/** Whether a name says an amount of money. */
export function isMoney(name: string): boolean {
  return MONEY.test(coreName(name));
}

/** What is money when it is said to be counted in pieces: 项目总投资 8个. */
const MONEY_TOO =
  /(投资|投入|预算|造价|工资|薪酬|补贴|奖金|租金|产值|利润|营业额|销售额|税收|税费|贷款|债务|拨款|资金|经费|费用|成本)(总?量|总?数量?|规模|额度)?$/;
const FITS: [name: RegExp, fits: RegExp, unit: string, text: string][] = [
  [RATE, /^(%|‰|个?百分点|分|倍)|[/:]/, '%', '%'],
  [/人数$/, /^(多|余)?(亿|万|千|百)?(余)?(人|名|位)/, '人', '人、人次'],
  [/人次数?$/, /^(多|余)?(亿|万|千|百)?(余)?人次/, '人次', '人次'],
  [/(?<!人|批|频|场|班|期)次数$/, /次|场|回|期|轮|遍/, '次', '次'],
  [/年限$/, /^(年|个?月)/, '年', '年'],
  [/面积$/, /平方|[㎡²]|m2|亩|公顷|顷|km|平米|平$/, '平方米', '平方米、亩'],
  [/(长度|里程)$/, /米|里|km|^m$|延米/i, '米', '米、公里'],
  [/天数$/, /天|日/, '天', '天'],
];
const COUNT = /(?<![指系分倍参基函对少多岁度])数量?$/;

/**
 * The unit that an indicator of this name has, when `unit` does not fit it (R39); null when it does or nobody knows.
 */
export function unitFinding(name: string, unit: string, unitOfMoney: string): Unit | null {
  const plain = coreName(name);
  for (const [of, fits, usual, text] of FITS) if (of.test(plain)) return fits.test(unit) ? null : { unit: usual, text };
  if (MONEY.test(plain)) return /元/.test(unit) || /%/.test(unit) ? null : { unit: unitOfMoney, text: '元或万元' };
  if (MONEY_TOO.test(plain) && /^(个|只|台|套|件)$/.test(unit)) return { unit: unitOfMoney, text: '元或万元' };
  return COUNT.test(plain) && unit.startsWith('%') ? { unit: '个', text: '个、次、家等，不是 %' } : null;
}

/** Names of what is counted in nothing: 利用系数, PUE, 性别比. */
const PURE = /(系数|指数|PUE|pH|比|比值|容积率|倍数|等级|级数|密度|生育率)$/i;

/** Whether a value of this name needs no unit (R30). */
export function isPure(name: string): boolean {
  return PURE.test(bare(name.replace(/[(（].*[)）]$/, ''))) || PURE.test(bare(name));
}

/** A share of which only % can be the unit: 合格率, 满意度. */
export function isShare(name: string): boolean {
  return /(合格|满意|覆盖|及时|准确|完成|达标)(率|度)$/.test(coreName(name));
}

/** The unit that a name gives in brackets at its end (补贴标准（元/人）, 任务完成时限(月)), or ''. */
export function unitInName(name: string): string {
  const inside = /[(（[【]([^()（）[\]【】\d]{1,10})[)）\]】]$/.exec(name.trim())?.[1] ?? '';
  return isUnit(inside) ? inside : '';
}
