import type { ExportKind } from '../../shared/api.ts';
import { call } from '../bridge.ts';
import { Observable } from './observable.ts';

/** An export that waits for the clerk's word, since errors stand in its filings. */
export interface Question {
  kind: ExportKind | 'print';
  ids: number[];
  errors: number;
  /** How many of the filings have errors, and the first of them. */
  wrong: number;
  first: number;
  /** Lets them go all the same. */
  anyway(): Promise<void>;
}

/** What is asked before filings with errors go out. */
export class ExportQuestion extends Observable {
  asked: Question | null = null;

  /** Asks where errors stand in these filings; true when the export has to wait for the answer. */
  async asksBefore(kind: Question['kind'], ids: number[], anyway: Question['anyway']): Promise<boolean> {
    const { counts } = await call('review.counts', { ids });
    const wrong = counts.filter(({ error }) => error > 0);
    const [first] = wrong;
    const errors = wrong.reduce((sum, { error }) => sum + error, 0);
    this.asked = first ? { kind, ids, errors, wrong: wrong.length, first: first.id, anyway } : null;
    this.changed();
    return first !== undefined;
  }

  /** It was answered, or is not asked any more. */
  close(): void {
    this.asked = null;
    this.changed();
  }
}
