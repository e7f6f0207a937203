import { halfWidth } from './half-width.ts';

/** A point of time as far as it was written (`2025`, `2025.1`, `2025.1.1`); null stands for what was not. */
export interface Point {
  year: number;
  month: number | null;
  day: number | null;
}

const POINTS = [
  /^(?<year>\d{4})(?:年度?)?$/,
  /^(?<year>\d{4})年(?<month>\d{1,2})月?$/,
  /^(?<year>\d{4})年(?<month>\d{1,2})月(?<day>\d{1,2})[日号]?$/,
  /^(?<year>\d{4})(?<dot>[./-])(?<month>\d{1,2})(?:\k<dot>(?<day>\d{1,2}))?$/,
  /^(?<year>\d{4})(?<month>\d{2})(?<day>\d{2})?$/,
];
/** The end of a period whose year is the one of its beginning: `2025年1月至12月`. */
const ENDS = [
  /^(?<month>\d{1,2})月?$/,
  /^(?<month>\d{1,2})月(?<day>\d{1,2})[日号]?$/,
  /^(?<month>\d{1,2})[./-](?<day>\d{1,2})$/,
];
const BETWEEN = /[至到]|[-~〜\u2010-\u2015\u2212]{1,2}/g;

/** From the first to the last day, both written alike: a whole year has no months, a month no days. */
export interface Period {
  start: Point;
  end: Point;
}

/**
 * A typed period, also one that ends before it begins. Null for other texts, a single month or day, impossible dates.
 */
export function readPeriod(text: string): Period | null {
  const plain = halfWidth(text)
    .replaceAll('。', '.')
    .replace(/\s+/g, '')
    .replace(/^[自从]|起(?=[至到])|止$/g, '')
    .replace(/^(\d{4}年)(全年|整年)$/, '$1');
  const single = readPoint(plain, POINTS);
  if (single) return single.month === null && exists(single) ? { start: single, end: single } : null;
  for (const between of plain.matchAll(BETWEEN)) {
    const start = readPoint(plain.slice(0, between.index), POINTS);
    if (!start) continue;
    const rest = plain.slice(between.index + between[0].length);
    const end = readPoint(rest, POINTS) ?? readPoint(rest, ENDS, start.year);
    if (!end || !sameGrain(start, end)) continue;
    return exists(start) && exists(end) ? { start, end } : null;
  }
  return null;
}

/** Whether the end lies before the beginning. */
export function isReversed({ start, end }: Period): boolean {
  return order(start) > order(end);
}

/**
 * A typed period in the form that tables print, `2025年1月至2025年12月`, with days where days were typed: `2025年度`,
 * `2025.1-2025.12`, `202501~202512`, `2025年1-12月`, `2024/1/1—2024/12/31`; whole years become January to December. A
 * text that is no period and an end before the beginning stay as they are. Doing it twice changes nothing more.
 */
export function normalisePeriod(text: string): string {
  const period = readPeriod(text);
  return period && !isReversed(period) ? print(period.start, period.end) : text;
}

/**
 * A typed date as tables print it, `2024年3月1日`, or `2024年3月` where no day was typed: `2024-3-1`, `2024.03.01`,
 * `20240301`. Other texts, and days that do not exist, stay as they are. Doing it twice changes nothing more.
 */
export function normaliseDate(text: string): string {
  const point = readPoint(halfWidth(text).replaceAll('。', '.').replace(/\s+/g, ''), POINTS);
  if (!point || point.month === null || !exists(point)) return text;
  return `${point.year}年${point.month}月${point.day === null ? '' : `${point.day}日`}`;
}

/** The same without days where it begins with the first and ends with the last day of a month (R07). */
export function monthsOnly(text: string): string {
  const period = readPeriod(text);
  if (!period || isReversed(period)) return text;
  const { start, end } = period;
  const whole = start.day === 1 && end.day !== null && end.day === lastDay(end.year, end.month ?? 12);
  return whole ? print({ ...start, day: null }, { ...end, day: null }) : print(start, end);
}

function readPoint(text: string, shapes: readonly RegExp[], sameYear?: number): Point | null {
  const found = shapes.map((shape) => shape.exec(text)?.groups).find((groups) => groups !== undefined);
  if (!found) return null;
  const number = (written: string | undefined) => (written === undefined ? null : Number(written));
  return { year: number(found.year) ?? sameYear ?? 0, month: number(found.month), day: number(found.day) };
}

function sameGrain(a: Point, b: Point): boolean {
  return (a.month === null) === (b.month === null) && (a.day === null) === (b.day === null);
}

function exists({ year, month, day }: Point): boolean {
  if (year < 1900 || year > 2099) return false;
  if (month === null) return true;
  return month >= 1 && month <= 12 && (day === null || (day >= 1 && day <= lastDay(year, month)));
}

function lastDay(year: number, month: number): number {
  return new Date(Date.UTC(year, month, 0)).getUTCDate();
}

function order({ year, month, day }: Point): number {
  return (year * 100 + (month ?? 0)) * 100 + (day ?? 0);
}

function print(start: Point, end: Point): string {
  const one = ({ year, month, day }: Point, whole: number) =>
    `${year}年${month ?? whole}月${day === null ? '' : `${day}日`}`;
  return `${one(start, 1)}至${one(end, 12)}`;
}
