import { Decimal } from 'decimal.js';

const Exact = Decimal.clone({ precision: 60, toExpNeg: -60, toExpPos: 60 });

/** An amount as it is stored: nothing is to be read. */
const PLAIN = /^(?:0|[1-9]\d*)(?:\.\d+)?$/;

/**
 * The exact decimal in a printed amount, with the decimals that were printed: `2,695.91` → `2695.91`, `４.00` → `4.00`.
 * Null when the text is not one number; '' stays ''.
 */
export function readAmount(text: string): string | null {
  if (PLAIN.test(text)) return text;
  const plain = text.normalize('NFKC').replace(/[\s]/g, '').replace(/[−–—]/g, '-');
  if (plain === '') return '';
  if (!/^[+-]?(\d{1,3}(,\d{3})+|\d+)(\.\d+)?$|^[+-]?\.\d+$/.test(plain)) return null;
  const digits = plain
    .replaceAll(',', '')
    .replace(/^\+/, '')
    .replace(/^(-?)\./, '$10.')
    .replace(/^(-?)0+(?=\d)/, '$1');
  return digits;
}

/** An amount as the form prints it: filled up to its decimals; zero stays `0`, as published tables have it. */
export function printAmount(amount: string, decimals: number): string {
  const value = readAmount(amount);
  if (!value || new Exact(value).isZero()) return value ?? amount;
  return decimalsOf(value) >= decimals ? value : new Exact(value).toFixed(decimals);
}

/** Number of decimals in an amount string. */
export function decimalsOf(amount: string): number {
  return amount.split('.')[1]?.length ?? 0;
}

/** Exact sum; empty amounts count as zero. Null when one of them is not an amount. */
export function sumAmounts(amounts: readonly string[]): string | null {
  const whole = wholeSum(amounts);
  if (whole !== null) return whole;
  let sum = new Exact(0);
  for (const amount of amounts) {
    const value = readAmount(amount);
    if (value === null) return null;
    sum = sum.plus(value || 0);
  }
  return sum.toFixed();
}

/** The sum of plain amounts in whole thousandths; null where a binary double might round it. */
function wholeSum(amounts: readonly string[]): string | null {
  let sum = 0;
  for (const amount of amounts) {
    if (amount === '') continue;
    if (amount.length > 12 || !PLAIN.test(amount)) return null;
    const point = amount.indexOf('.');
    const decimals = point < 0 ? 0 : amount.length - point - 1;
    if (decimals > 3) return null;
    const digits = point < 0 ? amount : amount.slice(0, point) + amount.slice(point + 1);
    sum += Number(digits) * (THOUSANDTHS[decimals] as number);
  }
  if (!Number.isSafeInteger(sum)) return null;
  const part = String(sum % 1000)
    .padStart(3, '0')
    .replace(/0+$/, '');
  return Math.floor(sum / 1000) + (part === '' ? '' : `.${part}`);
}

/** Thousandths in the last digit of an amount, by its decimals. */
const THOUSANDTHS = [1000, 100, 10, 1];

/** Whether two amounts are the same number (`4.00` and `4`). Text that is no amount equals nothing. */
export function sameAmount(a: string, b: string): boolean {
  const [x, y] = [readAmount(a), readAmount(b)];
  return Boolean(x && y) && new Exact(x as string).equals(y as string);
}

/** An amount in 元 as 万元, exactly. */
export function yuanToWan(amount: string): string {
  return new Exact(amount).div(10000).toFixed();
}

/** An amount times ten to the power of `places`, exactly: `3.5` by 4 is `35000`. */
export function movePoint(amount: string, places: number): string {
  return new Exact(amount).times(new Exact(10).pow(places)).toFixed();
}

/**
 * The number a spreadsheet cell can hold for a decimal string, or null where a binary double would change it
 * (more than 15 significant digits).
 */
export function spreadsheetNumber(decimal: string): number | null {
  if (!/^-?\d+(\.\d+)?$/.test(decimal) || /^-0*(\.0*)?$/.test(decimal)) return null;
  const value = Number(decimal);
  const digits = decimal.replace(/^-?0*\.?0*/, '').replace('.', '');
  return digits.length <= 15 && new Exact(String(value)).equals(decimal) ? value : null;
}

/** A spreadsheet's number as decimal text with at least `decimals` decimals, without binary noise (0.1 + 0.2 → 0.3). */
export function decimalText(value: number, decimals = 0): string {
  const exact = new Exact(value.toPrecision(15));
  return exact.toFixed(Math.max(decimals, exact.decimalPlaces()));
}
