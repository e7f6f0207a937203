import { cellsOf, type Filing, ROW_ID, type Row } from '../filing/filing.ts';
import { placeOf, type RowPlace } from '../filing/path.ts';
import { fold } from '../form/fold.ts';
import { groupBy } from '../group-by.ts';
import type { Problem } from '../problem.ts';
import { ruleOf } from './rules.ts';

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

/** What tells the places of a filing apart: its id, and the rows of its tables by `rowNames`. */
export interface Places {
  id: number;
  rows: Readonly<Record<string, readonly RowName[]>>;
}

/**
 * What a row is known by: its id, and in filings that have none an indicator by its level 2 and name, another row by all
 * its texts, however they are spaced.
 */
export interface RowName {
  id: string | null;
  name: string;
}

/** What a unit as a whole is sorted out with: it has no table, so only waivers for all of the unit hold. */
export const NO_PLACES: Places = { id: 0, rows: {} };

/** What the rows of each table are known by when others come and go above them. */
export function rowNames({ tables }: Filing): Places['rows'] {
  return Object.fromEntries(Object.entries(tables).map(([table, rows]) => [table, rows.map(rowName)]));
}

function rowName(row: Row): RowName {
  const { [ROW_ID]: id = null, level2 = '', level3 } = row;
  const texts = level3 === undefined ? cellsOf(row).map(([, text]) => text) : [level2, level3];
  return { id, name: texts.map(fold).join(' ') };
}

/**
 * Names a place so that it is found again: a field by its id, a cell of a row by its column and the id of its row, in
 * filings without ids by the row's name: there rows of one name are one place, and a row that is renamed is another.
 * Columns of other tables than `indicators` have the table's name before them. '' is the whole filing.
 */
export function lastingPlace({ rows }: Pick<Places, 'rows'>, path: string): string {
  const place = placeOf(path);
  if ('field' in place) return place.field;
  const row = rows[place.table]?.[place.row];
  return row?.id ? `${columnName(place)} ${ROW_ID}${row.id}` : namedPlace(place, row);
}

/** A cell of a row as it was named before rows had ids; so are the places of older waivers. */
function namedPlace(place: RowPlace, row: RowName | undefined): string {
  return `${columnName(place)} ${row?.name ?? ''}`;
}

function columnName({ table, column }: RowPlace): string {
  return table === 'indicators' ? column : `${table}.${column}`;
}

/**
 * Of all waivers those that hold for a filing of this unit: its own, also after its unit was renamed, and the unit's.
 */
export function waiversFor(waivers: readonly Waiver[], unit: string, id: number): Waiver[] {
  return waivers.filter(({ filing, unit: of }) => filing === id || (filing === null && of === unit));
}

/** Whether a reason can be given for leaving it as it is: what is wrong or not filled in has to be dealt with. */
export function isWaivable({ rule, severity }: Problem): boolean {
  return ruleOf(rule) !== null && (severity === 'warning' || severity === 'hint');
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
  if (path === null) return true;
  if (problem.path === '') return false;
  const place = placeOf(problem.path);
  if (path === lastingPlace(places, problem.path)) return true;
  return 'row' in place && path === namedPlace(place, places.rows[place.table]?.[place.row]);
}

/** How widely a warning is switched off, in words. */
export function reachOf({ filing, path }: Pick<Waiver, 'filing' | 'path'>): string {
  if (path !== null) return '只此一处';
  return filing === null ? '本单位所有表' : '本表同类';
}
