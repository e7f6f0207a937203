import { halfWidth } from './half-width.ts';

/** A point of time as far as it was written (`2025`, `2025.1`, `2025.1.1`); null stands for what was not. */
interface Point {
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

/**
 * A typed period in the form that tables print (R07), `2025年1月至2025年12月`, with days where days were typed:
 * `2025年度`, `2025.1-2025.12`, `202501~202512`, `2025年1-12月`, `2024/1/1—2024/12/31`; whole years become January to
 * December. A text that is no period, a single month or day, an impossible date and an end before the beginning stay as
 * they are. Doing it twice changes nothing more.
 */
export function normalisePeriod(text: string): string {
  const plain = halfWidth(text).replaceAll('。', '.').replace(/\s+/g, '');
  const single = readPoint(plain, POINTS);
  if (single) return single.month === null && exists(single) ? print(single, single) : text;
  for (const between of plain.matchAll(BETWEEN)) {
    const start = readPoint(plain.slice(0, between.index), POINTS);
    if (!start) continue;
    const rest = plain.slice(between.index + between[0].length);
    const end = readPoint(rest, POINTS) ?? readPoint(rest, ENDS, start.year);
    if (!end || !sameGrain(start, end)) continue;
    return exists(start) && exists(end) && order(start) <= order(end) ? print(start, end) : text;
  }
  return text;
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
  const days = new Date(Date.UTC(year, month, 0)).getUTCDate();
  return month >= 1 && month <= 12 && (day === null || (day >= 1 && day <= days));
}

function order({ year, month, day }: Point): number {
  return (year * 100 + (month ?? 0)) * 100 + (day ?? 0);
}

function print(start: Point, end: Point): string {
  const one = ({ year, month, day }: Point, whole: number) =>
    `${year}年${month ?? whole}月${day === null ? '' : `${day}日`}`;
  return `${one(start, 1)}至${one(end, 12)}`;
}
