import type { Problem } from '../../shared/problem.ts';
import { Observable } from './observable.ts';
import type { Session } from './session.ts';

/** How widely a warning is to be switched off, and why. */
export interface Waiving {
  reach: 'place' | 'filing' | 'unit';
  reason: string;
}

/** The reasons that are being written for switching off warnings, kept while their panel is closed. */
export class WaiverDrafts extends Observable {
  readonly #drafts = new Map<string, Waiving>();

  of(session: Session, problem: Problem): Waiving | null {
    return this.#drafts.get(keyOf(session, problem)) ?? null;
  }

  /** Only a draft that comes or goes is told: the field that it is typed into shows the rest by itself. */
  keep(session: Session, problem: Problem, draft: Waiving | null): void {
    const key = keyOf(session, problem);
    const comesOrGoes = this.#drafts.has(key) !== (draft !== null);
    if (draft) this.#drafts.set(key, draft);
    else this.#drafts.delete(key);
    if (comesOrGoes) this.changed();
  }

  forget(): void {
    this.#drafts.clear();
    this.changed();
  }
}

function keyOf({ id }: Session, { rule, path, message }: Problem): string {
  return `${id} ${rule} ${path} ${message}`;
}
