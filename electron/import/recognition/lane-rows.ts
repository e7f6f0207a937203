import { fold } from '../../../shared/form/fold.ts';
import type { GridCell } from '../grid.ts';
import { levelName } from './level-names.ts';
import { type Zone, zoneAt } from './table-columns.ts';
import type { TableMap } from './table-map.ts';
import type { ViewRow } from './view.ts';

/** The columns of one lane: those that the lanes share, and its own. */
export function laneZones(zones: readonly Zone[], lane: number): Zone[] {
  return zones.filter((zone) => zone.lane === null || zone.lane === lane);
}

/** The rows as one lane has them. */
export function laneRows(zones: Zone[], rows: readonly ViewRow[], lane: number): ViewRow[] {
  const isOf = (col: number) => {
    const zone = zoneAt(zones, col);
    return zone !== null && (zone.lane === null || zone.lane === lane);
  };
  return rows.map((row) => ({
    row: { ...row.row, cells: row.row.cells.filter(({ col }) => isOf(col)) },
    cells: row.cells.filter(({ col }) => isOf(col)),
  }));
}

/**
 * Rows of two lanes as a browser copies them, where cells that a merge covers are absent: how many each lane has is told
 * by the level names. Every cell is put in its column; a row that can be read in several ways is null.
 */
export function alignLanes(table: TableMap, zones: Zone[], rows: readonly ViewRow[]): (ViewRow | null)[] {
  const width = Math.max(...zones.map(({ col }) => col)) + 1;
  const shared = zones.filter(({ lane }) => lane === null);
  const lanes = table.lanes.map((_, lane) => zones.filter((zone) => zone.lane === lane));
  return rows.map((row) => {
    const raw = row.row.cells;
    if (raw.length > width) return null;
    if (row.cells.length === 0 || (raw.at(-1)?.col ?? 0) >= width - 1) return row;
    const ways = waysOf(table, shared, lanes, raw);
    const [way] = ways;
    return ways.length === 1 && way ? placed(row, way) : null;
  });
}

function waysOf(table: TableMap, shared: Zone[], lanes: Zone[][], raw: readonly GridCell[]): Zone[][] {
  const [one = [], two = []] = lanes;
  const ways: Zone[][] = [];
  for (const start of [shared, []])
    for (const first of [one, one.slice(1)])
      for (const second of [two, two.slice(1)]) {
        const zones = [...start, ...first, ...second];
        if (zones.length !== raw.length || !raw.every((cell, at) => fits(table, zones[at], cell.text))) continue;
        // Where its level 2 is empty and not covered, a lane has no row.
        const texts = (of: Zone[]) =>
          raw.filter((_, at) => of.includes(zones[at] as Zone)).map(({ text }) => text.trim());
        const isLane = (of: Zone[]) => {
          const [level2, ...rest] = texts(of);
          return of[0]?.id !== 'level2' || level2 !== '' || rest.every((text) => text === '');
        };
        if (isLane(first) && isLane(second)) ways.push(zones);
      }
  return ways;
}

/** Level columns hold names of levels or nothing, the others no such name. */
function fits(table: TableMap, zone: Zone | undefined, text: string): boolean {
  // A level that lanes share is printed wherever it is not covered.
  if (text.trim() === '') return zone?.id !== 'level1';
  const folded = fold(levelName(table, text).name);
  if (zone?.id === 'level1') return table.level1.has(folded);
  return zone?.id === 'level2' ? table.level2.has(folded) : !table.level2.has(folded);
}

function placed(row: ViewRow, zones: Zone[]): ViewRow {
  const raw = row.row.cells;
  const col = (cell: GridCell) => zones[raw.indexOf(cell)]?.col ?? cell.col;
  const cells = raw.map((cell) => ({ ...cell, col: col(cell) }));
  return {
    row: { ...row.row, tabular: true, cells },
    cells: row.cells.map((cell) => ({
      ...cell,
      cell: cells[raw.indexOf(cell.cell)] ?? cell.cell,
      col: col(cell.cell),
    })),
  };
}
