import type Sqlite from 'better-sqlite3';
import { guarded } from './errors.ts';

/** Settings of the program, kept in the data file: text by key. */
export function readSettings(database: Sqlite.Database): Record<string, string> {
  const rows = guarded(() =>
    database.prepare<[], { key: string; value: string }>('SELECT key, value FROM settings').all(),
  );
  return Object.fromEntries(rows.map(({ key, value }) => [key, value]));
}

/** Sets one; '' takes it out. */
export function writeSetting(database: Sqlite.Database, key: string, value: string): void {
  guarded(() => {
    if (value === '') database.prepare('DELETE FROM settings WHERE key = ?').run(key);
    else
      database
        .prepare('INSERT INTO settings VALUES (?, ?) ON CONFLICT DO UPDATE SET value = excluded.value')
        .run(key, value);
  });
}
