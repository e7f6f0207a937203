import { shifted } from '../../../shared/formula/linear.ts';
import { pieces } from '../../../shared/layout/break-rules.ts';
import { AGAIN, BLANK, GUIDE, HARD, SOFT } from '../../../shared/layout/line-mark.ts';
import { textWidth } from '../../../shared/layout/measure.ts';
import type { PrintedGlyph } from './page.ts';

/** A line of characters as it stands on a page; points. */
export interface PrintedLine {
  text: string;
  left: number;
  right: number;
  baseline: number;
  size: number;
  /** How our own PDF or OFD says it ends (shared/layout/line-mark.ts); null when it says nothing. */
  end: number | null;
  /** Our own PDF says that it is printed once more at the top of a page. */
  again: boolean;
}

/** The lines that some characters make, top to bottom; `split` cuts a line at gaps of that many ems. */
export function linesOf(glyphs: readonly PrintedGlyph[], split = Number.POSITIVE_INFINITY): PrintedLine[] {
  const shown = glyphs.filter(({ mark }) => mark === null || (mark & 3) !== GUIDE);
  const lines: PrintedLine[] = [];
  for (const turn of [0, 1, 2, 3])
    for (const row of rowsOf(shown.filter((glyph) => glyph.turn === turn)))
      for (const part of partsOf(row, split)) {
        const line = lineOf(part);
        if (line) lines.push(line);
      }
  return lines;
}

/** Characters that stand on one line, by their extents: a superscript stands on the line that it rises over. */
function rowsOf(glyphs: PrintedGlyph[]): PrintedGlyph[][] {
  const rows: { glyphs: PrintedGlyph[]; top: number; bottom: number }[] = [];
  for (const glyph of glyphs.toSorted((a, b) => a.baseline - b.baseline)) {
    const [top, bottom] = [glyph.baseline - glyph.size * 0.8, glyph.baseline + glyph.size * 0.15];
    const row = rows.findLast((candidate) => {
      const shared = Math.min(bottom, candidate.bottom) - Math.max(top, candidate.top);
      return shared > 0.6 * Math.min(bottom - top, candidate.bottom - candidate.top);
    });
    if (row) {
      row.glyphs.push(glyph);
      if (bottom - top > row.bottom - row.top) [row.top, row.bottom] = [top, bottom];
    } else rows.push({ glyphs: [glyph], top, bottom });
  }
  return rows.map((row) => row.glyphs.toSorted((a, b) => a.left - b.left));
}

/** A line cut at wide gaps. Spaces at a gap are dropped with it. */
function partsOf(row: PrintedGlyph[], split: number): PrintedGlyph[][] {
  if (split === Number.POSITIVE_INFINITY) return [row];
  const parts: PrintedGlyph[][] = [];
  let end = Number.NEGATIVE_INFINITY;
  for (const glyph of row) {
    const last = parts.at(-1);
    if (!last || glyph.left - end > split * glyph.size) parts.push([glyph]);
    else last.push(glyph);
    if (glyph.text.trim() !== '' || glyph.mark !== null) end = Math.max(end, glyph.right);
    else if (!last) end = glyph.right;
  }
  return parts;
}

const LATIN = /[\p{Script=Latin}\d]$/u;

/** Ems between two characters from which on they are set apart by a space that the file does not have. */
function isGap(before: PrintedGlyph, after: PrintedGlyph, end: number): boolean {
  const gap = (after.left - end) / Math.max(before.size, after.size);
  const both = LATIN.test(before.text) && /^[\p{Script=Latin}\d]/u.test(after.text);
  return gap > (both ? 0.22 : 0.6);
}

/** Share of a line's size below which a character is small, and of it by which a raised or lowered one is moved. */
const SMALL = 0.8;
const MOVED = 0.06;

/** A small figure above or below its line as the character for it: 10 and a raised 4 are not 104. */
function standing({ text, size, baseline, mark }: PrintedGlyph, largest: number, line: number): string {
  const up = line - baseline;
  if (mark !== null || size > largest * SMALL || Math.abs(up) < largest * MOVED) return text;
  return shifted(text, up > 0 ? 'superscript' : 'subscript') ?? text;
}

