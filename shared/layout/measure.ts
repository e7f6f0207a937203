/**
 * Text metrics for line breaking, without any font at hand: every character is taken as wide as the widest of 宋体
 * (what Excel and WPS show: half an em for ASCII, one em otherwise) and the embedded fonts Noto Serif SC Regular, Noto
 * Sans SC Medium and Noto Sans Symbols 2. A line measured here fits on every surface; a row too tall by a line is
 * right, one too low is a lost word.
 */

import { pieceEnds, strictness } from './break-rules.ts';
import { isInvisible, wideness } from './printable.ts';
import { isSpace, spaceWidth } from './spaces.ts';

/** Thousandths of an em for U+0020 to U+007E. The test compares them with the fonts. */
const ASCII = [
  500, 500, 518, 574, 570, 939, 779, 500, 500, 500, 500, 580, 500, 500, 500, 500, 570, 570, 570, 570, 570, 570, 570,
  570, 570, 570, 500, 500, 580, 580, 580, 500, 972, 718, 670, 691, 770, 652, 629, 741, 853, 500, 549, 731, 625, 975,
  796, 767, 648, 767, 715, 608, 659, 797, 714, 1053, 700, 687, 607, 500, 500, 500, 580, 563, 615, 615, 638, 538, 630,
  566, 500, 578, 663, 500, 500, 607, 500, 974, 661, 630, 638, 630, 500, 500, 500, 653, 548, 838, 564, 552, 500, 500,
  500, 500, 580,
];

const MM_PER_PT = 25.4 / 72;
/**
 * Distance in mm kept between a cell's border and its text, left and right. Excel keeps less (about 0.7 mm); programs
 * that extract text from a PDF take neighbouring cells for one line when they are closer than 0.7 em.
 */
export const CELL_PADDING = 1.6;
/** The same above and below. */
const ROW_PADDING = 0.7;
/** Row heights are multiples of 0.75 pt, one pixel of Excel, so that every surface has the same height. */
const ROW_STEP = 0.75 * MM_PER_PT;
/**
 * The highest row of whole pixels under Excel's limit of 409 pt:
 * https://support.microsoft.com/office/1672b34d-7043-467e-8e27-269d656771c3
 */
export const MAX_ROW_PT = 408.75;
/** Line distance in ems: above that of 宋体 in Excel (1.28) and of Noto Serif SC (1.44), so that neither is clipped. */
const LINE_EMS = 1.5;

/**
 * How much further apart the lines of running text stand: at 16 pt a page has 22 of them, as official documents have
 * (GB/T 9704—2012, 5.2.3).
 */
const SPACED = 1.18;

/** Distance of two lines of text of this size in mm. */
export function linePitch(sizePt: number, spaced = false): number {
  return lineSize(sizePt, spaced) * LINE_EMS * MM_PER_PT;
}

/** Size in points of the text whose lines, not spaced, stand as far apart. */
export function lineSize(sizePt: number, spaced = false): number {
  return spaced ? sizePt * SPACED : sizePt;
}

/** Height in mm of a cell with this many lines, rounded up to a height that every surface can have. */
export function cellHeight(lines: number, sizePt: number): number {
  return roundUp(lines * linePitch(sizePt) + 2 * ROW_PADDING);
}

/** Lines of this size that fit into a height in mm. */
export function linesThatFit(height: number, sizePt: number): number {
  return Math.max(0, Math.floor((height - 2 * ROW_PADDING) / linePitch(sizePt) + 1e-6));
}

export function roundUp(height: number): number {
  return Math.ceil(height / ROW_STEP - 1e-6) * ROW_STEP;
}

export function roundDown(height: number): number {
  return Math.floor(height / ROW_STEP + 1e-6) * ROW_STEP;
}

/** Width in mm of one line of text at most. */
export function textWidth(text: string, sizePt: number): number {
  return (ems(text) / 1000) * sizePt * MM_PER_PT;
}

/** Thousandths of an em of a text or a part of it. */
function ems(text: string, from = 0, to = text.length): number {
  let width = 0;
  for (let at = from; at < to; at++) {
    const known = advances[text.charCodeAt(at)] as number;
    if (known > 0) {
      width += known - 1;
      continue;
    }
    const code = text.codePointAt(at) as number;
    const own = advance(code);
    width += own;
    if (code > 0xffff) at++;
    else if (code < 0xd800 || code > 0xdfff) advances[code] = own + 1;
  }
  return width;
}

