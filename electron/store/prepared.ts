import type Sqlite from 'better-sqlite3';

const known = new WeakMap<Sqlite.Database, Map<string, Sqlite.Statement>>();

/**
 * A statement that every change of a filing needs, prepared once for each connection: preparing takes longer than most
 * of them do. Not for one that is iterated over, which may be busy when it is needed again.
 */
export function prepared<P extends unknown[] | object = unknown[], R = unknown>(
  database: Sqlite.Database,
  source: string,
): Sqlite.Statement<P, R> {
  const statements = known.get(database) ?? new Map<string, Sqlite.Statement>();
  known.set(database, statements);
  const statement = statements.get(source) ?? database.prepare(source);
  statements.set(source, statement);
  return statement as unknown as Sqlite.Statement<P, R>;
}
