import { movePoint, printAmount } from '../../../shared/filing/amount.ts';
import { fold } from '../../../shared/form/fold.ts';
import type { Form } from '../../../shared/form/form.ts';

/** Units in which tables have their money, with how many places the point of 元 stands further right. */
const PLACES = { 元: 0, 百元: 2, 千元: 3, 万元: 4, 十万元: 5, 百万元: 6, 千万元: 7, 亿元: 8 };

type MoneyUnit = keyof typeof PLACES;

export function isMoneyUnit(text: string): text is MoneyUnit {
  return Object.hasOwn(PLACES, text);
}

const NAMES = Object.keys(PLACES).join('|');
/** `单位：万元` and its like, folded. */
const LINE = new RegExp(`^(?:金额|货币|计量)?单位[:(]?(?:人民币)?(${NAMES})\\)?$`);
/** The same set off within a cell. */
const WITHIN = new RegExp(
  `(?:^|\\s)((?:金额|货币|计量)?单位\\s*[:：(（]\\s*(?:人民币)?\\s*(?:${NAMES})\\s?[)）]?)(?=\\s|$)`,
);
/** `年度资金总额（元）`, `项目资金（单位：元）`, folded. */
const IN_LABEL = new RegExp(`\\((?:(?:金额|货币|计量)?单位:?)?(?:人民币)?(${NAMES})\\)`);

/** The unit of a unit line; null for any other text. */
export function unitOfLine(text: string): string | null {
  return LINE.exec(fold(text))?.[1] ?? null;
}

/** The unit line that stands among other words of a cell (`编制科室：水利科  单位：元  第1页`); null without one. */
export function unitLineIn(text: string): string | null {
  return WITHIN.exec(text)?.[1] ?? null;
}

/** The unit that a label or a heading names in brackets; null where it names none. */
export function unitInLabel(text: string): string | null {
  return IN_LABEL.exec(fold(text))?.[1] ?? null;
}

/** An amount in another unit, exactly. Throws for a unit that is none of `MoneyUnit`. */
export function converted(amount: string, from: string, to: string): string {
  if (!isMoneyUnit(from) || !isMoneyUnit(to)) throw new Error(`no unit of money: ${from} or ${to}`);
  return movePoint(amount, PLACES[from] - PLACES[to]);
}

/** An amount as the form prints it in its own unit; one that has that unit already stays as it is. */
export function inUnitOf({ unitOfMoney, amounts }: Form, amount: string, unit: string): string {
  return unit === unitOfMoney ? amount : printAmount(converted(amount, unit, unitOfMoney), amounts.decimals);
}
