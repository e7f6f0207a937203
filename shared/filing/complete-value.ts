import type { Form } from '../form/form.ts';
import type { Filing } from './filing.ts';
import { halfWidth } from './half-width.ts';
import { readIndicatorValue } from './indicator-value.ts';

/** The glyph of each spelling of a sign, the same as in `IndicatorValue.sign`. */
const SIGNS: Record<string, string> = {
  '≥': '≥',
  '>=': '≥',
  '=>': '≥',
  '≧': '≥',
  '⩾': '≥',
  '≤': '≤',
  '<=': '≤',
  '=<': '≤',
  '≦': '≤',
  '⩽': '≤',
  '>': '>',
  '<': '<',
  '=': '=',
};
const SIGN = '[>＞][=＝]|[=＝][>＞]|[<＜][=＝]|[=＝][<＜]|[≥≧⩾≤≦⩽>＞<＜=＝]';
const ALONE = ['(?<![≥≧⩾≤≦⩽>＞<＜=＝])', '(?![≥≧⩾≤≦⩽>＞<＜=＝])'] as const;
const NUMBER = '[+-]?[0-9０-９]+(?:[,，][0-9０-９]{3})*(?:[.．][0-9０-９]+)?';
/** A sign at the beginning of the text; further on only before a number: an arrow (甲=>乙) is none. */
const LEADING = new RegExp(`^(\\s*)(${SIGN})${ALONE[1]}`, 'u');
const BEFORE_NUMBER = new RegExp(`${ALONE[0]}(${SIGN})${ALONE[1]}(\\s*)(${NUMBER}\\s*[%％]?)`, 'gu');
/** Most values: nothing in them has another spelling. */
const SETTLED = /^[≥≤]?[^≥≧⩾≤≦⩽>＞<＜=＝０-９％，．\u3000]*$/;
const SIGN_WORDS =
  /^(大于或?等于|小于或?等于|不低于|不少于|不小于|至少|不超过|不高于|不多于|不大于|至多|大于|高于|超过|多于|小于|低于|少于|等于)|(以上|以下|以内|之内)$/;

/**
 * A typed indicator value with its signs in one spelling (R47): `>=30` and `≧３０` → `≥30`, `<=５％` → `≤5%`, `＞3` →
 * `>3`, `＝100％` → `=100%`. Only the sign and the digits and percent sign that stand directly at it change. With
 * `words`, a sign said by words is written as one too (R46): `不低于30家`, `30家以上` → `≥30家`. With `fullSigns` `>`, `<`
 * and `=` become full-width instead, as some bureaus print them: `>=30` → `≥30`, `>3` → `＞3`.
 */
export function normaliseSigns(text: string, { words = false, fullSigns = false } = {}): string {
  const glyph = (sign: string) => {
    const one = SIGNS[halfWidth(sign)] ?? sign;
    return fullSigns ? widenSigns(one) : one;
  };
  const signed = SETTLED.test(text) ? text : respelled(text, glyph);
  if (!words || !SIGN_WORDS.test(signed.trim())) return signed;
  const { sign, number, unit } = readIndicatorValue(signed);
  // What is left of the words in the unit (至少30家以上, 不低于10日之前) says more than one sign can.
  // A unit that reading respelled (℃) stays as it was typed.
  const kept = signed.replace(/\s/g, '').includes(unit);
  if (!sign || number === null || !kept || /[上下内前后起]$/.test(unit)) return signed;
  return `${glyph(sign)}${number}${unit}`;
}

function respelled(text: string, glyph: (sign: string) => string): string {
  return text
    .replace(LEADING, (_, space, sign) => `${space}${glyph(sign)}`)
    .replace(BEFORE_NUMBER, (_, sign, space, number) => `${glyph(sign)}${space}${halfWidth(number)}`);
}

/** The sign at the beginning of a value full-width, as some bureaus print it. */
export function widenSigns(value: string): string {
  return value.replace(/^[><=]/, (sign) => ({ '>': '＞', '<': '＜' })[sign] ?? '＝');
}

/** A rate is a percentage, whatever else its name says (R39). */
const RATE = /(率|比例|比重|占比|覆盖面|(?<![长宽高深温湿速])度)$/;
/**
 * What other indicators are counted in, by the end of their name as published tables have them; the usual unit first.
 */
