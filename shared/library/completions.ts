import { kindRank } from './kinds.ts';
import type { LibraryEntry } from './library.ts';
import { nameKey } from './name-key.ts';
import { sounded } from './pinyin.ts';
import { findSounded, foldTyped, type Sounded } from './sounds.ts';

/** One name under which an indicator can be found: its own or a further one. */
interface Indexed {
  entry: LibraryEntry;
  name: string;
  /** `nameKey` of the name. */
  key: string;
  sounded: Sounded;
}

/** The names of a library made ready for search; built once for a state of the library. */
export type LibraryIndex = readonly Indexed[];

/** `known` are names that are ready already; those that are not are added to it. */
export function indexLibrary(entries: readonly LibraryEntry[], known = new Map<string, Sounded>()): LibraryIndex {
  const readingsOf = (name: string): Sounded => {
    const ready = known.get(name) ?? sounded(name);
    known.set(name, ready);
    return ready;
  };
  return entries.flatMap((entry) =>
    [entry.name, ...entry.also].map((name) => ({ entry, name, key: nameKey(name), sounded: readingsOf(name) })),
  );
}

/** Where the clerk types. */
export interface CompletionPlace {
  /** Whether an indicator belongs to the level 2 of the row that is typed into. */
  fits(entry: LibraryEntry): boolean;
  /** Kind of the project. */
  kind: string;
  /** Names that the table has already, as `nameKey` has them. */
  present: ReadonlySet<string>;
}

export interface Completion {
  entry: LibraryEntry;
  name: string;
  /** The table has an indicator of this name: twice the same is sent back (R27). */
  present: boolean;
}

/** Most that are offered; who does not see the right one types on. */
const OFFERED = 12;

/**
 * What a typed beginning of 三级指标 may become, the best first: what the table has not yet, of the project's kind, of
 * the row's level 2, used most often, found nearest the beginning of its name. Nothing typed offers what fits the row.
 */
export function completions(index: LibraryIndex, typed: string, place: CompletionPlace): Completion[] {
  const query = foldTyped(typed);
  const found: { completion: Completion; rank: number[] }[] = [];
  const taken = new Map<LibraryEntry, number>();
  for (const [order, { entry, name, key, sounded: sound }] of index.entries()) {
    const at = query === '' ? (place.fits(entry) && name === entry.name ? 0 : null) : findSounded(sound, query);
    if (at === null) continue;
    const fits = place.fits(entry);
    const present = place.present.has(key);
    // A further name is one more line only where it was asked for by what its own name lacks.
    const earlier = taken.get(entry) ?? 0;
    taken.set(entry, earlier + 1);
    found.push({
      completion: { entry, name, present },
      rank: [Number(present), earlier, -(kindRank(entry, place.kind) * 2 + (fits ? 3 : 0)), -entry.uses, at, order],
    });
  }
  return found
    .sort((a, b) => compare(a.rank, b.rank))
    .slice(0, OFFERED)
    .map(({ completion }) => completion);
}

function compare(a: readonly number[], b: readonly number[]): number {
  const at = a.findIndex((value, index) => value !== b[index]);
  return at < 0 ? 0 : (a[at] as number) - (b[at] as number);
}

/** The entries that have every word of a query in a name, in their own order; all of them without one. */
export function searchLibrary(index: LibraryIndex, query: string): LibraryEntry[] {
  const words = query
    .split(/\s+/)
    .map(foldTyped)
    .filter((word) => word !== '');
  const found = index.filter(({ entry, sounded: sound }) =>
    words.every(
      (word) => findSounded(sound, word) !== null || `${entry.level2} ${entry.kinds.join(' ')}`.includes(word),
    ),
  );
  return [...new Set(found.map(({ entry }) => entry))];
}
