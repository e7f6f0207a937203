import { headingOf } from './find-heading.ts';
import type { FormMap } from './form-map.ts';
import { joinedLabel } from './joined-labels.ts';
import type { HeaderItem } from './line-map.ts';
import { matchRow } from './match-row.ts';
import { isLine } from './read-header.ts';
import { beginsAnew } from './read-indicators.ts';
import { isSideLabel, readHeaderRow, withSecondRow, type Zone } from './table-columns.ts';
import type { TableMap } from './table-map.ts';
import type { ViewRow } from './view.ts';

/** Rows of a grid that are of one band: fixed rows, or a table's below its heading. `to` is the row after them. */
export type BandRows =
  | { kind: 'fixed'; from: number; to: number }
  | { kind: 'table'; table: TableMap; zones: Zone[]; heading: number; from: number; to: number };

/**
 * Shares the rows between `start` and `end` among the bands of a form: a table begins with its heading, and ends where
 * the heading of another one stands, or a row of the frame that the form prints below it.
 */
export function bandRows(map: FormMap, rows: readonly ViewRow[], start: number, end: number): BandRows[] {
  const found: BandRows[] = [];
  const open = new Set(map.tables);
  let from = start;
  for (let at = start; at < end; at++) {
    const begun = headingOf([...open], rows[at] as ViewRow);
    if (!begun) continue;
    if (at > from) found.push({ kind: 'fixed', from, to: at });
    const split = withSecondRow(begun.table, begun.zones, at + 1 < end ? rows[at + 1] : undefined);
    const below = at + (split ? 2 : 1);
    open.delete(begun.table);
    let to = below;
    const left = (split ?? begun.zones)[0]?.col ?? 0;
    while (to < end && !endsTable(map, begun.table, rows, to, [...open], left)) to++;
    found.push({ kind: 'table', table: begun.table, zones: split ?? begun.zones, heading: at, from: below, to });
    from = to;
    at = to - 1;
  }
  if (from < end) found.push({ kind: 'fixed', from, to: end });
  return found;
}

function endsTable(
  map: FormMap,
  table: TableMap,
  rows: readonly ViewRow[],
  at: number,
  open: readonly TableMap[],
  left: number,
): boolean {
  const row = rows[at] as ViewRow;
  const other = headingOf(open, row);
  if (other) {
    if (!readHeaderRow(table, row)) return true;
    const { side } = other;
    if (side !== null && other.table.side.has(side)) return !table.side.has(side);
    return (side === null || !isSideLabel(table, side)) && beginsAnew(table, rows, at);
  }
  // A row of the table whose first columns are covered from above begins further right.
  return (row.cells[0]?.col ?? 0) <= left && isFixedBelow(map, table, row);
}

/** Whether a row is one of the frame, or a line, that the form prints below the table. */
function isFixedBelow(map: FormMap, table: TableMap, row: ViewRow): boolean {
  const [first] = row.cells;
  if (!first) return false;
  const below = [...(map.rowsOf.get(first.folded) ?? [])].some(({ band }) => band > table.band);
  const isLevel = table.level1.has(first.folded) || table.level2.has(first.folded);
  if (below && !isLevel) {
    const match = matchRow(map, row, new Set(), -1, new Map());
    // A row of the table may begin with a text that reads like a label: it has more texts than that row of the frame.
    return match !== null && (match.pairs.length > 1 || row.cells.length <= match.spec.cells.length);
  }
  const { folded } = joinedLabel(map, first) ?? {};
  const joined = [...(map.rowsOf.get(folded ?? '') ?? [])].find(({ band }) => band > table.band);
  if (joined && !isLevel) return row.cells.length <= joined.cells.length;
  const items = map.lines.filter(({ band }) => band > table.band);
  if (items.length === 0 || !isLine(map, first.text, items as HeaderItem[])) return false;
  // Beside a line stands another one, or what is filled in behind it.
  const lines = row.cells.map(({ text }) => isLine(map, text, items as HeaderItem[]));
  return lines.every((is, at) => is || lines[at - 1]);
}
