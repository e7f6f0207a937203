import type { Request } from '../../shared/api.ts';
import { type ComparedRow, compareFilings } from '../../shared/compare/compare-filings.ts';
import type { YearComparison } from '../../shared/compare/compare-years.ts';
import { call } from '../bridge.ts';
import { sentenceOf } from '../faults.ts';
import { Observable } from './observable.ts';
import { readStored, type Stored } from './stored.ts';

/** What is compared: two filings by id, or two years. */
export type Subject = Request<'compare.export'>['subject'];

export type Compared =
  | { kind: 'filings'; before: Stored; after: Stored; rows: ComparedRow[] }
  | { kind: 'years'; before: number; after: number; comparison: YearComparison };

/** The comparison in the middle of the window (对比). */
export class Comparison extends Observable {
  subject: Subject | null = null;
  /** Null until it is read. */
  compared: Compared | null = null;
  /** Why it could not be read, or null. */
  failed: string | null = null;
  changesOnly = true;
  /** The years whose projects the compared filings were gone into from, to go back to. */
  years: Subject | null = null;

  /** Shows a comparison; an earlier one that is still read is dropped. `years` is what it was gone into from. */
  async show(subject: Subject, years: Subject | null = null): Promise<void> {
    this.years = years;
    this.subject = subject;
    this.compared = null;
    this.failed = null;
    this.changed();
    try {
      const compared = await read(subject);
      if (this.subject === subject) this.compared = compared;
    } catch (error) {
      if (this.subject === subject) this.failed = sentenceOf(error);
    }
    this.changed();
  }

  setChangesOnly(changesOnly: boolean): void {
    this.changesOnly = changesOnly;
    this.changed();
  }

  close(): void {
    this.subject = null;
    this.compared = null;
    this.changed();
  }
}

async function read({ kind, before, after }: Subject): Promise<Compared> {
  if (kind === 'years') return { kind, before, after, comparison: await call('compare.years', { before, after }) };
  const [early, late] = await Promise.all([readStored(before), readStored(after)]);
  return { kind, before: early, after: late, rows: compareFilings(early, late) };
}
