import { setImmediate, setTimeout } from 'node:timers/promises';
import { ApiError } from '../shared/api.ts';
import { checkFiling } from '../shared/checks/run.ts';
import { asToFill } from '../shared/checks/to-fill.ts';
import { type Places, rowNames } from '../shared/checks/waivers.ts';
import { checkYear, type YearFacts, type YearProblems, yearFacts } from '../shared/checks/year.ts';
import { formOf } from '../shared/filing/form-of.ts';
import type { Form } from '../shared/form/form.ts';
import { groupBy } from '../shared/group-by.ts';
import type { Problem } from '../shared/problem.ts';
import type { FilingState } from './store/review.ts';
import type { Store } from './store/store.ts';

/** What the checks found in one filing as it was at a revision. */
export interface Checked {
  revision: number;
  /** Null when the stored filing cannot be read; its one problem then says why. */
  form: Form | null;
  problems: Problem[];
  /** The same while nobody has asked for it to be judged: what is not filled in is 待填. */
  unjudged: Problem[];
  /** The rows of its tables as warnings switched off for one place know them. */
  rows: Places['rows'];
  facts: YearFacts | null;
  /** As `YearFacts.budget`. */
  amount: string | null;
}

/** A filing with all its problems: its own, and those that only the year of its unit shows. */
export interface Reviewed extends FilingState, Omit<Checked, 'facts'> {
  /** Problems that only the unit's other filings of the year show. */
  ofYear: Problem[];
}

/** The filings of one unit and year, with what concerns the unit as a whole. */
export interface ReviewedUnit {
  unit: string;
  year: number | null;
  filings: Reviewed[];
  problems: Problem[];
}

export interface Pace {
  onProgress?: (done: number, total: number) => void;
  signal?: AbortSignal;
  /** Nobody waits for it: it rests as long as it works, and leaves the machine to others. */
  gentle?: boolean;
}

/** How long the process works on end, in ms: typing in the window is answered by the same one. */
const STRETCH = 15;

/**
 * The problems of the stored filings, kept in memory by revision, so that only what changed is checked anew, whoever
 * changed it.
 */
export function createReviewMemory(store: Store) {
  const known = new Map<number, Checked>();
  const years = new Map<string, { seen: string; found: YearProblems }>();
  let opening = store.opening;

  function check({ id, revision }: FilingState): Checked {
    const there = known.get(id);
    if (there?.revision === revision) return there;
    const checked = checkStored(store, id, revision);
    known.set(id, checked);
    return checked;
  }

  function reviewUnit(states: readonly FilingState[], approved: string | null): ReviewedUnit {
    const { unit = '', year = null } = states[0] ?? {};
    const checked = states.map((state) => ({ ...state, ...check(state) }));
    const { filings, unit: problems } = year === null ? NOTHING : ofYear(unit, year, checked, approved);
    return {
      unit,
      year,
      filings: checked.map(({ facts: _, ...filing }) => ({ ...filing, ofYear: filings.get(filing.id) ?? [] })),
      problems,
    };
  }

  function ofYear(
    unit: string,
    year: number,
    checked: (FilingState & Checked)[],
    approved: string | null,
  ): YearProblems {
    const key = `${year} ${unit}`;
    const seen = `${approved} ${checked.map(({ id, revision }) => `${id}:${revision}`).join(' ')}`;
    const there = years.get(key);
    if (there?.seen === seen) return there.found;
    const facts = checked.flatMap(({ id, facts }) => (facts ? [{ id, facts }] : []));
    const found = checkYear(facts, approved);
    years.set(key, { seen, found });
    return found;
  }

  /** After another data file was opened, the same ids and revisions belong to other filings. */
  function forgetOther(): void {
    if (store.opening === opening) return;
    opening = store.opening;
    known.clear();
    years.clear();
  }

  /** Reviews whole units of years, each with all its filings, letting others work in between. */
  async function review(
    states: readonly FilingState[],
    { onProgress, signal, gentle }: Pace = {},
  ): Promise<ReviewedUnit[]> {
    forgetOther();
    let since = performance.now();
    const rest = async (done: number) => {
      if (performance.now() - since < STRETCH) return;
      onProgress?.(done, states.length);
      await (gentle ? setTimeout(STRETCH) : setImmediate());
      signal?.throwIfAborted();
      since = performance.now();
    };
    for (const [index, state] of states.entries()) {
      check(state);
      await rest(index + 1);
    }
    const approved = new Map<number, Map<string, string>>();
    const totals = (year: number): Map<string, string> => {
      const there = approved.get(year) ?? store.review.approved(year);
      approved.set(year, there);
      return there;
    };
    const units: ReviewedUnit[] = [];
    for (const group of groupBy(states, ({ unit, year }) => `${year} ${unit}`).values()) {
      const { unit = '', year = null } = group[0] ?? {};
      units.push(reviewUnit(group, year === null ? null : (totals(year).get(unit) ?? null)));
      await rest(states.length);
    }
    return units;
  }

  return { review };
}

const NOTHING: YearProblems = { filings: new Map(), unit: [] };

function checkStored(store: Store, id: number, revision: number): Checked {
  try {
    const { revision: now, filing } = store.open(id);
    const form = formOf(filing);
    const facts = yearFacts(form, filing);
    const problems = checkFiling(form, filing);
    return {
      revision: now,
      form,
      problems,
      unjudged: asToFill(form, filing, problems),
      rows: rowNames(filing),
      facts,
      amount: facts.budget,
    };
  } catch (error) {
    // One table that this program cannot read keeps nobody from reviewing the others.
    if (!(error instanceof ApiError) || error.code !== 'not-found') throw error;
    const problem: Problem = { rule: 'import', severity: 'error', message: error.message, path: '' };
    return { revision, form: null, problems: [problem], unjudged: [problem], rows: {}, facts: null, amount: null };
  }
}
