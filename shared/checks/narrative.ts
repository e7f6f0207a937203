import { Decimal } from 'decimal.js';
import { readIndicatorValue } from '../filing/indicator-value.ts';
import { inUnit, mixesUnits, NUMBER, OTHERS } from './money.ts';
import { checkParagraphs } from './paragraphs.ts';
import {
  amountOf,
  bare,
  cellPath,
  type Finding,
  goalFields,
  lastsYears,
  nameOf,
  pathsOf,
  type Subject,
  said,
  type TableSubject,
} from './subject.ts';

const MONEY = new RegExp(`(?<![\\d.,])${NUMBER}\\s*(亿元|万元|元)`, 'g');

/** R15, R18: amounts that a text repeats. R52: amounts and counts in goals that contradict cells. */
export function checkNarrative(subject: Subject): Finding[] {
  return [...checkRepeated(subject), ...checkParagraphs(subject), ...checkGoals(subject)];
}

function checkRepeated(subject: Subject): Finding[] {
  const { form } = subject;
  const { narrative } = form.checks;
  if (!narrative) return [];
  const text = said(subject, narrative.field).normalize('NFKC');
  return narrative.amounts.flatMap(({ words, field }): Finding[] => {
    const cell = amountOf(subject, field);
    if (cell === null) return [];
    const said = [...text.matchAll(amountAfter(words))]
      .filter(({ index }) => !OTHERS.test(text.slice(0, index)))
      .map(([, word, number = '', unit = '']) => ({
        amount: inUnit(form, number, unit),
        shown: `${word} ${number}${unit}`,
      }));
    const [first] = said;
    if (!first || said.some(({ amount }) => amount.equals(cell || 0))) return [];
    const name = nameOf(subject, narrative.field);
    const at = { path: narrative.field, also: [field] };
    const is = `${name}写“${first.shown}”，${nameOf(subject, field)}单元格为 ${cell === '' ? '空' : `${cell} ${form.unitOfMoney}`}`;
    if (mixesUnits(first.amount, new Decimal(cell || 0)))
      return [{ rule: 'R18', message: `${is}；元与万元是否写混？`, ...at }];
    return [{ rule: 'R15', message: `${is}；请改为一致`, ...at }];
  });
}

const patterns = new WeakMap<readonly string[], RegExp>();

/** An amount behind one of the words; compiled once for each form. */
function amountAfter(words: readonly string[]): RegExp {
  const known = patterns.get(words);
  if (known) return known;
  const pattern = new RegExp(`(${words.join('|')})[为是共::\\s]*${NUMBER}\\s*(亿元|万元|元)`, 'g');
  patterns.set(words, pattern);
  return pattern;
}

/** Money that the project brings about, not its own. */
const EFFECT = /(带动|撬动|拉动|产值|收入|税收|融资|贷款|节约|减少|增加|降低|社会投资)[^。；;]{0,10}$/;
/** Words that say that an amount is the whole project's. */
const WHOLE = /(预算数?|总投资|总额|总金额|总经费|投资总额|资金总额|合计|共计|总计|安排资金)[^,。;、\d]{0,6}$/;

function checkGoals(subject: Subject): Finding[] {
  const { form, printed } = subject;
  const cells = form.fields
    .filter((field) => field.type === 'amount' && printed.has(field.id))
    .flatMap((field) => amountOf(subject, field.id) || []);
  const { budget: budgetRef, goals } = form.checks;
  const budget = budgetRef === undefined ? null : amountOf(subject, budgetRef);
  const known = new Map<TableSubject, Promised[]>();
  return (goals?.fields ?? []).flatMap((field): Finding[] => {
    const text = said(subject, field).normalize('NFKC');
    const found = budget ? checkGoalAmounts(subject, field, text, cells, new Decimal(budget), budgetRef ?? '') : [];
    const table = tableOfGoal(subject, field);
    if (!table) return found;
    const promised = known.get(table) ?? promises(table);
    known.set(table, promised);
    return [
      ...found,
      ...checkGoalCounts(subject, field, text, promised),
      ...checkGoalRates(subject, field, text, promised, table),
    ];
  });
}

/**
 * The indicators that measure a goal: each its own where the form has as many tables as goals, else those of the year.
 * The goal of several years is not measured by the indicators of one.
 */
function tableOfGoal(subject: Subject, field: string): TableSubject | null {
  const { form, indicators, main } = subject;
  const goals = goalFields(form);
  if (goals.length > 1 && indicators.length === goals.length) return indicators[goals.indexOf(field)] ?? null;
  return field === goals.at(-1) || !lastsYears(subject) ? main : null;
}

