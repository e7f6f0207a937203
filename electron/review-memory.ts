import { setImmediate, setTimeout } from 'node:timers/promises';
import { ApiError } from '../shared/api.ts';
import { checkFiling } from '../shared/checks/run.ts';
import { asToFill } from '../shared/checks/to-fill.ts';
import { type Places, rowNames } from '../shared/checks/waivers.ts';
import { checkYear, type YearFacts, type YearProblems, yearFacts } from '../shared/checks/year.ts';
import { formOf } from '../shared/filing/form-of.ts';
import { catalog } from '../shared/form/catalog/catalog.ts';
import type { Form } from '../shared/form/form.ts';
import { groupBy } from '../shared/group-by.ts';
import type { Problem } from '../shared/problem.ts';
import { createRecent } from './recent.ts';
import type { FilingState } from './store/review.ts';
import type { Store } from './store/store.ts';

/** What the checks found in one filing. */
export interface Checked {
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
const STRETCH = 8;

/** Of how many filings it is kept in memory what was found, some 2 KB each, and of how many units and years. */
const MOST_KNOWN = 2000;
const MOST_UNITS = 1000;

/**
 * The problems of the stored filings, kept in memory and beside a large data file by what they hold, so that only what
 * changed is checked anew, whoever changed it.
 */
export function createReviewMemory(store: Store) {
  const known = createRecent<number, { sum: string; packed: Buffer }>(MOST_KNOWN);
  const years = createRecent<string, { seen: string; found: YearProblems }>(MOST_UNITS);
  let opening = store.opening;

  /** What the checks find in a filing, packed: it is asked for again once its whole unit is known. */
  function check({ id, revision, sum }: FilingState): Buffer {
    const there = known.get(id);
    const before = there?.sum === sum ? there.packed : store.checked.get(id, sum);
    const { packed, isOfSum } = before ? { packed: before, isOfSum: true } : checkStored(store, id, revision);
    if (isOfSum) known.set(id, { sum, packed });
    if (isOfSum && !before) store.checked.set(id, sum, packed);
    return packed;
  }

  function reviewUnit(checked: readonly (FilingState & Checked)[], approved: string | null): ReviewedUnit {
    const { unit = '', year = null } = checked[0] ?? {};
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
    checked: readonly (FilingState & Checked)[],
    approved: string | null,
  ): YearProblems {
    const key = `${year} ${unit}`;
    const seen = `${approved} ${checked.map(({ id, sum }) => `${id}:${sum}`).join(' ')}`;
    const there = years.get(key);
    if (there?.seen === seen) return there.found;
    const facts = checked.flatMap(({ id, facts }) => (facts ? [{ id, facts }] : []));
    const found = checkYear(facts, approved);
    years.set(key, { seen, found });
    return found;
  }

  /** After another data file was opened, the same ids belong to other filings. */
  function forgetOther(): void {
    if (store.opening === opening) return;
    opening = store.opening;
    known.clear();
    years.clear();
  }

  /**
   * Reviews whole units of years, each with all its filings, letting others work in between; answers with what `of` makes
   * of each: what was found in all filings of a large year would be too much to hold.
   */
  async function review<T>(
    states: readonly FilingState[],
    of: (unit: ReviewedUnit) => T,
    { onProgress, signal, gentle }: Pace = {},
  ): Promise<T[]> {
    forgetOther();
    let since = performance.now();
    let done = 0;
    const rest = async () => {
      if (performance.now() - since < STRETCH) return;
      onProgress?.(done, states.length);
      await (gentle ? setTimeout(STRETCH) : setImmediate());
      signal?.throwIfAborted();
      since = performance.now();
    };
    const approved = new Map<number, Map<string, string>>();
    const totals = (year: number): Map<string, string> => {
      const there = approved.get(year) ?? store.review.approved(year);
      approved.set(year, there);
      return there;
    };
    const answers: T[] = [];
    for (const group of groupBy(states, ({ unit, year }) => `${year} ${unit}`).values()) {
      const { unit = '', year = null } = group[0] ?? {};
      const packed: Buffer[] = [];
      for (const state of group) {
        packed.push(check(state));
        done++;
        await rest();
      }
      const checked: (FilingState & Checked)[] = [];
      for (const [k, state] of group.entries()) {
        checked.push({ ...state, ...unpack(packed[k] as Buffer) });
        await rest();
      }
      answers.push(of(reviewUnit(checked, year === null ? null : (totals(year).get(unit) ?? null))));
      await rest();
    }
    return answers;
  }

  return { review };
}

/** As bytes: as objects what is known of a filing takes many times as much. */
function pack({ form, problems, unjudged, rows, facts, amount }: Checked): Buffer {
  const fills = unjudged.flatMap(({ severity }, at) => (severity === 'fill' ? [at] : []));
  const of = form && { id: form.id, version: form.version };
  return Buffer.from(JSON.stringify({ of, problems, fills, rows, facts: facts && { ...facts, form: null }, amount }));
}

function unpack(packed: Buffer): Checked {
  const { of, problems, fills, rows, facts, amount } = JSON.parse(packed.toString()) as {
    of: { id: string; version: string } | null;
    problems: Problem[];
    fills: number[];
    rows: Places['rows'];
    facts: Omit<YearFacts, 'form'> | null;
    amount: string | null;
  };
  const form = of && (catalog.find(of.id, of.version) ?? null);
  const unjudged = [...problems];
  for (const at of fills) unjudged[at] = { ...(problems[at] as Problem), severity: 'fill' };
  return { form, problems, unjudged, rows, facts: facts && form && { ...facts, form }, amount };
}

const NOTHING: YearProblems = { filings: new Map(), unit: [] };

/** `isOfSum` where this was found in the very body that the filing had at this revision. */
function checkStored(store: Store, id: number, revision: number): { packed: Buffer; isOfSum: boolean } {
  try {
    const { revision: now, filing, doubt } = store.open(id);
    const form = formOf(filing);
    const facts = yearFacts(form, filing);
    const problems = checkFiling(form, filing);
    const unjudged = asToFill(form, filing, problems);
    const packed = pack({ form, problems, unjudged, rows: rowNames(filing), facts, amount: facts.budget });
    return { packed, isOfSum: now === revision && doubt === null };
  } catch (error) {
    // One table that this program cannot read keeps nobody from reviewing the others.
    if (!(error instanceof ApiError) || error.code !== 'not-found') throw error;
    const problem: Problem = { rule: 'import', severity: 'error', message: error.message, path: '' };
    const problems = [problem];
    const packed = pack({ form: null, problems, unjudged: problems, rows: {}, facts: null, amount: null });
    // One that is gone may come back out of a backup as it was.
    return { packed, isOfSum: store.revision(id) === revision };
  }
}
