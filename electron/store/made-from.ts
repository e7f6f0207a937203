import type Sqlite from 'better-sqlite3';
import { ApiError, type FilingSource } from '../../shared/api.ts';
import type { Filing } from '../../shared/filing/filing.ts';
import { readBody } from './bodies.ts';
import type { createFilings } from './filings.ts';

/** What filings were made from. Each call is one transaction. */
export function createMadeFrom(database: Sqlite.Database, filings: ReturnType<typeof createFilings>) {
  /** Takes in a filing that was made from another; returns its id. Throws `not-found` without the source. */
  function add(filing: Filing, label: string, source: number): number {
    return database
      .transaction(() => {
        const [id] = filings.add([filing], label) as [number];
        const { changes } = database
          .prepare(
            `UPDATE filings SET made_from = source.id, taken = source.body
             FROM (SELECT id, body FROM filings WHERE id = ?) AS source WHERE filings.id = ?`,
          )
          .run(source, id);
        if (changes === 0) throw new ApiError('not-found');
        return id;
      })
      .immediate();
  }

  /** What a filing was made from, unless that lies in 回收站 or is gone. Throws `not-found` without the filing. */
  function sourceOf(id: number): FilingSource | null {
    if (!database.prepare('SELECT 1 FROM filings WHERE id = ?').get(id)) throw new ApiError('not-found');
    const row = database
      .prepare<[number], { id: number; taken: string }>(
        `SELECT source.id, made.taken FROM filings AS made
         JOIN filings AS source ON source.id = made.made_from AND source.trashed_at IS NULL WHERE made.id = ?`,
      )
      .get(id);
    return row ? { id: row.id, filing: filings.open(row.id).filing, taken: readBody(row.id, row.taken).filing } : null;
  }

  return { add, sourceOf };
}
