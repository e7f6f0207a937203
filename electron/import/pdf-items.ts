import { type Frame, findFrames } from './pdf-frames.ts';
import { HARD, linesOf, type PdfLine, SOFT } from './pdf-lines.ts';
import { type PdfGlyph, type PdfPage, upright } from './pdf-page.ts';

/** A ruled table of a page with the lines of text in its cells, in the order of `frame.cells`. */
export interface FrameItem {
  kind: 'frame';
  page: number;
  frame: Frame;
  lines: PdfLine[][];
}

/** Text beside one another outside of tables; `text` has a line's parts as they are set apart by wide gaps. */
export interface TextItem {
  kind: 'text';
  page: number;
  parts: PdfLine[];
}

export type PageItem = FrameItem | TextItem;

/** Ems of a gap that sets two texts on one line apart, outside of tables. */
const APART = 0.75;

/** What stands on a page, top to bottom. `page` counts from 1. */
export function pageItems(given: PdfPage, page: number): PageItem[] {
  const { glyphs, rules } = upright(given);
  const frames = findFrames(rules);
  const inside = frames.map((frame) => frame.cells.map((): PdfGlyph[] => []));
  const units = frames.map(unitCells);
  const outside: PdfGlyph[] = [];
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
  const items: { top: number; item: PageItem }[] = frames.map((frame, at) => ({
    top: frame.top,
    item: { kind: 'frame', page, frame, lines: (inside[at] ?? []).map((cell) => linesOf(cell)) },
  }));
  for (const parts of besides(joinOwn(linesOf(outside, APART))))
    items.push({ top: parts[0]?.baseline ?? 0, item: { kind: 'text', page, parts } });
  return items.sort((a, b) => a.top - b.top).map(({ item }) => item);
}

/** Characters that were drawn together. */
function runsOf(glyphs: PdfGlyph[]): PdfGlyph[][] {
  const runs: PdfGlyph[][] = [];
  for (const glyph of glyphs) {
    const last = runs.at(-1);
    if (last?.[0]?.run === glyph.run) last.push(glyph);
    else runs.push([glyph]);
  }
  return runs;
}

function isWithin({ left, right, top, bottom }: Frame, { x, y }: PdfGlyph): boolean {
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

/** Lines outside of tables that our own PDF says go on in the line below them. */
function joinOwn(lines: PdfLine[]): PdfLine[] {
  const taken = new Set<PdfLine>();
  const joined: PdfLine[] = [];
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
      whole = { ...whole, text: whole.text + (last.end === HARD ? '\n' : '') + below.text };
      last = below;
    }
    joined.push(whole);
  }
  return joined;
}

/** Texts on one line, left to right. */
function besides(lines: PdfLine[]): PdfLine[][] {
  const rows: PdfLine[][] = [];
  for (const line of lines.toSorted((a, b) => a.baseline - b.baseline)) {
    const row = rows.at(-1);
    if (row?.[0] && line.baseline - row[0].baseline < row[0].size * 0.6) row.push(line);
    else rows.push([line]);
  }
  return rows.map((row) => row.sort((a, b) => a.left - b.left));
}
