import type { Box } from './geometry.ts';
import type { PrintedRule } from './page.ts';

/** A cell that rules enclose, by the grid lines it lies between. */
export interface FrameCell {
  row: number;
  col: number;
  rowSpan: number;
  colSpan: number;
}

/**
 * A ruled table of one page: its grid lines in points, left to right and top to bottom, and its cells in that order.
 */
export interface Frame extends Box {
  xs: number[];
  ys: number[];
  cells: FrameCell[];
  /** Whether rules close it at its upper and its lower edge for the most part, and at its sides in every row. */
  closed: { top: boolean; bottom: boolean; left: boolean; right: boolean };
}

/** Rules nearer than this are one: a double line, the two strokes of neighbouring cells. */
const NEAR = 3.2;
/** Gaps up to this in a rule are dashes or the width of a crossing rule. */
const GAP = 4;
/** A frame is at least this wide and high; smaller ones are tick boxes. */
const LEAST = { width: 40, height: 10 };
/** Places for cells that a table of one page has at most. */
const MOST_UNITS = 50_000;
/** More rules than this, lengths on one line counted once, are a drawing. */
const MOST_RULES = 3000;
/** Upright rules with none across them are a table's from this length on. */
const LEAST_BARE = 30;

/** The ruled tables of a page, from top to bottom. */
export function findFrames(rules: readonly PrintedRule[]): Frame[] {
  const merged = mergeRules(rules);
  if (merged.length > MOST_RULES) return [];
  const frames = components(merged).flatMap((part) => {
    const frame = frameOf(part);
    return frame ? [frame] : [];
  });
  return outermost(frames).sort((a, b) => a.top - b.top || a.left - b.left);
}

/** Rules on one line made one, across small gaps. */
function mergeRules(rules: readonly PrintedRule[]): PrintedRule[] {
  const result: PrintedRule[] = [];
  for (const vertical of [true, false]) {
    const along = rules.filter((rule) => rule.vertical === vertical).sort((a, b) => a.at - b.at);
    for (const group of clusters(along, (rule) => rule.at, NEAR)) {
      const at = weighted(group);
      let open: PrintedRule | null = null;
      for (const rule of group.sort((a, b) => a.from - b.from)) {
        if (open && rule.from <= open.to + GAP) open.to = Math.max(open.to, rule.to);
        else {
          open = { vertical, at, from: rule.from, to: rule.to };
          result.push(open);
        }
      }
    }
  }
  return result;
}

/** The place of a line that several rules make: the longer ones count more. */
function weighted(group: PrintedRule[]): number {
  const length = group.reduce((sum, rule) => sum + (rule.to - rule.from), 0);
  return group.reduce((sum, rule) => sum + rule.at * (rule.to - rule.from), 0) / length;
}

/** Runs of sorted items that lie within `near` of the first of the run. */
export function clusters<T>(sorted: readonly T[], at: (item: T) => number, near: number): T[][] {
  const result: T[][] = [];
  for (const item of sorted) {
    const run = result.at(-1);
    if (run && at(item) - at(run[0] as T) <= near) run.push(item);
    else result.push([item]);
  }
  return result;
}

/** Sets of rules that hang together. */
function components(rules: PrintedRule[]): PrintedRule[][] {
  const vertical = rules.filter((rule) => rule.vertical);
  const horizontal = rules.filter((rule) => !rule.vertical);
  const group = new Map<PrintedRule, PrintedRule>(rules.map((rule) => [rule, rule]));
  const root = (rule: PrintedRule): PrintedRule => {
    let top = rule;
    while (group.get(top) !== top) top = group.get(top) as PrintedRule;
    group.set(rule, top);
    return top;
  };
  for (const v of vertical)
    for (const h of horizontal) {
      if (v.at < h.from - NEAR || v.at > h.to + NEAR || h.at < v.from - NEAR || h.at > v.to + NEAR) continue;
      group.set(root(v), root(h));
    }
  // On the middle page of a row that goes over three pages most upright rules have none across them.
  const bare = vertical.filter((v) => !horizontal.some((h) => root(h) === root(v)) && v.to - v.from >= LEAST_BARE);
  for (const v of bare)
    for (const other of vertical)
      if (Math.abs(v.from - other.from) < NEAR && Math.abs(v.to - other.to) < NEAR) group.set(root(v), root(other));
  const parts = new Map<PrintedRule, PrintedRule[]>();
  for (const rule of rules) {
    const part = parts.get(root(rule));
    if (part) part.push(rule);
    else parts.set(root(rule), [rule]);
  }
  return [...parts.values()];
}

