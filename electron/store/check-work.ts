import type Sqlite from 'better-sqlite3';
import { ApiError } from '../../shared/api-error.ts';
import { readBody } from './bodies.ts';
import { bodySum } from './body-text.ts';
import { checkedOf, pack } from './checked.ts';
import { withData } from './with-data.ts';

/** What the checks found in a filing whose body has this sum, packed (checked.ts). */
export interface FoundIn {
  id: number;
  sum: string;
  packed: Uint8Array;
}

/**
 * Checks filings of the data file; those that are gone, doubtful or of no form that is known are left out. The thread
 * does it (worker.ts).
 */
export function checkFilings(path: string, ids: readonly number[]): FoundIn[] {
  return withData(path, (database) => {
    const select = database.prepare<[number], { body: string; sum: string }>(
      'SELECT body, sum FROM filings WHERE id = ?',
    );
    return ids.flatMap((id) => checkRow(id, select));
  });
}

function checkRow(id: number, select: Sqlite.Statement<[number], { body: string; sum: string }>): FoundIn[] {
  const row = select.get(id);
  if (!row || bodySum(row.body) !== row.sum) return [];
  try {
    return [{ id, sum: row.sum, packed: pack(checkedOf(readBody(id, row.body).filing)) }];
  } catch (error) {
    if (error instanceof ApiError) return [];
    throw error;
  }
}
