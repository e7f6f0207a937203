import { normaliseSigns, proposeUnits, widenSigns } from '../filing/complete-value.ts';
import { type IndicatorValue, readIndicatorValue } from '../filing/indicator-value.ts';
import { shorten } from '../filing/parse.ts';
import type { Severity } from '../problem.ts';
import {
  directionOf,
  isCountOfBad,
  isMoney,
  isPure,
  isShare,
  mayExceed,
  unitFinding,
  unitInName,
} from './indicator-names.ts';
import { placeholderIn, type TextFinding } from './text.ts';
import { isIncomplete } from './units.ts';
import type { ValueAbout } from './value-about.ts';
import { checkDate, hasDate, isTimeText } from './value-dates.ts';
import { checkWord, isTime } from './value-words.ts';

const SIGN = /^[≥≤><=]/;
const NOTHING = /^[\s\-—–_*/\\.。…×Xx]+$/;
/** Stars and strokes that stand for a number; 7*24小时 multiplies. */
const BLANK = /(?<!\d)\*|\*(?!\d)|_/;
/** 5-10次 after a sign: which of the two is meant? */
const RANGE = /\d\s*[-~—–至到]\s*\d/;

/** R28–R33, R35–R43, R46, R47: an indicator's value. At most one finding says that it is no value at all. */
export function checkValue(typed: string, about: ValueAbout): TextFinding[] {
  const found = checkTyped(typed, about);
  if (!about.fullSigns) return found;
  return found.map(({ becomes, ...one }) => (becomes === undefined ? one : { ...one, becomes: widenSigns(becomes) }));
}

function checkTyped(typed: string, about: ValueAbout): TextFinding[] {
  const text = typed.normalize('NFKC').trim();
  const shown = shorten(typed);
  const only = (rule: string, message: string): TextFinding[] => [{ rule, message }];
  if (text === '') return only('R28', '指标值为空，请填写');
  if (NOTHING.test(text) || BLANK.test(text) || placeholderIn(text))
    return only('R32', `指标值“${shown}”是占位符，请填写实际的值`);
  if (/^(定量|定性)?(指标)?\(?其他\)?[:：]?$|^(定量|定性)(指标)?$/.test(text))
    return only('R33', `指标值只写了“${shown}”，请写明具体的值或分级`);
  const value = readIndicatorValue(normaliseSigns(typed));
  const spelling = checkSpelling(typed, about.fullSigns);
  if (value.number !== null) {
    const found = checkNumber(value, typed, about);
    // What is to be rewritten anyway need not be respelled as well.
    return found.some(({ becomes }) => becomes !== undefined) ? found : [...found, ...spelling];
  }
  const signed = normaliseSigns(text);
  const unclear = SIGN.test(signed) && (RANGE.test(signed) || !/[\d一二两三四五六七八九十]/.test(signed));
  if (unclear && !hasDate(text)) return [...only('R29', `“${shown}”的符号后应是一个数，如“≥90”加单位`), ...spelling];
  return [...checkWord(text, shown, about), ...spelling];
}

/** R46, R47: one spelling for signs. */
function checkSpelling(typed: string, fullSigns: boolean): TextFinding[] {
  const finding = (rule: string, becomes: string): TextFinding[] => [
    { rule, message: `“${shorten(typed)}”请写成“${becomes}”`, becomes },
  ];
  const signs = normaliseSigns(typed, { fullSigns });
  if (signs !== typed) return finding('R47', signs);
  const words = normaliseSigns(typed, { words: true, fullSigns });
  if (words !== typed) return finding('R46', words);
  // A sign and its word at once: ≥95%以上.
  const once = typed.replace(/^(≥.*[^及])及?以上$|^(≤.*[^及])(?:及?以下|以内|之内)$/, '$1$2');
  return once === typed ? [] : finding('R46', once);
}

type Add = (rule: string, message: string, becomes?: string, severity?: Severity) => void;

interface Typed extends IndicatorValue {
  shown: string;
  /** Nothing but sign, number and unit was typed, so that rewriting one of them loses nothing. */
  simple: boolean;
}

function checkNumber(value: IndicatorValue, typed: string, about: ValueAbout): TextFinding[] {
  const found: TextFinding[] = [];
  const add: Add = (rule, message, becomes, severity) =>
    found.push({
      rule,
      message,
      ...(becomes !== undefined && becomes !== typed && { becomes }),
      ...(severity && { severity }),
    });
  const read: Typed = {
    ...value,
    typed: typed.trim(),
    shown: shorten(typed),
    simple: /^\s*[^\d０-９\p{N}]*[\d０-９]/u.test(typed) && !/[()（）;；,，]|左右|上下|约/.test(typed),
  };
  if (value.unit === '') checkMissingUnit(read, about, add);
  else if (isIncomplete(value.unit) && !isMoney(about.name)) checkIncompleteUnit(read, about, add);
  else if (about.level1 !== 'satisfaction') checkUnit(read, about, add);
  checkBounds(read, about, add);
  if (about.level1 === 'satisfaction' && !/投诉|差评/.test(about.name)) checkSatisfaction(read, add);
  else checkDirection(read, about, add);
  const timely = about.level2 !== 'timeliness' || isTime(value.unit, typed);
  if (!timely) add('R42', `时效指标“${read.shown}”没有说明时间，请写期限、日期或及时率`);
  const plain = value.sign === null && value.unit !== '' && Number(value.number) !== 0 && !isTimeText(typed);
  if (plain && !found.some(({ rule }) => rule === 'R38' || rule === 'R41'))
    add('R31', `“${read.shown}”没有比较符号，将按等于理解；如为下限请写“≥”，上限请写“≤”`);
  return about.level2 === 'timeliness' ? [...found, ...checkDate(typed, about.period)] : found;
}

