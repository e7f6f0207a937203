import type { Sorted } from './checks/waivers.ts';
import type { Problem, Severity } from './problem.ts';

/** What the review of stored filings answers: counts for the list, and the whole year by unit (年度审核汇总). */

/** How many problems of each severity stand. */
export type Counts = Record<Severity, number>;

export function countProblems(problems: readonly Problem[]): Counts {
  const counts: Counts = { error: 0, fill: 0, warning: 0, hint: 0 };
  for (const { severity } of problems) counts[severity]++;
  return counts;
}

export function sumCounts(all: readonly Counts[]): Counts {
  const total = countProblems([]);
  for (const counts of all) for (const severity of shownSeverities) total[severity] += counts[severity];
  return total;
}

/** How severities are called, the worst first. */
export const severityNames: Record<Severity, string> = { error: '错误', fill: '待填', warning: '警告', hint: '提示' };
/** All that a window shows. */
export const shownSeverities = Object.keys(severityNames) as Severity[];
/** Those of a table that is judged: reports know no others. */
export const severities: readonly Severity[] = shownSeverities.filter((severity) => severity !== 'fill');

/** The errors first, then warnings, then hints; within a severity as they were. */
export function bySeverity(problems: readonly Problem[]): Problem[] {
  return problems.toSorted((a, b) => severityRank(a) - severityRank(b));
}

/** 0 of the worst. */
export function severityRank({ severity }: Pick<Problem, 'severity'>): number {
  return shownSeverities.indexOf(severity);
}

/** 错误 2 个、提示 3 个; of the severities that are there. */
export function countsInWords(counts: Counts, of: readonly Severity[] = shownSeverities): string {
  return of
    .filter((severity) => counts[severity] > 0)
    .map((severity) => `${severityNames[severity]} ${counts[severity]} ${severity === 'fill' ? '项' : '个'}`)
    .join('、');
}

/** One unit in the summary of a year. Amounts are exact decimals in 万元. */
export interface UnitReview {
  unit: string;
  filings: {
    id: number;
    name: string;
    /** The project's amount of the year; '' of other tables and where the cell is empty, null where it holds no number. */
    amount: string | null;
    counts: Counts;
  }[];
  sum: string;
  /**
   * The total that was approved for the unit, and how much the sum is above it; null when none was given, or an amount
   * is no number.
   */
  approved: string | null;
  difference: string | null;
  /** What concerns the unit as a whole. */
  whole: Sorted;
  /**
   * Rules with problems in the unit's filings, by severity, the worst first: how many stand, and how many are switched
   * off. What stands adds up to the counts of the filings.
   */
  rules: { rule: string; severity: Severity; standing: number; waived: number }[];
}

/** One problem in the summary of a year, with the filing it is in. */
export interface ReviewLine {
  id: number;
  name: string;
  /** Name of the place: 年度金额, 指标第 3 行·指标值. */
  place: string;
  problem: Problem;
  /** How widely and why the unit switched it off, or null while it stands. */
  reason: string | null;
}
