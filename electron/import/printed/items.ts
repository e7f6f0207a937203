import { type Frame, findFrames } from './frames.ts';
import { HARD, linesOf, type PrintedLine, SOFT } from './lines.ts';
import type { PrintedGlyph, PrintedPage } from './page.ts';
import { struckOut } from './struck.ts';

/** A ruled table of a page with the lines of text in its cells, in the order of `frame.cells`. */
export interface FrameItem {
  kind: 'frame';
  page: number;
  frame: Frame;
  lines: PrintedLine[][];
  /** For each cell, whether texts in it stand over one another or over a rule: more than it has room for. */
  smeared: boolean[];
  /** For each cell, the text in it that is struck out, which is none of its lines. */
  struck: string[];
}

/** Text beside one another outside of tables; `text` has a line's parts as they are set apart by wide gaps. */
export interface TextItem {
  kind: 'text';
  page: number;
  parts: PrintedLine[];
}

export type PageItem = FrameItem | TextItem;

/** Ems of a gap that sets two texts on one line apart, outside of tables. */
const APART = 0.75;

/** What stands on an upright page, top to bottom. `page` counts from 1. */
export function pageItems({ glyphs, rules }: PrintedPage, page: number): PageItem[] {
  const frames = findFrames(rules);
  const inside = frames.map((frame) => frame.cells.map((): PrintedGlyph[] => []));
  const units = frames.map(unitCells);
  const outside: PrintedGlyph[] = [];
  for (const run of runsOf(glyphs)) {
    const at = frames.findIndex((frame) => run.some((glyph) => isWithin(frame, glyph)));
    const frame = frames[at];
    if (!frame) {
      outside.push(...run);
      continue;
    }
    const votes = new Map<number, number>();
    for (const glyph of run) {
      const unit = interval(frame.ys, glyph.y) * (frame.xs.length - 1) + interval(frame.xs, glyph.x);
      const cell = units[at]?.[unit] ?? 0;
      votes.set(cell, (votes.get(cell) ?? 0) + 1);
    }
    const [cell = 0] = [...votes].reduce((best, vote) => (vote[1] > best[1] ? vote : best));
    inside[at]?.[cell]?.push(...run);
  }
  const out = struckOut(inside.flat(2), rules);
  const items: { top: number; item: PageItem }[] = frames.map((frame, at) => {
    const cells = inside[at] ?? [];
    // They keep their place, so that no gap is seen there.
    const kept =
      out.size === 0
        ? cells
        : cells.map((cell) => cell.map((glyph) => (out.has(glyph) ? { ...glyph, text: '' } : glyph)));
    const lines = kept.map((cell) => linesOf(cell));
    return {
      top: frame.top,
      item: {
        kind: 'frame',
        page,
        frame,
        lines,
        smeared: kept.map((cell, k) => isSmeared(cell, frame, k) || isStaggered(lines[k] ?? [])),
        struck: cells.map((cell) => cell.flatMap((glyph) => (out.has(glyph) ? glyph.text : [])).join('')),
      },
    };
  });
  for (const parts of besides(joinOwn(linesOf(outside, APART))))
    items.push({ top: parts[0]?.baseline ?? 0, item: { kind: 'text', page, parts } });
  return items.sort((a, b) => a.top - b.top).map(({ item }) => item);
}

/** Ems by which a character stands over the edge of its cell, and over another one, where there is no room for it. */
const OVER_EDGE = 0.22;
const OVER = 0.35;

function isSmeared(glyphs: PrintedGlyph[], { ys, cells, closed }: Frame, index: number): boolean {
  const { row = 0, rowSpan = 1 } = cells[index] ?? {};
  const shown = glyphs
    .filter(({ mark, turn, text }) => mark === null && turn === 0 && text.trim() !== '')
    .sort((a, b) => a.left - b.left);
  const top = row === 0 && !closed.top ? Number.NEGATIVE_INFINITY : (ys[row] as number);
  const bottom =
    row + rowSpan === ys.length - 1 && !closed.bottom ? Number.POSITIVE_INFINITY : (ys[row + rowSpan] as number);
  return shown.some((glyph, k) => {
    const over = glyph.size * OVER_EDGE;
    if (glyph.baseline - glyph.size * 0.75 < top - over || glyph.baseline > bottom + over) return true;
    for (let n = k + 1; n < shown.length; n++) {
      const other = shown[n] as PrintedGlyph;
      if (other.left >= glyph.right) break;
      if (other.run !== glyph.run && isOver(glyph, other)) return true;
    }
    return false;
  });
}

