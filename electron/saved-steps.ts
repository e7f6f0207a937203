import type { Responses } from '../shared/api.ts';

type Saved = Responses['filings.commit'];

/** Most steps whose answers are kept: a window waits for one of a filing at a time. */
const MOST = 500;

/** The answers to the last steps that were saved, by the names that their windows gave them. */
export function createSavedSteps() {
  const answers = new Map<string, Saved>();
  return {
    /** Saves a step unless it was saved before: the answer then did not come in time, and is given again. */
    once(step: string | undefined, save: () => Saved): Saved {
      const before = step === undefined ? undefined : answers.get(step);
      if (before) return before;
      const saved = save();
      if (step !== undefined) answers.set(step, saved);
      const [oldest] = answers.keys();
      if (answers.size > MOST && oldest !== undefined) answers.delete(oldest);
      return saved;
    },

    /** Another data file comes: nothing that was saved counts as saved in it. */
    forget(): void {
      answers.clear();
    },
  };
}
