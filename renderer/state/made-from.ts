import { type Filing, summarise } from '../../shared/filing/filing.ts';
import { formOf } from '../../shared/filing/form-of.ts';
import { type Difference, differences, linkedPaths, updateEdits } from '../../shared/filing/made-from.ts';
import { pathOf } from '../../shared/filing/path.ts';
import type { Form } from '../../shared/form/form.ts';
import { call } from '../bridge.ts';
import { Observable } from './observable.ts';
import type { Session } from './session.ts';

/** The target table that the open filing was made from. */
interface Source {
  id: number;
  name: string;
  form: Form;
  filing: Filing;
  /** As it was when the open filing was made. */
  taken: Filing;
}

/** What links the open filing with the target table that it was made from (自评表、监控表). */
export class MadeFrom extends Observable {
  source: Source | null = null;
  readonly #tell: (error: unknown) => void;
  /** States of sources whose differences the clerk has put off, until the window is opened again. */
  readonly #putOff = new Map<number, string>();
  #following: number | null = null;
  #asked = 0;
  #known: { session: Session; filing: Filing; source: Source; told: Difference[]; linked: ReadonlySet<string> } | null =
    null;

  /** `tell` hears why the source cannot be read. */
  constructor(tell: (error: unknown) => void) {
    super();
    this.#tell = tell;
  }

  /** Goes along with the open filing. Its source may have been changed or deleted since it was open last. */
  follow(session: Session | null): void {
    const id = session?.id ?? null;
    if (this.#following !== id) this.source = null;
    this.#following = id;
    this.changed();
    if (session?.form.madeFrom) this.#read(session).catch(this.#tell);
  }

  /** Paths of the open filing's linked values. */
  linked(session: Session): ReadonlySet<string> {
    return this.#of(session)?.linked ?? NONE;
  }

  /** What the target table has otherwise now; empty when the clerk has put that off. */
  told(session: Session): readonly Difference[] {
    const known = this.#of(session);
    return known && this.#putOff.get(session.id) !== stateOf(known.source) ? known.told : [];
  }

  /** Takes the differences over, as one step. */
  update(session: Session): void {
    const told = this.told(session);
    const [first] = told;
    const edits = updateEdits(session.form, session.filing, told);
    session.perform({ label: '按目标表更新', path: first && !first.row ? pathOf(first.place) : '', edits });
  }

  /** The differences are not told again for this state of the target table. */
  putOff(session: Session): void {
    if (this.source) this.#putOff.set(session.id, stateOf(this.source));
    this.changed();
  }

  #of(session: Session) {
    const { source } = this;
    if (!source || this.#following !== session.id) return null;
    const { filing, form } = session;
    if (this.#known?.filing !== filing || this.#known.source !== source || this.#known.session !== session) {
      const told = differences(form, filing, source.form, source.filing, source.taken);
      const linked = same(linkedPaths(form, filing, source.form, [source.filing, source.taken]), this.#known?.linked);
      this.#known = { session, filing, source, told, linked };
    }
    return this.#known;
  }

  async #read(session: Session): Promise<void> {
    const asked = ++this.#asked;
    const { source } = await call('filings.source', { id: session.id });
    if (this.#following !== session.id || asked !== this.#asked) return;
    const form = source && formOf(source.filing);
    this.source = source && form && { ...source, form, name: summarise(form, source.filing).name };
    this.changed();
  }
}

/** The set from before where it holds the same, so that no page is drawn anew. */
function same(now: ReadonlySet<string>, before: ReadonlySet<string> = NONE): ReadonlySet<string> {
  return now.size === before.size && [...now].every((path) => before.has(path)) ? before : now;
}

const NONE: ReadonlySet<string> = new Set();
const stateOf = ({ filing }: Source) => JSON.stringify(filing);
