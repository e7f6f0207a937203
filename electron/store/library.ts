import type Sqlite from 'better-sqlite3';
import type { Edit } from '../../shared/filing/edits.ts';
import type { OwnLibrary, Use } from '../../shared/library/entries.ts';
import { indicatorSchema, type LibraryIndicator } from '../../shared/library/library.ts';

/** What one call changes of the unit's library, in this order. */
export interface LibraryChange {
  /** Indicators to write; one without an id is new. */
  put?: readonly { id: string | null; indicator: LibraryIndicator }[];
  /** Ids of entries to take out. */
  drop?: readonly string[];
  /** Names to list again. */
  list?: readonly string[];
  /** Names that are not listed from now on; names that counted as `from` count as `entry` too. */
  unlist?: readonly { name: string; entry: string | null }[];
  /** Names that counted as one of `from` count as `to`. */
  redirect?: { from: readonly string[]; to: string };
}

/** The library's tables in the data file. Each call is one transaction. */
export function createLibraryTables(database: Sqlite.Database) {
  /** The unit's own part, and every indicator of its filings outside 回收站. */
  function read(): OwnLibrary {
    const bodies = database.prepare<[], { id: string; body: string }>('SELECT id, body FROM library_entries').all();
    const names = database
      .prepare<[], { name: string; entry: string | null }>('SELECT name, entry FROM library_names')
      .all();
    const uses = database
      .prepare<[], Use>(
        `SELECT f.name AS project, u.level2, u.name, u.value FROM indicator_uses AS u
         JOIN filings AS f ON f.id = u.filing WHERE f.trashed_at IS NULL ORDER BY f.id DESC, u.rowid`,
      )
      .all();
    const entries = bodies.flatMap(({ id, body }) => {
      // A newer program may write what this one does not know; its entry is then kept and not shown.
      const { success, data } = indicatorSchema.safeParse(JSON.parse(body));
      return success ? [{ id, indicator: data }] : [];
    });
    return { entries: entries.sort((a, b) => numberOf(a.id) - numberOf(b.id)), names, uses };
  }

  /** Makes a change; answers with the ids of what it put, in order. */
  function change({ put = [], drop = [], list = [], unlist = [], redirect }: LibraryChange): string[] {
    return database
      .transaction(() => {
        const write = database.prepare(
          'INSERT INTO library_entries VALUES (?, ?) ON CONFLICT DO UPDATE SET body = excluded.body',
        );
        const ids = put.map(({ id, indicator }) => {
          const known = id ?? `own-${nextNumber(database)}`;
          write.run(known, JSON.stringify(indicator));
          return known;
        });
        for (const id of drop) database.prepare('DELETE FROM library_entries WHERE id = ?').run(id);
        for (const name of list) database.prepare('DELETE FROM library_names WHERE name = ?').run(name);
        for (const { name, entry } of unlist)
          database
            .prepare('INSERT INTO library_names VALUES (?, ?) ON CONFLICT DO UPDATE SET entry = excluded.entry')
            .run(name, entry);
        for (const from of redirect?.from ?? [])
          database.prepare('UPDATE library_names SET entry = ? WHERE entry = ?').run(redirect?.to, from);
        return ids;
      })
      .immediate();
  }

  return { read, change };
}

export type LibraryTables = ReturnType<typeof createLibraryTables>;

const numberOf = (id: string) => Number(id.replace(/\D/g, ''));

/** A number that no own entry has had; names that count as a deleted one must not count as the next. */
function nextNumber(database: Sqlite.Database): number {
  const last = database
    .prepare<[], number>(
      `SELECT max(CAST(substr(id, 5) AS INTEGER)) FROM
         (SELECT id FROM library_entries UNION ALL SELECT entry FROM library_names) WHERE id LIKE 'own-%'`,
    )
    .pluck()
    .get();
  return (last ?? 0) + 1;
}

/** Whether the indicators of a filing may be others after these edits. */
export function changesIndicators(edits: readonly Edit[]): boolean {
  return edits.some(({ kind }) => kind !== 'value' && kind !== 'section' && kind !== 'move');
}

/** Writes the indicators of a filing anew from its body, within the transaction that wrote the body. */
export function writeUses(database: Sqlite.Database, filing: number): void {
  database.prepare('DELETE FROM indicator_uses WHERE filing = ?').run(filing);
  database
    .prepare(
      `INSERT INTO indicator_uses
       SELECT f.id, ifnull(row.value ->> 'level2', ''), row.value ->> 'level3', ifnull(row.value ->> 'value', '')
       FROM filings AS f, json_each(f.body, '$.indicators') AS row
       WHERE f.id = ? AND trim(row.value ->> 'level3') <> ''`,
    )
    .run(filing);
}
