import { ApiError, type Handlers, type LibraryReport } from '../shared/api.ts';
import { mergeLibrary, nameKey, USED } from '../shared/library/entries.ts';
import {
  indicatorSchema,
  type LibraryEntry,
  type LibraryIndicator,
  shippedLibrary,
} from '../shared/library/library.ts';
import { libraryListing, readLibraryRows } from '../shared/library/library-sheet.ts';
import type { BackendDeps, PickedFile } from './backend.ts';
import { readCells } from './import/read-file.ts';

type LibraryDeps = Pick<BackendDeps, 'store' | 'now' | 'shell' | 'writeListing' | 'fontsFolder'>;
type LibraryHandlers = Pick<Handlers, Extract<keyof Handlers, `library.${string}`>>;

/** Most indicators of its own that a unit's library takes from a file. */
const MOST_IMPORTED = 5000;

/** The calls of the indicator library over the store and the engines. */
export function libraryHandlers({ store, now, shell, writeListing, fontsFolder }: LibraryDeps): LibraryHandlers {
  const all = () => mergeLibrary(store.library.read());

  /** The entry with this id, hidden ones too. Throws when another window has taken it away. */
  function find(id: string, { entries, hidden } = all()): LibraryEntry {
    const entry = [...entries, ...hidden].find((candidate) => candidate.id === id);
    if (!entry) throw new ApiError('bad-request', '指标库中已没有这一项，请重新打开指标库');
    return entry;
  }

  function save(id: string | null, indicator: LibraryIndicator): { id: string } {
    const { next } = store.library.read();
    const { entries, hidden } = all();
    const key = nameKey(indicator.name);
    if (key === '') throw new ApiError('bad-request', '请填写三级指标名称');
    const before = id === null ? null : find(id, { entries, hidden });
    const same = entries.find((entry) => entry.id !== id && nameKey(entry.name) === key);
    if (same) throw new ApiError('bad-request', `指标库中已有“${same.name}”，请改用其他名称，或把两项合并`);
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

  function merge(into: string, ids: readonly string[]): void {
    const { next } = store.library.read();
    const library = all();
    const target = find(into, library);
    const own = target.id.startsWith(USED);
    const id = own ? `own-${next}` : target.id;
    const others = ids.filter((other) => other !== into).map((other) => find(other, library));
    store.library.change({
      put: own ? [{ id, indicator: plain(target) }] : [],
      unlist: others.map((entry) => ({ name: nameKey(entry.name), entry: id })),
    });
  }

  async function read(files: readonly PickedFile[]): Promise<LibraryReport> {
    const report: LibraryReport = { files: files.length, added: 0, changed: 0, same: 0, problems: [] };
    for (const { name, bytes } of files) {
      const cells = await readCells(bytes);
      if ('error' in cells) {
        report.problems.push(`${name}：${cells.error}`);
        continue;
      }
      const found = cells.sheets.map(readLibraryRows).find((rows) => rows !== null);
      if (!found) report.problems.push(`${name}：没有找到“二级指标”“三级指标”两列，请先导出指标库，照其样式填写`);
      else if (found.indicators.length > MOST_IMPORTED)
        report.problems.push(`${name}：超过 ${MOST_IMPORTED} 项指标，未导入，请拆分后再导入`);
      else {
        report.problems.push(...found.problems.map((line) => `${name}：${line}`));
        take(name, found.indicators, report);
      }
    }
    return report;
  }

  /** Takes the indicators of one file in, all of them in one go. Of two with the same name the first counts. */
  function take(file: string, indicators: readonly LibraryIndicator[], report: LibraryReport): void {
    const { next } = store.library.read();
    const { entries, hidden } = all();
    const known = new Map([...hidden, ...entries].map((entry) => [nameKey(entry.name), entry]));
    const listed = new Set(entries.map((entry) => nameKey(entry.name)));
    const put: { id: string; indicator: LibraryIndicator }[] = [];
    const list: string[] = [];
    const seen = new Set<string>();
    let number = next;
    for (const indicator of indicators) {
      const key = nameKey(indicator.name);
      if (seen.has(key)) {
        report.problems.push(`${file}：“${indicator.name}”有两行，只取第一行`);
        continue;
      }
      seen.add(key);
      const there = known.get(key);
      if (there && sameIndicator(there, indicator) && listed.has(key)) {
        report.same++;
        continue;
      }
      if (there && listed.has(key)) report.changed++;
      else report.added++;
      list.push(key);
      put.push({ id: there && !there.id.startsWith(USED) ? there.id : `own-${number++}`, indicator });
    }
    if (put.length > 0) store.library.change({ put, list });
  }

  return {
    'library.list': () => all(),
    'library.save': ({ id, indicator }) => save(id, indicator),
    'library.remove': ({ ids }) => {
      const library = all();
      const unlist = ids.map((id) => ({ name: nameKey(find(id, library).name), entry: null }));
      store.library.change({ unlist });
      return {};
    },
    'library.merge': ({ into, ids }) => {
      merge(into, ids);
      return {};
    },
    'library.restore': ({ names, ids }) => {
      const reset = shippedLibrary.indicators.filter(({ id }) => ids.includes(id));
      store.library.change({
        drop: reset.map(({ id }) => id),
        list: [...names, ...reset.map(({ name }) => name)].map(nameKey),
      });
      return {};
    },
    'library.pick': async () => read(await shell.pickFiles()),
    'library.import': ({ files }) => read(files),
    'library.export': async () => {
      const listing = libraryListing(all().entries);
      const { signal } = new AbortController();
      const delivery = await shell.deliver('绩效指标库.xlsx', 'xlsx', async (path) => {
        await writeListing(listing, 'xlsx', path, { now: now(), fontsFolder, signal });
      });
      return { ...delivery, problems: [] };
    },
  };
}

/** What the library itself says of an entry, without its uses. */
function plain(entry: LibraryEntry): LibraryIndicator {
  return indicatorSchema.parse(
    Object.fromEntries(Object.entries(entry).filter(([key]) => key in indicatorSchema.shape)),
  );
}

function sameIndicator(entry: LibraryEntry, indicator: LibraryIndicator): boolean {
  const text = (one: LibraryIndicator) => JSON.stringify(indicatorSchema.parse(one));
  return text(plain(entry)) === text(indicator);
}
