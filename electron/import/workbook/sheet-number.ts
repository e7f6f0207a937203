import { showNumber } from './number-display.ts';
import type { SheetCell } from './sheet-rows.ts';
import { type Font, type SheetText, showSheetText, textNotes } from './text.ts';

/** What a cell shows for a number. */
export type Shown = Pick<SheetCell, 'text' | 'number' | 'doubt' | 'said'>;

/** A text in its fonts, without what is struck out; a number that is struck out is none. */
export function inFont(shown: Shown, font: Font, runs?: SheetText): Shown {
  const plain = !font.strike && font.symbols === '' && !font.raised;
  if (!runs && (plain || (shown.number && !font.strike))) return shown;
  const read = showSheetText(runs ?? [{ text: shown.text, font: null }], font);
  return { ...(shown.doubt === undefined ? {} : { doubt: shown.doubt }), text: read.text, said: textNotes(read) };
}

/** A longer one is no format of Excel; every number would be taken through it. */
const LONGEST_FORMAT = 255;

/** A number by its number format; a date as the format writes it, which is text from then on. */
export function numberShown(value: number, format: string, date1904: boolean): Shown {
  if (!Number.isFinite(value)) return { text: '' };
  const known = format.length > LONGEST_FORMAT ? 'General' : format;
  const { text, isDate, doubt } = showNumber(value, known, date1904);
  return isDate ? { text, doubt } : { text, doubt, number: { value, format: known } };
}

/**
 * A number that the file shows as `text` itself, without naming a number format: the format is told by the text, so
 * that the digits which it rounds away are still known. A text that does not show the number (a date) is only text.
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
  const { text: shown, doubt } = showNumber(value, format);
  return {
    doubt,
    text: shown.replace(/^-/, '') === text.trim().replace(/^[-−]/, '') ? text : shown,
    number: { value, format },
  };
}
