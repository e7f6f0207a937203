import { setImmediate } from 'node:timers/promises';
import type Sqlite from 'better-sqlite3';
import { mergeLibrary, type OwnLibrary } from '../../shared/library/entries.ts';
import type { LibraryEntry, LibraryIndicator } from '../../shared/library/library.ts';
import { readUses } from './filing-uses.ts';
import { readOwn } from './library-rows.ts';
import type { LibraryPiece } from './library-work.ts';
import { prepared } from './prepared.ts';
import type { SearchIndex } from './search-index.ts';
import { inThread } from './store-thread.ts';

/** What one call changes of the unit's library. */
export interface LibraryChange {
  /** Indicators to write: own ones, and the unit's wording of shipped ones. */
  put?: readonly { id: string; indicator: LibraryIndicator }[];
  /** Ids of shipped indicators that have their own wording again. */
  drop?: readonly string[];
  /** Names to list again. */
  list?: readonly string[];
  /** Names that are not listed from now on: they count as `entry`, or are hidden (null). */
  unlist?: readonly { name: string; entry: string | null }[];
}

/** The library with all that the unit's filings use, and the number of the next own indicator. */
export interface MergedLibrary {
  entries: LibraryEntry[];
  hidden: LibraryEntry[];
  next: number;
}

/** How long entries are read on end, in ms: what is saved meanwhile waits for it. */
const STRETCH = 8;
/** Most used indicators, those of some 200 filings, of which the library is worked out without the thread, in 20 ms. */
const MOST_HERE = 2000;

/** The library's tables in the data file. Each call is one transaction. */
export function createLibraryTables(
  database: Sqlite.Database,
  path: string,
  index: Pick<SearchIndex, 'caughtUp' | 'failed'>,
) {
  /** The unit's own part, and every indicator of its filings outside 回收站. */
  function read(): OwnLibrary & { next: number } {
    return { ...readOwn(database), uses: readUses(database) };
  }

  /** The whole library, worked out here. */
  function mergedHere(): MergedLibrary {
    const { next, ...own } = read();
    return { ...mergeLibrary(own), next };
  }

  const isShort = () =>
    prepared(database, 'SELECT 1 FROM indicator_uses LIMIT 1 OFFSET ?').get(MOST_HERE) === undefined;

  /** The whole library; where many indicators are used the thread works it out, for no saving should wait so long. */
  async function merged(): Promise<MergedLibrary> {
    if (isShort()) return mergedHere();
    const isCounted = await index.caughtUp();
    let pieces: LibraryPiece[] = [];
    const progress = (piece: LibraryPiece) => pieces.push(piece);
    const next = await inThread('mergedLibrary', [path, isCounted], { progress }).catch((error: unknown) => {
      if (!isCounted) throw error;
      index.failed(error);
      pieces = [];
      return inThread('mergedLibrary', [path, false], { progress });
    });
    let since = performance.now();
    const library: MergedLibrary = { entries: [], hidden: [], next };
    for (const { list, json } of pieces) {
      library[list].push(...(JSON.parse(json) as LibraryEntry[]));
      if (performance.now() - since < STRETCH) continue;
      await setImmediate();
      since = performance.now();
    }
    return library;
  }

  /** Makes a change; answers with the one that takes it back. */
  function change({ put = [], drop = [], list = [], unlist = [] }: LibraryChange): LibraryChange {
    const each = <T>(source: string, items: readonly T[], values: (item: T) => (string | null)[]) => {
      const statement = database.prepare(source);
      for (const item of items) statement.run(...values(item));
    };
    return database
      .transaction(() => {
        const back = inverse([...put.map(({ id }) => id), ...drop], [...list, ...unlist.map(({ name }) => name)]);
        each(
          'INSERT INTO library_entries VALUES (?, ?) ON CONFLICT DO UPDATE SET body = excluded.body',
          put,
          ({ id, indicator }) => [id, JSON.stringify(indicator)],
        );
        each('DELETE FROM library_entries WHERE id = ?', drop, (id) => [id]);
        each('DELETE FROM library_names WHERE name = ?', list, (name) => [name]);
        each(
          'INSERT INTO library_names VALUES (?, ?) ON CONFLICT DO UPDATE SET entry = excluded.entry',
          unlist,
          ({ name, entry }) => [name, entry],
        );
        return back;
      })
      .immediate();
  }

  /** The change that makes these entries and names again what they are now. */
  function inverse(ids: readonly string[], names: readonly string[]): LibraryChange {
    const bodyOf = database.prepare<[string], { body: string }>('SELECT body FROM library_entries WHERE id = ?');
    const placeOf = database.prepare<[string], { entry: string | null }>(
      'SELECT entry FROM library_names WHERE name = ?',
    );
    const bodies = [...new Set(ids)].map((id) => ({ id, body: bodyOf.get(id)?.body }));
    const places = [...new Set(names)].map((name) => ({ name, place: placeOf.get(name) }));
    return {
      put: bodies.flatMap(({ id, body }) => (body === undefined ? [] : [{ id, indicator: JSON.parse(body) }])),
      drop: bodies.flatMap(({ id, body }) => (body === undefined ? [id] : [])),
      list: places.flatMap(({ name, place }) => (place ? [] : [name])),
      unlist: places.flatMap(({ name, place }) => (place ? [{ name, entry: place.entry }] : [])),
    };
  }

  return { own: () => readOwn(database), read, mergedHere, merged, change, ready: index.caughtUp };
}

export type LibraryTables = ReturnType<typeof createLibraryTables>;
