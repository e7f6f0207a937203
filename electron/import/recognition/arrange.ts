import { isOtherLevel1, otherLevel1 } from './level-names.ts';
import { isStanding } from './standing.ts';
import { type Zone, zoneAt } from './table-columns.ts';
import type { TableMap } from './table-map.ts';
import type { ViewCell, ViewRow } from './view.ts';

export interface Arranged {
  cells: Map<string, ViewCell>;
  strays: { cell: ViewCell; column: string | null }[];
  /** The sign and the unit of a split value. */
  parts: { sign?: ViewCell; unit?: ViewCell };
  /** The cells did not stand under their headers and were told by their content. */
  shifted: boolean;
}

/**
 * The cells of one row by column. `fixed` are the level columns covered by a merge here; `loose` tells that blank cells
 * may be missing. A row that was shifted or lost its first cells is told by the names of level 1 and 2.
 */
export function arrange(map: TableMap, zones: Zone[], row: ViewRow, fixed: Set<string>, loose: boolean): Arranged {
  const parts: Arranged['parts'] = {};
  const unknown: ViewCell[] = [];
  const cells = row.cells.filter((cell) => {
    const zone = zoneAt(zones, cell.col);
    if (zone?.part && !parts[zone.part]) parts[zone.part] = cell;
    else if (zone?.id === null) unknown.push(cell);
    return zone?.id !== null;
  });
  const columns = zones.filter((zone): zone is Zone & { id: string } => zone.id !== null);
  const result: Arranged = { cells: new Map(), strays: [], parts, shifted: false };
  result.strays = unknown.map((cell) => ({ cell, column: zoneAt(zones, cell.col)?.name ?? null }));

  const at = (cell: ViewCell | undefined) => (cell ? (zoneAt(zones, cell.col)?.id ?? null) : null);
  const index = (id: string) => columns.findIndex((column) => column.id === id);
  const isLevel1 = (cell: ViewCell | undefined) => cell !== undefined && map.level1.has(cell.folded);
  const isLevel2 = (cell: ViewCell | undefined) =>
    cell !== undefined && (map.level2.has(cell.folded) || otherLevel1(cell.folded) !== undefined);
  const [first, second] = cells;
  let start = 0;
  let rest = cells;
  let shift = 0;
  const take = (id: string, cell: ViewCell) => {
    result.cells.set(id, cell);
    rest = rest.filter((other) => other !== cell);
    start = Math.max(start, index(id) + 1);
    shift = (columns[index(id)]?.col ?? cell.col) - cell.col;
  };
  const free = (id: string) => index(id) >= 0 && !fixed.has(id);

  if (loose && isStanding(map, zones, row)) start = 0;
  else if (first && second && isLevel1(first) && isLevel2(second) && free('level1') && free('level2')) {
    if (at(first) !== 'level1' || at(second) !== 'level2') {
      take('level1', first);
      take('level2', second);
    }
  } else if (first && isLevel1(first) && at(first) === 'level2' && free('level1')) take('level1', first);
  else if (first && isLevel2(first) && at(first) !== 'level2' && free('level2') && at(first) !== 'value') {
    // Where every column has its cell, the name is meant for the column it stands in: 成本指标 as a level 1.
    const whole = columns.every(({ id }) => cells.some((cell) => at(cell) === id));
    if (!whole && !isOtherLevel1(first.folded, second?.folded)) take('level2', first);
  } else if (loose && first && second && lostItsLevels(first)) {
    start = index('level3');
    shift = (columns[start]?.col ?? 0) - first.col;
  }
  result.shifted = result.cells.size > 0 || start > 0;

  place();
  return result;

  /** Blank level cells were lost at the left: what stands there is the indicator's own text. */
  function lostItsLevels(cell: ViewCell): boolean {
    const column = at(cell);
    if ((column !== 'level1' && column !== 'level2') || isLevel1(cell) || isLevel2(cell)) return false;
    const filled = new Set(cells.map(at));
    const second = !filled.has('level2') || column === 'level2';
    return !filled.has('level3') || (second && !filled.has('value'));
  }

  function place(): void {
    const open = columns.slice(start).filter((column) => !result.cells.has(column.id));
    const found = rest.map((cell) => zoneAt(columns, cell.col + shift)?.id ?? null);
    if (found.every((id, k) => id !== null && open.some((column) => column.id === id) && found.indexOf(id) === k)) {
      for (const [k, cell] of rest.entries()) result.cells.set(found[k] as string, cell);
      return;
    }
    result.shifted = true;
    // From the first cell that shares a column with its neighbour on, the cells go by their order.
    const clash = Math.max(
      0,
      found.findIndex((id, k) => id === null || found.indexOf(id) !== k || found.lastIndexOf(id) !== k),
    );
    for (const [k, cell] of rest.slice(0, clash).entries()) result.cells.set(found[k] as string, cell);
    const tail = rest.slice(clash);
    const from = open.findIndex((column) => column.id === found[clash]);
    const left = open.slice(Math.max(0, from)).filter((column) => !result.cells.has(column.id));
    const value = left.find((column) => column.id === 'value');
    if (tail.length === left.length) for (const [k, cell] of tail.entries()) result.cells.set(left[k]?.id ?? '', cell);
    else if (tail.length === 2 && left[0]?.id === 'level3' && value && tail[0] && tail[1]) {
      result.cells.set('level3', tail[0]);
      result.cells.set('value', tail[1]);
    } else {
      for (const [k, cell] of tail.entries()) {
        const id = found[clash + k] ?? null;
        if (id !== null && left.some((column) => column.id === id) && !result.cells.has(id)) result.cells.set(id, cell);
        else result.strays.push({ cell, column: null });
      }
    }
  }
}
