import { ApiError, type ExportOutcome, type Handlers, type Progress, type Request } from '../shared/api.ts';
import { type ReviewedTable, reviewListing } from '../shared/checks/review-listing.ts';
import { ruleOf } from '../shared/checks/rules.ts';
import { NO_PLACES, reachOf, type Sorted, sortOut, waiversFor } from '../shared/checks/waivers.ts';
import { readAmount, sumAmounts } from '../shared/filing/amount.ts';
import { displayName } from '../shared/filing/display-name.ts';
import { isExample } from '../shared/filing/example.ts';
import { placeName } from '../shared/filing/place-name.ts';
import { groupBy } from '../shared/group-by.ts';
import type { Problem, Severity } from '../shared/problem.ts';
import { countProblems, type ReviewLine, severityRank, type UnitReview } from '../shared/review.ts';
import type { BackendDeps } from './backend-deps.ts';
import { deliverListing, type ListingDeps } from './deliver-listing.ts';
import { createRecent } from './recent.ts';
import { createReviewMemory, type Pace, type Reviewed, type ReviewedUnit } from './review-memory.ts';

type ReviewMethod =
  | 'review.counts'
  | 'review.judge'
  | 'review.filing'
  | 'review.year'
  | 'review.lines'
  | 'review.export'
  | 'waivers.set'
  | 'waivers.remove'
  | 'waivers.list'
  | 'totals.set';

export type ReviewDeps = ListingDeps &
  Pick<BackendDeps, 'store' | 'emit'> & {
    /** Runs work that `export.cancel` can end. */
    asJob: <T>(job: string, work: (signal: AbortSignal) => Promise<T>) => Promise<T>;
  };

/** Of how many units and years the summary is kept. */
const MOST_UNITS = 1000;