function lineOf(row: PrintedGlyph[]): PrintedLine | null {
  let text = '';
  let last: PrintedGlyph | null = null;
  let right = Number.NEGATIVE_INFINITY;
  let mark: number | null = null;
  let left = Number.POSITIVE_INFINITY;
  const size = Math.max(...row.map((glyph) => glyph.size));
  const baseline = (row.findLast((glyph) => glyph.size > size * SMALL) as PrintedGlyph).baseline;
  for (const glyph of row) {
    // Bold letters may be drawn twice.
    if (last && glyph.text === last.text && Math.abs(glyph.left - last.left) < glyph.size * 0.15) continue;
    const own = glyph.mark !== null;
    if (last && !own && last.text.trim() !== '' && glyph.text.trim() !== '' && isGap(last, glyph, right)) text += ' ';
    text += standing(glyph, size, baseline);
    if (glyph.text.trim() !== '' || text.trim() === '') {
      right = Math.max(right, glyph.right);
      left = Math.min(left, glyph.left);
    }
    mark = glyph.mark ?? mark;
    last = glyph;
  }
  if (!last || (text.trim() === '' && mark === null)) return null;
  return {
    text: mark === null ? text.trim() : (mark & BLANK) !== 0 ? '' : text,
    left,
    right,
    baseline,
    size,
    end: mark === null ? null : mark & 3,
    again: mark !== null && (mark & AGAIN) !== 0,
  };
}

/** A paragraph that begins with a number of its own, as clerks write goals. */
const NUMBERED =
  /^\s*(?:[(（]?(?:\d{1,2}|[一二三四五六七八九十]{1,3})[)）.．、](?!\d)|[①-⑳⑴-⒛]|(?:年度)?目标\s?[\d一二三四五六七八九十]{1,2}[:：.．、])/;
const SENTENCE_END = /[。；;！!？?：:.]$/;

/**
 * The text of a cell from its lines: a line that a paragraph only goes on over is joined to the next, a paragraph's end
 * is \n. Our own PDF says which is which; in others a line ends a paragraph when the next word would still have fitted
 * within `width` points.
 */
export function paragraphs(lines: readonly PrintedLine[], width: number): string {
  let text = '';
  for (const [k, line] of lines.entries()) {
    text += line.text;
    const next = lines[k + 1];
    if (next) text += isSoft(line, next, width) ? glue(line, next, lines) : '\n';
  }
  return text;
}

function isSoft(line: PrintedLine, next: PrintedLine, width: number): boolean {
  if (line.end !== null) return line.end === SOFT;
  const ends = SENTENCE_END.test(line.text);
  const begins = NUMBERED.test(next.text);
  if (isFull(line, next, width)) return !(ends && begins);
  // Programs measure lines with other fonts than they draw them with; a paragraph seldom ends without a full stop.
  const measured = (textWidth(line.text + firstWord(next.text), line.size) * 72) / 25.4;
  return !ends && !begins && (measured > width || isFull(line, next, width - line.size));
}

/** Whether the first word of the next line would not have fitted on the line. */
export function isFull(line: PrintedLine, next: PrintedLine, width: number): boolean {
  const [share, total] = [ems(firstWord(next.text)), ems(next.text)];
  const needed = total === 0 ? 0 : ((next.right - next.left) * share) / total;
  return line.right - line.left + needed > width - line.size * 0.1;
}

/**
 * What goes to the next line together; other programs keep a number behind a closing bracket with it, and what stands on
 * both sides of a quotation mark.
 */
function firstWord(text: string): string {
  const [first = '', ...rest] = pieces(text, 'words');
  let word = first;
  for (const piece of rest) {
    const quoted = /[“”‘’"]$/.test(word) || /^[“”‘’"]/.test(piece);
    if (!quoted && !(word === first && /[】）》」』〕)\]]$/.test(word) && /^[A-Za-z\d]/.test(piece))) break;
    word += piece;
  }
  return word.trimEnd();
}

function ems(text: string): number {
  let sum = 0;
  for (const character of text) sum += (character.codePointAt(0) as number) < 0x2e80 ? 0.5 : 1;
  return sum;
}

/**
 * What stood at a line's end before the text went on: Chinese runs on, words of letters have a space between them
 * unless one word was cut, and a space behind a comma is told by the other commas of the cell.
 */
function glue(line: PrintedLine, next: PrintedLine, lines: readonly PrintedLine[]): string {
  if (line.end !== null) return '';
  if (/[A-Za-z]$/.test(line.text) && /^[A-Za-z]/.test(next.text))
    return pieces(line.text, 'words').length > 1 ? ' ' : '';
  const mark = /[,.;:!?]$/.exec(line.text)?.[0];
  if (mark === undefined) return '';
  const rest = lines.flatMap(({ text }) => text.split(mark).slice(1)).filter((after) => after !== '');
  const spaced = rest.filter((after) => after.startsWith(' ')).length;
  return rest.length > 0 ? (spaced * 2 > rest.length ? ' ' : '') : /^[A-Za-z]/.test(next.text) ? ' ' : '';
}

export { HARD, SOFT };
