import type Sqlite from 'better-sqlite3';
import { withData } from './with-data.ts';

/** Ids of the filings whose texts have every word, in no order; `words` are folded. The thread asks it (worker.ts). */
export function filingsWith(path: string, words: readonly string[]): number[] {
  return withData(path, (database) => textsWith(database, words));
}

/** The same of an open data file: all texts are read. */
export function textsWith(database: Sqlite.Database, words: readonly string[]): number[] {
  const all = words.map(() => 'instr(folded, ?) > 0').join(' AND ');
  return database
    .prepare<string[], number>(`SELECT filing FROM filing_texts WHERE ${all}`)
    .pluck()
    .all(...words);
}