/** Ems between lines below which they are parts of one: a fraction, the limits of a sum. */
const PITCH = 0.8;

function isStaggered(lines: readonly PrintedLine[]): boolean {
  return lines.some((line, k) => {
    const next = lines[k + 1];
    if (!next || line.end !== null || next.end !== null) return false;
    const down = next.baseline - line.baseline;
    return down > 0 && down < Math.max(line.size, next.size) * PITCH;
  });
}

/** Two characters in one place; bold letters that are drawn twice are one. */
function isOver(a: PrintedGlyph, b: PrintedGlyph): boolean {
  const [across, down] = [Math.min(a.right, b.right) - Math.max(a.left, b.left), Math.abs(a.baseline - b.baseline)];
  const least = Math.min(a.size, b.size);
  const twice = a.text === b.text && Math.abs(a.left - b.left) < least * 0.15;
  return !twice && across > least * OVER && down < least * 0.6;
}

/** Characters that were drawn together. */
function runsOf(glyphs: PrintedGlyph[]): PrintedGlyph[][] {
  const runs: PrintedGlyph[][] = [];
  for (const glyph of glyphs) {
    const last = runs.at(-1);
    if (last?.[0]?.run === glyph.run) last.push(glyph);
    else runs.push([glyph]);
  }
  return runs;
}

function isWithin({ left, right, top, bottom }: Frame, { x, y }: PrintedGlyph): boolean {
  return x >= left && x <= right && y >= top && y <= bottom;
}

/** For each unit of a frame's grid, row by row, the index of its cell. */
function unitCells({ xs, ys, cells }: Frame): Uint32Array {
  const cols = xs.length - 1;
  const units = new Uint32Array(cols * (ys.length - 1));
  for (const [index, { row, col, rowSpan, colSpan }] of cells.entries())
    for (let r = row; r < row + rowSpan; r++) units.fill(index, r * cols + col, r * cols + col + colSpan);
  return units;
}

function interval(places: number[], at: number): number {
  let k = 0;
  while (k < places.length - 2 && at > (places[k + 1] as number)) k++;
  return k;
}

/** Lines outside of tables that our own PDF or OFD says go on in the line below them. */
function joinOwn(lines: PrintedLine[]): PrintedLine[] {
  const taken = new Set<PrintedLine>();
  const joined: PrintedLine[] = [];
  for (const line of lines) {
    if (taken.has(line)) continue;
    let [whole, last] = [line, line];
    while (last.end === SOFT || last.end === HARD) {
      const below = lines.find(
        (other) =>
          !taken.has(other) &&
          other.end !== null &&
          other.baseline > last.baseline + last.size &&
          other.baseline < last.baseline + last.size * 2 &&
          other.left < last.right &&
          other.right > last.left,
      );
      if (!below) break;
      taken.add(below);
      whole = goingOn({ ...whole, end: last.end }, below);
      last = below;
    }
    joined.push(whole);
  }
  return joined;
}

function goingOn(line: PrintedLine, next: PrintedLine): PrintedLine {
  return { ...line, text: line.text + (line.end === HARD ? '\n' : '') + next.text, end: next.end };
}

/** Texts outside of tables that our own PDF or OFD says go on at the top of the next page are one. */
export function joinOverPages(items: readonly PageItem[]): PageItem[] {
  const joined: PageItem[] = [];
  let page = 0;
  for (const item of items) {
    const last = joined.at(-1);
    const [above, below] = [onlyPart(last), onlyPart(item)];
    const goesOn = above?.end === SOFT || above?.end === HARD;
    if (last && above && goesOn && below && below.end !== null && item.page === page + 1)
      joined[joined.length - 1] = { kind: 'text', page: last.page, parts: [goingOn(above, below)] };
    else joined.push(item);
    page = item.page;
  }
  return joined;
}

function onlyPart(item: PageItem | undefined): PrintedLine | undefined {
  return item?.kind === 'text' && item.parts.length === 1 ? item.parts[0] : undefined;
}

/** Texts on one line, left to right. */
function besides(lines: PrintedLine[]): PrintedLine[][] {
  const rows: PrintedLine[][] = [];
  for (const line of lines.toSorted((a, b) => a.baseline - b.baseline)) {
    const row = rows.at(-1);
    if (row?.[0] && line.baseline - row[0].baseline < row[0].size * 0.6) row.push(line);
    else rows.push([line]);
  }
  return rows.map((row) => row.sort((a, b) => a.left - b.left));
}
