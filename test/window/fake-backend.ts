import { createSavedSteps } from '../../electron/saved-steps.ts';
import { createStagedEdits } from '../../electron/staged-edits.ts';
import { asStored, edited, readBody } from '../../electron/store/bodies.ts';
import { ApiError, answer, type Handlers, type OpenFiling, type Request, type Revision } from '../../shared/api.ts';
import { arrange } from '../../shared/arrangement.ts';
import type { Edit } from '../../shared/filing/edits.ts';
import { type Filing, summarise } from '../../shared/filing/filing.ts';
import { formOf } from '../../shared/filing/form-of.ts';

interface Stored {
  /** Its saved changes, the newest first. */
  history: Revision[];
  revision: number;
  body: string;
  trashed: boolean;
  previous: number | null;
}

/** What happens to a call: it goes as it should, fails before it is handled, or is handled and its answer is lost. */
export type Fate = 'goes' | 'lost' | Error;

/**
 * A backend in memory behind the real request parsers: the window's `call` goes through `fate`, and through `hold`
 * where a test wants to say when an answer arrives.
 */
export class FakeBackend {
  readonly filings = new Map<number, Stored>();
  /** Every commit that was saved. */
  readonly commits: { id: number; label: string; edits: readonly Edit[] }[] = [];
  readonly calls: string[] = [];
  fate: (method: string, request: unknown) => Fate = () => 'goes';
  /** Steps that the backend refuses for good, as any of its limits would. */
  refuses: (edits: readonly Edit[]) => boolean = () => false;
  /** Waits before a call is answered. */
  hold: (method: string, request: unknown) => Promise<void> | undefined = () => undefined;
  /** Further calls by name. */
  others: Record<string, (request: never) => unknown> = {};
  readonly #staged = createStagedEdits();
  readonly #saved = createSavedSteps();

  add(filing: Filing, previous: number | null = null): number {
    const id = this.filings.size + 1;
    const history = [{ revision: 1, savedAt: '', label: '新建', edits: [] }];
    this.filings.set(id, { history, revision: 1, body: JSON.stringify(filing), trashed: false, previous });
    return id;
  }

  open(id: number): OpenFiling {
    const { revision, body, previous } = this.#of(id);
    return {
      id,
      revision,
      savedAt: new Date(revision * 1000).toISOString(),
      filing: readBody(id, body).filing,
      previous,
      locked: null,
      doubt: null,
    };
  }

  readonly call = async (method: string, request: unknown): Promise<unknown> => {
    this.calls.push(method);
    // Requests are copied on their way, as they are over IPC and HTTP.
    const sent = structuredClone(request);
    const fate = this.fate(method, sent);
    await Promise.resolve();
    if (fate instanceof Error) throw fate;
    const given = await answer(this.#handlers as unknown as Handlers, method, sent, () => undefined);
    await this.hold(method, sent);
    if (fate === 'lost') throw new ApiError('internal', '程序已退出，请重新启动后打开新的地址');
    if (!given.ok) throw new ApiError(given.code, given.detail);
    return structuredClone(given.value);
  };

  get #handlers() {
    return {
      'filings.open': ({ id }: Request<'filings.open'>) => this.open(id),
      'filings.stage': ({ step, part, edits }: Request<'filings.stage'>) => {
        this.#staged.keep(step, part, edits);
        return {};
      },
      'filings.commit': ({ id, revision, label, edits: last, step, staged }: Request<'filings.commit'>) =>
        this.#saved.once(step, () => {
          const edits = [...(staged ? this.#staged.take(staged.step, staged.parts) : []), ...last];
          const stored = this.#of(id);
          if (stored.trashed) throw new ApiError('read-only', '此表在回收站中，请先恢复再修改');
          if (stored.revision !== revision) throw new ApiError('conflict');
          if (this.refuses(edits)) throw new ApiError('bad-request', '超出了限制');
          stored.body = JSON.stringify(edited(id, asStored(id, stored.body), edits));
          stored.revision++;
          stored.history.unshift({ revision: stored.revision, savedAt: '', label, edits });
          this.commits.push({ id, label, edits });
          return { revision: stored.revision, savedAt: new Date(stored.revision * 1000).toISOString() };
        }),
      // Few at a time, so that tests go over several answers.
      'filings.history': ({ id, before }: Request<'filings.history'>) => ({
        revisions: this.#of(id)
          .history.filter(({ revision }) => revision < before)
          .slice(0, 5),
      }),
      'filings.list': ({ query, trashed, years, from = 0 }: Request<'filings.list'>) => {
        const filings = this.#listed(query, trashed).filter(({ year }) => !years || years.includes(year ?? 0));
        return { filings: filings.slice(from), found: filings.length, version: 0 };
      },
      'filings.arranged': ({ query, sort = 'name', grouping = 'unit' }: Request<'filings.arranged'>) => {
        const filings = this.#listed(query, false);
        const how = { sort, grouping };
        const outline = this.#listed('', false).map((filing) => ({ ...filing, filings: 1 }));
        return { ...how, groups: arrange(filings, how), filings, found: filings.length, outline, version: 0 };
      },
      'filings.summaries': ({ ids }: Request<'filings.summaries'>) => ({
        filings: this.#listed('', false).filter(({ id }) => ids.includes(id)),
      }),
      'filings.trash': ({ ids }: Request<'filings.trash'>) => {
        for (const id of ids) this.#of(id).trashed = true;
        return {};
      },
      'review.filing': () => ({ unit: '', problems: [], waivers: [], judged: true }),
      'review.counts': () => ({ counts: [] }),
      'review.judge': () => ({}),
      'settings.set': () => ({}),
      'app.info': () => ({
        version: '0',
        shell: 'browser',
        folder: '',
        year: 2026,
        settings: {},
        notice: null,
        recovery: null,
        file: 0,
      }),
      'library.list': () => ({ entries: [], hidden: [] }),
      ...this.others,
    };
  }

  #listed(query: string, trashed: boolean) {
    return [...this.filings].flatMap(([id, stored]) => {
      const { filing } = this.open(id);
      const summary = summarise(formOf(filing), filing);
      if (stored.trashed !== trashed || !summary.name.includes(query)) return [];
      return [{ id, form: filing.form, ...summary, savedAt: this.open(id).savedAt, found: null }];
    });
  }

  #of(id: number): Stored {
    const stored = this.filings.get(id);
    if (!stored) throw new ApiError('not-found');
    return stored;
  }
}
