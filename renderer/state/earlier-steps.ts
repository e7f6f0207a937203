import type { OpenFiling } from '../../shared/api.ts';
import type { Step } from '../../shared/filing/history.ts';
import { type Reach, reachBack, reachFrom } from '../../shared/filing/reach-back.ts';
import type { Form } from '../../shared/form/form.ts';
import { call } from '../bridge.ts';

/** With how few steps left to take back earlier ones are read from the store. */
const FEW_STEPS = 20;

/** The steps of a filing that the store has from before: of former runs, and of other windows. */
export class EarlierSteps {
  readonly #form: Form;
  readonly #id: number;
  /** How far back they were read, and the revision there. */
  #reach: Reach & { revision: number };

  constructor(form: Form, opened: OpenFiling) {
    this.#form = form;
    this.#id = opened.id;
    this.#reach = from(opened);
  }

  /** Whether the store may have more. */
  get mayHaveMore(): boolean {
    return !this.#reach.ended;
  }

  /** Another state of the filing was taken over: its steps are read from there. */
  beginAt(opened: OpenFiling): void {
    this.#reach = from(opened);
  }

  /**
   * Reads until `left` says that there are some steps to take back, or no more; `take` is handed them, the oldest first,
   * and those that can be done again, the next one last.
   */
  async read(left: () => number, take: (steps: Step[], undone: Step[]) => void): Promise<void> {
    while (!this.#reach.ended && left() <= FEW_STEPS) {
      const begun = this.#reach;
      const { revisions } = await call('filings.history', { id: this.#id, before: begun.revision });
      if (begun !== this.#reach) continue;
      const { reach, steps, undone } = reachBack(this.#form, begun, revisions);
      const last = revisions.at(-1);
      this.#reach = { ...reach, ended: reach.ended || !last, revision: last?.revision ?? begun.revision };
      take(steps, undone);
    }
  }
}

function from({ filing, revision }: OpenFiling): Reach & { revision: number } {
  return { ...reachFrom(filing), revision: revision + 1 };
}
