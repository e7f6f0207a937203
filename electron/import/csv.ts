import type { Read } from './grid.ts';
import { LIMITS, tooManyCells } from './limits.ts';
import { decodeText } from './text.ts';
import { type SheetCell, sheetGrid } from './workbook/sheet-rows.ts';

/** How much of a file tells what its cells are parted by. */
const LOOK = 64 * 1024;
const MOST_RECORDS = 300;
/** Least share of lines with several cells in a file that is not named .csv. */
const SHARE = 0.6;

type Separator = ',' | ';' | '\t';

/**
 * The cells of a CSV file, parted by commas, semicolons or tabs. Every cell is the text that stands there: nothing is
 * taken for a number, a date or a formula. Throws `UnreadableError`.
 */
export async function readCsv(bytes: Uint8Array): Promise<Read> {
  const { text, notes } = decodeText(bytes);
  const body = text.replace(/^\ufeff/, '');
  const separator = separatorOf(body) ?? ',';
  const cells: SheetCell[] = [];
  const first = declared(body)?.length ?? 0;
  for (const { row, col, text } of csvCells(body.slice(first), separator, first > 0 ? 1 : 0)) {
    if (text.trim() === '') continue;
    if (cells.length >= LIMITS.cells) throw tooManyCells();
    cells.push({ row, col, text });
  }
  const found = { name: '', cells, merges: [], hidden: false, hiddenRows: [], hiddenColumns: [] };
  const { grid } = sheetGrid(found);
  for (const row of grid.rows) for (const cell of row.cells) cell.place = `第 ${row.line} 行第 ${cell.col + 1} 列`;
  return { grids: [{ ...grid, name: '' }], notes };
}

/** The first line of a file that names its separator for Excel: `sep=;`. */
function declared(text: string): string | null {
  return /^"?sep=[,;\t]"?[ \t]*(?:\r\n|\r|\n|$)/i.exec(text.slice(0, 20))?.[0] ?? null;
}

/**
 * What parts the cells of a text; null when it is no table of cells. Where the file is not named as one, most of its
 * lines have several cells, and tabs say nothing: copied tables have shapes of their own (text.ts).
 */
export function separatorOf(text: string, named = true): Separator | null {
  const body = text.replace(/^\ufeff/, '');
  const stated = /[,;\t]/.exec(declared(body) ?? '')?.[0] as Separator | undefined;
  if (stated) return stated;
  const start = body.slice(0, LOOK);
  let best: { separator: Separator; score: number } | null = null;
  for (const separator of named ? ([',', ';', '\t'] as const) : ([',', ';'] as const)) {
    const score = likeness(start, separator, named);
    if (score > (best?.score ?? 0)) best = { separator, score };
  }
  return best?.separator ?? null;
}

/** How many cells are in records of several; 0 where those are too few for a table of cells. */
function likeness(text: string, separator: Separator, named: boolean): number {
  const widths: number[] = [];
  for (const { row, col, text: cell } of csvCells(text, separator, 0)) {
    if (row >= MOST_RECORDS) break;
    // A record without any text says nothing.
    if (cell.trim() !== '' || col > 0) widths[row] = col + 1;
  }
  const records = widths.filter((width) => width !== undefined);
  const several = records.filter((width) => width > 1);
  if (several.length < 2 || (!named && several.length < records.length * SHARE)) return 0;
  return several.reduce((sum, width) => sum + width, 0);
}

/**
 * The cells of a text in order, rows counted from `row`. A cell in quotes may hold separators, line breaks and doubled
 * quotes; a quote that is never closed is a character. `="007"` is how programs keep a text from becoming a number.
 */
function* csvCells(
  text: string,
  separator: Separator,
  row: number,
): Generator<{ row: number; col: number; text: string }> {
  const end = new RegExp(`[${separator}\\r\\n]`, 'g');
  let line = row;
  let col = 0;
  for (let at = 0; at <= text.length; ) {
    const close = text[at] === '"' ? closing(text, at + 1) : -1;
    let cell = close < 0 ? '' : text.slice(at + 1, close).replaceAll('""', '"');
    end.lastIndex = close < 0 ? at : close + 1;
    const stop = end.exec(text)?.index ?? text.length;
    cell += text.slice(close < 0 ? at : close + 1, stop);
    yield { row: line, col, text: /^="(?:[^"]|"")*"$/.test(cell) ? cell.slice(2, -1).replaceAll('""', '"') : cell };
    if (text[stop] === separator) col++;
    else {
      line++;
      col = 0;
    }
    at = stop + (text[stop] === '\r' && text[stop + 1] === '\n' ? 2 : 1);
  }
}

/** The quote that closes a cell: no doubled one. -1 when there is none. */
function closing(text: string, from: number): number {
  let at = text.indexOf('"', from);
  while (at >= 0 && text[at + 1] === '"') at = text.indexOf('"', at + 2);
  return at;
}
