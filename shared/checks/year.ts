import type { Filing } from '../filing/filing.ts';
import type { Form } from '../form/form.ts';
import type { Problem } from '../problem.ts';

/** What the checks across filings need of one: small, and kept as long as the filing does not change. */
export interface YearFacts {
  name: string;
}

export interface YearProblems {
  /** Problems by the filing's id. */
  filings: Map<number, Problem[]>;
  /** What concerns the unit as a whole. */
  unit: Problem[];
}

/** The facts of one filing. */
export function yearFacts(_form: Form, filing: Filing): YearFacts {
  return { name: filing.form };
}

/**
 * What one unit's filings of one year show only together: the same goal in several projects (R50), one project in two
 * tables (R62), a sum that is not the approved total (R61; null when none was given).
 */
export function checkYear(
  _filings: readonly { id: number; facts: YearFacts }[],
  _approved: string | null,
): YearProblems {
  return { filings: new Map(), unit: [] };
}
