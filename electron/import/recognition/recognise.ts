import type { Filing } from '../../../shared/filing/filing.ts';
import { shorten } from '../../../shared/filing/parse.ts';
import { catalog } from '../../../shared/form/catalog/catalog.ts';
import type { Form } from '../../../shared/form/form.ts';
import { type Grid, placeOfRows } from '../grid.ts';
import type { Note } from '../note.ts';
import { findTables, type TableStart } from './find-tables.ts';
import { endOfForeign, foreignMessage } from './foreign.ts';
import { knownLabels } from './known-labels.ts';
import { plainLabels } from './plain-labels.ts';
import { type FilingRead, readFiling } from './read-filing.ts';
import { headerTop } from './read-header.ts';
import { linesAlone, readLinesAlone, readLinesOf } from './read-lines-alone.ts';
import { titleFit } from './title.ts';
import { type ViewRow, viewRows } from './view.ts';

export interface Recognised {
  filings: Filing[];
  notes: Note[];
}

/**
 * Finds the tables of known forms in a grid by the forms' labels and reads their values. Whatever stands in a table and
 * is not understood is an error with its place; text outside of tables is one hint for each run of rows.
 */
export function recognise(grid: Grid, forms: readonly Form[] = catalog.all): Recognised {
  const rows = plainLabels(viewRows(grid), forms);
  const result: Recognised = { filings: [], notes: [] };
  let from = 0;
  for (const { first, end, map } of linesAlone(rows, forms)) {
    recogniseTables(grid, rows.slice(from, first), forms, result);
    const read = readLinesOf(grid, map, rows.slice(first, end), result.filings.length);
    if (read) take(read, result, []);
    from = end;
  }
  recogniseTables(grid, rows.slice(from), forms, result);
  return result;
}

/** The same for rows between two covers. */
function recogniseTables(grid: Grid, rows: ViewRow[], forms: readonly Form[], result: Recognised): void {
  const known = knownLabels(forms);
  const starts = findTables(grid, rows, forms);
  const understood = rows.map(() => false);
  let from = 0;
  for (const [index, start] of starts.entries()) {
    const next = starts[index + 1];
    const end = next ? endBefore(grid, rows, start, next) : rows.length;
    if (start.map) {
      const read = readFiling(grid, rows, { ...start, map: start.map, from, end, known }, result.filings.length);
      take(read, result, understood);
      from = read.end;
    } else from = refuse(grid, rows, start, { from, end, forms }, result, understood);
  }
  for (const [first, last] of runs(understood)) {
    for (let at = first; at <= last; ) {
      const alone = readLinesAlone(grid, rows, [at, last + 1], forms, result.filings.length);
      if (!alone) break;
      take(alone, result, understood);
      at = alone.end;
    }
  }
  for (const [first, last] of runs(understood)) {
    // All of a row: who filled the table in stands beside how to reach them.
    const text = rows[first]?.cells.map((cell) => cell.text).join(' ') ?? '';
    const several = (rows[first]?.cells.length ?? 0) > 1;
    result.notes.push({
      severity: 'hint',
      place: placeOfRows(grid, (rows[first] as ViewRow).row, (rows[last] as ViewRow).row),
      message: `表格以外的内容“${several ? shorten(text, 100) : shorten(text)}”未读入`,
    });
  }
}

/**
 * The row after the last one that can be of a table before the next one: lines that the next one's form prints above
 * its frame are that one's. In a document lines are told from ruled rows: where the form ends with ruled rows, lines
 * below them belong to what follows.
 */
function endBefore(grid: Grid, rows: readonly ViewRow[], { row, map }: TableStart, next: TableStart): number {
  const title = next.title && isOfTable(next) && next.title.row > row ? next.title.row : next.row;
  let end = next.map ? headerTop(next.map, rows, row, title) : title;
  const last = map?.form.bands.at(-1);
  if (title < next.row || grid.kind !== 'document' || last?.kind !== 'table') return end;
  while (end > row + 1 && !rows[end - 1]?.row.tabular) end--;
  return end;
}

/** Whether the title above a table is its own, and no line of the table before. */
function isOfTable({ title, map }: TableStart): boolean {
  return title?.formal === true || (map !== null && titleFit(map, title).fit === 'own');
}

function take({ filing, notes, understood: rows }: FilingRead, result: Recognised, understood: boolean[]): void {
  result.filings.push(filing);
  result.notes.push(...notes);
  for (const at of rows) understood[at] = true;
}

/** Tells of a table that is of no form, and gives the row after it. */
function refuse(
  grid: Grid,
  rows: ViewRow[],
  start: TableStart,
  { from, end, forms }: { from: number; end: number; forms: readonly Form[] },
  result: Recognised,
  understood: boolean[],
): number {
  const first = Math.max(from, start.title && start.title.row >= 0 ? start.title.row : start.row);
  const last = endOfForeign(rows, start.row, end);
  // Lines alone may go on below what looks like a table.
  const alone = readLinesAlone(grid, rows, [from, end], forms, result.filings.length);
  if (alone) {
    take(alone, result, understood);
    return alone.end;
  }
  for (let at = first; at < last; at++) understood[at] = true;
  const place = placeOfRows(grid, (rows[first] as ViewRow).row, (rows[last - 1] as ViewRow).row);
  result.notes.push({ severity: 'error', place, message: foreignMessage(start, forms), foreign: true });
  return last;
}

/** Runs of rows that no table took, as pairs of first and last index. */
function runs(understood: readonly boolean[]): [number, number][] {
  const found: [number, number][] = [];
  for (const [index, isTaken] of understood.entries()) {
    if (isTaken) continue;
    const last = found.at(-1);
    if (last && last[1] === index - 1) last[1] = index;
    else found.push([index, index]);
  }
  return found;
}
