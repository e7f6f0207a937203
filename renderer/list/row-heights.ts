import type { Row } from './filing-rows.ts';

/** The room that the rows have, and the text that stands in them; all in px. */
export interface Room {
  width: number;
  height: number;
  /** Size of a name, and the font that it is measured in. */
  text: number;
  family: string;
}

/** Least height of a row, and what is left free above and below its lines. */
const LEAST = 32;
const FREE = 6;
/** Heights of a line of the name and of a small line below it, by the size of the text. */
export const NAME_LINE = 1.43;
export const SMALL_LINE = 1.3;
/** What stands beside a name: its counts (by the size of the text) and the gap to them. */
export const COUNTS = 2.7;
const GAP = 12;

/** Where the text of a row begins. The checkbox of a filing stands in the indent. */
export function indentOf({ kind, level }: Pick<Row, 'kind' | 'level'>): number {
  return kind === 'group' ? 8 + (level - 1) * 12 : level > 2 ? 36 : 28;
}

/** How many lines a filing's name takes: two at most, the rest is in its tooltip. */
export function linesOf(row: Row, room: Room): 1 | 2 {
  if (row.kind === 'group') return 1;
  const free = room.width - indentOf(row) - room.text * COUNTS - GAP;
  return textWidth(nameOf(row), room) > free ? 2 : 1;
}

/** What stands below the name in small text: what tells the table from others of its name. */
export function smallLinesOf(row: Row, about: string): number {
  return row.kind === 'group' ? 0 : Number(about !== '') + Number(row.summary.found !== null);
}

export function heightOf(lines: number, small: number, { text }: Room): number {
  return Math.max(LEAST, Math.round(2 * FREE + text * (lines * NAME_LINE + small * SMALL_LINE)));
}

export function nameOf(row: Row): string {
  return row.kind === 'group' ? row.label : row.summary.name || '未命名项目';
}

/** Index of the row at `top` px, where `tops` has the tops of all rows and the end of the last. */
export function rowAt(tops: Float64Array, top: number): number {
  let [low, high] = [0, Math.max(0, tops.length - 2)];
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((tops[middle] ?? 0) <= top) low = middle;
    else high = middle - 1;
  }
  return low;
}

/** Widths of names measured so far, in the font they were measured in. */
const measured = { font: '', widths: new Map<string, number>() };
let pen: CanvasRenderingContext2D | null = null;

function textWidth(text: string, { text: size, family }: Room): number {
  const font = `600 ${size}px ${family}`;
  if (measured.font !== font) {
    measured.font = font;
    measured.widths.clear();
  }
  let width = measured.widths.get(text);
  if (width === undefined) {
    pen ??= document.createElement('canvas').getContext('2d');
    if (!pen) return text.length * size;
    pen.font = font;
    width = pen.measureText(text).width;
    measured.widths.set(text, width);
  }
  return width;
}