function checkGoalAmounts(
  subject: Subject,
  field: string,
  text: string,
  cells: string[],
  budget: Decimal,
  ref: string,
): Finding[] {
  const { form } = subject;
  const largest = cells.reduce((most, cell) => Decimal.max(most, cell), budget);
  for (const found of text.matchAll(MONEY)) {
    const written = inUnit(form, found[1] as string, found[2] as string);
    if (cells.some((cell) => written.equals(cell)) || EFFECT.test(text.slice(0, found.index))) continue;
    const finding = { path: field, also: pathsOf(subject, ref) };
    const said = `${nameOf(subject, field)}中的“${found[0]}”`;
    const whole = WHOLE.test(text.slice(0, found.index));
    if (cells.some((cell) => mixesUnits(written, new Decimal(cell))) && (whole || written.greaterThan(largest)))
      return [
        {
          rule: 'R18',
          message: `${said}与单元格 ${budget} ${form.unitOfMoney}相差一万倍，元与万元是否写混？`,
          ...finding,
        },
      ];
    if (whole)
      return [
        {
          rule: 'R52',
          message: `${said}与${nameOf(subject, ref)} ${budget} ${form.unitOfMoney}不一致，请核对`,
          ...finding,
        },
      ];
  }
  return [];
}

/** What an indicator promises, and its name without punctuation. */
interface Promised {
  number: string;
  unit: string;
  name: string;
  value: string;
  path: string;
}

/** The indicators whose values are numbers. */
function promises(table: TableSubject): Promised[] {
  return table.rows.flatMap(({ row, index }) => {
    const value = row.value ?? '';
    const { number, unit } = readIndicatorValue(value);
    return number === null
      ? []
      : [{ number, unit, name: bare(row.level3 ?? ''), value, path: cellPath(table, index, 'value') }];
  });
}

/** A count in a goal, against the only indicator with its unit: 培训 200 人次 beside 培训人次 ≥100人次. */
function checkGoalCounts(subject: Subject, field: string, text: string, promised: readonly Promised[]): Finding[] {
  const counted = promised.filter(({ unit }) => /^\p{Script=Han}+$/u.test(unit) && !/[元年月日天时分秒]/.test(unit));
  return counted.flatMap(({ number, unit, name, path }): Finding[] => {
    if (!text.includes(unit) || counted.filter((other) => other.unit === unit).length > 1) return [];
    const inGoal = [
      ...text.matchAll(new RegExp(`(?<![\\d.])${NUMBER}\\s*${unit}(?!月|百分点|工作日|小时|次|均|年)`, 'g')),
    ];
    const [only] = inGoal;
    if (!only || inGoal.length > 1 || new Decimal(only[1]?.replaceAll(',', '') ?? 0).equals(number)) return [];
    const around = bare(text.slice(Math.max(0, only.index - 10), only.index + only[0].length + 6));
    const shares = [...name].some((_, at) => at + 2 <= name.length && around.includes(name.slice(at, at + 2)));
    if (!shares) return [];
    const message = `${nameOf(subject, field)}中的“${only[0]}”与指标“${name}”的值 ${number}${unit} 不一致，请核对`;
    return [{ rule: 'R52', message, path: field, also: [path] }];
  });
}

/** A rate in a goal, against the indicator whose name ends alike: 居民满意度达到 98% beside ≥90%. */
function checkGoalRates(
  subject: Subject,
  field: string,
  text: string,
  promised: readonly Promised[],
  table: TableSubject,
): Finding[] {
  const named = table.rows.map(({ row }) => bare(row.level3 ?? ''));
  return promised.flatMap(({ number, unit, name, value, path }): Finding[] => {
    const word = unit === '%' ? /\p{Script=Han}{2}[率度]$/u.exec(name)?.[0] : undefined;
    if (!word || !text.includes(word)) return [];
    const inGoal = [...text.matchAll(new RegExp(`${word}[^,。;、\\d%]{0,6}${NUMBER}%`, 'g'))];
    const [only] = inGoal;
    if (!only || inGoal.length > 1 || new Decimal(only[1] ?? 0).equals(number)) return [];
    if (named.filter((other) => other.endsWith(word)).length > 1) return [];
    const message = `${nameOf(subject, field)}中的“${only[0]}”与指标“${name}”的值 ${value} 不一致，请核对`;
    return [{ rule: 'R52', message, path: field, also: [path] }];
  });
}
