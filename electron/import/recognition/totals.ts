import { fold } from '../../../shared/form/fold.ts';
import type { Total } from '../../../shared/form/form.ts';
import { anyText, readPattern } from '../../../shared/form/pattern.ts';
import { type Zone, zoneAt } from './table-columns.ts';
import type { TableMap } from './table-map.ts';
import type { ViewCell, ViewRow } from './view.ts';

/** A row of sums as it stands in a file. */
export interface TotalRow {
  total: Total;
  /** Its index among the rows of the table. */
  at: number;
  row: ViewRow;
  /** The text of the group that the words name: 某某单位 of 某某单位小计. */
  group: string | null;
  /** Sums by column. */
  sums: Map<string, ViewCell>;
  strays: ViewCell[];
}

/**
 * The rows of sums of a table, told by their words, and the rows with these emptied. In a text, where the cells that
 * the words reach over may be absent, sums go by their order.
 */
export function takeTotals(
  table: TableMap,
  zones: readonly Zone[],
  rows: readonly ViewRow[],
  loose: boolean,
): { rows: ViewRow[]; totals: TotalRow[] } {
  const totals: TotalRow[] = [];
  const left = rows.map((row, at): ViewRow => {
    const found = totalOf(table, zones, row);
    if (!found) return row;
    totals.push({ ...found, at, row, ...sumsOf(table, zones, row, found, loose) });
    return { row: { ...row.row, cells: [] }, cells: [] };
  });
  return { rows: left, totals };
}

/** Whether a row is one of the sums of a table. */
export function isTotalRow(tables: readonly TableMap[], row: ViewRow): boolean {
  return tables.some((table) => totalOf(table, null, row) !== null);
}

/** `zones` is null where the columns are not known. */
function totalOf(
  table: TableMap,
  zones: readonly Zone[] | null,
  { cells: [first, second] }: ViewRow,
): { total: Total; group: string | null; words: ViewCell } | null {
  if (!first || (zones && first.col > (zones[1]?.col ?? 0))) return null;
  // A sum stands beside the words: a row may have the same word in another place.
  const rest = [second].every((cell) => !cell || /^[\d.,%％\s/\\—-]+$/.test(cell.text));
  if (!rest) return null;
  for (const total of table.totals) {
    for (const words of [total.text, ...(total.also ?? [])]) {
      if (!words.includes('{')) {
        if (fold(words) === first.folded) return { total, group: null, words: first };
        continue;
      }
      const read = readPattern(words, first.text, anyText);
      const group = read && total.by !== undefined ? read[total.by] : undefined;
      if (group !== undefined) return { total, group, words: first };
    }
  }
  return null;
}

function sumsOf(
  table: TableMap,
  zones: readonly Zone[],
  row: ViewRow,
  { total, words }: { total: Total; words: ViewCell },
  loose: boolean,
): Pick<TotalRow, 'sums' | 'strays'> {
  const sums = new Map<string, ViewCell>();
  const strays: ViewCell[] = [];
  const behind = table.columns.slice(total.over);
  const raw = row.row.cells.filter(({ col }) => col > words.col);
  const inOrder = loose && raw.length === behind.length;
  for (const cell of row.cells) {
    if (cell === words) continue;
    const at = raw.indexOf(cell.cell);
    const id = inOrder ? behind[at]?.id : zoneAt([...zones], cell.col)?.id;
    if (id !== undefined && id !== null && total.sums.includes(id) && !sums.has(id)) sums.set(id, cell);
    else if (/[\p{L}\p{N}]/u.test(cell.text)) strays.push(cell);
  }
  return { sums, strays };
}