/** One more than `advance` of each character below U+10000 that was met; 0 for the others. */
const advances = new Uint16Array(0x10000);

/** Thousandths of an em. A narrow space is half an em in the fonts of Excel, a tab is printed as a space. */
function advance(code: number): number {
  const ascii = ASCII[code - 0x20];
  if (ascii !== undefined) return ascii;
  if (code > 0x3000 && code < 0xa000) return wideness(code) ?? 1000;
  const character = String.fromCodePoint(code);
  if (character === '\t') return 500;
  if (isSpace(character)) return Math.max(500, spaceWidth(character));
  return isInvisible(character) ? 0 : (wideness(code) ?? 1000);
}

/**
 * Breaks text into the lines it is printed in, for a text width in mm. Every character is in exactly one line; a piece
 * wider than the line is cut between characters.
 */
export function breakLines(text: string, width: number, sizePt: number): string[] {
  const room = (width / (sizePt * MM_PER_PT)) * 1000;
  // Most texts are one line, which is seen sooner than it is looked up.
  if (isOneLine(text, room)) return [text];
  let ofRoom = broken.get(room);
  const known = ofRoom?.get(text);
  if (known) return known;
  if (++brokenCount > MOST_BROKEN) {
    broken.clear();
    ofRoom = undefined;
    brokenCount = 1;
  }
  if (!ofRoom) {
    ofRoom = new Map();
    broken.set(room, ofRoom);
  }
  const lines: string[] = [];
  for (const paragraph of text.split('\n')) breakParagraph(paragraph, room, lines);
  ofRoom.set(text, lines);
  return lines;
}

/** An edit changes one text of a table; the others are not broken anew. By room and text. */
const broken = new Map<number, Map<string, string[]>>();
let brokenCount = 0;
const MOST_BROKEN = 20_000;

/** Whether a text needs no breaking; it is measured no further than the room goes. */
function isOneLine(text: string, room: number): boolean {
  let width = 0;
  for (let at = 0; at < text.length && width <= room; at++) {
    const unit = text.charCodeAt(at);
    if (unit === LINE_BREAK) return false;
    const known = advances[unit] as number;
    if (known === 0) return !text.includes('\n') && ems(text) <= room;
    width += known - 1;
  }
  return width <= room;
}

const LINE_BREAK = 0x0a;

/** Adds the lines of one paragraph. */
function breakParagraph(paragraph: string, room: number, lines: string[]): void {
  /** Where the line begins, and where it ends so far. */
  let [from, to] = [0, 0];
  let used = 0;
  const next = () => {
    if (from === to) return;
    lines.push(paragraph.slice(from, to));
    from = to;
    used = 0;
  };
  // A space at the end is counted too: a row too tall by a line is right, one too low loses a word.
  const add = (end: number, width: number) => {
    if (used + width > room) next();
    to = end;
    used += width;
  };
  /** Places what reaches from `to` to `end`. */
  const place = (end: number, level: number) => {
    const strict = strictness[level];
    if (strict === undefined) {
      add(end, ems(paragraph, to, end));
      return;
    }
    const begin = to;
    const ends = level === 0 ? endsOf(paragraph) : pieceEnds(paragraph.slice(begin, end), strict);
    for (const pieceEnd of ends) {
      const width = ems(paragraph, to, begin + pieceEnd);
      if (width <= room) {
        add(begin + pieceEnd, width);
        continue;
      }
      // Excel begins a word that is wider than its cell on a line of its own.
      if (strict === 'words') next();
      place(begin + pieceEnd, level + 1);
    }
  };
  place(paragraph.length, 0);
  lines.push(paragraph.slice(from));
}

/** Where a paragraph may break by all rules; remembered, for it is broken at one size after the other. */
function endsOf(paragraph: string): readonly number[] {
  const known = breaks.get(paragraph);
  if (known) return known;
  if (breaks.size >= MOST_BREAKS) breaks.clear();
  const ends = pieceEnds(paragraph, 'words');
  breaks.set(paragraph, ends);
  return ends;
}

const breaks = new Map<string, readonly number[]>();
const MOST_BREAKS = 200;
