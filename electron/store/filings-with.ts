import Sqlite from 'better-sqlite3';

/** Ids of the filings whose texts have every word, in no order; `words` are folded. The thread asks it (worker.ts). */
export function filingsWith(path: string, words: readonly string[]): number[] {
  const database = new Sqlite(path, { readonly: true, fileMustExist: true });
  try {
    return textsWith(database, words);
  } finally {
    database.close();
  }
}

/** The same of an open data file: all texts are read. */
export function textsWith(database: Sqlite.Database, words: readonly string[]): number[] {
  const all = words.map(() => 'instr(folded, ?) > 0').join(' AND ');
  return database
    .prepare<string[], number>(`SELECT filing FROM filing_texts WHERE ${all}`)
    .pluck()
    .all(...words);
}
