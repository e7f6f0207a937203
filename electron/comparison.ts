import { setImmediate } from 'node:timers/promises';
import type { ExportOutcome, Handlers, Request } from '../shared/api.ts';
import { compareFilings } from '../shared/compare/compare-filings.ts';
import { filingsListing, yearsListing } from '../shared/compare/compare-listing.ts';
import { compareYears, type YearComparison, type YearFiling } from '../shared/compare/compare-years.ts';
import { isExample } from '../shared/filing/example.ts';
import { formOf } from '../shared/filing/form-of.ts';
import type { Listing } from '../shared/listing.ts';
import type { BackendDeps } from './backend-deps.ts';
import { deliverListing, type ListingDeps } from './deliver-listing.ts';

/** How many filings are read in one go: between two of them the window is answered. */
const BATCH = 50;

/** The calls that compare stored years and filings (对比), for the window and as a workbook. */
export function comparisonHandlers(
  deps: ListingDeps & Pick<BackendDeps, 'store'>,
): Pick<Handlers, 'compare.years' | 'compare.export'> {
  const { store } = deps;

  function read(id: number): YearFiling {
    const { filing, previous } = store.open(id);
    return { id, previous, form: formOf(filing), filing };
  }

  async function ofYear(year: number): Promise<YearFiling[]> {
    const filings: YearFiling[] = [];
    for (const summary of store.list({ query: '', trashed: false, years: [year] })) {
      if (isExample(summary)) continue;
      filings.push(read(summary.id));
      if (filings.length % BATCH === 0) await setImmediate();
    }
    return filings;
  }

  async function years({ before, after }: Request<'compare.years'>): Promise<YearComparison> {
    return compareYears(await ofYear(before), await ofYear(after));
  }

  async function listing({ subject, changesOnly }: Request<'compare.export'>): Promise<Listing> {
    const { before, after } = subject;
    if (subject.kind === 'years') return yearsListing(before, after, await years({ before, after }), changesOnly);
    const [early, late] = [read(before), read(after)];
    return filingsListing(early, late, compareFilings(early, late), changesOnly);
  }

  async function handOver(request: Request<'compare.export'>): Promise<ExportOutcome> {
    const { kind, before, after } = request.subject;
    const name = kind === 'years' ? `${before}、${after}年度对比` : '绩效目标表对比';
    return deliverListing(deps, name, 'xlsx', await listing(request));
  }

  return { 'compare.years': years, 'compare.export': handOver };
}
