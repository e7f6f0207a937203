import { ApiError, type ExportKind, type Handlers, type Request } from '../shared/api.ts';
import { gatherBook } from '../shared/book/gather.ts';
import type { Filing } from '../shared/filing/filing.ts';
import { rollsForward } from '../shared/filing/roll-forward.ts';
import { catalog } from '../shared/form/catalog/catalog.ts';
import type { BackendDeps } from './backend-deps.ts';
import { type AsJob, type HandingOut, inBase64 } from './hand-out.ts';
import { openFilings } from './open-filings.ts';
import { printedBook } from './printed-book.ts';
import { bookFileName } from './suggested-name.ts';

type BookMethod = Extract<keyof Handlers, `books.${string}`>;
type Deps = Pick<BackendDeps, 'store' | 'shell' | 'now' | 'fontsFolder' | 'emit' | 'exportBook' | 'countBook'>;

interface Beside {
  asJob: AsJob;
  out: HandingOut;
  /** Keeps what is handed out as versions. */
  keepVersions(ids: readonly number[]): void;
}

/** The calls about books (套表). */
export function bookHandlers(deps: Deps & Beside): Pick<Handlers, BookMethod> {
  const { store, shell, emit, asJob, out, keepVersions } = deps;

  /** Hands a book out; `hand` gives the shell what writes the file. */
  function run(
    { job, id, seal, sealCircle, archive }: Request<'books.print'> & Pick<Request<'books.export'>, 'archive'>,
    kind: ExportKind,
    hand: (name: string, write: (path: string) => Promise<void>) => ReturnType<typeof shell.deliver>,
    keeps: boolean,
  ) {
    return out(job, async (signal) => {
      const onOpened = keeps ? keepVersions : undefined;
      const { frame, parts } = await printedBook(store.books.get(id), (ids) =>
        openFilings(store, ids, { signal, onOpened }),
      );
      if (parts.length === 0) throw new ApiError('bad-request', '这套表中还没有表，请先添加');
      const { fontsFolder } = deps;
      return {
        make: (file) =>
          deps.exportBook({ kind, frame, parts, seal, sealCircle, archive, now: deps.now(), fontsFolder, ...file }),
        hand: (write) => hand(bookFileName(frame.title, kind), write),
      };
    });
  }

  const saved = (id: number, savedAt: string | null) => emit({ event: 'book', id, savedAt });

  return {
    'books.list': () => ({ books: store.books.list() }),
    'books.get': ({ id }) => store.books.get(id),
    'books.make': ({ ids }) => {
      const filings = new Map<Filing, number>(ids.map((id) => [store.open(id).filing, id]));
      const { frame, parts } = gatherBook([...filings.keys()]);
      const items = parts.map((part) => ('page' in part ? part : { filing: filings.get(part.filing) as number }));
      const { id, savedAt } = store.books.save(null, { ...frame, items });
      saved(id, savedAt);
      return { id };
    },
    'books.save': ({ id, book }) => {
      const done = store.books.save(id, book);
      saved(done.id, done.savedAt);
      return done;
    },
    'books.remove': ({ id }) => {
      store.books.remove(id);
      saved(id, null);
      return {};
    },
    'books.count': ({ job, id }) =>
      asJob(job, async (signal) => {
        const opened = store.books.get(id);
        try {
          const { frame, parts, places } = await printedBook(opened, (ids) => openFilings(store, ids, { signal }));
          const { pages, firsts } = await deps.countBook({ frame, parts }, signal);
          const at = new Map(places.map((place, index) => [place, firsts[index] ?? null]));
          return { count: { pages, firsts: opened.book.items.map((_, place) => at.get(place) ?? null) } };
        } catch (error) {
          if (signal.aborted && error === signal.reason) return { count: null };
          throw error;
        }
      }),
    'books.export': (request) =>
      run(request, request.kind, (name, write) => shell.deliver(name, request.kind, write), true),
    'books.print': (request) => run(request, 'pdf', (name, write) => shell.openPdf(name, write), true),
    'books.preview': (request) => inBase64((take) => run(request, 'pdf', take, false)),
    'books.ahead': ({ id, year }) => {
      const tables = store.books.get(id).tables.filter(({ form, trashed }) => {
        const known = catalog.find(form);
        return !trashed && known !== null && rollsForward(known);
      });
      const next = store.books.inYear(
        tables.map((table) => table.id),
        year,
      );
      return { tables: tables.map((table) => ({ ...table, next: next.get(table.id) ?? null })) };
    },
  };
}