/** The calls about what the checks find in stored filings (审核): the list's badges, the year's summary, the report. */
export function reviewHandlers(deps: ReviewDeps): Pick<Handlers, ReviewMethod> {
  const { store } = deps;
  const memory = createReviewMemory(store);

  /** Of these filings what stands and what is switched off, each with its own problems and those of the year. */
  async function sorted(
    ids: readonly number[],
    pace?: Pace,
    as = (filing: Reviewed) => filing,
  ): Promise<{ filing: Reviewed; found: Sorted }[]> {
    const asked = new Set(ids);
    const ofUnit = ({ filings }: ReviewedUnit) => filings.filter(({ id }) => asked.has(id));
    const filings = (await memory.review(store.review.statesBeside(ids), ofUnit, pace)).flat();
    const sort = sorter();
    const byId = new Map(filings.map((filing) => [filing.id, filing]));
    return ids.flatMap((id) => {
      const filing = byId.get(id);
      return filing ? [{ filing, found: sort(as(filing)) }] : [];
    });
  }

  /** The filings that a year is summed up from. */
  const statesOfYear = (year: number) => store.review.statesOfYear(year).filter((state) => !isExample(state));

  /** Takes filings' problems apart by the waivers there are now. */
  function sorter(): (filing: Reviewed) => Sorted {
    const waivers = store.review.waivers();
    return ({ id, unit, problems, ofYear, rows }) =>
      sortOut([...problems, ...ofYear], waiversFor(waivers, unit, id), { id, rows });
  }

  const ofUnit = ({ unit, problems }: ReviewedUnit): Sorted =>
    sortOut(problems, waiversFor(store.review.waivers(), unit, NO_PLACES.id), NO_PLACES);

  /** A job that tells how far it goes; null when it was ended. */
  function pacedJob<T>(job: string, work: (pace: Pace & { signal: AbortSignal }) => Promise<T>): Promise<T | null> {
    return deps.asJob(job, async (signal) => {
      const onProgress = (done: number, total: number) => {
        deps.emit({ event: 'progress', job, done, total } satisfies Progress);
      };
      try {
        return await work({ onProgress, signal });
      } catch (error) {
        if (signal.aborted && error === signal.reason) return null;
        throw error;
      }
    });
  }

  function unitReview(unit: ReviewedUnit, sort: (filing: Reviewed) => Sorted): UnitReview {
    const found = unit.filings.map((filing) => ({ filing, found: sort(asShown(filing)) }));
    const amounts = unit.filings.map(({ amount }) => amount);
    const sum = sumAmounts(amounts.map((amount) => amount ?? '')) ?? '0';
    const approved = unit.year === null ? null : (store.review.approved(unit.year).get(unit.unit) ?? null);
    return {
      unit: unit.unit,
      filings: found.map(({ filing: { id, name, amount }, found: { standing } }) => ({
        id,
        name,
        amount,
        counts: countProblems(standing),
      })),
      sum,
      approved,
      // As R61 has it: until every amount can be read there is nothing to compare.
      difference: approved === null || amounts.includes(null) ? null : sumAmounts([sum, `-${approved}`]),
      whole: ofUnit(unit),
      rules: rulesOf(found.map((one) => one.found)),
    };
  }

  /** What the year of each unit was summed up to, and from what. */
  const summed = createRecent<string, { from: string; review: UnitReview }>(MOST_UNITS);

  /** The summary of a year; only units in which something has changed are summed up anew. */
  async function yearReview(year: number, pace: Pace): Promise<UnitReview[]> {
    const waivers = JSON.stringify(store.review.waivers());
    const approved = store.review.approved(year);
    const units = [...groupBy(statesOfYear(year), ({ unit }) => unit)].map(([unit, states]) => {
      const filings = states.map(({ id, revision, judged }) => `${id}:${revision}:${judged}`).join(' ');
      return { unit, states, from: `${store.opening} ${waivers} ${approved.get(unit)} ${filings}` };
    });
    const keyOf = (unit: string) => `${year} ${unit}`;
    const changed = units.filter(({ unit, from }) => summed.get(keyOf(unit))?.from !== from);
    const sort = sorter();
    const reviewed = await memory.review(
      changed.flatMap(({ states }) => states),
      (unit) => unitReview(unit, sort),
      pace,
    );
    const anew = new Map(reviewed.map((review) => [review.unit, review]));
    return units.flatMap(({ unit, from }) => {
      const review = anew.get(unit) ?? summed.get(keyOf(unit))?.review;
      if (review) summed.set(keyOf(unit), { from, review });
      return review ?? [];
    });
  }

  async function report(scope: Request<'review.export'>['scope'], pace: Pace) {
    if ('ids' in scope) {
      const tables = (await sorted(scope.ids, pace)).map(({ filing, found }) => reviewedTable(filing, found));
      return { listing: reviewListing(tables, [], null), name: `审核报告(${tables.length}张表)` };
    }
    const units = await memory.review(statesOfYear(scope.year), (unit) => unit, pace);
    const sort = sorter();
    const tables = units.flatMap(({ filings }) => filings.map((filing) => reviewedTable(filing, sort(filing))));
    const ofUnits = units.map((unit) => ({ form: null, unit: unit.unit, name: '', ...ofUnit(unit) }));
    return { listing: reviewListing(tables, ofUnits, scope.year), name: `${scope.year}年度审核报告` };
  }

  async function exportReport({ job, kind, scope }: Request<'review.export'>): Promise<ExportOutcome> {
    const outcome = await pacedJob(job, async (pace) => {
      const { listing, name } = await report(scope, pace);
      const delivered = await deliverListing(deps, name, kind, listing, pace.signal);
      // Its cells are not those of the open table.
      return { ...delivered, problems: delivered.problems.map((problem) => ({ ...problem, path: '' })) };
    });
    return outcome ?? { outcome: 'cancelled', problems: [] };
  }

  return {
    'review.counts': async ({ ids }) => ({
      counts: (await sorted(ids, { gentle: true }, asShown)).map(({ filing, found }) => ({
        id: filing.id,
        ...countProblems(found.standing),
      })),
    }),
    'review.judge': ({ ids }) => {
      // A file that cannot be written is looked at all the same.
      if (!store.readOnly) store.review.judge(ids);
      return {};
    },
    'review.filing': async ({ id }) => {
      const own = ({ filings }: ReviewedUnit) => filings.filter((filing) => filing.id === id);
      const [filing] = (await memory.review(store.review.statesBeside([id]), own, { gentle: true })).flat();
      if (!filing) throw new ApiError('not-found');
      return {
        unit: filing.unit,
        problems: filing.ofYear,
        waivers: waiversFor(store.review.waivers(), filing.unit, id),
        judged: filing.judged === 1,
      };
    },
    'review.year': async ({ job, year }) => ({ units: await pacedJob(job, (pace) => yearReview(year, pace)) }),
    'review.lines': async ({ year, unit, rule, severity }) => {
      const states = statesOfYear(year).filter((state) => state.unit === unit);
      const sort = sorter();
      const ofUnit = ({ filings }: ReviewedUnit) =>
        filings.flatMap((filing) => linesOf(filing, sort(asShown(filing)), rule, severity));
      return { lines: (await memory.review(states, ofUnit)).flat() };
    },
    'review.export': exportReport,
    'waivers.set': (waiver) => {
      if (!ruleOf(waiver.rule)) throw new ApiError('bad-request', `没有审核规则“${waiver.rule}”`);
      if (waiver.path !== null && waiver.filing === null) throw new ApiError('bad-request');
      store.review.waive(waiver);
      return {};
    },
    'waivers.remove': ({ id }) => {
      store.review.unwaive(id);
      return {};
    },
    'waivers.list': () => ({ waivers: store.review.waivers() }),
    'totals.set': ({ unit, year, total }) => {
      const amount = readAmount(total);
      if (amount === null || amount.startsWith('-')) throw new ApiError('bad-request', `批复总额“${total}”不是金额`);
      store.review.approve(unit, year, amount);
      return {};
    },
  };
}

