import { shorten } from '../../../shared/filing/parse.ts';
import type { Grid } from '../grid.ts';
import { alignRows } from './align-rows.ts';
import { alignLanes, laneRows, laneZones } from './lane-rows.ts';
import { withLevelNames } from './level-names.ts';
import { indicatorOrdinals, withoutOrdinals } from './ordinals.ts';
import { countIndicatorRows, footRow, type Hint, type Indicators, readIndicators } from './read-indicators.ts';
import { readPlain } from './read-plain.ts';
import { isRemark } from './remark.ts';
import { isStanding } from './standing.ts';
import { isSideLabel, readHeaderRow, type Zone, zoneAt } from './table-columns.ts';
import { hasLevels, type TableMap } from './table-map.ts';
import { type TotalRow, takeTotals } from './totals.ts';
import type { ViewCell, ViewRow } from './view.ts';
import { type Joined, joinWrapped } from './wrapped-rows.ts';

/** What the rows of a table band say. */
export interface TableRead {
  /** What each lane has. */
  lanes: { table: TableMap; read: Indicators }[];
  totals: TotalRow[];
  hints: Hint[];
  /** How many of the given rows are the table's. */
  count: number;
}

/**
 * Reads the rows below a heading. `width` is how many cells the heading has; `ends` tells a line that stands above the
 * next table.
 */
export function readTable(
  grid: Grid,
  table: TableMap,
  header: Zone[],
  rows: ViewRow[],
  width: number,
  ends: (row: ViewRow) => boolean,
): TableRead {
  const loose = grid.kind === 'text';
  const numbered = indicatorOrdinals(header);
  const all = header.filter((zone) => zone.col !== numbered?.col);
  const raw = numbered ? withoutOrdinals(rows, numbered.col) : rows;
  const { rows: own, totals } = takeTotals(table, all, withoutSide(table, all, raw), loose);
  const hints: Hint[] = [];
  const lanes: TableRead['lanes'] = [];
  let count = 0;
  const aligned = table.lanes.length > 1 && loose ? alignLanes(table, all, own) : own;
  for (const [lane, one] of table.lanes.entries()) {
    const several = table.lanes.length > 1;
    const zones = several ? laneZones(all, lane) : all;
    const known = aligned.map((row, at) => row ?? { ...(own[at] as ViewRow), cells: [] });
    const given = several ? laneRows(all, known, lane) : known;
    if (!hasLevels(one)) {
      const read = readPlain(one, zones, given, loose, width);
      lanes.push({ table: one, read });
      count = given.length;
      continue;
    }
    const below = joined(one, zones, given);
    hints.push(...below.hints);
    const rowCount = countIndicatorRows(one, zones, below.rows, ends);
    const read = readIndicators(one, zones, below.rows.slice(0, rowCount), loose);
    read.errors.push(...below.errors);
    lanes.push({ table: one, read });
    count = Math.max(count, rowCount + (several ? 0 : footRows(one, zones, below.rows, rowCount, read)));
  }
  for (const [at, row] of aligned.entries()) {
    const first = lanes[0]?.read;
    if (row || !first || at >= count) continue;
    const text = own[at]?.cells.map((cell) => cell.text).join(' ') ?? '';
    const message = `看不出这一行各格属于左右哪一栏，未读入“${shorten(text, 100)}”；请改用 Excel 或 Word 文件导入`;
    first.errors.push({ row: own[at] as ViewRow, message });
  }
  return { lanes, totals, hints, count: Math.max(count, (totals.at(-1)?.at ?? -1) + 1) };

  /** Rows whose cells were broken or left out, with every cell in its column and the levels' names as they are. */
  function joined(one: TableMap, zones: Zone[], given: ViewRow[]): Joined {
    const whole =
      loose && table.lanes.length === 1
        ? (alignRows(one, zones, given, ends) ?? joinWrapped(one, zones, given, width))
        : { rows: given, hints: [], errors: [] };
    // In a text the cells may be shifted: then their columns say nothing.
    const column = ({ col }: ViewCell) => zoneAt(zones, col)?.id ?? null;
    const isLevel = (cell: ViewCell) => ['level1', 'level2'].includes(column(cell) ?? '');
    const isName = (cell: ViewCell, row: ViewRow) =>
      column(cell) !== null && !isLevel(cell) && (!loose || isStanding(one, zones, row));
    const named = withLevelNames(one, whole.rows, isName, isLevel);
    return { ...whole, rows: named.rows, hints: [...whole.hints, ...named.hints] };
  }

  /** Rows directly under the indicators that say who filled the table in, or remark on it. */
  function footRows(one: TableMap, zones: Zone[], below: ViewRow[], rowCount: number, read: Indicators): number {
    let foot = 0;
    for (; ; foot++) {
      const row = below[rowCount + foot];
      if (!row || row.row.apart || ends(row) || !isRemark(one, zones, row)) return foot;
      footRow(row, read);
    }
  }
}

/** The rows without the label left of the table, which a page may print again. */
function withoutSide(table: TableMap, zones: readonly Zone[], rows: ViewRow[]): ViewRow[] {
  const from = zones[0]?.col ?? 0;
  if (from === 0) return rows;
  return rows.map((row) => {
    const [side] = row.cells;
    if (!side || side.col >= from || !isSideLabel(table, side.folded) || readHeaderRow(table, row)) return row;
    const cells = row.row.cells.filter((cell) => cell !== side.cell);
    return { row: { ...row.row, cells }, cells: row.cells.slice(1) };
  });
}
