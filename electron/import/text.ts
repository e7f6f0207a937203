import { normalText } from '../../shared/filing/normal-text.ts';
import type { Grid, GridCell, GridRow } from './grid.ts';
import { UnreadableError } from './limits.ts';
import type { Note } from './note.ts';
import { joinLabels } from './text/broken-labels.ts';
import { cellSequence, sequenceRows } from './text/cell-sequence.ts';

/**
 * The text of a file: by its byte order mark (UTF-8, UTF-16), UTF-16 without one, else UTF-8, else GB18030 (GBK, GB2312). A UTF-8 file cut
 * within its last character is read up to there, with a note. Throws `UnreadableError` for anything else.
 */
export function decodeText(bytes: Uint8Array): { text: string; notes: Note[] } {
  const [a, b] = bytes;
  const marked = a === 0xff && b === 0xfe ? 'utf-16le' : a === 0xfe && b === 0xff ? 'utf-16be' : null;
  const utf16 = marked ?? unmarked(bytes);
  const text = utf16 ? decode(bytes, utf16) : decode(bytes, 'utf-8');
  if (text !== null) return { text: checked(text), notes: [] };
  if (!utf16) {
    for (let cut = 1; cut <= 3 && cut < bytes.length; cut++) {
      const start = decode(bytes.subarray(0, bytes.length - cut), 'utf-8');
      if (start === null || !isCutCharacter(bytes.subarray(bytes.length - cut))) continue;
      const note: Note = { severity: 'error', place: '文件末尾', message: '最后一个字不完整，文件可能被截断' };
      return { text: checked(start), notes: [note] };
    }
    const chinese = decode(bytes, 'gb18030');
    if (chinese !== null) return { text: checked(chinese), notes: [] };
  }
  throw new UnreadableError('不是文本，或编码不是 UTF-8、GB18030；请另存为 UTF-8 文本后再导入');
}

/** Bytes that tell whether a text is UTF-16 without its mark. */
const LOOK = 4096;

/** UTF-16 without a byte order mark: half of what Latin letters, commas, tabs and line ends are made of is 0; 一 has a 0 in the other one. */
function unmarked(bytes: Uint8Array): 'utf-16le' | 'utf-16be' | null {
  if (bytes.length % 2 !== 0) return null;
  const start = bytes.subarray(0, LOOK);
  const zeros = [0, 0];
  for (const [at, byte] of start.entries()) if (byte === 0) zeros[at % 2] = (zeros[at % 2] ?? 0) + 1;
  const [even = 0, odd = 0] = zeros;
  if (even + odd === 0) return null;
  const encoding = odd > even ? 'utf-16le' : 'utf-16be';
  const text = decode(start, encoding);
  // A binary file has characters of every kind.
  return text !== null && /^[\t\n\r -~\p{Script=Han}\p{P}\p{S}\uff00-\uffef]+$/u.test(text) ? encoding : null;
}

function decode(bytes: Uint8Array, encoding: string): string | null {
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes);
  } catch {
    return null;
  }
}

/** Whether the bytes begin a UTF-8 character of more bytes than there are. */
function isCutCharacter([lead = 0, ...rest]: Uint8Array): boolean {
  const length = lead >= 0xf0 ? 4 : lead >= 0xe0 ? 3 : lead >= 0xc2 ? 2 : 1;
  return length > rest.length + 1 && rest.every((byte) => byte >= 0x80 && byte < 0xc0);
}

function checked(text: string): string {
  if (text.includes('\u0000'))
    throw new UnreadableError('是二进制文件，不是表格、文档或文本；可导入 Excel、WPS 表格、Word 文件和文本');
  // Labels and headings are told by their characters, so these are in their one spelling before anything is read.
  return normalText(text);
}

/** Field codes that Word leaves behind in a heading when it is copied: ` TC 1、… \f C \l 1`. */
const FIELD_CODE = /\sTC\s.{0,2000}?\\f \w \\l \d+ ?$/;

/** A line of the file; of several that were made one again, the first one's number, and the number of the last. */
export interface Line {
  number: number;
  text: string;
}

/**
 * Tables in a text, in either shape they are copied in: a row per line with tabs between its cells (from a PDF or a
 * sheet), or a cell per line behind a tab with an empty line between rows (from Word). Where the tabs of the second
 * shape are lost, `isLabel` tells by the form's labels that there is a table.
 */
export function textGrid(text: string, isLabel: (text: string) => boolean): Grid {
  const lines = joinLabels(
    joinQuoted(
      text
        .replace(/^\ufeff/, '')
        .split(/\r\n|[\n\r\f\u2028\u2029]/)
        .map((line, index) => ({ number: index + 1, text: withoutCode(line) })),
    ),
  );
  const tabbed = lines.some((line) => line.text.includes('\t') && line.text.split('\t').some(isLabel));
  const untabbed = !tabbed && hasMany(lines, ({ text }) => isLabel(text), 4);
  const sequence = cellSequence(lines);
  if (sequence) return { name: '', kind: 'text', rows: sequenceRows(sequence) };
  const rows: GridRow[] = [];
  let block: Line[] = [];
  let blank = 0;
  const close = () => {
    if (block.length > 0) rows.push(...blockRows(block, blank, untabbed));
    if (block.length > 0) blank = 0;
    block = [];
  };
  for (const line of lines) {
    if (line.text.trim() !== '' || line.text.includes('\t')) {
      block.push(line);
      continue;
    }
    close();
    blank++;
  }
  close();
  return { name: '', kind: 'text', rows: rows.filter((row) => row.cells.some((cell) => cell.text.trim() !== '')) };
}

