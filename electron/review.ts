import { ApiError, type ExportOutcome, type Handlers, type Progress, type Request } from '../shared/api.ts';
import { type ReviewedTable, reviewListing } from '../shared/checks/review-listing.ts';
import { ruleOf } from '../shared/checks/rules.ts';
import { NO_PLACES, reachOf, type Sorted, sortOut, waiversFor } from '../shared/checks/waivers.ts';
import { readAmount, sumAmounts } from '../shared/filing/amount.ts';
import { displayName } from '../shared/filing/display-name.ts';
import { isExample } from '../shared/filing/example.ts';
import { placeName } from '../shared/filing/place-name.ts';
import type { Problem, Severity } from '../shared/problem.ts';
import { countProblems, type ReviewLine, severityRank, type UnitReview } from '../shared/review.ts';
import type { BackendDeps } from './backend-deps.ts';
import { deliverListing, type ListingDeps } from './deliver-listing.ts';
import { createRecent } from './recent.ts';
import { createReviewMemory, type Pace, type Reviewed, type UnitFound } from './review-memory.ts';

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
    const own = (filing: Reviewed) => (asked.has(filing.id) ? [filing] : []);
    const filings = (await memory.review(store.review.statesBeside(ids), own, all, pace)).flat();
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

  const ofUnit = ({ unit, problems }: UnitFound): Sorted =>
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

  function unitReview(unit: UnitFound, filings: readonly FilingReview[]): UnitReview {
    const amounts = filings.map(({ line }) => line.amount);
    const sum = sumAmounts(amounts.map((amount) => amount ?? '')) ?? '0';
    const approved = unit.year === null ? null : (store.review.approved(unit.year).get(unit.unit) ?? null);
    return {
      unit: unit.unit,
      filings: filings.map(({ line }) => line),
      sum,
      approved,
      // As R61 has it: until every amount can be read there is nothing to compare.
      difference: approved === null || amounts.includes(null) ? null : sumAmounts([sum, `-${approved}`]),
      whole: ofUnit(unit),
      rules: rulesOf(filings.flatMap(({ rules }) => rules)),
    };
  }

  /** What the year of each unit was summed up to, and from what. */
  const summed = createRecent<string, { from: string; review: UnitReview }>(MOST_UNITS);

  /** The summary of a year; only units in which something has changed are summed up anew. */
  async function yearReview(year: number, pace: Pace): Promise<UnitReview[]> {
    const waivers = JSON.stringify(store.review.waivers());
    const approved = store.review.approved(year);
    const units = store.review.unitsOfYear(year).flatMap(({ unit, held }) => {
      const from = `${store.opening} ${waivers} ${approved.get(unit)} ${held}`;
      return isExample({ unit }) ? [] : [{ unit, from }];
    });
    const keyOf = (unit: string) => `${year} ${unit}`;
    const changed = units.filter(({ unit, from }) => summed.get(keyOf(unit))?.from !== from);
    const sort = sorter();
    const names = changed.map(({ unit }) => unit);
    const states = names.length > 0 ? store.review.statesOfUnits(year, names) : [];
    const ofFiling = (filing: Reviewed) => filingReview(filing, sort(asShown(filing)));
    const reviewed = await memory.review(states, ofFiling, unitReview, pace);
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
    const sort = sorter();
    const ofFiling = (filing: Reviewed) => reviewedTable(filing, sort(filing));
    const both = (unit: UnitFound, tables: ReviewedTable[]) => ({
      tables,
      whole: { form: null, unit: unit.unit, name: '', ...ofUnit(unit) },
    });
    const units = await memory.review(statesOfYear(scope.year), ofFiling, both, pace);
    const tables = units.flatMap((unit) => unit.tables);
    const ofUnits = units.map(({ whole }) => whole);
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
      const own = (filing: Reviewed) => (filing.id === id ? [filing] : []);
      const [filing] = (await memory.review(store.review.statesBeside([id]), own, all, { gentle: true })).flat();
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
      const states = isExample({ unit }) ? [] : store.review.statesOfUnits(year, [unit]);
      const sort = sorter();
      const ofFiling = (filing: Reviewed) => linesOf(filing, sort(asShown(filing)), rule, severity);
      return { lines: (await memory.review(states, ofFiling, all)).flat() };
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

/** What all of a unit's filings come to, where each gave a list. */
function all<T>(_unit: UnitFound, filings: T[][]): T[] {
  return filings.flat();
}

type RuleCount = UnitReview['rules'][number];

/** What the summary of a year says of a filing. */
interface FilingReview {
  line: UnitReview['filings'][number];
  rules: RuleCount[];
}

function filingReview({ id, name, amount }: Reviewed, { standing, waived }: Sorted): FilingReview {
  const rules = [
    ...standing.map(({ rule, severity }): RuleCount => ({ rule, severity, standing: 1, waived: 0 })),
    ...waived.map(({ problem: { rule, severity } }): RuleCount => ({ rule, severity, standing: 0, waived: 1 })),
  ];
  return { line: { id, name, amount, counts: countProblems(standing) }, rules };
}

function rulesOf(counts: readonly RuleCount[]): RuleCount[] {
  const rules = new Map<string, RuleCount>();
  for (const { rule, severity, standing, waived } of counts) {
    const row = rules.get(`${rule} ${severity}`) ?? { rule, severity, standing: 0, waived: 0 };
    row.standing += standing;
    row.waived += waived;
    rules.set(`${rule} ${severity}`, row);
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
