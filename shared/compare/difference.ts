import { Decimal } from 'decimal.js';
import { readAmount, sumAmounts } from '../filing/amount.ts';

/** How an amount changed: exactly, with its sign (+12.4, -3, 0), and in percent of the earlier one (+6.2%). */
export interface Difference {
  amount: string;
  /** One decimal; null where the earlier amount is empty or zero, of which nothing is a percentage. */
  percent: string | null;
}

/** What was added to an amount; an empty one counts as zero. Null when both are empty or one is no amount. */
export function differenceOf(before: string, after: string): Difference | null {
  const [from, to] = [readAmount(before), readAmount(after)];
  if (from === null || to === null || (from === '' && to === '')) return null;
  const minus = from.startsWith('-') ? from.slice(1) : `-${from}`;
  const change = sumAmounts([to, from === '' ? '' : minus]) as string;
  const base = new Decimal(from || 0).abs();
  return {
    amount: signed(change),
    percent: base.isZero() ? null : `${signed(new Decimal(change).div(base).times(100).toFixed(1))}%`,
  };
}

/** The two in one text, as they stand beside an earlier value: `+12.4，+6.2%`. */
export function differenceText({ amount, percent }: Difference): string {
  return percent === null ? amount : `${amount}，${percent}`;
}

function signed(number: string): string {
  const value = new Decimal(number);
  if (value.isZero()) return number.replace('-', '');
  return value.isPositive() ? `+${number}` : number;
}
