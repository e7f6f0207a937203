import type { SealDiameter } from '../../shared/api.ts';
import { Observable } from './observable.ts';
import type { Remembered } from './remembered.ts';

/** What the clerk has chosen once and for all tables. */
export class Preferences extends Observable {
  readonly #remembered: Remembered;

  constructor(remembered: Remembered) {
    super();
    this.#remembered = remembered;
  }

  begin(): void {
    this.changed();
  }

  /** The room that is left for the seal (盖章处), in mm. */
  get seal(): SealDiameter {
    const seal = this.#remembered.get('seal');
    return seal === '42' ? 42 : seal === '45' ? 45 : null;
  }

  setSeal(seal: SealDiameter): void {
    this.#remembered.set('seal', String(seal ?? ''));
    this.changed();
  }
}
