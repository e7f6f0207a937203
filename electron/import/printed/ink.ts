import type { Box } from './geometry.ts';
import type { PrintedRule } from './page.ts';

export interface Polygon {
  points: [number, number][];
  closed: boolean;
}

/** How polygons are drawn. `width` is that of the line, in points. */
interface Ink {
  fills: boolean;
  strokes: boolean;
  width: number;
  clip: Box;
}

/** Shorter strokes are parts of a drawing. */
const SHORTEST = 2;

/** Adds the straight rules that are seen of polygons. */
export function inkPolygons(rules: PrintedRule[], polygons: readonly Polygon[], ink: Ink): void {
  for (const { points, closed } of polygons) {
    if (ink.fills && points.length >= 4 && isRule(points)) inkBox(rules, bounds(points), ink.clip);
    if (!ink.strokes) continue;
    const ends = closed ? [...points, points[0] as [number, number]] : points;
    for (let k = 1; k < ends.length; k++)
      stroke(rules, ends[k - 1] as [number, number], ends[k] as [number, number], ink);
  }
}

function stroke(
  rules: PrintedRule[],
  [x0, y0]: [number, number],
  [x1, y1]: [number, number],
  { width, clip }: Ink,
): void {
  const half = width / 2;
  if (Math.abs(x0 - x1) < 0.6)
    addRule(rules, { vertical: true, at: (x0 + x1) / 2, from: Math.min(y0, y1), to: Math.max(y0, y1) }, half, clip);
  else if (Math.abs(y0 - y1) < 0.6)
    addRule(rules, { vertical: false, at: (y0 + y1) / 2, from: Math.min(x0, x1), to: Math.max(x0, x1) }, half, clip);
}

/** Adds a filled box where it is thin enough for a rule. */
export function inkBox(rules: PrintedRule[], { left, right, top, bottom }: Box, clip: Box): void {
  const [width, height] = [right - left, bottom - top];
  if (width <= THIN && height > width)
    addRule(rules, { vertical: true, at: (left + right) / 2, from: top, to: bottom }, 0, clip);
  else if (height <= THIN && width > height)
    addRule(rules, { vertical: false, at: (top + bottom) / 2, from: left, to: right }, 0, clip);
}

/** A stroke wider than long is a filled area across its line. */
function addRule(rules: PrintedRule[], rule: PrintedRule, half: number, clip: Box): void {
  const { vertical, at, from, to } = rule;
  if (half * 2 > THIN && half * 2 > to - from) {
    const across = { vertical: !vertical, at: (from + to) / 2, from: at - half, to: at + half };
    return void (to - from <= THIN && addRule(rules, across, 0, clip));
  }
  if (half * 2 > THIN * 2) return;
  const [low, high] = vertical ? [clip.top, clip.bottom] : [clip.left, clip.right];
  const [near, far] = vertical ? [clip.left, clip.right] : [clip.top, clip.bottom];
  if (at < near - half - 1 || at > far + half + 1) return;
  const seen = { vertical, at, from: Math.max(from, low), to: Math.min(to, high) };
  if (seen.to - seen.from >= SHORTEST) rules.push(seen);
}

function bounds(points: [number, number][]): Box {
  const [xs, ys] = [points.map(([px]) => px), points.map(([, py]) => py)];
  return { left: Math.min(...xs), right: Math.max(...xs), top: Math.min(...ys), bottom: Math.max(...ys) };
}

/** A filled box up to this many points thin is a rule. */
const THIN = 3;

/** Whether a filled shape is a thin box; its ends may be cut askew, as those of mitred borders are. */
function isRule(points: [number, number][]): boolean {
  const { left, right, top, bottom } = bounds(points);
  return points.length <= 8 && Math.min(right - left, bottom - top) <= THIN;
}
