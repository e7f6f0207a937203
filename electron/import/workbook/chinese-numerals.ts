/** Digits and units by the modifiers [DBNum1] 一二三, [DBNum2] 壹贰叁, [DBNum3] １２３. */
const STYLES = {
  1: { digits: '〇一二三四五六七八九', units: '十百千' },
  2: { digits: '零壹贰叁肆伍陆柒捌玖', units: '拾佰仟' },
  3: { digits: '０１２３４５６７８９', units: '十百千' },
} as const;
export type NumeralStyle = keyof typeof STYLES;

/**
 * What the digits of a text mean: a number read out (一百二十), digits one by one (一二〇), a date
 * (二〇二六年四月三十日).
 */
export type Reading = 'number' | 'digits' | 'date';

/** A text with its digits in Chinese, as Excel writes them. */
export function chineseNumerals(text: string, style: NumeralStyle, reading: Reading): string {
  const { digits } = STYLES[style];
  const oneByOne = (run: string) => run.replace(/\d/g, (digit) => digits[Number(digit)] as string);
  if (reading === 'digits') return oneByOne(text);
  if (reading === 'date')
    return text.replace(/\d+/g, (run) =>
      run.length > 2 || run.startsWith('0') ? oneByOne(run) : readOut(run, style).replace(/^一(?=十)/, ''),
    );
  return text.replace(/(\d+)(\.\d+)?/g, (_, whole: string, rest = '') => readOut(whole, style) + oneByOne(rest));
}

/** 120 → 一百二十, 12 → 一十二, 10005 → 一万〇五. More than 16 digits are read one by one. */
function readOut(whole: string, style: NumeralStyle): string {
  const { digits, units } = STYLES[style];
  const plain = whole.replace(/^0+(?=\d)/, '');
  const digit = (at: string) => digits[Number(at)] as string;
  if (plain === '0' || plain.length > 16) return [...plain].map(digit).join('');
  let text = '';
  let gap = false;
  for (const [index, at] of [...plain].entries()) {
    const power = plain.length - 1 - index;
    if (at === '0') gap = text !== '';
    else {
      text += `${gap ? digits[0] : ''}${digit(at)}${power % 4 === 0 ? '' : units[(power % 4) - 1]}`;
      gap = false;
    }
    const group = plain.slice(Math.max(0, index - 3), index + 1);
    if (power % 4 === 0 && power > 0 && (Number(group) > 0 || power === 8)) text += power === 8 ? '亿' : '万';
  }
  return text;
}