const UNITS: [RegExp, (form: Form) => string[]][] = [
  [/人次数?量?$/, () => ['人次']],
  [/(人|人员|群众|学员|对象)(总?数量?)$/, () => ['人', '人次']],
  [/(?<!批|场|班|人|频)次数?$/, () => ['次']],
  [/场次?数?$/, () => ['场次', '次']],
  [/班次数?$/, () => ['班次', '次']],
  [/批次?数?量?$/, () => ['批次']],
  [/频次$/, () => ['次/月', '次/年']],
  [/家数$|(企业|单位|机构|商户|公司|网点)(总?数量?)$/, () => ['家']],
  [/天数$/, () => ['天']],
  [/月数$/, () => ['个月']],
  [/(时间|时长|时限|工期)$/, () => ['小时', '个工作日', '天', '个月', '分钟']],
  [/周期$/, () => ['天', '个月', '年']],
  [/(年限|寿命|年数)$/, () => ['年']],
  [/(金额|总?额|成本|费用?|支出|资金|经费|投资|预算|控制数|补助标准)$/, (form) => [form.unitOfMoney]],
  [/面积$/, () => ['平方米', '万平方米']],
  [/(长度|里程)$/, () => ['米', '公里']],
  [/(报告|论文|文章)(总?数量?|份数|篇数)?$/, () => ['份', '篇']],
  [/(材料|档案|文件|资料|合同|凭证|证照|问卷)(总?数量?)$/, () => ['份', '件']],
  [/(设备|仪器|电脑|计算机|打印机|饮水机|车辆|器材|终端)(总?数量?)?$/, () => ['台', '套']],
  [/(服装|标志|软件|系统|家具)(总?数量?)$/, () => ['套', '个']],
  [/(项目|事项|任务|服务|课题|标准)(总?数量?)$/, () => ['项', '个']],
  [/(事故|投诉|案件|故障|事件)(发生|办结)?(总?数量?|起数)$/, () => ['起', '件', '次']],
  [/条数$/, () => ['条']],
  [/份数$/, () => ['份']],
  [/篇数$/, () => ['篇']],
  [/套数$/, () => ['套']],
  [/台数$/, () => ['台']],
  [/件数$/, () => ['件']],
  [/项数$/, () => ['项']],
  [/户数$/, () => ['户', '家']],
  [/期数$/, () => ['期']],
  [/个数$/, () => ['个']],
];
/** What a 数量 of anything else may be counted in. */
const COUNTED = ['个', '台', '套', '件', '份', '项'];

/**
 * Completions of a value that is typed without its unit, most likely first: whole values such as `≥30家`. Units that
 * indicators of the same name have in `filings` come before those that the name suggests. None when the value has a
 * unit already or is no number.
 */
export function proposeUnits(form: Form, filings: readonly Filing[], level3Name: string, typed: string): string[] {
  const text = normaliseSigns(typed).trim();
  const { number, unit } = readIndicatorValue(text);
  if (number === null || unit !== '') return [];
  const name = plainName(level3Name);
  const used = filings
    .flatMap(({ tables }) => Object.values(tables).flat())
    .filter((row) => name !== '' && plainName(row.level3 ?? '') === name)
    .map((row) => row.unit ?? readIndicatorValue(row.value ?? '').unit)
    .filter((one) => one !== '');
  const units = [...new Set([...used, ...unitsByName(form, name)])];
  // The unit stands behind the number, also where words follow it (30以上 → 30家以上).
  return units.map((one) => text.replace(/^.*[\d０-９]/su, (upToNumber) => `${upToNumber}${one}`));
}

function unitsByName(form: Form, name: string): string[] {
  if (RATE.test(name)) return ['%'];
  const units = UNITS.filter(([ending]) => ending.test(name)).flatMap(([, counted]) => counted(form));
  return units.length > 0 || !name.endsWith('数量') ? units : COUNTED;
}

/** A name without spaces and without the remark in brackets at its end: 维修面积（平方米） is 维修面积. */
export function plainName(name: string): string {
  return name
    .normalize('NFKC')
    .replace(/\s+/g, '')
    .replace(/(?<=.)\([^()]*\)$/, '');
}
