import { call } from '../bridge.ts';

/** How long the window rests before it writes what changed, in ms: the selected cell changes with every arrow key. */
const REST = 400;

/** The window's settings: text by key, '' for none. Written together, a moment after the last change. */
export class Remembered {
  readonly #values = new Map<string, string>();
  readonly #changed = new Set<string>();
  readonly #tell: (error: unknown) => void;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #told = false;

  /** `tell` hears of the first failure; a lost setting is not worth more. */
  constructor(tell: (error: unknown) => void) {
    this.#tell = tell;
  }

  begin(settings: Record<string, string>): void {
    for (const [key, value] of Object.entries(settings)) this.#values.set(key, value);
  }

  get(key: string): string {
    return this.#values.get(key) ?? '';
  }

  set(key: string, value: string): void {
    if (this.get(key) === value) return;
    this.#values.set(key, value);
    this.#changed.add(key);
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.flush(), REST);
  }

  /** Writes what is not written yet. Never rejects. */
  async flush(): Promise<void> {
    clearTimeout(this.#timer);
    const keys = [...this.#changed];
    this.#changed.clear();
    try {
      // All at once: a page that is being left sends what it asks for now, and nothing later.
      await Promise.all(keys.map((key) => call('settings.set', { key, value: this.get(key) })));
    } catch (error) {
      if (!this.#told) this.#tell(error);
      this.#told = true;
    }
  }
}
