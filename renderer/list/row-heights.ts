import type { FilingSummary } from '../../shared/api.ts';
import { displayName } from '../../shared/filing/display-name.ts';
import type { Row } from '../state/filing-rows.ts';

/** The room that the rows have, and the text that stands in them; all in px. */
export interface Room {
  width: number;
  height: number;
  /** Size of the text. */
  text: number;
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
/** Mean width of a Latin letter or a digit, by the size of the text. */
const NARROW = 0.62;

/** Where the text of a row begins. The checkbox of a filing stands in the indent. */
export function indentOf({ kind, level }: Pick<Row, 'kind' | 'level'>): number {
  return kind === 'group' ? 8 + (level - 1) * 12 : level > 2 ? 36 : 28;
}

/** How many lines a filing's name takes: two at most, the rest is in its tooltip. */
export function linesOf(row: Row, filing: FilingSummary | undefined, room: Room): 1 | 2 {
  if (row.kind === 'group') return 1;
  const free = room.width - indentOf(row) - room.text * COUNTS - GAP;
  return textWidth(nameOf(row, filing), room.text) > free ? 2 : 1;
}

/** What stands below the name in small text: what tells the table from others of its name. */
export function smallLinesOf(filing: FilingSummary | undefined, about: string): number {
  return Number(about !== '') + Number((filing?.found ?? null) !== null);
}

export function heightOf(lines: number, small: number, { text }: Room): number {
  return Math.max(LEAST, Math.round(2 * FREE + text * (lines * NAME_LINE + small * SMALL_LINE)));
}

/** What a row is called: a filing that is not known yet has no name, and is taken to be as high as most. */
export function nameOf(row: Row, filing: FilingSummary | undefined): string {
  if (row.kind === 'group') return row.label;
  return filing ? displayName(filing.name) : '';
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

/**
 * Width of a name, in its heaviest weight. Characters of Chinese text are as wide as the text is high, and of others
 * none is wide enough to need measuring: a name that is taken for too long has a line to spare.
 */
function textWidth(text: string, size: number): number {
  let width = 0;
  for (const character of text) width += character < '\u2000' ? NARROW : 1;
  return width * size;
}
