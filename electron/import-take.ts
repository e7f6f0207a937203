import { randomUUID } from 'node:crypto';
import { setImmediate as breathe } from 'node:timers/promises';
import { ApiError, type ImportChoice } from '../shared/api.ts';
import { contentEdits } from '../shared/filing/content-edits.ts';
import { displayName } from '../shared/filing/display-name.ts';
import { type Edit, invertAll } from '../shared/filing/edits.ts';
import { type Filing, summarise } from '../shared/filing/filing.ts';
import { formOf } from '../shared/filing/form-of.ts';
import { stepLabel } from '../shared/filing/history.ts';
import { applyNamed } from '../shared/filing/row-ids.ts';
import type { Store } from './store/store.ts';

/** A table that was read, and the filing of the store that it may replace. */
export interface ReadTable {
  file: string;
  filing: Filing;
  same?: number | undefined;
}

/** What an import has written: what came, and what was replaced, at which revision. */
export interface Taken {
  /** Which opening of the data file it was written to. */
  opening: number;
  added: number[];
  replaced: { id: number; revision: number; edits: readonly Edit[] }[];
}

/** Filings that are written in one go, some 20 ms: between two of them the window is answered and may cancel. */
const SLICE = 50;

const OTHER_FILE = '导入时数据文件换成了另一份，导入没有完成，请重新导入';

/** An import that did not end as it should, though what it had written could not all be taken out again. */
export class LeftBehind extends Error {
  readonly kept: readonly number[];

  /** @param kept ids of filings that hold what was imported */
  constructor(cause: unknown, kept: readonly number[]) {
    super('An import left filings behind', { cause });
    this.kept = kept;
  }
}

/**
 * Writes the chosen tables, all of them or, when it is ended or fails, none but those that something else has changed
 * meanwhile, which `LeftBehind` names. The ids are by the index of the table; what was to be skipped has none.
 */
export async function takeIn(
  { store, log }: { store: Store; log: (error: unknown) => void },
  tables: readonly ReadTable[],
  choices: readonly ImportChoice[],
  onProgress: (done: number) => void,
  signal: AbortSignal,
): Promise<{ ids: (number | null)[]; taken: Taken }> {
  const ids: (number | null)[] = tables.map(() => null);
  const taken: Taken = { opening: store.opening, added: [], replaced: [] };

  /** Adds the tables of one file. */
  const add = (file: string, indexes: readonly number[]) => {
    const filings = indexes.flatMap((index) => tables[index]?.filing ?? []);
    for (const [k, id] of store.add(filings, labelOf(file)).entries()) {
      ids[indexes[k] as number] = id;
      taken.added.push(id);
    }
  };
  const write = (slice: readonly ImportChoice[]) => {
    const adding = new Map<string, number[]>();
    for (const { index, how } of slice) {
      const table = tables[index];
      if (!table || how === 'skip' || ids[index] !== null) continue;
      const replaced = how === 'replace' && table.same !== undefined && replace(store, table.same, table);
      if (replaced) {
        taken.replaced.push(replaced);
        ids[index] = replaced.id;
      } else adding.set(table.file, [...(adding.get(table.file) ?? []), index]);
    }
    for (const [file, indexes] of adding) add(file, indexes);
  };
  insistUnlocked(store, tables, choices);
  try {
    for (let at = 0; at < choices.length; at += SLICE) {
      onProgress(at);
      await breathe();
      signal.throwIfAborted();
      if (store.opening !== taken.opening) throw new ApiError('bad-request', OTHER_FILE);
      write(choices.slice(at, at + SLICE));
    }
    signal.throwIfAborted();
    return { ids, taken };
  } catch (error) {
    // Ids of another data file are of other filings.
    if (store.opening !== taken.opening) throw error;
    const { gone, kept } = takeOut(store, taken, log);
    purgeBitByBit(store, gone, taken.opening).catch(log);
    throw kept.length > 0 ? new LeftBehind(error, kept) : error;
  }
}

/**
 * Takes an import back: what came goes to 回收站, what was replaced holds again what it held. Answers with the ids of
 * those that something else has changed since, which stay as they are.
 */
export function takeBack(store: Store, taken: Taken): number[] {
  if (store.opening !== taken.opening) throw new ApiError('bad-request', '数据文件已换成另一份，这次导入不能撤销');
  return takeOut(store, taken, (error) => {
    throw error;
  }).kept;
}

/**
 * Takes out what is as it was written, each filing on its own: `failed` hears why one could not be. Filings that still
 * hold what was imported are `kept`.
 */
function takeOut(store: Store, { added, replaced }: Taken, failed: (error: unknown) => void) {
  const attempt = (work: () => void) => {
    try {
      work();
      return true;
    } catch (error) {
      failed(error);
      return false;
    }
  };
  const unchanged = added.filter((id) => store.revision(id) === 1 && !store.isLocked(id));
  const gone = unchanged.length > 0 && attempt(() => store.trash(unchanged)) ? unchanged : [];
  const isBack = (one: Taken['replaced'][number]) =>
    store.revision(one.id) === one.revision && !store.isLocked(one.id) && attempt(() => revert(store, one));
  const held = [...added, ...replaced.flatMap((one) => (isBack(one) ? [] : one.id))];
  const out = new Set(gone);
  return { gone, kept: held.filter((id) => !out.has(id) && store.revision(id) !== null) };
}

/** An import that was ended went from the list at once; it goes for good bit by bit. */
async function purgeBitByBit(store: Store, gone: readonly number[], opening: number): Promise<void> {
  for (let at = 0; at < gone.length; at += SLICE) {
    await breathe();
    if (store.opening !== opening) return;
    store.purge(gone.slice(at, at + SLICE));
  }
}

/** Throws before anything is written where a filing is to be replaced that is 定稿. */
function insistUnlocked(store: Store, tables: readonly ReadTable[], choices: readonly ImportChoice[]): void {
  const over = choices.flatMap(({ index, how }) => (how === 'replace' ? (tables[index]?.same ?? []) : []));
  const locked = over.filter((id) => store.revision(id) !== null && store.isLocked(id));
  const [first] = locked;
  if (first === undefined) return;
  const { filing } = store.open(first);
  const which = `“${displayName(summarise(formOf(filing), filing).name)}”${locked.length > 1 ? `等 ${locked.length} 张表` : ''}`;
  throw new ApiError('read-only', `${which}已定稿，不能覆盖，没有导入；请先解除定稿，或不选“覆盖”`);
}

/** Writes a table over a filing as a change like any other; null where the filing is no longer in the list. */
function replace(store: Store, id: number, { file, filing }: ReadTable): Taken['replaced'][number] | null {
  if (store.revision(id) === null) return null;
  const there = store.open(id);
  const named = applyNamed(there.filing, contentEdits(formOf(filing), there.filing, filing), newRowId);
  if (named.edits.length === 0) return { id, revision: there.revision, edits: [] };
  const change = { label: labelOf(file), edits: named.edits, keep: true };
  const { revision } = store.commit({ id, revision: there.revision, ...change });
  return { id, revision, edits: named.edits };
}

function revert(store: Store, { id, revision, edits }: Taken['replaced'][number]): void {
  if (edits.length > 0) store.commit({ id, revision, label: '撤销导入', edits: invertAll(edits) });
}

const labelOf = (file: string) => stepLabel(`导入 ${file}`);
const newRowId = () => randomUUID().replaceAll('-', '').slice(0, 16);
