import { Decimal } from 'decimal.js';
import { halfWidth } from './half-width.ts';

/** Longest expression that is calculated; what is longer is no expression. */
const MAX_LENGTH = 1000;
/** Decimals of a result whose division does not end (1/3): 万元 with six decimals is 0.01 元. */
const DECIMALS = 6;

/**
 * An ending quotient of numbers of together `MAX_LENGTH` digits has at most 4.33 times as many digits (a divisor that
 * is a power of two), so this many tell whether a division ends, and `Exact` can multiply it back without rounding.
 */
const Quotient = Decimal.clone({ precision: 5 * MAX_LENGTH });
const Exact = Decimal.clone({ precision: 7 * MAX_LENGTH });

/** A number as a fraction of exact decimals: 1/3*3 is 1, because nothing is divided before the end. */
interface Fraction {
  over: Decimal;
  under: Decimal;
}

/**
 * The result of a sum typed after `=` or `＝`, as a decimal string without separators: `=1200/12` → `100`,
 * `＝（1,000+200.5）×2` → `2401`. Knows + - * / × ÷ and brackets, full-width or not. Exact; only where a division does
 * not end the result is rounded, to six decimals, half up. Null when the text is no such expression (`=3席`) and for a
 * division by zero: the caller then keeps what was typed.
 */
export function evaluate(text: string): string | null {
  if (text.length > MAX_LENGTH) return null;
  const plain = halfWidth(text).replaceAll('×', '*').replaceAll('÷', '/').replaceAll('−', '-').trim();
  const tokens = plain.startsWith('=') ? tokenise(plain.slice(1)) : null;
  if (!tokens) return null;
  const result = readSum(tokens);
  return result && tokens.length === 0 ? print(result) : null;
}

const TOKEN = /\s*(?:((?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?|\.\d+)|([-+*/()]))\s*/y;

/** Numbers without separators, and operators; null where anything else stands in the text. */
function tokenise(text: string): string[] | null {
  const tokens: string[] = [];
  TOKEN.lastIndex = 0;
  while (TOKEN.lastIndex < text.length) {
    const found = TOKEN.exec(text);
    if (!found) return null;
    tokens.push(found[1]?.replaceAll(',', '') ?? (found[2] as string));
  }
  return tokens;
}

/** The readers take what they understand from the front of `tokens`; null when it makes no sense. */
function readSum(tokens: string[]): Fraction | null {
  let left = readProduct(tokens);
  while (left && (tokens[0] === '+' || tokens[0] === '-')) {
    const sign = tokens.shift() === '+' ? 1 : -1;
    const right = readProduct(tokens);
    left = right && {
      over: left.over.times(right.under).plus(right.over.times(left.under).times(sign)),
      under: left.under.times(right.under),
    };
  }
  return left;
}

function readProduct(tokens: string[]): Fraction | null {
  let left = readFactor(tokens);
  while (left && (tokens[0] === '*' || tokens[0] === '/')) {
    const divides = tokens.shift() === '/';
    const right = readFactor(tokens);
    if (!right || (divides && right.over.isZero())) return null;
    const [over, under] = divides ? [right.under, right.over] : [right.over, right.under];
    left = { over: left.over.times(over), under: left.under.times(under) };
  }
  return left;
}

function readFactor(tokens: string[]): Fraction | null {
  const token = tokens.shift();
  if (token === '+' || token === '-') {
    const value = readFactor(tokens);
    return value && (token === '-' ? { ...value, over: value.over.neg() } : value);
  }
  if (token === '(') {
    const value = readSum(tokens);
    return tokens.shift() === ')' ? value : null;
  }
  return token !== undefined && /\d/.test(token) ? { over: new Exact(token), under: new Exact(1) } : null;
}

function print({ over, under }: Fraction): string {
  if (over.isZero()) return '0';
  const quotient = new Quotient(over).div(under);
  const ends = new Exact(quotient).times(under).equals(over);
  const value = ends ? quotient : quotient.toDecimalPlaces(DECIMALS, Decimal.ROUND_HALF_UP);
  return value.isZero() ? '0' : value.toFixed();
}
