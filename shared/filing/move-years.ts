import { halfWidth } from './half-width.ts';

/** A year written as a year in a text: 2025年, 2025-2026学年, 2025.12.31, 二〇二五年, ２０２５年. */
interface WrittenYear {
  /** Where its four characters begin, and where the date that begins with it ends. */
  start: number;
  end: number;
  year: number;
  month: number | null;
  day: number | null;
}

const CHINESE = '〇一二三四五六七八九';
const ZEROS = '〇零○';
const FOUR = `(?:\\d{4}|[一二三四五六七八九][${ZEROS}一二三四五六七八九]{3})`;
const YEAR =
  /(?<![0-9A-Za-z])\d{4}(?!\d)|(?<![〇零○一二三四五六七八九十百千万])[一二三四五六七八九][〇零○一二三四五六七八九]{3}/g;
const THROUGH = '(?:[至到]|[-~〜\\u2010-\\u2015\\u2212]{1,2})';
const COUNT = '[\\d一二三四五六七八九十百]+';

/** 年 with what belongs to the date after it. 号 of a day is no document number. */
const BY_NAME =
  /^\s*(?:[财学]|会计)?年度?(?:\s*(?<month>\d{1,2})\s*月(?:份)?(?:\s*(?<day>\d{1,2})\s*[日号])?)?[初底末]?/;
/** The first years of 2025-2026学年 and of 2024、2025、2026年. */
const BEFORE_A_YEAR = new RegExp(`^(?:\\s*(?:${THROUGH}|[/、和与及])\\s*${FOUR})+\\s*(?:[财学]|会计)?年`);
/**
 * The year of a document: 〔2025年〕12号, 2025年第3号文, 2025年12号文件, and not 2025年第3号楼. Those in brackets
 * without 年 are no dates anyway.
 */
const DOCUMENT = '(?:文|令|公告|公报|通知|通报|决定|决议|批复|函|会议|纪要|意见|办法)';
const OF_A_DOCUMENT = new RegExp(
  `^\\s*年度?\\s*(?:[〕\\])】]\\s*(?:第\\s*)?${COUNT}\\s*号|(?:第\\s*)?${COUNT}\\s*号(?:${DOCUMENT}|\\P{sc=Han}|$))`,
  'u',
);
const DAY =
  /^(?<dot>[./-])(?<month>0?[1-9]|1[0-2])\k<dot>(?<day>0?[1-9]|[12]\d|3[01])(?![\dA-Za-z])(?![./-]\d{1,3}(?!\d))/;
const MONTH = /^[./-](?<month>0?[1-9]|1[0-2])(?![\dA-Za-z])(?![./-]\d{1,3}(?!\d))/;
/** What may follow 2025.12 when it is a month and no amount or number: 2025.12万元, 2025-12号. */
const AFTER_MONTH =
  /^\s*(?:$|\n|[、，。；：,;:)\]】〕」』》”"~〜\u2010-\u2015\u2212-]|[至到起止前底初末]|[以之]前|完成|年|月)/;
const BEFORE_NUMBER =
  /(?:[≥≤≧≦<>=＝¥￥]|预算|数|金额|资金|经费|费用|[合共总]计|投入|支出|成本|编号|文号|合同号|号)[为是:：]?\s*$/;
/** A number of a list, or a date up to its dash: what may stand right before a date with dots. */
const BEFORE_DATE = new RegExp(`(?:^|[^0-9A-Za-z./-]|(?:^|[\\s；;。])\\d{1,2}\\.|\\d[./-]\\d{1,2}\\s*${THROUGH})$`);
const BEGINS_RANGE = new RegExp(`^\\s*${THROUGH}`);
const RANGE = new RegExp(`^\\s*${THROUGH}\\s*$`);

/**
 * Moves the years of a text on by `shift`: those written as years (2025年, 2025-2026学年, 2025.12, 2025/12/31,
 * 二〇二五年) that lie at most one year from `from`. Older history, document numbers, codes and plans over several
 * years (2025-2027年, 2025年3月至2026年6月) stay. `isAmount` tells a decimal number such as 2025.12 from a month.
 */
export function moveYears(
  text: string,
  from: number,
  shift: number,
  isAmount: (number: string) => boolean = () => false,
): string {
  if (shift === 0) return text;
  let moved = '';
  let end = 0;
  for (const date of ranges(text, isAmount)
    .filter((range) => moves(range, from))
    .flat()) {
    const year = date.year + shift;
    if (year < 1000 || year > 9999) continue;
    const after = text.slice(date.start + 4, date.end);
    // The last of February is no date of every year.
    const lost = date.month === 2 && date.day === 29 && !isLeap(year);
    moved += text.slice(end, date.start) + inStyle(text.slice(date.start, date.start + 4), year);
    moved += lost ? after.replace(/[9９](?=\D*$)/, (nine) => (nine === '9' ? '8' : '８')) : after;
    end = date.end;
  }
  return moved + text.slice(end);
}

