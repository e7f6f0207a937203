import type Sqlite from 'better-sqlite3';
import type { OwnLibrary } from '../../shared/library/entries.ts';
import { indicatorSchema } from '../../shared/library/library-schema.ts';

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

const numberOf = (id: string) => Number(id.replace(/\D/g, ''));