/** A filing as every place of the window shows it: until it is judged, what is not filled in is no error. */
function asShown(filing: Reviewed): Reviewed {
  return filing.judged ? filing : { ...filing, problems: filing.unjudged };
}

function reviewedTable({ form, unit, name }: Reviewed, found: Sorted): ReviewedTable {
  return { form, unit, name: displayName(name), ...found };
}

function rulesOf(found: readonly Sorted[]): UnitReview['rules'] {
  const rules = new Map<string, UnitReview['rules'][number]>();
  const count = ({ rule, severity }: Problem, how: 'standing' | 'waived') => {
    const row = rules.get(`${rule} ${severity}`) ?? { rule, severity, standing: 0, waived: 0 };
    row[how]++;
    rules.set(`${rule} ${severity}`, row);
  };
  for (const { standing, waived } of found) {
    for (const problem of standing) count(problem, 'standing');
    for (const { problem } of waived) count(problem, 'waived');
  }
  return [...rules.values()].sort((a, b) => severityRank(a) - severityRank(b) || a.rule.localeCompare(b.rule));
}

function linesOf(
  { id, name, form }: Reviewed,
  { standing, waived }: Sorted,
  rule: string,
  severity: Severity,
): ReviewLine[] {
  const asked = (problem: Problem) => problem.rule === rule && problem.severity === severity;
  const line = (problem: Problem, reason: string | null): ReviewLine => {
    const { fix: _, ...plain } = problem;
    const place = form ? placeName(form, problem.path) : '';
    return { id, name: displayName(name), place, problem: plain, reason };
  };
  return [
    ...standing.filter(asked).map((problem) => line(problem, null)),
    ...waived
      .filter(({ problem }) => asked(problem))
      .map(({ problem, waiver }) => line(problem, `${reachOf(waiver)}：${waiver.reason}`)),
  ];
}
