import { Decimal } from 'decimal.js';
import type { Form } from '../form/form.ts';

/** A number in a text, normalised to NFKC. */
export const NUMBER = '(\\d{1,3}(?:,\\d{3})+(?:\\.\\d+)?|\\d+(?:\\.\\d+)?)';

/** Before an amount: it is another level's, another year's, or one of several. */
export const OTHERS = /(上级|本级|省级?|市级|县级|区级|中央|地方|上年|去年|较)[^，。；,;]{0,4}$/;

/** A decimal amount in the form's unit of money. */
export function inUnit(form: Pick<Form, 'unitOfMoney'>, number: string, unit: string): Decimal {
  const yuan = new Decimal(number.replaceAll(',', '')).times(unit === '亿元' ? 1e8 : unit === '万元' ? 1e4 : 1);
  return form.unitOfMoney === '元' ? yuan : yuan.div(1e4);
}

/** Whether two amounts are ten thousand apart: 元 was written for 万元 or the other way round. */
export function mixesUnits(a: Decimal, b: Decimal): boolean {
  return !a.isZero() && (a.times(1e4).equals(b) || b.times(1e4).equals(a));
}
