import { fold } from '../../../shared/form/fold.ts';
import { levelName, otherLevel1 } from './level-names.ts';
import { type Zone, zoneAt } from './table-columns.ts';
import type { TableMap } from './table-map.ts';
import type { ViewRow } from './view.ts';

/** A row of more cells is none of a form. */
const MOST_CELLS = 200;

/**
 * Whether every cell of a row stands in its column: the row has a cell for each, no two texts are of one column, and
 * what is said of the levels are names of levels. Then its texts are what the columns say, whatever they read like.
 */
export function isStanding(map: TableMap, zones: Zone[], row: ViewRow): boolean {
  const raw = row.row.cells;
  if (raw.length > MOST_CELLS) return false;
  if (!zones.every(({ col }) => raw.some((cell) => cell.col === col))) return false;
  const taken = row.cells.map(({ col }) => zoneAt(zones, col));
  if (taken.includes(null) || new Set(taken).size !== taken.length) return false;
  const text = (id: string) => row.cells.find((_, at) => taken[at]?.id === id)?.text ?? '';
  const [level1, level2] = [text('level1'), text('level2')].map((one) => fold(levelName(map, one).name)) as [
    string,
    string,
  ];
  if (level2 !== '' && !map.level2.has(level2) && otherLevel1(level2) === undefined) return false;
  return level1 === '' || (level2 !== '' && (map.level1.has(level1) || otherLevel1(level2) === level1));
}
