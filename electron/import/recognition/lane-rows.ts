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

/** The levels that stand above a row, '' for none; null where they are not known. */
interface Above {
  level1: string | null;
  /** Level 2 of each lane. */
  level2: (string | null)[];
}

/**
 * Rows of two lanes as a browser copies them, where cells that a merge covers are absent: how many each lane has is told
 * by the number of cells, and where that is not enough by the level names. Every cell is put in its column; a row that
 * can be read in several ways is null, and so are those below it that have its levels.
 */
export function alignLanes(table: TableMap, zones: Zone[], rows: readonly ViewRow[]): (ViewRow | null)[] {
  const width = Math.max(...zones.map(({ col }) => col)) + 1;
  const shared = zones.filter(({ lane }) => lane === null);
  const lanes = table.lanes.map((_, lane) => zones.filter((zone) => zone.lane === lane));
  let above: Above = { level1: '', level2: lanes.map(() => '') };
  return rows.map((row) => {
    const raw = row.row.cells;
    if (raw.length > width) return null;
    if (row.cells.length === 0 || (raw.at(-1)?.col ?? 0) >= width - 1) return row;
    const all = waysOf(table, shared, lanes, raw, above);
    const likely = all.filter(({ likely }) => likely);
    const ways = likely.length > 0 ? likely : all;
    const [way] = ways;
    if (ways.length !== 1 || !way) {
      above = { level1: null, level2: lanes.map(() => null) };
      return null;
    }
    above = way.levels;
    return way.levels.level1 === null || way.levels.level2.includes(null) ? null : placed(row, way.zones, zones);
  });
}

interface Way {
  zones: Zone[];
  /** The levels of the row, as names of the classification. */
  levels: Above;
  /** It has nothing that a table does not print: no blank row, and no level of another one or twice. */
  likely: boolean;
}

function waysOf(table: TableMap, shared: Zone[], lanes: Zone[][], raw: readonly GridCell[], above: Above): Way[] {
  const [one = [], two = []] = lanes;
  const ways: Way[] = [];
  for (const start of [shared, []])
    for (const first of [one, one.slice(1)])
      for (const second of [two, two.slice(1)]) {
        const zones = [...start, ...first, ...second];
        if (zones.length !== raw.length) continue;
        const way = wayOf(table, zones, raw, [first, second], start.length > 0 || shared.length === 0, above);
        if (way) ways.push(way);
      }
  return ways;
}

/** One way to read a row, or null where it cannot be. `begins`: it has the cells that the lanes share. */
function wayOf(
  table: TableMap,
  zones: Zone[],
  raw: readonly GridCell[],
  lanes: Zone[][],
  begins: boolean,
  above: Above,
): Way | null {
  const text = (zone: Zone) => raw[zones.indexOf(zone)]?.text.trim() ?? '';
  const name = (zone: Zone) => fold(levelName(table, text(zone)).name);
  const top = zones.find(({ id, lane }) => id === 'level1' && lane === null);
  // A level that lanes share is printed wherever it is not covered.
  const level1 = top ? table.level1.get(name(top)) : above.level1;
  if (level1 === undefined) return null;
  let likely = true;
  const level2: Above['level2'] = [];
  for (const [lane, [head, ...rest]] of lanes.entries()) {
    const last = above.level2[lane] ?? null;
    if (head?.id !== 'level2') {
      // Nothing reaches from one level 1 into the next, and a row that is printed holds something.
      const blank = [head, ...rest].every((zone) => !zone || text(zone) === '');
      likely &&= !begins && last !== '' && !blank;
      level2.push(last);
    } else if (text(head) === '') {
      // Where its level 2 is empty and not covered, a lane has no row.
      if (rest.some((zone) => text(zone) !== '')) return null;
      level2.push('');
    } else {
      const named = name(head);
      const belongs = table.level2.get(named);
      if (belongs === undefined) return null;
      likely &&= level1 === null || belongs === level1;
      likely &&= begins || named !== last;
      level2.push(named);
    }
  }
  return { zones, levels: { level1, level2 }, likely };
}

/** The row with a cell in every column: those that are covered are blank. */
function placed(row: ViewRow, zones: Zone[], all: Zone[]): ViewRow {
  const raw = row.row.cells;
  const place = raw[0]?.place ?? '';
  const moved = all.map(({ col }): GridCell => {
    const own = raw[zones.findIndex((zone) => zone.col === col)];
    return own ? { ...own, col } : { text: '', col, colSpan: 1, rowSpan: 1, place };
  });
  const cells = row.cells.flatMap((one) => {
    const col = zones[raw.indexOf(one.cell)]?.col;
    const cell = moved.find((other) => other.col === col);
    return cell ? [{ ...one, cell, col: cell.col }] : [];
  });
  return { row: { ...row.row, tabular: true, cells: moved }, cells };
}
