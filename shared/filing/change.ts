import { Decimal } from 'decimal.js';
import { decimalsOf, readAmount } from './amount.ts';

/**
 * Last year's amount, of this year's and of how it is printed to have changed (增加12.5, 减少3, 持平), with as many
 * decimals as either has. Null when one of them cannot be read.
 */
export function amountBefore(now: string, change: string): string | null {
  const amount = readAmount(now);
  if (!amount) return null;
  const plain = change.normalize('NFKC').replace(/\s/g, '');
  if (/^(?:持平|无(?:变化|增减)|没有变化)$/.test(plain)) return amount;
  const [, way = '', size = ''] = /^(增加|增长|上升|提高|减少|下降|降低)(.+)$/.exec(plain) ?? [];
  const by = readAmount(size);
  if (!by || by.startsWith('-')) return null;
  const before = /^[增上提]/.test(way) ? new Decimal(amount).minus(by) : new Decimal(amount).plus(by);
  return before.toFixed(Math.max(decimalsOf(amount), decimalsOf(by)));
}
