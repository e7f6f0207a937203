import { countKnown, readHeaderRow, type Zone } from './table-columns.ts';
import type { TableMap } from './table-map.ts';
import type { ViewRow } from './view.ts';

/** The heading of a table as it stands in a row. */
export interface Heading {
  table: TableMap;
  zones: Zone[];
  /** The folded label left of it; null when there is none. */
  side: string | null;
}

/**
 * The table whose heading a row is: where several have such columns, the one whose label stands beside them, then the
 * one that has most of them, then the first.
 */
export function headingOf(tables: readonly TableMap[], row: ViewRow): Heading | null {
  let best: (Heading & { score: number }) | null = null;
  for (const table of tables) {
    const zones = readHeaderRow(table, row);
    if (!zones) continue;
    const [cell] = row.cells;
    const side = cell && cell.col < (zones[0]?.col ?? 0) ? cell.folded : null;
    const score = (side !== null && table.side.has(side) ? 1000 : 0) + countKnown(zones);
    if (!best || score > best.score) best = { table, zones, side, score };
  }
  return best;
}
