import { setImmediate } from 'node:timers/promises';
import { isDeepStrictEqual } from 'node:util';
import type Sqlite from 'better-sqlite3';
import type { Filing } from '../../shared/filing/filing.ts';
import type { Form } from '../../shared/form/form.ts';
import { mergeLibrary, type OwnLibrary } from '../../shared/library/entries.ts';
import type { LibraryEntry, LibraryIndicator } from '../../shared/library/library.ts';
import { indicatorSchema } from '../../shared/library/library-schema.ts';
import type { Use } from '../../shared/library/usage.ts';
import { usesOf } from '../../shared/library/uses.ts';
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
/** Most used indicators, those of some 100 filings, of which the library is worked out without the thread, in 10 ms. */
const MOST_HERE = 1000;

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
    const { entries, hidden, next } = await inThread('mergedLibrary', [path, isCounted]).catch((error: unknown) => {
      if (!isCounted) throw error;
      index.failed(error);
      return inThread('mergedLibrary', [path, false]);
    });
    let since = performance.now();
    const read = async (pieces: readonly string[]) => {
      const all: LibraryEntry[] = [];
      for (const piece of pieces) {
        all.push(...(JSON.parse(piece) as LibraryEntry[]));
        if (performance.now() - since < STRETCH) continue;
        await setImmediate();
        since = performance.now();
      }
      return all;
    };
    return { entries: await read(entries), hidden: await read(hidden), next };
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

/** The unit's own part of the library, and the number of its next own indicator. */
export function readOwn(database: Sqlite.Database): Omit<OwnLibrary, 'uses' | 'counted'> & { next: number } {
  const bodies = database.prepare<[], { id: string; body: string }>('SELECT id, body FROM library_entries').all();
  const names = database
    .prepare<[], { name: string; entry: string | null }>('SELECT name, entry FROM library_names')
    .all();
  const entries = bodies.flatMap(({ id, body }) => {
    // A newer program may write what this one does not know; its entry is then kept and not shown.
    const { success, data } = indicatorSchema.safeParse(JSON.parse(body));
    return success ? [{ id, indicator: data }] : [];
  });
  const own = bodies.map(({ id }) => id).filter((id) => id.startsWith('own-'));
  const next = Math.max(0, ...own.map(numberOf)) + 1;
  return { entries: entries.sort((a, b) => numberOf(a.id) - numberOf(b.id)), names, next };
}

/** Every indicator of the filings outside 回收站, those of the newest filing first. */
export function readUses(database: Sqlite.Database): Use[] {
  return database
    .prepare<[], Use>(
      `SELECT f.unit, f.name AS project, u.level2, u.name, u.value FROM indicator_uses AS u
       JOIN filings AS f ON f.id = u.filing WHERE f.trashed_at IS NULL ORDER BY f.id DESC, u.rowid`,
    )
    .all();
}

const numberOf = (id: string) => Number(id.replace(/\D/g, ''));

/** Writes the indicators of a filing where they are others than those that are written. */
export function writeUses(database: Sqlite.Database, id: number, form: Form, filing: Filing): void {
  const uses = usesOf(form, filing);
  if (hasUses(database, id, uses)) return;
  prepared(database, 'DELETE FROM indicator_uses WHERE filing = ?').run(id);
  const insert = prepared(database, 'INSERT INTO indicator_uses VALUES (?, ?, ?, ?)');
  for (const { level2, name, value } of uses) insert.run(id, level2, name, value);
}

/** Whether just these indicators are written of a filing, in this order. */
export function hasUses(database: Sqlite.Database, id: number, uses: ReturnType<typeof usesOf>): boolean {
  const written = prepared<[number], Omit<Use, 'unit' | 'project'>>(
    database,
    'SELECT level2, name, value FROM indicator_uses WHERE filing = ? ORDER BY rowid',
  ).all(id);
  return isDeepStrictEqual(uses, written);
}