function frameOf(rules: PrintedRule[]): Frame | null {
  const vertical = rules.filter((rule) => rule.vertical);
  const horizontal = rules.filter((rule) => !rule.vertical);
  if (vertical.length === 0 || vertical.length + horizontal.length < 2) return null;
  // Where a frame is open at a side, its rules end there.
  const xs = lines([...vertical.map((rule) => rule.at), ...ends(horizontal)]);
  const ys = lines([...horizontal.map((rule) => rule.at), ...ends(vertical)]);
  const [left, right] = [xs[0] as number, xs.at(-1) as number];
  const [top, bottom] = [ys[0] as number, ys.at(-1) as number];
  if (right - left < LEAST.width || bottom - top < LEAST.height) return null;
  if (xs.length * ys.length > MOST_UNITS) return null;
  const walls = { vertical: wallsOf(vertical, xs, ys), horizontal: wallsOf(horizontal, ys, xs) };
  const cells = cellsOf(xs.length - 1, ys.length - 1, walls);
  const edge = (line: number) => {
    const there = walls.horizontal[line]?.filter(Boolean).length ?? 0;
    return there * 2 > xs.length - 1;
  };
  const side = (line: number) => walls.vertical[line]?.every(Boolean) === true;
  return {
    left,
    right,
    top,
    bottom,
    xs,
    ys,
    cells,
    closed: { top: edge(0), bottom: edge(ys.length - 1), left: side(0), right: side(xs.length - 1) },
  };
}

/** Where rules begin first and end last. */
function ends(rules: PrintedRule[]): number[] {
  if (rules.length === 0) return [];
  return [Math.min(...rules.map(({ from }) => from)), Math.max(...rules.map(({ to }) => to))];
}

function lines(places: number[]): number[] {
  const sorted = places.sort((a, b) => a - b);
  return clusters(sorted, (at) => at, NEAR).map((run) => run.reduce((sum, at) => sum + at, 0) / run.length);
}

/** For each grid line, whether a rule runs along it beside each unit of the other axis. */
function wallsOf(rules: PrintedRule[], own: number[], other: number[]): boolean[][] {
  const walls = own.map(() => new Array<boolean>(other.length - 1).fill(false));
  for (const rule of rules) {
    const line = nearestLine(own, rule.at);
    for (let unit = 0; unit < other.length - 1; unit++) {
      const [from, to] = [other[unit] as number, other[unit + 1] as number];
      const covered = Math.min(to, rule.to) - Math.max(from, rule.from);
      if (covered > (to - from) * 0.6) (walls[line] as boolean[])[unit] = true;
    }
  }
  return walls;
}

function nearestLine(places: number[], at: number): number {
  let best = 0;
  for (const [k, place] of places.entries())
    if (Math.abs(place - at) < Math.abs((places[best] as number) - at)) best = k;
  return best;
}

/** The rectangles of units with no wall between them. A room of another shape is cut into rectangles, top row first. */
function cellsOf(cols: number, rows: number, walls: { vertical: boolean[][]; horizontal: boolean[][] }): FrameCell[] {
  const taken = new Uint8Array(cols * rows);
  const cells: FrameCell[] = [];
  const openRight = (row: number, col: number) => walls.vertical[col + 1]?.[row] !== true;
  const openDown = (row: number, col: number) => walls.horizontal[row + 1]?.[col] !== true;
  for (let row = 0; row < rows; row++)
    for (let col = 0; col < cols; col++) {
      if (taken[row * cols + col]) continue;
      let colSpan = 1;
      while (col + colSpan < cols && openRight(row, col + colSpan - 1) && !taken[row * cols + col + colSpan]) colSpan++;
      let rowSpan = 1;
      while (row + rowSpan < rows && wholeRow(row + rowSpan, col, colSpan)) rowSpan++;
      for (let r = row; r < row + rowSpan; r++) taken.fill(1, r * cols + col, r * cols + col + colSpan);
      cells.push({ row, col, rowSpan, colSpan });
    }
  return cells;

  function wholeRow(row: number, col: number, colSpan: number): boolean {
    for (let c = col; c < col + colSpan; c++) {
      if (taken[row * cols + c] || !openDown(row - 1, c)) return false;
      if (c > col && !openRight(row, c - 1)) return false;
    }
    return true;
  }
}

/** Without frames inside a cell of another one, and without a border drawn around whole tables. */
function outermost(frames: Frame[]): Frame[] {
  const inside = (inner: Frame, outer: Frame) =>
    inner !== outer &&
    inner.left > outer.left - NEAR &&
    inner.right < outer.right + NEAR &&
    inner.top > outer.top - NEAR &&
    inner.bottom < outer.bottom + NEAR;
  const tables = frames.filter(
    (frame) => frame.cells.length > 1 || !frames.some((other) => other.cells.length > 1 && inside(other, frame)),
  );
  return tables.filter((frame) => !tables.some((other) => inside(frame, other)));
}
