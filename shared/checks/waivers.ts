import { groupBy } from '../group-by.ts';
import type { Problem } from '../problem.ts';

/** A rule that a unit switched off, with its reason. Errors cannot be. */
export interface Waiver {
  id: number;
  unit: string;
  rule: string;
  /** The only filing that it holds for, or null for all of the unit. */
  filing: number | null;
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

/** Takes apart what the unit has switched off for a filing. `waivers` are those of the filing's unit. */
export function sortOut(problems: readonly Problem[], waivers: readonly Waiver[], filing: number): Sorted {
  const byRule = groupBy(waivers, (waiver) => waiver.rule);
  const sorted: Sorted = { standing: [], waived: [] };
  for (const problem of problems) {
    const own = byRule.get(problem.rule)?.filter((waiver) => waiver.filing === null || waiver.filing === filing) ?? [];
    // The reason given for this very table says more than the one for all.
    const waiver = own.find((one) => one.filing !== null) ?? own[0];
    if (waiver && problem.severity !== 'error') sorted.waived.push({ problem, waiver });
    else sorted.standing.push(problem);
  }
  return sorted;
}
