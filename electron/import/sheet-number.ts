import type { GridCell } from './grid.ts';
import type { Note } from './note.ts';
import { displayDate, displayNumber } from './number-format.ts';

/** What a cell shows for a number. */
export type Shown = Pick<GridCell, 'text' | 'number'>;

/** Days from 1899-12-30 to 1970-01-01, and from there to 1904-01-01 back. */
const EPOCH = 25_569;
const DAYS_1904 = 1462;
const DAY = 86_400_000;
const LONGEST_FORMAT = 255;

/** Whether a number format shows a date or a time: letters of one outside of quotes, colours and escapes. */
export function isDateFormat(format: string): boolean {
  const plain = format.replace(/"[^"]*"|[\\!].|\[(?:\$[^\]]*|[^\]hms]*)\]|_.|\*.|General|G\/通用格式/gisu, '');
  return /[ymdhs]/i.test(plain.split(';')[0] ?? '');
}

/** A number by its number format; a date as the format writes it, which is text from then on. */
export function numberShown(value: number, format: string, date1904: boolean): Shown {
  if (!Number.isFinite(value)) return { text: '' };
  // A longer one is no format of Excel; every number would be taken through it.
  if (format.length > LONGEST_FORMAT) return numberShown(value, 'General', date1904);
  if (!isDateFormat(format)) return { text: displayNumber(value, format), number: { value, format } };
  const date = new Date(Math.round((value + (date1904 ? DAYS_1904 : 0) - EPOCH) * DAY));
  return Number.isNaN(date.getTime()) ? { text: String(value) } : { text: displayDate(date, format) };
}

/**
 * A number that the file shows as `text` itself, without naming a number format: the format is told by the text, so that
 * the digits which it rounds away are still known. A text that does not show the number (a date) is only text.
 */
export function numberAsShown(value: number, text: string): Shown {
  if (text.length > LONGEST_FORMAT) return { text };
  const found = /^([^\d]*?)([-−]?)((?:\d{1,3}(?:,\d{3})+|\d+)(?:\.(\d+))?)([^\d]*)$/.exec(text.trim());
  if (!found || !Number.isFinite(value)) return { text };
  const [, before = '', sign = '', digits = '', decimals = '', after = ''] = found;
  const shownValue = Number(digits.replaceAll(',', '')) * (sign === '' ? 1 : -1);
  const percent = /^\s*%/.test(after);
  const step = 0.5 * 10 ** -decimals.length * 1.0001;
  const scaled = value * (percent ? 100 : 1);
  if (Math.abs(Math.abs(scaled) - Math.abs(shownValue)) > step) return { text };
  const literal = (part: string) => (part === '' ? '' : `"${part.replaceAll('"', '')}"`);
  const whole = digits.includes(',') ? '#,##0' : '0';
  const tail = percent ? `%${literal(after.trim().slice(1))}` : literal(after);
  const format = `${literal(before)}${whole}${decimals === '' ? '' : `.${'0'.repeat(decimals.length)}`}${tail}`;
  const shown = displayNumber(value, format);
  return {
    text: shown.replace(/^-/, '') === text.trim().replace(/^[-−]/, '') ? text : shown,
    number: { value, format },
  };
}

/** A number holds 15 digits; a code of more that was entered as a number has lost its end. */
export function lostDigits(value: number, place: string): Note[] {
  if (Math.abs(value) < 1e15 || !Number.isFinite(value)) return [];
  return [
    {
      severity: 'error',
      place,
      message: '是超过 15 位的数字，表格软件只保留前 15 位，其后已变成 0；请改为文本后重新填写',
    },
  ];
}
