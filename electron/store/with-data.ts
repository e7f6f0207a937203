import Sqlite from 'better-sqlite3';

/** Reads something in the data file beside the program that has it open: what a thread does (worker.ts). */
export function withData<T>(path: string, read: (database: Sqlite.Database) => T): T {
  const database = new Sqlite(path, { readonly: true, fileMustExist: true });
  try {
    // Each row is read once.
    database.pragma('cache_size = -2000');
    return read(database);
  } finally {
    database.close();
  }
}
