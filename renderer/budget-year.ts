import type { FilingSummary, OutlineRow } from '../shared/api.ts';
import { isExample } from '../shared/filing/example.ts';
import { withoutYears } from '../shared/filing/move-years.ts';
import { rollsForward } from '../shared/filing/roll-forward.ts';
import { catalog } from '../shared/form/catalog/catalog.ts';

/**
 * Which year a new table is for: from July on budgets are made for the next year, unless the clerk has settled on this
 * or the next.
 */
export type YearRule = 'season' | 'this' | 'next';

/** Months as `Date` counts them. */
const JULY = 6;
const SEPTEMBER = 8;

/** The year that is proposed for a new table. */
export function newYear(today: Date, rule: YearRule): number {
  const next = rule === 'next' || (rule === 'season' && today.getMonth() >= JULY);
  return today.getFullYear() + (next ? 1 : 0);
}

/** Which tables of a year begin another one (结转): no example, and none that tells what became of targets. */
export function rollable<T extends Pick<FilingSummary, 'form' | 'unit' | 'year'>>(
  summaries: readonly T[],
  year: number | null,
): T[] {
  return summaries.filter((summary) => {
    const form = catalog.find(summary.form);
    return summary.year === year && !isExample(summary) && form !== null && rollsForward(form);
  });
}

/** The year whose tables are rolled forward: this one, or where it has none the newest that has; null without any. */
export function yearToRoll(
  outline: readonly Pick<OutlineRow, 'form' | 'unit' | 'year'>[],
  year: number | null,
): number | null {
  return [year, ...yearsOf(outline)].find((one) => one !== null && rollable(outline, one).length > 0) ?? null;
}

export function isTimeToRoll(today: Date): boolean {
  return today.getMonth() >= SEPTEMBER;
}

/** This year and the next. */
export function yearsAround(today: Date): [before: number, after: number] {
  return [today.getFullYear(), today.getFullYear() + 1];
}

/**
 * The tables that are to be rolled forward now: from September on those of this year, as long as the next year has none
 * of their projects. Null when there is nothing to offer.
 */
export function dueToRoll(
  summaries: readonly FilingSummary[],
  today: Date,
): { year: number; filings: FilingSummary[] } | null {
  if (!isTimeToRoll(today)) return null;
  const [before, year] = yearsAround(today);
  const filings = rollable(summaries, before);
  const begun = new Set(rollable(summaries, year).map(projectOf));
  return filings.length === 0 || filings.some((filing) => begun.has(projectOf(filing))) ? null : { year, filings };
}

/** What a project is known by from year to year, whatever year its name holds. */
export function projectOf({ unit, name }: FilingSummary): string {
  return `${unit} ${withoutYears(name)}`;
}

/** The years of these tables, the newest first. */
export function yearsOf(summaries: readonly { year: number | null }[]): number[] {
  const years = new Set(summaries.flatMap(({ year }) => year ?? []));
  return [...years].sort((a, b) => b - a);
}

/** The two years that are compared first: this one and the last before it that has tables, else the next that has. */
export function yearsToCompare(
  outline: readonly { year: number | null }[],
  year: number,
): [before: number, after: number] {
  const years = yearsOf(outline);
  const earlier = years.find((one) => one < year);
  const later = years.findLast((one) => one > year);
  if (earlier !== undefined) return [earlier, year];
  return later === undefined ? [year - 1, year] : [year, later];
}
