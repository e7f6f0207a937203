import type { Indicator } from '../filing/filing.ts';
import { placeOf } from '../filing/path.ts';
import { fold } from '../form/fold.ts';
import { groupBy } from '../group-by.ts';
import type { Problem } from '../problem.ts';

/** A rule that a unit switched off, with its reason. Errors cannot be. */
export interface Waiver {
  id: number;
  unit: string;
  rule: string;
  /** The only filing that it holds for, or null for all of the unit. */
  filing: number | null;
  /** The only place of that filing, as `lastingPlace` names it, or null for all of the filing. */
  path: string | null;
  reason: string;
  /** ISO time. */
  createdAt: string;
}

export interface Sorted {
  /** What still has to be dealt with. */
  standing: Problem[];
  /** What the unit has answered, each with its waiver. */
  waived: { problem: Problem; waiver: Waiver }[];
}

/** What tells the places of a filing apart: its id, and its indicator rows by `rowNames`. */
export interface Places {
  id: number;
  rows: readonly string[];
}

/** What a unit as a whole is sorted out with: it has no table, so only waivers for all of the unit hold. */
export const NO_PLACES: Places = { id: 0, rows: [] };

/** What indicator rows are known by when others come and go above them: level 2 and name, however they are spaced. */
export function rowNames(indicators: readonly Indicator[]): string[] {
  return indicators.map(({ level2 = '', level3 = '' }) => `${fold(level2)} ${fold(level3)}`);
}

/**
 * Names a place so that it is found again: a field by its id, a cell of an indicator by its row's name and its column.
 * Rows of one name are one place; a row that is renamed is another one, and its warning is back. '' is the whole table.
 */
export function lastingPlace({ rows }: Pick<Places, 'rows'>, path: string): string {
  const place = placeOf(path);
  return 'field' in place ? place.field : `${place.column} ${rows[place.row] ?? ''}`;
}

/** Of all waivers those that hold for a filing of this unit: its own, also after its unit was renamed, and the unit's. */
export function waiversFor(waivers: readonly Waiver[], unit: string, id: number): Waiver[] {
  return waivers.filter(({ filing, unit: of }) => filing === id || (filing === null && of === unit));
}

/** Takes apart what the unit has switched off for a filing; `waivers` are those that hold for it. */
export function sortOut(problems: readonly Problem[], waivers: readonly Waiver[], places: Places): Sorted {
  const byRule = groupBy(waivers, (waiver) => waiver.rule);
  const sorted: Sorted = { standing: [], waived: [] };
  for (const problem of problems) {
    const own = byRule.get(problem.rule)?.filter((waiver) => holds(waiver, problem, places)) ?? [];
    // The reason given for this very place, or this very table, says more than the one for all.
    const waiver = own.find(({ path }) => path !== null) ?? own.find(({ filing }) => filing !== null) ?? own[0];
    if (waiver && problem.severity !== 'error') sorted.waived.push({ problem, waiver });
    else sorted.standing.push(problem);
  }
  return sorted;
}

function holds({ filing, path }: Waiver, problem: Problem, places: Places): boolean {
  if (filing !== null && filing !== places.id) return false;
  return path === null || (problem.path !== '' && path === lastingPlace(places, problem.path));
}

/** How widely a warning is switched off, in words. */
export function reachOf({ filing, path }: Pick<Waiver, 'filing' | 'path'>): string {
  if (path !== null) return '只此一处';
  return filing === null ? '本单位所有表' : '本表同类';
}
