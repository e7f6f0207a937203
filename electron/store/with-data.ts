import Sqlite from 'better-sqlite3';

/** Reads something in the data file beside the program that has it open: what a thread does (worker.ts). */
export function withData<T>(path: string, read: (database: Sqlite.Database) => T): T {
  const database = new Sqlite(path, { readonly: true, fileMustExist: true });
  try {
    readEachOnce(database);
    return read(database);
  } finally {
    database.close();
  }
}

/** Opens another file as `beside`; each of its rows is read once too. */
export function attachBeside(database: Sqlite.Database, path: string): void {
  database.prepare('ATTACH ? AS beside').run(path);
  readEachOnce(database, 'beside');
}

/** Keeps 2 MB of pages that were read, not the 16 of better-sqlite3: a page that is read once is of no use afterwards. */
export function readEachOnce(database: Sqlite.Database, name: 'main' | 'beside' = 'main'): void {
  database.pragma(`${name}.cache_size = -2000`);
}
