import { movePoint } from '../../../shared/filing/amount.ts';

const DIGITS: Record<string, number> = Object.fromEntries(
  ['零一二三四五六七八九', '〇壹贰叁肆伍陆柒捌玖', '○壹贰叁肆伍陆柒捌玖', '零幺两叁肆伍陆柒捌玖'].flatMap((row) =>
    [...row].map((sign, value) => [sign, value]),
  ),
);
const UNITS: Record<string, number> = { 十: 10, 拾: 10, 百: 100, 佰: 100, 千: 1000, 仟: 1000 };

/**
 * The money in 元 that is written out in Chinese, as a decimal string: 壹佰万元整, 一百二十万, 十二点五亿元. Null for
 * anything else, also where neither 元 nor 万 nor 亿 says what is counted.
 */
export function chineseAmount(text: string): string | null {
  const [, words = '', counted = ''] = /^(?:人民币)?([^元圆]{1,24}?)([元圆]整?|(?<=[万亿])整?)$/u.exec(text) ?? [];
  if (words === '' || (counted === '' && !/[万亿]$/.test(words))) return null;
  const [, whole = '', decimals, last = ''] = /^([^点]+)点([^点万亿]+)([万亿]{1,2})?$/.exec(words) ?? [];
  if (decimals !== undefined) {
    const start = below10000(whole);
    const rest = [...decimals].map((sign) => DIGITS[sign]);
    if (start === null || rest.includes(undefined)) return null;
    return movePoint(
      `${start}.${rest.join('')}`,
      [...last].reduce((sum, sign) => sum + (sign === '亿' ? 8 : 4), 0),
    );
  }
  let total = 0;
  let rest = words;
  for (const [sign, times] of [
    ['亿', 1e8],
    ['万', 1e4],
  ] as const) {
    const at = rest.indexOf(sign);
    if (at < 0) continue;
    const part = below10000(rest.slice(0, at));
    if (part === null || part === 0) return null;
    total += part * times;
    rest = rest.slice(at + 1);
  }
  const part = rest === '' ? 0 : below10000(rest);
  return part === null ? null : String(total + part);
}

/** 一千零五十 → 1050; null when it is no such number. */
function below10000(words: string): number | null {
  let [total, digit, least] = [0, -1, 10_000];
  for (const sign of words) {
    const unit = UNITS[sign];
    const value = DIGITS[sign];
    if (unit !== undefined) {
      if (unit >= least || (digit < 0 && unit !== 10)) return null;
      total += (digit < 0 ? 1 : digit) * unit;
      [digit, least] = [-1, unit];
    } else if (value === undefined || digit > 0) return null;
    else digit = value;
  }
  return words === '' ? null : total + Math.max(0, digit);
}
