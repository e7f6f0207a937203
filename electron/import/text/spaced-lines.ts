import { pieces } from '../../../shared/layout/break-rules.ts';
import { UnreadableError } from '../limits.ts';

/** A stretch of a line between gaps of two spaces and more, with its columns of print: `to` is the one after it. */
export interface Segment {
  text: string;
  from: number;
  to: number;
}

export interface SpacedLine {
  /** Counted from 1. */
  number: number;
  segments: Segment[];
  /** An empty line stands before it. */
  gap: boolean;
  /** A page begins with it. */
  page: boolean;
}

/** Why a text is refused; it names what to do. */
export function unclear(line: number): UnreadableError {
  return new UnreadableError(
    `第 ${line} 行起各列之间只有空格，分不清哪些文字属于哪一格；请直接导入原来的 PDF、Excel 或 Word 文件，或从 Excel 里复制表格`,
  );
}

const WIDE =
  /[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6]|[\u{20000}-\u{3fffd}]/u;

/**
 * The lines of a text that hold something. Programs differ in whether a Chinese character takes one column of their
 * print or two: `wide` says how many.
 */
export function spacedLines(text: string, wide: 1 | 2): SpacedLine[] {
  const lines: SpacedLine[] = [];
  let gap = true;
  let page = true;
  for (const [index, raw] of text
    .replace(/^\ufeff/, '')
    .split(/\r\n|\n|\r/)
    .entries()) {
    if (raw.includes('\f')) page = true;
    const line = raw.replaceAll('\f', '');
    const segments = segmentsOf(line, wide);
    if (segments.length > 0) {
      lines.push({ number: index + 1, segments, gap, page });
      page = false;
    }
    gap = segments.length === 0;
  }
  return lines;
}

function segmentsOf(line: string, wide: 1 | 2): Segment[] {
  const segments: Segment[] = [];
  let column = 0;
  let blanks = 2;
  for (const character of line) {
    const width = WIDE.test(character) ? wide : 1;
    if (/\s/.test(character)) blanks += character === '\u3000' ? 2 : 1;
    else {
      const last = segments.at(-1);
      if (last && blanks < 2) {
        last.text += (blanks === 1 ? ' ' : '') + character;
        last.to = column + width;
      } else segments.push({ text: character, from: column, to: column + width });
      blanks = 0;
    }
    column += width;
  }
  return segments;
}

/** Stretches of print that segments of several lines share, left to right. */
export function columnsOf(segments: readonly Segment[]): { from: number; to: number }[] {
  const columns: { from: number; to: number }[] = [];
  for (const { from, to } of segments.toSorted((a, b) => a.from - b.from)) {
    const last = columns.at(-1);
    if (last && from < last.to) last.to = Math.max(last.to, to);
    else columns.push({ from, to });
  }
  return columns;
}

/** A paragraph that begins with a number of its own. */
const NUMBERED =
  /^(?:[(（]?(?:\d{1,2}|[一二三四五六七八九十]{1,3})[)）.．、](?!\d)|[①-⑳]|(?:年度)?目标\s?[\d一二三四五六七八九十]{1,2}[:：.．、])/;
const SENTENCE_END = /[。；;！!]$/;

/** Characters that a line has at least where only the column's edge can have broken it. */
const LEAST_FULL = 12;

/**
 * The text of a cell that is printed in several lines. A line after which the next word would have fitted ends a
 * paragraph. Null when that cannot be told: two lines at least must be as long as the longest, and not short ones.
 */
export function joinSegments(lines: readonly Segment[]): string | null {
  const lengths = lines.map(({ from, to }) => to - from);
  const longest = Math.max(...lengths);
  const edge = lines.slice(0, -1).filter((_, k) => (lengths[k] as number) >= longest - 2);
  const confirmed = edge.length > 1 && edge.every(({ text }) => [...text].length >= LEAST_FULL);
  let text = '';
  for (const [k, line] of lines.entries()) {
    text += line.text;
    const next = lines[k + 1];
    if (!next) break;
    const word = pieces(next.text, 'words')[0]?.trimEnd() ?? '';
    const needed = ((next.to - next.from) * [...word].length) / [...next.text].length;
    const ends = SENTENCE_END.test(line.text);
    if ((ends && NUMBERED.test(next.text)) || (lengths[k] as number) + needed < longest - 1) text += '\n';
    else if (!confirmed || ends) return null;
    else if (/[A-Za-z]$/.test(line.text) && /^[A-Za-z]/.test(next.text)) text += ' ';
  }
  return text;
}