/** The text without the years written in it: what two years' names of one project have in common. */
export function withoutYears(text: string): string {
  let left = '';
  let end = 0;
  for (const date of writtenYears(text, () => false)) {
    left += text.slice(end, date.start);
    end = date.end;
  }
  return left + text.slice(end);
}

/** Years with nothing but 至 or a dash between them belong together; a year alone is a range of one. */
function ranges(text: string, isAmount: (number: string) => boolean): WrittenYear[][] {
  const found: WrittenYear[][] = [];
  for (const date of writtenYears(text, isAmount)) {
    const before = found.at(-1)?.at(-1);
    if (before && RANGE.test(halfWidth(text.slice(before.end, date.start)))) found.at(-1)?.push(date);
    else found.push([date]);
  }
  return found;
}

/**
 * A year of the table or next to it moves, and so does 2025-2026学年; a longer range is a plan with dates of its own.
 */
function moves(range: readonly WrittenYear[], from: number): boolean {
  const years = range.map(({ year }) => year);
  if (years.some((year) => Math.abs(year - from) > 1)) return false;
  if (years.every((year) => year === years[0])) return true;
  return range.length === 2 && years[1] === (years[0] ?? 0) + 1 && range.every(({ month }) => month === null);
}

function writtenYears(text: string, isAmount: (number: string) => boolean): WrittenYear[] {
  // Character for character, so that places are those of the text.
  const plain = halfWidth(text);
  return [...plain.matchAll(YEAR)].flatMap(({ 0: digits, index: start }) => {
    const date = dateAt(plain, start, isAmount);
    return date ? [{ start, year: numberOf(digits), ...date }] : [];
  });
}

/** The rest of the date whose year is at `start`; null when that is no year. */
function dateAt(
  plain: string,
  start: number,
  isAmount: (number: string) => boolean,
): Pick<WrittenYear, 'end' | 'month' | 'day'> | null {
  const year = start + 4;
  const after = plain.slice(year);
  const before = plain.slice(Math.max(0, start - 12), start);
  const number = (written: string | undefined) => (written === undefined ? null : Number(written));
  const date = (found: RegExpExecArray) => ({
    end: year + found[0].length,
    month: number(found.groups?.month),
    day: number(found.groups?.day),
  });
  const named = BY_NAME.exec(after);
  if (named) return OF_A_DOCUMENT.test(after) ? null : date(named);
  if (BEFORE_A_YEAR.test(after)) return { end: year, month: null, day: null };
  if (!/\d/.test(plain[start] ?? '') || !BEFORE_DATE.test(before)) return null;
  const day = DAY.exec(after);
  if (day) return date(day);
  const month = MONTH.exec(after);
  if (!month || BEFORE_NUMBER.test(before)) return null;
  const rest = after.slice(month[0].length);
  if (!AFTER_MONTH.test(rest) || isAmount(plain.slice(start, year) + month[0])) return null;
  // 2025.5 alone is rather a number.
  const inRange = BEGINS_RANGE.test(rest) || new RegExp(`${THROUGH}\\s*$`).test(before);
  return month[0].length === 3 || inRange || /^\s*[起止前底以之月]/.test(rest) ? date(month) : null;
}

function numberOf(digits: string): number {
  return Number([...digits].map((digit) => (ZEROS.includes(digit) ? 0 : digitOf(digit))).join(''));
}

function digitOf(character: string): string | number {
  const at = CHINESE.indexOf(character);
  return at < 0 ? character : at;
}

/** A year in the characters of another: ２０２６, 二零二六. */
function inStyle(sample: string, year: number): string {
  const zero = [...sample].find((character) => ZEROS.includes(character)) ?? '〇';
  return [...String(year)]
    .map((digit, index) => {
      const like = sample[index] ?? digit;
      if (/\d/.test(like)) return digit;
      if (/[０-９]/.test(like)) return String.fromCharCode(digit.charCodeAt(0) + 0xfee0);
      return digit === '0' ? zero : CHINESE[Number(digit)];
    })
    .join('');
}

function isLeap(year: number): boolean {
  return new Date(Date.UTC(year, 2, 0)).getUTCDate() === 29;
}
