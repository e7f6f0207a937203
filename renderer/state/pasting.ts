import type { PastePlan } from '../../shared/clipboard/paste.ts';
import type { Filing } from '../../shared/filing/filing.ts';
import { Observable } from './observable.ts';
import type { Session } from './session.ts';

/** A paste that waits for the clerk's word; it holds for this very state of the filing only. */
export class Pasting extends Observable {
  #asked: { plan: PastePlan; filing: Filing } | null = null;

  ask(plan: PastePlan, filing: Filing): void {
    this.#asked = { plan, filing };
    this.changed();
  }

  /** What is to be pasted into the filing as it is; null when it has changed since. */
  planFor(session: Session | null): PastePlan | null {
    return this.#asked !== null && this.#asked.filing === session?.filing ? this.#asked.plan : null;
  }

  close(): void {
    this.#asked = null;
    this.changed();
  }
}
