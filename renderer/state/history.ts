import type { Responses } from '../../shared/api.ts';
import { call } from '../bridge.ts';
import { sentenceOf } from '../faults.ts';
import { Observable } from './observable.ts';

/** The past of a filing, as the page 历史版本 shows it: what was saved when, and the one version that is looked at. */
export class History extends Observable {
  /** The filing; null for none. */
  id: number | null = null;
  /** Null until it is read. */
  listed: Responses['versions.list'] | null = null;
  /** Key of the line that is looked at. */
  at = '';
  /** The revision of that line, and the filing as it was then; null until it is read. */
  revision: number | null = null;
  past: Responses['versions.read'] | null = null;
  /** Why the list, or the filing of that time, could not be read; null where it could. */
  failed: string | null = null;
  pastFailed: string | null = null;
  /** Long days that are shown whole. */
  unfolded: ReadonlySet<string> = new Set();
  #asked = 0;

  /** Shows the past of a filing, beginning with what it holds now. */
  async show(id: number): Promise<void> {
    this.close();
    this.id = id;
    this.changed();
    const listed = await this.refresh();
    const last = listed?.steps[0];
    if (last && this.id === id && this.revision === null) await this.look(`step-${last.revision}`, last.revision);
  }

  /** Reads what was saved since; null where the list cannot be read. Throws where an older one goes on being shown. */
  async refresh(): Promise<Responses['versions.list'] | null> {
    const { id } = this;
    if (id === null) return null;
    try {
      const listed = await call('versions.list', { id });
      if (this.id !== id) return null;
      this.listed = listed;
      this.failed = null;
    } catch (error) {
      if (this.id !== id) return null;
      if (this.listed) throw error;
      this.failed = sentenceOf(error);
    }
    this.changed();
    return this.listed;
  }

  /** Looks at the filing as it was saved with a revision. Of two answers that cross, the later question's counts. */
  async look(at: string, revision: number): Promise<void> {
    const { id } = this;
    if (id === null) return;
    this.at = at;
    const asked = ++this.#asked;
    this.revision = revision;
    this.pastFailed = null;
    this.changed();
    // What was looked at before stands until the other is read: with the arrow keys nothing flickers.
    if (this.past?.revision === revision) return;
    try {
      const past = await call('versions.read', { id, revision });
      if (asked !== this.#asked) return;
      this.past = past;
    } catch (error) {
      if (asked !== this.#asked) return;
      this.past = null;
      this.pastFailed = sentenceOf(error);
    }
    this.changed();
  }

  unfold(day: string): void {
    this.unfolded = new Set([...this.unfolded, day]);
    this.changed();
  }

  /** Gives a revision of a filing a name. */
  async name(id: number, revision: number, name: string): Promise<void> {
    await call('versions.name', { id, revision, name });
    if (this.id === id) await this.refresh();
  }

  /** Takes a name away. */
  async unname(name: string): Promise<void> {
    if (this.id === null) return;
    await call('versions.unname', { id: this.id, name });
    await this.refresh();
  }

  /** The page is left, or is about another filing. */
  close(): void {
    this.#asked++;
    this.id = this.revision = null;
    this.listed = null;
    this.past = null;
    this.failed = this.pastFailed = null;
    this.at = '';
    this.unfolded = new Set();
  }
}
