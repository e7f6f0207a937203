import type Sqlite from 'better-sqlite3';
import { indexPath, openIndex, openIndexAnew, shortWords } from './index-file.ts';
import { countFilings } from './index-uses.ts';
import { attachBeside, withData } from './with-data.ts';

/** What the thread does for the index (worker.ts): it reads the data file and writes the index. */

/** What a filing holds, as the index knows it again. The index of copies has all of it, and no body is read. */
const STAMP = "(sum || iif(trashed_at IS NULL, '', ' trashed'))";

/**
 * Ids of the filings that the index has not as the data file has them, or that are no longer there. With `anew` the index
 * is made anew, and from `large` bytes on it is not looked through.
 */
export function staleFilings(path: string, anew: boolean, large: number): number[] {
  openIndexAnew(path, anew, large).close();
  return withData(path, (main) => {
    attachBeside(main, indexPath(path));
    // Row by row within SQLite: all stamps of a large file would be some 20 MB.
    return main
      .prepare<[], number>(
        `SELECT id FROM filings LEFT JOIN beside.stamps ON filing = id WHERE stamp IS NOT ${STAMP}
         UNION ALL SELECT filing FROM beside.stamps WHERE filing NOT IN (SELECT id FROM filings)`,
      )
      .pluck()
      .all();
  });
}

/** Brings the index up to what the data file holds of these filings. Throws where the index was taken away. */
export function indexFilings(path: string, ids: readonly number[]): void {
  const index = openIndex(path, {});
  if (!index) throw new Error('the index was taken away');
  try {
    withData(path, (main) => indexRows(index, main, ids));
  } finally {
    index.close();
  }
}

function indexRows(index: Sqlite.Database, main: Sqlite.Database, ids: readonly number[]): void {
  const texts = main.prepare<[number], { stamp: string; folded: string }>(
    // Texts that are to be derived anew are of no stamp.
    `SELECT iif(id IN (SELECT filing FROM to_derive), '', ${STAMP}) AS stamp, folded
     FROM filings JOIN filing_texts ON filing = id WHERE id = ?`,
  );
  const remove = ['long', 'short'].map((table) => index.prepare(`DELETE FROM ${table} WHERE rowid = ?`));
  const forget = index.prepare('DELETE FROM stamps WHERE filing = ?');
  const [long, short, stamps] = [
    'INSERT INTO long (rowid, folded) VALUES (?, ?)',
    'INSERT INTO short (rowid, words) VALUES (?, ?)',
    'INSERT INTO stamps VALUES (?, ?)',
  ].map((source) => index.prepare(source)) as [Sqlite.Statement, Sqlite.Statement, Sqlite.Statement];
  const write = (id: number) => {
    if (forget.run(id).changes > 0) for (const statement of remove) statement.run(id);
    const row = texts.get(id);
    if (!row) return;
    // A tokenizer of SQLite ends at the character 0.
    const folded = row.folded.replaceAll('\0', ' ');
    long.run(id, folded);
    short.run(id, shortWords(folded));
    stamps.run(id, row.stamp);
  };
  index
    .transaction(() => {
      for (const id of ids) write(id);
      countFilings(index, main, ids);
    })
    .immediate();
}
