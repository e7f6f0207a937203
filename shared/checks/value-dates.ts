import { shorten } from '../filing/parse.ts';
import type { Period } from '../filing/period.ts';
import type { TextFinding } from './text.ts';

const DATE = /(?<!\d)(\d{4})(?:年|[./-](?=\d))(?:(\d{1,2})(?:月|[./-](?=\d)|(?!\d))(?:(\d{1,2})日?)?)?/;
/** A month of the only year that the project has: 11月底前. */
const MONTH = /(?<![\d年])(\d{1,2})月(?:(\d{1,2})日)?(?![份内度]?\d)/;

/** Whether a text holds a date of its own. */
export function hasDate(text: string): boolean {
  return DATE.test(plain(text)) || /^\d{1,2}\.\d{1,2}(之?前|以前|底)/.test(plain(text));
}

/** 2021年全年, 2026年第四季度, 12月底前: a time, which has no sign. 12个月 is an amount of time. */
export function isTimeText(text: string): boolean {
  return /^(19|20)\d{2}(年|[./-]\d)|^\d{1,2}月|^\d{1,2}日(前|之前|以前)/.test(plain(text));
}

/** R42: what is promised for a date must come before the project ends, and the date must exist. */
export function checkDate(text: string, period: Period | null): TextFinding[] {
  if (!period) return [];
  const { start, end } = period;
  const said = shorten(text);
  const full = DATE.exec(plain(text));
  const oneYear = start.year === end.year;
  const short = !full && oneYear ? MONTH.exec(plain(text)) : null;
  if (!full && !short) return [];
  const year = full ? Number(full[1]) : end.year;
  const [month, day] = (full ? [full[2], full[3]] : [short?.[1], short?.[2]]).map((part) =>
    part === undefined ? null : Number(part),
  ) as [number | null, number | null];
  if (month !== null && !exists(year, month, day))
    return [{ rule: 'R42', severity: 'error', message: `“${said}”中的日期不存在，请核对` }];
  const at = (year * 100 + (month ?? 0)) * 100 + (day ?? 0);
  const last = (end.year * 100 + (month === null ? 0 : (end.month ?? 12))) * 100 + (day === null ? 0 : (end.day ?? 31));
  const first =
    (start.year * 100 + (month === null ? 0 : (start.month ?? 1))) * 100 + (day === null ? 0 : (start.day ?? 1));
  if (at > last) return [{ rule: 'R42', severity: 'error', message: `“${said}”晚于实施期的结束，请核对` }];
  if (at < first) return [{ rule: 'R42', message: `“${said}”早于实施期的开始，请核对` }];
  return [];
}

function exists(year: number, month: number, day: number | null): boolean {
  if (month < 1 || month > 12) return false;
  return day === null || (day >= 1 && day <= new Date(Date.UTC(year, month, 0)).getUTCDate());
}

function plain(text: string): string {
  return text.normalize('NFKC').replace(/\s+/g, '');
}
