import { setImmediate } from 'node:timers/promises';
import { ApiError, type ExportOutcome, type Handlers, type Request } from '../shared/api.ts';
import { compareFilings } from '../shared/compare/compare-filings.ts';
import { filingsListing, yearsListing } from '../shared/compare/compare-listing.ts';
import { compareYears, type YearComparison, type YearFiling } from '../shared/compare/compare-years.ts';
import { findForm } from '../shared/form/catalog/catalog.ts';
import type { Listing } from '../shared/listing.ts';
import type { Problem } from '../shared/problem.ts';
import type { BackendDeps } from './backend.ts';

/** How many filings are read in one go: between two of them the window is answered. */
const BATCH = 50;

/** The calls that compare stored years and filings (对比), for the window and as a workbook. */
export function comparisonHandlers(
  deps: Pick<BackendDeps, 'store' | 'now' | 'shell' | 'fontsFolder' | 'writeListing'>,
): Pick<Handlers, 'compare.years' | 'compare.export'> {
  const { store } = deps;

  function read(id: number): YearFiling {
    const { filing, previous } = store.open(id);
    const form = findForm(filing.form, filing.version);
    if (!form) throw new ApiError('not-found');
    return { id, previous, form, filing };
  }

  async function ofYear(year: number): Promise<YearFiling[]> {
    const filings: YearFiling[] = [];
    for (const summary of store.list({ query: '', trashed: false })) {
      if (summary.year !== year) continue;
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
    const made = await listing(request);
    const { before, after } = request.subject;
    const name = request.subject.kind === 'years' ? `${before}、${after}年度对比.xlsx` : '绩效目标表对比.xlsx';
    let problems: Problem[] = [];
    const delivery = await deps.shell.deliver(name, 'xlsx', async (path) => {
      const options = { now: deps.now(), fontsFolder: deps.fontsFolder, signal: new AbortController().signal };
      problems = (await deps.writeListing(made, 'xlsx', path, options)).problems;
    });
    return { ...delivery, problems };
  }

  return { 'compare.years': years, 'compare.export': handOver };
}