/** R30. */
function checkMissingUnit({ typed, shown, number }: Typed, { name, form, level2 }: ValueAbout, add: Add): void {
  if (isPure(name) || (level2 === 'timeliness' && hasDate(typed))) return;
  // 任务完成时限(月): the name says the unit.
  if (unitInName(name) !== '') return;
  const amount = Number(number);
  const certain = isShare(name) && amount > 1 && amount <= 100 ? '%' : '';
  const simple = /^[≥≤><=]?\s*[\d.]+$/.test(typed);
  const becomes = certain !== '' && simple ? `${typed}${certain}` : undefined;
  const [example = becomes] = proposeUnits(form, [], name, typed);
  // None at all is none in whatever unit.
  const severity = amount === 0 ? 'warning' : undefined;
  add('R30', `“${shown}”缺少计量单位，请补上，如${example ? `“${example}”` : ' 个、次、%'}`, becomes, severity);
}

/** R30: 3万 of what? */
function checkIncompleteUnit({ shown, unit }: Typed, { name, form }: ValueAbout, add: Add): void {
  if (unitInName(name) !== '') return;
  const [example] = proposeUnits(form, [], name, '1').map((value) => value.slice(1));
  const most = /[a-z]/i.test(unit) ? '写全计量单位，如 MB、米' : `写明是“${unit}”什么，如“${unit}${example ?? '人'}”`;
  add('R30', `“${shown}”的计量单位不完整，请${most}`);
}

/** R39. */
function checkUnit({ typed, shown, unit }: Typed, { name, form }: ValueAbout, add: Add): void {
  const fit = unitFinding(name, unit, form.unitOfMoney);
  if (!fit) return;
  const becomes = fit.unit === '万元' && unit === '万' ? typed.replace(/万$/, '万元') : undefined;
  add('R39', `“${name}”的计量单位应为${fit.text}，“${shown}”请核对`, becomes);
}

/** R35, R36, R37. */
function checkBounds({ typed, shown, sign, number, unit, simple }: Typed, { name }: ValueAbout, add: Add): void {
  const amount = Number(number);
  const atMost = sign === '≤' || sign === '<';
  if (atMost && amount === 0 && (isCountOfBad(name) || /^(件|起|次|例|人|名|个|宗|元|万元)$/.test(unit)))
    if (!/(温|增|变化|同比|差值|波动|净)/.test(name)) {
      const equal = `=${typed.replace(/^[^\d０-９]*/u, '')}`;
      add('R36', `“${shown}”不会小于零，请写成“${equal}”`, simple ? equal : undefined);
    }
  if (!unit.startsWith('%') || mayExceed(name)) return;
  if (amount === 100 && (sign === '≥' || sign === '>'))
    add('R35', `“${name}”最高为 100%，“${shown}”请写成“=100%”`, unit === '%' && simple ? '=100%' : undefined);
  if (amount > 100) add('R37', `“${name}”不会超过 100%，“${shown}”请核对`);
}

/** R41. All of them satisfied (=100%) is a bound too. */
function checkSatisfaction({ typed, sign, number, unit }: Typed, add: Add): void {
  const percent = unit.startsWith('%');
  // Without a unit it is R30 that speaks.
  if (unit === '' && (sign === '≥' || sign === '>')) return;
  if (percent && (sign === '≥' || sign === '>' || (sign === '=' && Number(number) === 100))) return;
  const becomes = percent && sign === null && Number(number) < 100 ? `≥${typed}` : undefined;
  add('R41', `满意度请写成“≥百分数”，如“${becomes ?? '≥90%'}”`, becomes);
}

/** R38. */
function checkDirection(read: Typed, { name, level2 }: ValueAbout, add: Add): void {
  const { typed, shown, sign, number, unit } = read;
  if (unit === '') return;
  const direction = directionOf(name);
  const full = unit.startsWith('%') && Number(number) >= 100;
  const instead = (better: '≥' | '≤') => `${better}${typed.replace(/^[^\d０-９]*/u, '')}`;
  const least = sign === '≥' || sign === '>';
  const most = sign === '≤' || sign === '<';
  const say = (why: string, better: '≥' | '≤') =>
    add(
      'R38',
      `“${name}”${why}，“${shown}”请写成“${instead(better)}”`,
      sign === null && read.simple ? instead(better) : undefined,
    );
  if (direction === 'down' && Number(number) !== 0 && !most) say('越低越好', '≤');
  if (direction === 'cost' && level2 === 'cost' && least) say('是要控制的支出', '≤');
  if (direction === 'up' && !full && !least) say('越高越好', '≥');
}
