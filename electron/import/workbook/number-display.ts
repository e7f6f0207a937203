import { format as byPattern, isDateFormat } from 'numfmt';
import { decimalText } from '../../../shared/filing/amount.ts';
import { numberLook } from '../number-format.ts';
import { chineseNumerals, type NumeralStyle } from './chinese-numerals.ts';

/** What a cell with a number shows. */
export interface NumberShown {
  text: string;
  /** A date or time: then it is no number to calculate with. */
  isDate: boolean;
  /** One Chinese sentence: the text is not what the sheet shows, or not what was typed. */
  doubt?: string;
}

/** 9999-12-31. */
const LAST_DAY = 2_958_465;
/** Days between the first days of the two calendars of Excel. */
const DAYS_TO_1904 = 1462;
/** A double holds 15 digits; Excel cuts off what is typed beyond. */
const MOST_EXACT = 1e15;

/**
 * A worksheet's number or date as its format shows it in a Chinese Excel, without outer spaces. Where the format would
 * hide a number, a zero or a sign (by a colour, a dash), it is shown. `date1904`: days are counted from 1904.
 */
export function showNumber(value: number, format: string, date1904 = false): NumberShown {
  const { pattern, locale, numerals, isDate } = patternOf(format);
  const plain = Math.abs(value) < 1e21 ? decimalText(value) : String(value);
  if (isDate) {
    const isSpan = /\[(?:h+|m+|s+)\]/i.test(pattern);
    const day = date1904 && !isSpan ? value + DAYS_TO_1904 : value;
    if (isSpan ? Math.abs(value) > LAST_DAY : day < 0 || day >= LAST_DAY + 1)
      return { text: plain, isDate: false, doubt: '日期超出范围，表里显示不出来，已按数字读入，请改正' };
    const text = write(pattern, day, locale);
    if (text === '' && value !== 0) return { text: plain, isDate: false };
    if (text !== null) return { text: numerals ? chineseNumerals(text, numerals, 'date') : text, isDate };
  }
  const doubt =
    Math.abs(value) >= MOST_EXACT
      ? { doubt: '超过 15 位的数字，Excel 只保存前 15 位，后面的已经丢失；请把单元格设为文本，重新填写' }
      : {};
  const general = /^(?:general|@)?$/i.test(pattern.trim());
  if (general && Number.isInteger(value))
    return { text: numerals ? chineseNumerals(plain, numerals, 'number') : plain, isDate: false, ...doubt };
  const text = write(general ? 'General' : pattern, value, locale);
  if (text === null)
    return { text: plain, isDate: false, doubt: `无法识别数字格式“${format.slice(0, 40)}”，已按原数读入，请核对` };
  const shown = unhidden(value, format, text, plain);
  const reading = /general/i.test(pattern) ? 'number' : 'digits';
  return { text: numerals ? chineseNumerals(shown, numerals, reading) : shown, isDate: false, ...doubt };
}

/** A text as its cell's format shows it: `@"家"` adds to it; null where the format shows texts not at all (`;;;`). */
export function showText(text: string, format: string): string | null {
  if (!/[@;]/.test(format)) return text;
  const { pattern, locale } = patternOf(format);
  if (pattern.trim() === '@') return text;
  // What stands for the text must not be trimmed with it.
  const mark = '\u{f0000}';
  const shown = write(pattern, mark, locale);
  if (shown === null) return text;
  return shown === '' ? null : shown.includes(mark) ? shown.replace(mark, () => text) : shown;
}

function write(pattern: string, value: number | string, locale: string): string | null {
  try {
    const text = byPattern(pattern, value, { locale, dateSpanLarge: false }).trim();
    // `?` leaves the place of a digit free, `0.##` shows 30 as "30.".
    const even = pattern.includes('?') ? text.replace(/ +/g, ' ') : text;
    return /[0#?]\.#+(?![0#?])/.test(pattern) ? even.replace(/(\d)\.(?!\d)/, '$1') : even;
  } catch {
    return null;
  }
}

function unhidden(value: number, format: string, text: string, plain: string): string {
  if (value === 0) return /^[-−–—\s]*$/.test(text) ? '0' : text;
  if (text === '') return plain;
  const signLost = value < 0 && !/[-−(（]/.test(text);
  return signLost && numberLook(value, format).words === numberLook(-value, format).words ? `-${text}` : text;
}

interface Pattern {
  pattern: string;
  locale: string;
  numerals: NumeralStyle | null;
  isDate: boolean;
}

const patterns = new Map<string, Pattern>();
/** Formats that are kept; a workbook has some dozens. */
const MOST_PATTERNS = 1000;

/**
 * A format as numfmt reads it. Excel in Chinese also has `G/通用格式`, `上午/下午`, `!` before a literal and Chinese
 * names of colours; padding and fill are left out. Names of days are Chinese for `aaaa` and where the system decides.
 */
function patternOf(format: string): Pattern {
  const known = patterns.get(format);
  if (known) return known;
  let numerals: NumeralStyle | null = null;
  let chinese = false;
  const pattern = format
    .slice(0, 1000)
    .replace(/"[^"]*"|[\\!_*].|\[[^\]]*\]|G\/(?:通用格式|標準|표준)|常规|上午\/下午|a{3,}/gisu, (token) => {
      if (token.startsWith('!')) return `\\${token.slice(1)}`;
      if (/^[_*]/.test(token)) return '';
      if (/^(?:G\/|常规)/i.test(token)) return 'General';
      if (/^\[(?:DBNum|NatNum)/i.test(token)) numerals = Number(/[123]/.exec(token)?.[0] ?? 1) as NumeralStyle;
      if (token === '上午/下午' || /^a/i.test(token) || /^\[\$-(?:F[48]00|x-sys)/i.test(token)) chinese = true;
      if (token === '上午/下午') return 'AM/PM';
      // Conditions, locales and currencies, hours beyond a day; a colour says nothing.
      return !token.startsWith('[') || /^\[(?:[<>=$]|h+\]|m+\]|s+\])/i.test(token) ? token : '';
    });
  const made = { pattern, locale: chinese ? 'zh-CN' : 'en-US', numerals, isDate: isDate(pattern) };
  if (patterns.size < MOST_PATTERNS) patterns.set(format, made);
  return made;
}

function isDate(pattern: string): boolean {
  try {
    return isDateFormat(pattern);
  } catch {
    return false;
  }
}
