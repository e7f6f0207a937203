import { ApiError, type Handlers, type LibraryPlan } from '../shared/api.ts';
import { USED } from '../shared/library/entries.ts';
import { importedEntries, mergedNames, plainIndicator, planImport } from '../shared/library/import-plan.ts';
import { type LibraryEntry, type LibraryIndicator, shippedLibrary } from '../shared/library/library.ts';
import { type LibraryRow, libraryListing, readLibraryRows } from '../shared/library/library-sheet.ts';
import { nameKey } from '../shared/library/name-key.ts';
import type { BackendDeps, PickedFile } from './backend-deps.ts';
import { deliverListing, type ListingDeps } from './deliver-listing.ts';
import { readCells } from './import/read-later.ts';
import type { LibraryChange, MergedLibrary } from './store/library.ts';

type LibraryDeps = ListingDeps & Pick<BackendDeps, 'store'>;
type LibraryHandlers = Pick<Handlers, Extract<keyof Handlers, `library.${string}`>>;

/** Most indicators of its own that a unit's library takes from a file. */
const MOST_IMPORTED = 5000;

/** The calls of the indicator library over the store and the engines. */
export function libraryHandlers(deps: LibraryDeps): LibraryHandlers {
  const { store, shell } = deps;
  const all = () => store.library.merged();
  let turn: Promise<unknown> = Promise.resolve();
  /** A change that looks at the whole library first: one after the other, so that each sees what the last one made. */
  const seeing =
    <Q, R>(work: (library: MergedLibrary, request: Q) => R) =>
    (request: Q): Promise<R> => {
      const mine = turn.then(async () => work(await all(), request));
      turn = mine.catch(() => undefined);
      return mine;
    };

  /** The entry with this id, hidden ones too. Throws when another window has taken it away. */
  function find(id: string, { entries, hidden }: MergedLibrary): LibraryEntry {
    const entry = [...entries, ...hidden].find((candidate) => candidate.id === id);
    if (!entry) throw new ApiError('bad-request', '指标库中已没有这一项，请重新打开指标库');
    return entry;
  }

  function save(library: MergedLibrary, id: string | null, indicator: LibraryIndicator): { id: string } {
    const { entries, hidden, next } = library;
    const key = nameKey(indicator.name);
    if (key === '') throw new ApiError('bad-request', '请填写三级指标名称');
    const before = id === null ? null : find(id, library);
    const same = entries.find((entry) => entry.id !== id && nameKey(entry.name) === key);
    if (same) throw new ApiError('bad-request', `指标库中已有“${same.name}”，请改用其他名称，或把两项合并`);
    const into = mergedNames(library).get(key);
    // An indicator may have a name again that it had before.
    if (into && into.id !== id)
      throw new ApiError(
        'bad-request',
        `“${indicator.name}”已并入“${into.name}”，请改用其他名称，或在“${into.name}”处拆开`,
      );
    // What was only learnt becomes the unit's own; a name hidden earlier takes its old place.
    const old = hidden.find((entry) => nameKey(entry.name) === key && !entry.id.startsWith(USED));
    const kept = before !== null && !before.id.startsWith(USED) ? before.id : null;
    const written = kept ?? old?.id ?? `own-${next}`;
    // What was used under the name it had counts for it still.
    const name = nameKey(before?.name ?? '');
    store.library.change({
      put: [{ id: written, indicator }],
      list: [key],
      unlist: before !== null && name !== key ? [{ name, entry: written }] : [],
    });
    return { id: written };
  }

  function merge(library: MergedLibrary, into: string, ids: readonly string[]): { undo: number } {
    const target = find(into, library);
    const learnt = target.id.startsWith(USED);
    const id = learnt ? `own-${library.next}` : target.id;
    const others = ids.filter((other) => other !== into).map((other) => find(other, library));
    return changeForNow({
      put: learnt ? [{ id, indicator: plainIndicator(target) }] : [],
      unlist: others.map((entry) => ({ name: nameKey(entry.name), entry: id })),
    });
  }

  /** What the import of these files would make of the library. */
  async function plan(files: readonly PickedFile[]): Promise<LibraryPlan> {
    const rows: (LibraryRow & { file: string })[] = [];
    const problems: string[] = [];
    for (const { name, bytes, refused } of files) {
      const cells = refused === undefined ? await readCells(name, bytes) : { error: refused };
      if ('error' in cells) {
        problems.push(`${name}：${cells.error}`);
        continue;
      }
      const found = cells.sheets.map(readLibraryRows).find((sheet) => sheet !== null);
      if (!found)
        problems.push(`${name}：不是指标库（没有“参考值”“计量单位”等列），未导入；请先导出指标库，照其样式填写`);
      else if (found.rows.length > MOST_IMPORTED)
        problems.push(`${name}：超过 ${MOST_IMPORTED} 项指标，未导入，请拆分后再导入`);
      else {
        problems.push(...found.problems.map((line) => `${name}：${line}`));
        rows.push(...found.rows.map((row) => ({ ...row, file: name })));
      }
    }
    const planned = planImport(await all(), rows);
    return { ...planned, files: files.length, problems: [...problems, ...planned.problems] };
  }

  /** The last change that can be taken back, and the library as it was behind it. */
  let last: { number: number; back: LibraryChange; state: string } | null = null;
  let changes = 0;
  const stateNow = () => {
    const { entries, names } = store.library.own();
    return JSON.stringify([entries, names]);
  };

  /** Makes a change that `library.undo` takes back by the number answered. */
  function changeForNow(change: LibraryChange): { undo: number } {
    const back = store.library.change(change);
    last = { number: ++changes, back, state: stateNow() };
    return { undo: changes };
  }

  return {
    'library.list': async () => {
      const { entries, hidden } = await all();
      return { entries, hidden };
    },
    'library.save': seeing((library, { id, indicator }) => save(library, id, indicator)),
    'library.remove': seeing((library, { ids }) => {
      const unlist = ids.map((id) => ({ name: nameKey(find(id, library).name), entry: null }));
      store.library.change({ unlist });
      return {};
    }),
    'library.merge': seeing((library, { into, ids }) => merge(library, into, ids)),
    'library.restore': ({ names, ids }) => {
      const reset = shippedLibrary.indicators.filter(({ id }) => ids.includes(id));
      store.library.change({
        drop: reset.map(({ id }) => id),
        list: [...names, ...reset.map(({ name }) => name)].map(nameKey),
      });
      return {};
    },
    'library.pick': async () => plan(await shell.pickFiles()),
    'library.read': ({ files }) => plan(files),
    'library.import': seeing((library, { indicators }) => {
      const merged = mergedNames(library);
      // Merged in another window since the plan was made.
      const gone = indicators.find(({ name }) => merged.has(nameKey(name)));
      if (gone) throw new ApiError('bad-request', `“${gone.name}”已并入其他指标，未导入，请重新选择文件`);
      const put = importedEntries(library, indicators, library.next);
      return changeForNow({ put, list: indicators.map(({ name }) => nameKey(name)) });
    }),
    'library.undo': ({ undo }) => {
      if (last?.number !== undo || last.state !== stateNow())
        throw new ApiError('bad-request', '指标库后来又有改动，不能撤销，请逐项修改');
      store.library.change(last.back);
      last = null;
      return {};
    },
    'library.export': async () => {
      const { entries } = await all();
      return deliverListing(deps, '绩效指标库', 'xlsx', libraryListing(entries));
    },
  };
}