function withoutCode(line: string): string {
  return line.includes('TC') ? line.replace(FIELD_CODE, '') : line;
}

/** Whether there are at least so many; the rest is not looked at. */
function hasMany<T>(list: readonly T[], is: (one: T) => boolean, least: number): boolean {
  let count = 0;
  return list.some((one) => is(one) && ++count >= least);
}

/** The rows of a run of lines; `blank` is the number of empty lines before it. */
function blockRows(block: Line[], blank: number, untabbed: boolean): GridRow[] {
  if (untabbed) return [cellsRow(block, blank >= 3)];
  const inner = block.filter((line) => line.text.lastIndexOf('\t') > 0).length;
  const leading = block.filter((line) => line.text.lastIndexOf('\t') === 0).length;
  // The rows of a sheet have each the same number of tabs.
  const tabs = tabsIn(block[0] as Line);
  const isSheet = inner > 0 && block.every((line) => tabsIn(line) === tabs);
  if (leading > 0 && leading >= inner && !isSheet) {
    const first = block.findIndex((line) => line.text.startsWith('\t'));
    const before = block.slice(0, first).map((line, index) => lineRow(line, index === 0 && blank > 0));
    return [...before, cellsRow(block.slice(first), first === 0 && blank >= 2)];
  }
  return block.map((line, index) => lineRow(line, index === 0 && blank > 0));
}

function tabsIn({ text }: Line): number {
  let count = 0;
  for (let at = text.indexOf('\t'); at >= 0; at = text.indexOf('\t', at + 1)) count++;
  return count;
}

/** One row of tab-separated cells, or a line of running text. */
function lineRow(line: Line, apart: boolean): GridRow {
  const place = placeOf(line);
  const cells = line.text.split('\t').map((text, col) => textCell(text, col, place));
  const lastLine = line.number + line.text.split('\n').length - 1;
  return { line: line.number, lastLine, apart, tabular: cells.length > 1, cells };
}

/** One row of which every line is a cell; a line without its tab goes on with the cell before. */
function cellsRow(block: Line[], apart: boolean): GridRow {
  const cells: GridCell[] = [];
  const tabs = block.some((line) => line.text.startsWith('\t'));
  for (const line of block) {
    const last = cells.at(-1);
    if (last && tabs && !line.text.startsWith('\t')) last.text = `${last.text}\n${line.text.trim()}`;
    else cells.push(textCell(line.text.replace(/^\t/, '').replaceAll('\t', ' '), cells.length, placeOf(line)));
  }
  return {
    line: block[0]?.number ?? 0,
    lastLine: block.at(-1)?.number ?? 0,
    apart,
    tabular: true,
    ...(tabs ? { cellLines: true } : {}),
    cells,
  };
}

function textCell(text: string, col: number, place: string): GridCell {
  return { text: text.replaceAll('\v', '\n').trim(), col, colSpan: 1, rowSpan: 1, place };
}

function placeOf(line: Line): string {
  return `第 ${line.number} 行`;
}

/** Most lines that one quoted cell may have. */
const QUOTED_LINES = 60;

/** A spreadsheet copies a cell with line breaks as `"…"` over several lines; they are made one line with \n again. */
function joinQuoted(lines: Line[]): Line[] {
  const joined: Line[] = [];
  for (let at = 0; at < lines.length; ) {
    const line = lines[at] as Line;
    const whole = line.text.includes('\t') || line.text.startsWith('"') ? quotedRow(lines, at) : null;
    joined.push(whole ? { number: line.number, text: whole.text } : line);
    at += whole?.lines ?? 1;
  }
  return joined;
}

/**
 * The row that begins at a line and has a quoted cell that goes over the line's end; null when it has none. The time
 * stays linear: a line that opens a cell has an odd number of quotes, so the search from an earlier line ends at it.
 */
function quotedRow(lines: Line[], at: number): { text: string; lines: number } | null {
  let line = lines[at]?.text ?? '';
  let count = 1;
  let from = 0;
  let text = '';
  for (;;) {
    const start = from === 0 && line.startsWith('"') ? 0 : line.indexOf('\t"', from) + 1;
    if (start === 0 && !(from === 0 && line.startsWith('"'))) break;
    text += line.slice(from, start);
    const first = count;
    let cell = '';
    from = start + 1;
    for (;;) {
      const quote = line.indexOf('"', from);
      cell += line.slice(from, quote < 0 ? undefined : quote);
      if (quote < 0) {
        const next = lines[at + count];
        if (!next || count >= QUOTED_LINES) return null;
        cell += '\n';
        line = next.text;
        from = 0;
        count++;
      } else if (line[quote + 1] === '"') {
        cell += '"';
        from = quote + 2;
      } else if (quote + 1 === line.length || line[quote + 1] === '\t') {
        // A quoted cell on one line is text in quotes.
        text += count === first ? line.slice(start, quote + 1) : cell.replaceAll('\t', ' ');
        from = quote + 1;
        break;
      } else return null;
    }
  }
  const whole = text + line.slice(from);
  return count > 1 && whole.includes('\t') ? { text: whole, lines: count } : null;
}
