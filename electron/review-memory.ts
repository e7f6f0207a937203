import { setImmediate, setTimeout } from 'node:timers/promises';
import { ApiError } from '../shared/api.ts';
import { checkYear, type YearFacts, type YearProblems } from '../shared/checks/year.ts';
import { groupBy } from '../shared/group-by.ts';
import type { Problem } from '../shared/problem.ts';
import { createRecent } from './recent.ts';
import { type Checked, checkedOf, pack, unpack, unpackFacts } from './store/checked.ts';
import type { FilingState } from './store/review.ts';
import type { Store } from './store/store.ts';

/** A filing with all its problems: its own, and those that only the year of its unit shows. */
export interface Reviewed extends FilingState, Omit<Checked, 'facts'> {
  /** Problems that only the unit's other filings of the year show. */
  ofYear: Problem[];
}

/** What concerns the filings of one unit and year as a whole. */
export interface UnitFound {
  unit: string;
  year: number | null;
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

/** So many filings are checked here, where that takes less time than to ask the thread. */
const FEW = 5;
/** Filings that the thread checks in one go, some 30 ms. */
const AT_ONCE = 50;

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

  /** What is known to stand in a filing, packed: it is asked for again once its whole unit is known. */
  function found({ id, sum }: FilingState): Buffer | null {
    const there = known.get(id);
    if (there?.sum === sum) return there.packed;
    const packed = store.checked.get(id, sum);
    if (packed) known.set(id, { sum, packed });
    return packed;
  }

  function keep({ id, sum }: FilingState, packed: Buffer): Buffer {
    known.set(id, { sum, packed });
    store.checked.set(id, sum, packed);
    return packed;
  }

  function check(state: FilingState): Buffer {
    const { packed, isOfSum } = checkStored(store, state.id, state.revision);
    return isOfSum ? keep(state, packed) : packed;
  }

  /** What the thread finds in filings of which nothing is known; a filing that it leaves out is checked here. */
  async function checkBeside(states: readonly FilingState[]): Promise<Buffer[]> {
    // Whatever keeps the thread from it, who asks for a filing here is told.
    const found = await store.checked.find(states.map(({ id }) => id)).catch(() => null);
    return states.map((state) => {
      const one = found?.get(state.id);
      return one?.sum === state.sum ? keep(state, Buffer.from(one.packed)) : check(state);
    });
  }

  /** What only all filings of a unit's year show. */
  async function ofYear(
    { unit, year }: { unit: string; year: number },
    group: readonly FilingState[],
    packed: ReadonlyMap<FilingState, Buffer>,
    approved: string | null,
    rest: () => Promise<void>,
  ): Promise<YearProblems> {
    const key = `${year} ${unit}`;
    const seen = `${approved} ${group.map(({ id, sum }) => `${id}:${sum}`).join(' ')}`;
    const there = years.get(key);
    if (there?.seen === seen) return there.found;
    const all: { id: number; facts: YearFacts }[] = [];
    for (const state of group) {
      const facts = unpackFacts(packed.get(state) as Buffer);
      if (facts) all.push({ id: state.id, facts });
      await rest();
    }
    const found = checkYear(all, approved);
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
   * Reviews whole units of years, letting others work in between. What was found in all filings of a large unit would be
   * too much to hold: each goes to `ofFiling`, in their order, and what that makes of them to `ofUnit`.
   */
  async function review<F, U>(
    states: readonly FilingState[],
    ofFiling: (filing: Reviewed) => F,
    ofUnit: (unit: UnitFound, filings: F[]) => U,
    { onProgress, signal, gentle }: Pace = {},
  ): Promise<U[]> {
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
    const answers: U[] = [];
    for (const group of groupBy(states, ({ unit, year }) => `${year} ${unit}`).values()) {
      const { unit = '', year = null } = group[0] ?? {};
      const packed = new Map<FilingState, Buffer>();
      const missing: FilingState[] = [];
      for (const state of group) {
        const there = found(state);
        if (!there) missing.push(state);
        else {
          packed.set(state, there);
          done++;
        }
        await rest();
      }
      const isFew = missing.length <= FEW;
      const step = isFew ? 1 : gentle ? FEW : AT_ONCE;
      for (let at = 0; at < missing.length; at += step) {
        const some = missing.slice(at, at + step);
        const anew = isFew ? some.map(check) : await checkBeside(some);
        for (const [k, state] of some.entries()) packed.set(state, anew[k] as Buffer);
        done += some.length;
        await rest();
      }
      const total = year === null ? null : (totals(year).get(unit) ?? null);
      const together = year === null ? NOTHING : await ofYear({ unit, year }, group, packed, total, rest);
      const each: F[] = [];
      for (const state of group) {
        each.push(
          ofFiling({ ...state, ...unpack(packed.get(state) as Buffer), ofYear: together.filings.get(state.id) ?? [] }),
        );
        await rest();
      }
      answers.push(ofUnit({ unit, year, problems: together.unit }, each));
      await rest();
    }
    return answers;
  }

  return { review };
}

const NOTHING: YearProblems = { filings: new Map(), unit: [] };

/** `isOfSum` where this was found in the very body that the filing had at this revision. */
function checkStored(store: Store, id: number, revision: number): { packed: Buffer; isOfSum: boolean } {
  try {
    const { revision: now, filing, doubt } = store.open(id);
    return { packed: pack(checkedOf(filing)), isOfSum: now === revision && doubt === null };
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
